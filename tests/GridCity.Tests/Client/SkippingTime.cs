using System.Collections.Concurrent;

namespace GridCity.Tests.Client;

/// <summary>
/// A clock on which waits up to a length are over at once, and remembered; longer ones end when the test says so.
/// </summary>
internal sealed class SkippingTime(TimeSpan longest) : TimeProvider
{
    private readonly TimeSpan _longest = longest;
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly ConcurrentDictionary<Timer, TimeSpan> _sleeping = new();

    /// <summary>The waits that were skipped, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    /// <summary>Ends every wait that is still on.</summary>
    public void EndAll()
    {
        foreach (var timer in _sleeping.Keys)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(SkippingTime time, Action act) : ITimer
    {
        public void Fire()
        {
            if (time._sleeping.TryRemove(this, out _))
            {
                act();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time._sleeping.TryRemove(this, out _);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return true;
            }
            if (dueTime > time._longest)
            {
                time._sleeping[this] = dueTime;
                return true;
            }
            time._waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => act());
            return true;
        }

        public void Dispose() => time._sleeping.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
