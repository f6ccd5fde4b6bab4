using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Replay;

namespace GridCity.Simulation.Fit;

/// <summary>The arrivals of one class in a history.</summary>
internal sealed class ClassArrivals(string name, int days)
{
    private readonly Dictionary<int, int> _cells = [];
    private readonly SortedDictionary<string, int> _channels = new(StringComparer.Ordinal);

    /// <summary>The class.</summary>
    public string Class => name;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many each day brought.</summary>
    public int[] Days { get; } = new int[days];

    /// <summary>How many each hour of the week brought, from Monday 0 o'clock.</summary>
    public int[] HoursOfWeek { get; } = new int[168];

    /// <summary>The cases that were closed.</summary>
    public List<ClosedCase> Closed { get; } = [];

    /// <summary>How many each cell had, by its index.</summary>
    public IReadOnlyDictionary<int, int> Cells => _cells;

    /// <summary>How many each channel brought.</summary>
    public IReadOnlyDictionary<string, int> Channels => _channels;

    /// <summary>Adds an arrival.</summary>
    public void Add(int day, int hourOfWeek, int cell, string channel, double? closingHours)
    {
        Count++;
        Days[day]++;
        HoursOfWeek[hourOfWeek]++;
        _cells[cell] = _cells.GetValueOrDefault(cell) + 1;
        _channels[channel] = _channels.GetValueOrDefault(channel) + 1;
        if (closingHours is { } hours)
        {
            Closed.Add(new ClosedCase(day, hours));
        }
    }
}

/// <summary>The arrivals of a history by class, in a city's calendar.</summary>
internal sealed class ArrivalLog
{
    private readonly SortedDictionary<string, ClassArrivals> _classes = new(StringComparer.Ordinal);

    /// <summary>Sorts the reports of a history that lie in the city and in the time that was asked for.</summary>
    public ArrivalLog(City city, HistoryFile history, FitOptions options)
    {
        var zone = city.TimeZone;
        First = options.From ?? DayOf(history.First, zone).Day;
        var last = options.Until?.AddDays(-1) ?? DayOf(history.LastReport, zone).Day;
        Last = last;
        if (last < First)
        {
            throw new InputException("There is no day to learn from: the end lies before the beginning.");
        }
        var (verified, rejected, trustedRejected, returned, reworks, closings) = (0, 0, 0, 0, 0, 0);
        while (history.Next() is { } report)
        {
            var (day, hour) = DayOf(report.At, zone);
            var frame = report.Draft.Frame ?? city.InputFrame;
            var point = Frames.ToWgs84(new GeoPoint(report.Draft.Longitude, report.Draft.Latitude), frame);
            var cell = day < First || day > last ? -1 : city.Grid.Locate(city.Plane.ToPlane(point));
            if (cell < 0 || !city.Classes.ContainsKey(report.Draft.Class))
            {
                continue;
            }
            if (!_classes.TryGetValue(report.Draft.Class, out var arrivals))
            {
                _classes.Add(report.Draft.Class, arrivals = new ClassArrivals(report.Draft.Class, Days));
            }
            var weekday = ((int)day.DayOfWeek + 6) % 7;
            arrivals.Add(
                day.DayNumber - First.DayNumber,
                (weekday * 24) + hour,
                cell,
                report.Draft.Channel,
                report.ClosedAt is { } closed ? (closed - report.At) / 3_600_000.0 : null);
            var isTrusted = city.Channels.GetValueOrDefault(report.Draft.Channel)?.IsTrusted != false;
            verified += isTrusted || report.IsRecordedDuplicate ? 0 : 1;
            rejected += report.IsRecordedRejection && !isTrusted ? 1 : 0;
            trustedRejected += report.IsRecordedRejection && isTrusted ? 1 : 0;
            returned += report.RecordedReturns > 0 ? 1 : 0;
            reworks += report.RecordedReworks;
            closings += report.ClosedAt is not null && !report.IsRecordedRejection ? 1 : 0;
            Count++;
        }
        if (Count == 0)
        {
            throw new InputException($"No report from {First:yyyy-MM-dd} to {last:yyyy-MM-dd} lies in {city.Name}.");
        }
        RejectedShare = (double)rejected / Math.Max(1, verified);
        FiledShare = 1 - ((double)(rejected + trustedRejected) / Count);
        HasTrustedRejections = trustedRejected > 0;
        ReturnedShare = (double)returned / Math.Max(1, Count - rejected - trustedRejected);
        // Each closed case passed one check, and failed one for each time that its work was done again.
        ReworkShare = (double)reworks / Math.Max(1, closings + reworks);
        CellName = index => city.Grid.CodeOf(index).ToString();
    }

    /// <summary>The first day.</summary>
    public DateOnly First { get; }

    /// <summary>The last day.</summary>
    public DateOnly Last { get; }

    /// <summary>How many days there are.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>How many reports.</summary>
    public int Count { get; }

    /// <summary>The share of the reports by channels that the city does not trust that history says were not filed.</summary>
    public double RejectedShare { get; }

    /// <summary>The share of all reports that were filed.</summary>
    public double FiledShare { get; }

    /// <summary>Whether history did not file reports by channels that the city trusts, where every report is filed.</summary>
    public bool HasTrustedRejections { get; }

    /// <summary>The share of cases that a unit sent back at least once.</summary>
    public double ReturnedShare { get; }

