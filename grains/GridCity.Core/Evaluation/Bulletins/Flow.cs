namespace GridCity.Core.Evaluation;

/// <summary>How many cases were reported, filed, first dispatched, finished and closed, each by its own time.</summary>
public readonly record struct FlowCounts(int Reported, int Filed, int Dispatched, int Finished, int Closed);

/// <summary>The flow of a local day.</summary>
public readonly record struct DayFlow(DateOnly Day, FlowCounts Counts);

/// <summary>The flow of a period by the hour of the local clock, from 0 to 23, and by local day, days without a case too.</summary>
public sealed record Flow(IReadOnlyList<FlowCounts> ByHour, IReadOnlyList<DayFlow> ByDay);

/// <summary>Counts the flow.</summary>
internal sealed class FlowReader : ICaseReader
{
    private readonly Period _period;
    private readonly Window _window;
    private readonly LocalClock _clock;
    private readonly FlowCounts[] _hours = new FlowCounts[24];
    private readonly FlowCounts[] _days;

    public FlowReader(Period period, in Window window)
    {
        (_period, _window, _clock) = (period, window, new LocalClock(period.Zone));
        _days = new FlowCounts[Math.Max(1, period.Next.DayNumber - period.First.DayNumber)];
    }

    public void Add(CaseLife life)
    {
        Count(life.Facts.Reported, new FlowCounts(1, 0, 0, 0, 0));
        Count(life.Filing.At, new FlowCounts(0, 1, 0, 0, 0));
        if (life.Stints.Count > 0)
        {
            Count(life.Stints[0].Dispatched, new FlowCounts(0, 0, 1, 0, 0));
            Count(life.Stints.Last.Finished, new FlowCounts(0, 0, 0, 1, 0));
        }
        if (life.Ending is Ending.Closed or Ending.SelfFixed)
        {
            Count(life.Ended, new FlowCounts(0, 0, 0, 0, 1));
        }
    }

    public Flow Result() =>
        new(_hours, [.. _days.Select((counts, index) => new DayFlow(_period.First.AddDays(index), counts))]);

    private void Count(long at, FlowCounts more)
    {
        if (!_window.Has(at))
        {
            return;
        }
        var (day, hour) = _clock.Read(at);
        _hours[hour] = Sum(_hours[hour], more);
        ref var counts = ref _days[day - _period.First.DayNumber];
        counts = Sum(counts, more);
    }

    private static FlowCounts Sum(FlowCounts left, FlowCounts right) => new(
        left.Reported + right.Reported,
        left.Filed + right.Filed,
        left.Dispatched + right.Dispatched,
        left.Finished + right.Finished,
        left.Closed + right.Closed);
}

/// <summary>The local day and hour of moments. A zone changes its offset at a quarter of an hour at most.</summary>
internal sealed class LocalClock(TimeZoneInfo zone)
{
    private const long Quarter = 15 * 60 * 1_000;
    private const long HourLength = 60 * 60 * 1_000;
    private const long DayLength = 24 * HourLength;

    // 1 January 1970.
    private const int UnixDay = 719_162;

    private readonly Dictionary<long, long> _offsets = [];

    /// <summary>The number of the local day, as <see cref="DateOnly.DayNumber"/> counts, and the hour.</summary>
    public (int Day, int Hour) Read(long at)
    {
        var quarter = Math.DivRem(at, Quarter).Quotient;
        if (!_offsets.TryGetValue(quarter, out var offset))
        {
            offset = (long)zone.GetUtcOffset(Moments.ToTime(quarter * Quarter)).TotalMilliseconds;
            _offsets.Add(quarter, offset);
        }
        var local = at + offset;
        var day = (int)Math.Floor((double)local / DayLength);
        return (day + UnixDay, (int)((local - (day * DayLength)) / HourLength));
    }
}
