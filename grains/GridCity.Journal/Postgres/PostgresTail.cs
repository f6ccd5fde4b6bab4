using System.Globalization;
using Npgsql;

namespace GridCity.Journal.Postgres;

/// <summary>
/// The end of the journal as far as it has been heard of: from this process's own commits, from what it reads, and from
/// the notifications that every commit sends. A notification only wakes who waits; what is there is always read from the
/// journal itself, so that one that is lost delays and no more. Thread-safe.
/// </summary>
internal sealed class PostgresTail(PostgresPlace place) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _listening = Task.CompletedTask;
    private bool _isListening;
    private long _last;

    /// <summary>The last position that was heard of; it never goes back.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Somebody has seen the journal reach a position.</summary>
    public void Saw(long position)
    {
        lock (_gate)
        {
            if (position > _last)
            {
                Volatile.Write(ref _last, position);
                _moved.SetResult();
                _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Begins to listen, if nobody has yet.</summary>
    public void Listen()
    {
        lock (_gate)
        {
            if (!_isListening && !_ended.IsCancellationRequested)
            {
                _isListening = true;
                _listening = Task.Run(ListenAsync);
            }
        }
    }

    /// <summary>Waits until the journal goes beyond a position, or until it is time to look again.</summary>
    public async Task WaitBeyondAsync(long position, CancellationToken stop)
    {
        Task moved;
        lock (_gate)
        {
            if (_last > position)
            {
                return;
            }
            moved = _moved.Task;
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _ended.Token);
        await Task.WhenAny(moved, Task.Delay(place.PollPeriod, place.Clock, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_ended.IsCancellationRequested, this);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _ended.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException gone) when (gone.InnerExceptions.All(inner => inner is ObjectDisposedException))
        {
            // A connection that was cut at this moment is gone before it can be told; there is nothing more to end.
        }
        await _listening.ConfigureAwait(false);
    }

    private async Task ListenAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                await ListenUntilItBreaksAsync().ConfigureAwait(false);
            }
            catch (NpgsqlException)
            {
                // Those who wait look by themselves meanwhile.
                await Task.WhenAny(Task.Delay(place.PollPeriod, place.Clock, _ended.Token)).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenUntilItBreaksAsync()
    {
        await using var connection = new NpgsqlConnection(place.For("listener", isPooled: false));
        connection.Notification += (_, told) =>
        {
            if (long.TryParse(told.Payload, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            {
                Saw(position);
            }
        };
        await connection.OpenAsync(_ended.Token).ConfigureAwait(false);
        // What was appended before the first notification can arrive is asked for after listening has begun.
        await using var listen = new NpgsqlCommand(
            $"LISTEN {PostgresStatements.Channel}; SELECT coalesce(max(position), 0) FROM gridcity.journal", connection);
        Saw((long)(await listen.ExecuteScalarAsync(_ended.Token).ConfigureAwait(false))!);
        while (true)
        {
            await connection.WaitAsync(_ended.Token).ConfigureAwait(false);
        }
    }
}
