using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Reports;

/// <summary>
/// Watches a run for its report: how many cases are open and overdue where and when, and what every day and hour of the week
/// brought. Memory follows the open cases and the areas, not the length of the run.
/// </summary>
public sealed class RunRecord : IRunObserver
{
    private const int AreasMax = 600;

    private readonly City _city;
    private readonly long _countFrom;
    private readonly int[] _areaOfCell;
    private readonly Dictionary<CaseId, (int Area, bool IsLate)> _open = [];
    private readonly SortedDictionary<DateOnly, DayFigures> _days = [];
    private readonly long[] _hoursOfWeek = new long[7 * 24];
    private (long From, long To, DateOnly Day, int HourOfWeek) _now;
    private int _openCount;
    private int _lateCount;

    /// <summary>Begins to watch; what happens before a moment fills the queues and is not shown.</summary>
    public RunRecord(City city, DateTimeOffset? countFrom = null)
    {
        _city = city;
        _countFrom = countFrom?.ToUnixTimeMilliseconds() ?? long.MinValue;
        Tier = TierOf(city);
        Areas = [.. Enumerable.Range(0, city.Grid.Count).Select(cell => AreaCode.Of(city.Grid.CodeOf(cell), Tier)).Distinct().Order()];
        var numbers = Areas.Index().ToDictionary(area => area.Item, area => area.Index);
        _areaOfCell = [.. Enumerable.Range(0, city.Grid.Count).Select(cell => numbers[AreaCode.Of(city.Grid.CodeOf(cell), Tier)])];
        Film = new Film(Areas.Count, (long)city.TimeZone.BaseUtcOffset.TotalMilliseconds);
    }

    /// <summary>The tier whose areas are shown: the finest of which there are not too many to look at.</summary>
    internal Tier Tier { get; }

    /// <summary>The areas, in the order of their codes.</summary>
    internal IReadOnlyList<AreaCode> Areas { get; }

    /// <summary>The load of the areas over time.</summary>
    internal Film Film { get; }

    /// <summary>The figures of the days, in their order.</summary>
    internal IReadOnlyCollection<KeyValuePair<DateOnly, DayFigures>> Days => _days;

    /// <summary>Reports by hour of the week, from Monday 0:00 on.</summary>
    internal IReadOnlyList<long> HoursOfWeek => _hoursOfWeek;

    /// <inheritdoc/>
    public void OnEntry(in LogEntry entry, Case after)
    {
        var isCounted = entry.At >= _countFrom;
        if (isCounted)
        {
            Film.MoveTo(entry.At);
        }
        Place(entry.At);
        var day = isCounted ? Today() : null;
        switch (entry.Event)
        {
            case CaseReported:
                if (day is not null)
                {
                    day.Reports++;
                    _hoursOfWeek[_now.HourOfWeek]++;
                }
                break;
            case CaseFiled when day is not null:
                day.Filed++;
                break;
            case DuePassed { Due: DueKind.Handling } when day is not null:
                day.Late++;
                break;
        }
        if (!after.Stage.IsOpen() && day is not null && after.Stage is Stage.Closed or Stage.ForcedClosed && entry.Event is not AfterEvent)
        {
            day!.Closed++;
        }
        Move(entry.At, after);
        if (day is not null)
        {
            (day.Open, day.Overdue) = (_openCount, _lateCount);
        }
    }

    private static Tier TierOf(City city)
    {
        foreach (var tier in (ReadOnlySpan<Tier>)[Tier.Community, Tier.Street, Tier.District])
        {
            var count = Enumerable.Range(0, city.Grid.Count).Select(cell => AreaCode.Of(city.Grid.CodeOf(cell), tier)).Distinct().Count();
            if (count <= AreasMax)
            {
                return tier;
            }
        }
        return Tier.City;
    }

    private DayFigures Today()
    {
        if (!_days.TryGetValue(_now.Day, out var day))
        {
            _days.Add(_now.Day, day = new DayFigures { Open = _openCount, Overdue = _lateCount });
        }
        return day;
    }

    // Asking the time zone for every entry would cost more than all the rest.
    private void Place(long at)
    {
        const long hour = 3_600_000;
        if (at >= _now.From && at < _now.To)
        {
            return;
        }
        var from = at - (((at % hour) + hour) % hour);
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), _city.TimeZone);
        var weekday = ((int)local.DayOfWeek + 6) % 7;
        _now = (from, from + hour, DateOnly.FromDateTime(local.DateTime), (weekday * 24) + local.Hour);
    }

    private void Move(long at, Case after)
    {
        if (_open.Remove(after.Id, out var before))
        {
            Count(at, before.Area, before.IsLate, -1);
        }
        if (after.Stage.IsOpen() && _city.Grid.IndexOf(after.Cell) is var cell and >= 0)
        {
            var now = (_areaOfCell[cell], after.IsOverdue);
            _open.Add(after.Id, now);
            Count(at, now.Item1, now.IsOverdue, 1);
        }
    }

    private void Count(long at, int area, bool isLate, int by)
    {
        _openCount += by;
        _lateCount += isLate ? by : 0;
        Film.Count(at, area, isLate, by);
    }
}

/// <summary>What a day brought, and what was open at its end.</summary>
internal sealed class DayFigures
{
    public int Reports { get; set; }

    public int Filed { get; set; }

    public int Closed { get; set; }

    public int Late { get; set; }

    public int Open { get; set; }

    public int Overdue { get; set; }
}
