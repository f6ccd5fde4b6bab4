using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Demand;

/// <summary>
/// Draws the reports of a scenario day by day. The luck of a day of a stream depends on nothing but the seed, the stream's
/// name and the day, so a variant that changes one stream, or the length of the run, sees the same reports in all others.
/// </summary>
internal sealed class DemandSource : IReportSource
{
    private const int PerDayMax = 1 << 16;
    private const long MillisecondsPerHour = 3_600_000;

    private readonly City _city;
    private readonly DrawnStream[] _streams;
    private readonly StormCalendar? _storms;
    private readonly WeekFactor _weeks;
    private readonly List<PlannedReport> _today = [];
    private readonly DateOnly _until;
    private DateOnly _day;
    private int _next;

    /// <summary>The reports from a day until before another.</summary>
    public DemandSource(City city, Scenario scenario, Streams streams, DateOnly from, DateOnly until)
    {
        _city = city;
        _day = from;
        _until = until;
        _weeks = new WeekFactor(streams.Numbered("demand week"), scenario.WeekExcess);
        _storms = scenario.Storms is { } season ? new StormCalendar(season, streams) : null;
        _streams = [.. scenario.Demand.Select(stream => new DrawnStream(city, stream, streams))];
    }

    /// <inheritdoc/>
    public bool TryNext(out PlannedReport? planned)
    {
        while (_next == _today.Count)
        {
            if (_day >= _until)
            {
                planned = null;
                return false;
            }
            DrawDay();
        }
        planned = _today[_next++];
        return true;
    }

    private void DrawDay()
    {
        _today.Clear();
        _next = 0;
        var hours = HoursOf(_day);
        var storm = _storms?.HoursOf(_day);
        var week = _weeks.At(_day);
        foreach (var stream in _streams)
        {
            stream.Draw(_day, hours, storm, week, _today);
        }
        _today.Sort(static (one, other) => one.At != other.At ? one.At.CompareTo(other.At) : one.Ordinal.CompareTo(other.Ordinal));
        _day = _day.AddDays(1);
    }

    // When each local hour of a day begins; an hour that a clock change skips is as long as nothing.
    private long[] HoursOf(DateOnly day)
    {
        var hours = new long[25];
        for (var hour = 0; hour < hours.Length; hour++)
        {
            var local = day.ToDateTime(TimeOnly.MinValue).AddHours(hour);
            while (_city.TimeZone.IsInvalidTime(local))
            {
                local = local.AddMinutes(30);
            }
            hours[hour] = new DateTimeOffset(local, _city.TimeZone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
        }
        return hours;
    }

    /// <summary>A factor that is the same for all days of a week.</summary>
    private readonly struct WeekFactor(NumberedStreams luck, double excess)
    {
        // Day 0 of the calendar is a Monday.
        public double At(DateOnly day) => excess > 0 ? new GammaTime(1, Math.Sqrt(excess)).Draw(luck.Of(day.DayNumber / 7)) : 1;
    }

    /// <summary>A stream ready to be drawn from.</summary>
    private sealed class DrawnStream
    {
        private readonly City _city;
        private readonly DemandStream _stream;
        private readonly NumberedStreams _luck;
        private readonly WeekFactor _weeks;
        private readonly Choice _classes;
        private readonly Choice _channels;
        private readonly int[] _cells;
        private readonly Choice _cellChoice;
        private readonly double[] _hours;
        private readonly double[] _weekdays = new double[7];
        private readonly double[] _months;
        private readonly long _number;
        private readonly double[] _today = new double[24];

        public DrawnStream(City city, DemandStream stream, Streams streams)
        {
            _city = city;
            _stream = stream;
            _luck = streams.Numbered("demand", stream.Name);
            _weeks = new WeekFactor(streams.Numbered("demand week", stream.Name), stream.WeekExcess);
            _number = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(stream.Name))) >> 8;
            _classes = new Choice(stream.Classes);
            _channels = new Choice(stream.Channels);
            var cells = stream.Cells.Count > 0
                ? stream.Cells.Select(cell => (city.Grid.IndexOf(CellCode.Parse(cell.Name)), cell.Weight)).Where(cell => cell.Item1 >= 0)
                : Enumerable.Range(0, city.Grid.Count).Select(cell => (cell, 1.0));
            var known = cells.ToList();
            _cells = [.. known.Select(cell => cell.Item1)];
            _cellChoice = new Choice([.. known.Select(cell => new Weighted(string.Empty, cell.Item2))]);
            _hours = Normalised(stream.HoursOfWeek, 168);
            for (var hour = 0; hour < 168; hour++)
            {
                _weekdays[hour / 24] += _hours[hour] / 24;
            }
            _months = Normalised(stream.Months, 12);
        }

