namespace GridCity.Simulation.Runs;

/// <summary>
/// The open lives of a run, each at a place that it keeps until its end. Alarms name a life by its place and their own number and
/// do not hold it: they wait in the queue for days, and nearly all are void long before they come.
/// </summary>
internal sealed class OpenLives
{
    private readonly List<Life?> _lives = [];
    private readonly Stack<int> _free = new();
    private uint _alarms;

    /// <summary>Adds one.</summary>
    public void Add(Life life)
    {
        if (_free.TryPop(out var place))
        {
            (life.Index, _lives[place]) = (place, life);
            return;
        }
        life.Index = _lives.Count;
        _lives.Add(life);
    }

    /// <summary>One has ended; its alarms are void.</summary>
    public void Remove(Life life)
    {
        _lives[life.Index] = null;
        _free.Push(life.Index);
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Life> All() => _lives.OfType<Life>();

    /// <summary>The number of a new alarm of a life; the one before is void from now on.</summary>
    public long NextAlarm(Life life)
    {
        // Zero is no alarm, also when four billion have been counted.
        _alarms = Math.Max(1, unchecked(_alarms + 1));
        life.Alarm = _alarms;
        return ((long)_alarms << 32) | (uint)life.Index;
    }

    /// <summary>The life of an alarm, or null when that is void.</summary>
    public Life? FindByAlarm(long number) =>
        _lives[unchecked((int)number)] is { } life && life.Alarm == unchecked((uint)(number >> 32)) ? life : null;
}
