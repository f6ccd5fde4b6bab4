namespace GridCity.Simulation.Engine;

/// <summary>
/// Crews that are all alike, and the jobs that wait for one: low priorities first, and inside a priority in the order in
/// which they came. Nobody puts a job down for a better one. How many crews work may change at any time; a crew whose shift
/// ends finishes its job first.
/// </summary>
public sealed class Crews<T>
{
    private readonly PriorityQueue<T, (int Priority, long Sequence)> _waiting = new();
    private long _sequence;

    /// <summary>Crews, so many of them at work.</summary>
    public Crews(int working)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(working);
        Working = working;
    }

    /// <summary>How many are at work.</summary>
    public int Working { get; private set; }

    /// <summary>How many have a job; may be above <see cref="Working"/> when a shift has just ended.</summary>
    public int Busy { get; private set; }

    /// <summary>How many jobs wait.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>The most jobs that ever waited.</summary>
    public int WaitingMost { get; private set; }

    /// <summary>A job comes; true when a crew begins it now, otherwise it waits.</summary>
    public bool TryBegin(T job, int priority = 0)
    {
        if (Busy < Working && _waiting.Count == 0)
        {
            Busy++;
            return true;
        }
        _waiting.Enqueue(job, (priority, _sequence++));
        WaitingMost = Math.Max(WaitingMost, _waiting.Count);
        return false;
    }

    /// <summary>A crew has finished; whether it takes the next job at once, and which.</summary>
    public bool TryFinish(out T next)
    {
        Busy--;
        return TryTakeUp(out next);
    }

    /// <summary>Sets how many are at work; take up what waits with <see cref="TryTakeUp"/> until it says no.</summary>
    public void SetWorking(int working)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(working);
        Working = working;
    }

    /// <summary>Whether a crew that is free takes up a job that waits, and which.</summary>
    public bool TryTakeUp(out T next)
    {
        if (Busy < Working && _waiting.TryDequeue(out next!, out _))
        {
            Busy++;
            return true;
        }
        next = default!;
        return false;
    }
}