        public void Draw(DateOnly day, long[] hours, double[]? storm, double week, List<PlannedReport> reports)
        {
            var luck = _luck.Of(day.DayNumber);
            var weekday = ((int)day.DayOfWeek + 6) % 7;
            var mean = _stream.PerDay * _weekdays[weekday] * _months[day.Month - 1] * TrendAt(day) * week * _weeks.At(day);
            var sum = 0.0;
            for (var hour = 0; hour < 24; hour++)
            {
                var weight = _hours[(weekday * 24) + hour];
                sum += weight * (1 + ((_stream.StormFactor - 1) * (storm?[hour] ?? 0)));
                _today[hour] = sum;
            }
            // A storm adds to the hours that it takes; without one this is 1.
            mean *= _weekdays[weekday] > 0 ? sum / (24 * _weekdays[weekday]) : 0;
            var count = Math.Min(PerDayMax - 1, (int)new OverdispersedCount(mean, _stream.Excess).Draw(luck));
            for (var index = 0; index < count; index++)
            {
                reports.Add(DrawReport(day, hours, index, luck));
            }
        }

        private PlannedReport DrawReport(DateOnly day, long[] hours, int index, RandomStream luck)
        {
            var hour = Choice.Find(_today, luck.NextDouble() * _today[^1]);
            var into = (long)(luck.NextDouble() * Math.Min(MillisecondsPerHour, Math.Max(1, hours[hour + 1] - hours[hour])));
            var ordinal = (((long)day.DayNumber & 0xFF_FFFF) << 32 << 8) | (_number << 16) | (long)index;
            var caseClass = _stream.Classes[_classes.Draw(luck)].Name;
            var channel = _stream.Channels[_channels.Draw(luck)].Name;
            var cell = _cells[_cellChoice.Draw(luck)];
            var point = _city.Plane.ToGeo(PointIn(cell, luck));
            var by = _stream.IsHidden || channel == "inspector"
                ? new Actor(Role.Inspector, _city.InspectorOf(_city.Grid.CodeOf(cell))?.Id ?? "nobody")
                : new Actor(Role.Public, "citizen");
            var draft = new ReportDraft(
                caseClass, null, channel, Math.Round(point.Longitude, 7), Math.Round(point.Latitude, 7), Frame.Wgs84, null, null, null, null);
            return new PlannedReport(ordinal, hours[hour] + into, IdOf(ordinal), by, draft) { IsHidden = _stream.IsHidden };
        }

        private double TrendAt(DateOnly day) => _stream.TrendFrom is { } from
            ? Math.Pow(1 + _stream.Trend, (day.DayNumber - from.DayNumber) / 365.25)
            : 1;

        private PlanePoint PointIn(int cell, RandomStream luck)
        {
            var box = _city.Grid.BoundsOf(cell);
            var point = default(PlanePoint);
            // A cell that is thinner than a thousandth of its box is taken at some point of the box.
            for (var tries = 0; tries < 1_000; tries++)
            {
                point = new PlanePoint(
                    box.MinX + (luck.NextDouble() * (box.MaxX - box.MinX)), box.MinY + (luck.NextDouble() * (box.MaxY - box.MinY)));
                if (_city.Grid.Locate(point) == cell)
                {
                    break;
                }
            }
            return point;
        }

        private static Guid IdOf(long ordinal)
        {
            Span<byte> bytes = stackalloc byte[16];
            bytes.Clear();
            BinaryPrimitives.WriteInt64BigEndian(bytes[8..], ordinal);
            // Version 8 (RFC 9562, 5.8), and another first byte than the commands that follow.
            (bytes[0], bytes[6]) = (1, 0x80);
            bytes[8] |= 0x80;
            return new Guid(bytes, bigEndian: true);
        }

        private static double[] Normalised(IReadOnlyList<double> weights, int count)
        {
            var mean = weights.Count == count ? weights.Sum() / count : 0;
            return mean > 0 ? [.. weights.Select(weight => weight / mean)] : [.. Enumerable.Repeat(1.0, count)];
        }
    }
}
