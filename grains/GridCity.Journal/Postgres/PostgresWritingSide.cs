using System.Globalization;
using Npgsql;

namespace GridCity.Journal.Postgres;

/// <summary>
/// What writes to a journal on PostgreSQL: one batch at a time, on one session. When the connection is lost during a commit,
/// a new session reads whether the batch is there before anybody is told; when that cannot be found out yet, the caller is
/// told that the journal is unavailable and the next call begins by finding out. Thread-safe.
/// </summary>
internal sealed class PostgresWritingSide : IAsyncDisposable
{
    private const int AttemptsMax = 3;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly EntryColumns _columns = new();
    private readonly PostgresPlace _place;
    private readonly PostgresTail _tail;
    private PostgresSession _session;
    private bool _isBroken;
    private bool _isDisposed;

    private PostgresWritingSide(PostgresPlace place, PostgresTail tail, PostgresSession session)
    {
        _place = place;
        _tail = tail;
        _session = session;
    }

    /// <summary>Whose journal it is.</summary>
    public JournalHeader Header => _session.Header;

    public static async Task<PostgresWritingSide> OpenAsync(PostgresPlace place, PostgresTail tail, CancellationToken stop)
    {
        try
        {
            var session = await PostgresSession.OpenAsync(place, before: null, stop).ConfigureAwait(false);
            tail.Saw(await session.ReadLastPositionAsync().ConfigureAwait(false));
            return new PostgresWritingSide(place, tail, session);
        }
        catch (NpgsqlException failure)
        {
            throw failure.At(place);
        }
    }

    /// <summary>Appends a batch whose positions the caller gave.</summary>
    public Task AppendAsync(JournalBatch batch, CancellationToken stop) => InTurnAsync(
        async () =>
        {
            var last = _tail.Last;
            if (_place.IsShared && batch.Entries is [var first, ..] && first.Position <= last)
            {
                throw Overtaken(batch, last);
            }
            EntryOrder.Check(batch.Entries, last);
            _columns.Fill(batch.Entries);
            return await AppendAsync(batch, last).ConfigureAwait(false);
        },
        stop);

    /// <summary>Appends what is composed for the position at which the journal ends.</summary>
    public Task<long> AppendAsync(Func<long, JournalBatch> compose, CancellationToken stop) =>
        InTurnAsync(() => ComposeAsync(compose), stop);

