namespace GridCity.Journal.Verify;

/// <summary>
/// Lets blocks through one at a time and in their order, whichever thread holds them. When one of them breaks the row,
/// those behind it are turned away.
/// </summary>
internal sealed class Turnstile
{
    private readonly object _gate = new();
    private long _next;
    private bool _isClosed;

    /// <summary>
    /// Waits until all blocks before this one have been through, then does the work; false from the work, or its failure,
    /// closes the turnstile. Returns whether it is still open.
    /// </summary>
    public bool Pass(long block, Func<bool> work)
    {
        lock (_gate)
        {
            while (_next != block && !_isClosed)
            {
                Monitor.Wait(_gate);
            }
            var isOpen = false;
            try
            {
                isOpen = !_isClosed && work();
            }
            finally
            {
                _next++;
                _isClosed = !isOpen;
                Monitor.PulseAll(_gate);
            }
            return isOpen;
        }
    }

    /// <summary>Turns everybody away who is still waiting.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
