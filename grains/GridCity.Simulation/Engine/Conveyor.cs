using System.Collections.Concurrent;

namespace GridCity.Simulation.Engine;

/// <summary>
/// Hands parts of work to a thread of its own, which does one after the other while the caller makes the next; a caller who is too
/// far ahead waits. A thread of the pool looks around for work whenever a part is done, and takes the time of others for it.
/// </summary>
internal sealed class Conveyor<T>(Action<T> work, int ahead) : IDisposable
{
    private readonly BlockingCollection<T> _waiting = new(ahead);
    private Task? _working;

    /// <summary>Hands over a part. What went wrong with a part before, such as a full disk, is thrown here.</summary>
    public void Add(T part)
    {
        _working ??= Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            _waiting.Add(part);
        }
        catch (InvalidOperationException)
        {
            Finish();
            throw;
        }
    }

    /// <summary>Waits until all parts are done; what went wrong with one is thrown here. Nothing can be added any more.</summary>
    public void Finish()
    {
        _waiting.CompleteAdding();
        _working?.GetAwaiter().GetResult();
    }

    /// <summary>Waits for what is under way; what becomes of it nobody asks any more.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        ((IAsyncResult?)_working)?.AsyncWaitHandle.WaitOne();
        _waiting.Dispose();
    }

    private void Work()
    {
        try
        {
            foreach (var part in _waiting.GetConsumingEnumerable())
            {
                work(part);
            }
        }
        finally
        {
            // After a failure nobody takes parts any more, and who waits for room has to hear of it.
            _waiting.CompleteAdding();
        }
    }
}
