using GridCity.Core.Cities;

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
    private readonly ZoneTime _zone;
    private readonly FlowCounts[] _hours = new FlowCounts[24];
    private readonly FlowCounts[] _days;

    public FlowReader(Period period, in Window window)
    {
        (_period, _window, _zone) = (period, window, new ZoneTime(period.Zone));
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
        var local = _zone.ToLocal(Moments.ToTime(at));
        _hours[local.Hour] = Sum(_hours[local.Hour], more);
        ref var counts = ref _days[DateOnly.FromDateTime(local).DayNumber - _period.First.DayNumber];
        counts = Sum(counts, more);
    }

    private static FlowCounts Sum(FlowCounts left, FlowCounts right) => new(
        left.Reported + right.Reported,
        left.Filed + right.Filed,
        left.Dispatched + right.Dispatched,
        left.Finished + right.Finished,
        left.Closed + right.Closed);
}