    public Task SaveSnapshotsAsync(IReadOnlyList<CellSnapshot> cells, long upTo, CancellationToken stop) => InTurnAsync(
        async () =>
        {
            var session = await SessionAsync().ConfigureAwait(false);
            var mark = await session.ReadMarkAsync().ConfigureAwait(false);
            EntryOrder.CheckMark(upTo, mark, _tail.Last);
            await session.SaveSnapshotsAsync(cells, upTo).ConfigureAwait(false);
            return upTo;
        },
        stop);

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _isDisposed = true;
        await _session.DisposeAsync().ConfigureAwait(false);
        _columns.Dispose();
        _turn.Release();
    }

    private static JournalConflictException Overtaken(JournalBatch batch, long last) => new(
        batch.Entries.Count > 0 ? batch.Entries[0].Cell : default,
        $"The journal ends at position {last}: somebody else has appended, and the batch begins at another position.");

    private static JournalConflictException Conflict(JournalBatch batch, PostgresException failure)
    {
        var key = failure.Detail ?? string.Empty;
        if (batch.Entries.FirstOrDefault(entry => key.Contains($"({entry.Cell}, {entry.Seq})", StringComparison.Ordinal)) is { } taken)
        {
            return new JournalConflictException(taken.Cell, $"Cell {taken.Cell} already has an entry {taken.Seq}.");
        }
        var row = batch.Cases.FirstOrDefault(row =>
            key.Contains($"({row.Id})", StringComparison.Ordinal) || key.Contains($"({row.Command})", StringComparison.Ordinal));
        return row is null
            ? new JournalConflictException(batch.Entries[0].Cell, $"The journal has another entry or case in its place: {key}")
            : new JournalConflictException(
                row.Cell, $"Case {row.Id} of cell {row.Cell} or its report {row.Command} is already in the table of cases.");
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken stop)
    {
        // Once begun, the work is not given up: only the database would know what became of it.
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return await work().ConfigureAwait(false);
        }
        catch (NpgsqlException failure)
        {
            _isBroken |= _session.IsInDoubt(failure);
            throw failure.At(_place);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<long> AppendAsync(JournalBatch batch, long last)
    {
        for (var attempt = 1; ; attempt++)
        {
            var session = await SessionAsync().ConfigureAwait(false);
            try
            {
                session.Append(last, _columns, batch.Cases);
                return Done(last + batch.Entries.Count);
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresFailure.WrongPosition)
            {
                var actual = long.Parse(failure.Detail!, CultureInfo.InvariantCulture);
                _tail.Saw(actual);
                throw Overtaken(batch, actual);
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw Conflict(batch, failure);
            }
            catch (PostgresException failure) when (PostgresFailure.IsLocked(failure) && attempt < AttemptsMax)
            {
                await session.EvictHungWriterAsync().ConfigureAwait(false);
            }
            catch (NpgsqlException failure) when (session.IsInDoubt(failure))
            {
                if (await IsThereAsync().ConfigureAwait(false))
                {
                    return Done(last + batch.Entries.Count);
                }
                if (attempt == AttemptsMax)
                {
                    throw;
                }
            }
        }
    }

    private async Task<long> ComposeAsync(Func<long, JournalBatch> compose)
    {
        var (session, last) = await BeginAsync().ConfigureAwait(false);
        _tail.Saw(last);
        var isOver = false;
        try
        {
            var batch = compose(last);
            EntryOrder.Check(batch.Entries, last);
            _columns.Fill(batch.Entries);
            try
            {
                session.AppendAndCommit(last, _columns, batch.Cases);
                isOver = true;
                return Done(last + batch.Entries.Count);
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw Conflict(batch, failure);
            }
            catch (NpgsqlException failure) when (session.IsInDoubt(failure))
            {
                isOver = true;
                return await IsThereAsync().ConfigureAwait(false)
                    ? Done(last + batch.Entries.Count)
                    : await AppendAsync(batch, last).ConfigureAwait(false);
            }
        }
        finally
        {
            if (!isOver)
            {
                await RollBackAsync(session).ConfigureAwait(false);
            }
        }
    }

    // Nothing has been written yet, so that whatever breaks here is simply begun again.
    private async Task<(PostgresSession Session, long Last)> BeginAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var session = await SessionAsync().ConfigureAwait(false);
            try
            {
                return (session, session.Begin());
            }
            catch (PostgresException failure) when (!session.IsInDoubt(failure))
            {
                // Whatever failed, the transaction has been begun: left as it is, the session could never begin another one.
                await RollBackAsync(session).ConfigureAwait(false);
                if (!PostgresFailure.IsLocked(failure) || attempt == AttemptsMax)
                {
                    throw;
                }
                // Where not even that went through, another session is begun first.
                await (_isBroken ? Task.CompletedTask : session.EvictHungWriterAsync()).ConfigureAwait(false);
            }
            catch (NpgsqlException failure) when (session.IsInDoubt(failure) && attempt < AttemptsMax)
            {
                _isBroken = true;
            }
        }
    }

    private async Task RollBackAsync(PostgresSession session)
    {
        try
        {
            await session.RollBackAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // The next call opens another session; the server takes back what this one had begun.
            _isBroken = true;
        }
    }

    private long Done(long last)
    {
        _tail.Saw(last);
        return last;
    }

    private async Task<bool> IsThereAsync()
    {
        _isBroken = true;
        var session = await SessionAsync().ConfigureAwait(false);
        return await session.HasAsync(_columns).ConfigureAwait(false);
    }

    private async Task<PostgresSession> SessionAsync()
    {
        if (_isBroken)
        {
            await _session.DisposeAsync().ConfigureAwait(false);
            var session = await PostgresSession.OpenAsync(_place, _session, CancellationToken.None).ConfigureAwait(false);
            _session = session;
            _isBroken = false;
            _tail.Saw(await session.ReadLastPositionAsync().ConfigureAwait(false));
        }
        return _session;
    }
}
