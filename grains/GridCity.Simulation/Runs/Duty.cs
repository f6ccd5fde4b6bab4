namespace GridCity.Simulation.Runs;

/// <summary>
/// How many are on duty when, over the time of a run, and how much duty has been done by then. Immutable once made.
/// </summary>
internal sealed class Duty
{
    // A step: from this time on so many are on duty; Done is the duty (times heads) until it.
    private readonly List<(long At, int Count, long Done)> _steps = [];

    private Duty()
    {
    }

    /// <summary>The most that are on duty at once.</summary>
    public int Most => _steps.Max(step => step.Count);

    /// <summary>The key under which equal shifts share their duty.</summary>
    public static string KeyOf(IReadOnlyList<Manning> mannings) => string.Join(';', mannings.Select(
        one => $"{one.Count}×{one.Shift.From}-{one.Shift.To} {string.Join(',', one.Shift.Weekdays)}"));

    /// <summary>Lays shifts over the days of a run, in a city's local time.</summary>
    public static Duty Of(IReadOnlyList<Manning> mannings, TimeZoneInfo zone, long from, long until)
    {
        var changes = new SortedDictionary<long, int> { [from] = 0, [until] = 0 };
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(from), zone).Date);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(until), zone).Date);
        // A shift may have begun on the day before the run.
        for (var day = first.AddDays(-1); day <= last; day = day.AddDays(1))
        {
            foreach (var (shift, count) in mannings)
            {
                if (shift.Weekdays.Count == 0 || shift.Weekdays.Contains(day.DayOfWeek))
                {
                    var begin = day.ToDateTime(TimeOnly.MinValue) + shift.From;
                    Add(changes, Math.Clamp(ToInstant(begin, zone), from, until), count);
                    Add(changes, Math.Clamp(ToInstant(begin + shift.Length, zone), from, until), -count);
                }
            }
        }
        var duty = new Duty();
        var (present, done, before) = (0, 0L, from);
        foreach (var (at, change) in changes)
        {
            done += present * (at - before);
            before = at;
            present += change;
            if (change != 0 || at == from)
            {
                duty._steps.Add((at, present, done));
            }
        }
        return duty;
    }

    /// <summary>The duty done until a time.</summary>
    public long DoneAt(long at)
    {
        var step = _steps[StepAt(at)];
        return step.Done + (step.Count * Math.Max(0, at - step.At));
    }

    /// <summary>How many are on duty at a time.</summary>
    public int CountAt(long at) => _steps[StepAt(at)].Count;

    /// <summary>The next time after one at which the number on duty changes, or the end of time.</summary>
    public long NextChange(long at) => StepAt(at) + 1 is var next && next < _steps.Count ? _steps[next].At : long.MaxValue;

    /// <summary>The first time at which so much duty is done; the end of time if it never is.</summary>
    public long TimeOf(long done)
    {
        var (low, high) = (0, _steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_steps[middle].Done < done)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        if (low < _steps.Count && (low == 0 || _steps[low].Done == done))
        {
            return _steps[low].At;
        }
        var step = _steps[low - 1];
        return step.Count == 0 ? long.MaxValue : step.At + ((done - step.Done + step.Count - 1) / step.Count);
    }

    private static void Add(SortedDictionary<long, int> changes, long at, int change) =>
        changes[at] = changes.GetValueOrDefault(at) + change;

    private static long ToInstant(DateTime local, TimeZoneInfo zone)
    {
        // A local time that a clock change skips is read as the moment to which the clock jumps.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }

    private int StepAt(long at)
    {
        var (low, high) = (0, _steps.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_steps[middle].At <= at)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }
        return low;
    }
}