    /// <summary>The share of checks after which the work had to be done again.</summary>
    public double ReworkShare { get; }

    /// <summary>The classes.</summary>
    public IReadOnlyCollection<ClassArrivals> Classes => _classes.Values;

    /// <summary>The code of a cell by its index.</summary>
    public Func<int, string> CellName { get; }

    private static (DateOnly Day, int Hour) DayOf(long at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone);
        return (DateOnly.FromDateTime(local.Date), local.Hour);
    }
}

/// <summary>What was learned of classes that are drawn together.</summary>
internal sealed class GroupFit
{
    private readonly SeasonFit _season;
    private readonly List<ClassArrivals> _members;
    private readonly double _dayExcess;

    public GroupFit(ArrivalLog log, string name, List<ClassArrivals> members)
    {
        Name = name;
        _members = members;
        var days = new int[log.Days];
        for (var day = 0; day < days.Length; day++)
        {
            days[day] = members.Sum(one => one.Days[day]);
        }
        _season = SeasonFit.Of(days, log.First);
        Weeks = Foretold(days, log.First, _season);
        WeekExcess = Excess(Weeks);
        _dayExcess = Excess([.. days.Select((came, day) => (came, _season.Expected(day)))]);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>How many each week brought, and how many were expected.</summary>
    public (int Came, double Expected)[] Weeks { get; }

    /// <summary>How much weeks vary more than chance explains, as a share of the mean squared.</summary>
    public double WeekExcess { get; }

    /// <summary>How many come on an average day at the end of the history.</summary>
    public double Level => _season.Level;

    /// <summary>The stream; what all streams share is not in it.</summary>
    public DemandStream ToStream(ArrivalLog log, double shared)
    {
        var hours = new double[168];
        foreach (var one in _members)
        {
            for (var hour = 0; hour < 168; hour++)
            {
                hours[hour] += one.HoursOfWeek[hour];
            }
        }
        var cells = new SortedDictionary<int, int>();
        foreach (var (cell, count) in _members.SelectMany(one => one.Cells))
        {
            cells[cell] = cells.GetValueOrDefault(cell) + count;
        }
        // Weekdays as fitted; inside a day as the hours came, with a little everywhere.
        var profile = new double[168];
        for (var weekday = 0; weekday < 7; weekday++)
        {
            var sum = hours.Skip(weekday * 24).Take(24).Sum() + 2.4;
            for (var hour = 0; hour < 24; hour++)
            {
                profile[(weekday * 24) + hour] = Math.Round(24 * _season.Weekdays[weekday] * (hours[(weekday * 24) + hour] + 0.1) / sum, 4);
            }
        }
        var week = Math.Max(0, ((1 + WeekExcess) / (1 + shared)) - 1);
        return new DemandStream
        {
            Name = Name,
            PerDay = Math.Round(_season.Level, 5),
            Classes = [.. _members.Select(one => new Weighted(one.Class, one.Count))],
            Channels =
            [
                .. _members.SelectMany(one => one.Channels).GroupBy(pair => pair.Key, StringComparer.Ordinal)
                    .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new Weighted(group.Key, group.Sum(pair => pair.Value))),
            ],
            HoursOfWeek = profile,
            Months = [.. _season.Months.Select(month => Math.Round(month, 4))],
            Cells = [.. cells.Select(pair => new Weighted(log.CellName(pair.Key), pair.Value))],
            Excess = Math.Round(Math.Max(0, ((1 + _dayExcess) / ((1 + week) * (1 + shared))) - 1), 5),
            WeekExcess = Math.Round(week, 5),
            Trend = Math.Round(_season.Trend, 4),
            TrendFrom = log.Last,
        };
    }

    /// <summary>A sentence about what was learned.</summary>
    public string Note(double shared) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {_members.Sum(one => one.Count):N0} reports, {Level:0.00} a day at the end, {100 * _season.Trend:+0.0;-0.0;0} % a year,"
            + $" weeks vary by {100 * Math.Sqrt(Math.Max(0, WeekExcess)):0} % beyond chance ({100 * Math.Sqrt(shared):0} % of it shared by all classes).");

    // How far weeks are from what the other years foretell: what a fit says of the days from which it was learned is too
    // near. With less than two years there are no others.
    private static (int Came, double Expected)[] Foretold(int[] days, DateOnly first, SeasonFit all)
    {
        const int year = 364;
        var years = days.Length / year;
        var weeks = new (int Came, double Expected)[days.Length / 7];
        for (var block = 0; block < Math.Max(1, years); block++)
        {
            var (from, to) = (block * year, block >= years - 1 ? days.Length : (block + 1) * year);
            var fit = years < 2 ? all : SeasonFit.Of(days, first, day => day < from || day >= to);
            for (var day = from; day < to && day / 7 < weeks.Length; day++)
            {
                weeks[day / 7] = (weeks[day / 7].Came + days[day], weeks[day / 7].Expected + fit.Expected(day));
            }
        }
        return weeks;
    }

    private static double Excess((int Came, double Expected)[] counts)
    {
        var above = counts.Sum(one => ((one.Came - one.Expected) * (one.Came - one.Expected)) - one.Expected);
        var squares = counts.Sum(one => one.Expected * one.Expected);
        return squares <= 0 ? 0 : Math.Max(0, above / squares);
    }
}
