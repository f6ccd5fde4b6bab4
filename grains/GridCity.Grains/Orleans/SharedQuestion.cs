namespace GridCity.Grains.Cluster;

/// <summary>
/// A question whose answer must not be older than the asking: all who ask while one is under way share the next one.
/// </summary>
internal sealed class SharedQuestion<T>(Func<Task<T>> ask)
{
    private readonly Lock _gate = new();
    private Task<T>? _running;
    private Task<T>? _next;

    public Task<T> AskAsync()
    {
        lock (_gate)
        {
            if (_next is not null)
            {
                return _next;
            }
            if (_running is null or { IsCompleted: true })
            {
                return _running = Task.Run(ask);
            }
            return _next = AfterAsync(_running);
        }
    }

    private async Task<T> AfterAsync(Task<T> running)
    {
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<T> mine;
        lock (_gate)
        {
            mine = Task.Run(ask);
            _running = mine;
            _next = null;
        }
        return await mine;
    }
}
