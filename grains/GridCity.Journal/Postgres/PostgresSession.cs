using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace GridCity.Journal.Postgres;

/// <summary>
/// The writing connection of a journal, and the lock that it holds as long as it lives. Each method is one transaction.
/// After a failure of the connection it is thrown away and another is opened. Used by one thread at a time. What every commit
/// does is done by the calling thread, which waits for the server: everybody waits for the commit, and in a busy pool each step
/// of it would stand in line behind those who do.
/// </summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly PostgresPlace _place;
    private readonly int _process;

    private PostgresSession(NpgsqlConnection connection, PostgresPlace place)
    {
        _connection = connection;
        _place = place;
        _process = connection.ProcessID;
    }

    /// <summary>Whose journal it is.</summary>
    public JournalHeader Header { get; private set; } = null!;

    /// <summary>
    /// Connects and takes the writer's lock. The server process of a session before this one is ended first, because a
    /// server notices late that its client has gone; what it was doing has then either happened or not.
    /// </summary>
    /// <exception cref="NpgsqlException">The database failed.</exception>
    /// <exception cref="JournalUnavailableException">Somebody else writes, or the journal is not this city's.</exception>
    public static async Task<PostgresSession> OpenAsync(PostgresPlace place, PostgresSession? before, CancellationToken stop)
    {
        var connection = new NpgsqlConnection(place.For("writer", isPooled: false));
        PostgresSession? session = null;
        try
        {
            await connection.OpenAsync(stop).ConfigureAwait(false);
            var opening = new PostgresSession(connection, place);
            await opening.BeginAsync(before, stop).ConfigureAwait(false);
            session = opening;
            return session;
        }
        finally
        {
            if (session is null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits until nobody appends, and says the last position.</summary>
    public async Task<long> ReadLastPositionAsync() => (long)(await ScalarAsync("SELECT gridcity.take(NULL)").ConfigureAwait(false))!;

    /// <summary>The position up to which snapshots cover the entries.</summary>
    public async Task<long> ReadMarkAsync() =>
        (long)(await ScalarAsync("SELECT value::bigint FROM gridcity.header WHERE key = 'covered'").ConfigureAwait(false))!;

    /// <summary>Begins a transaction that holds the journal's lock, and says the last position.</summary>
    public long Begin()
    {
        using var batch = new NpgsqlBatch(_connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("BEGIN"), new NpgsqlBatchCommand("SELECT gridcity.take(NULL)") },
        };
        return (long)batch.ExecuteScalar()!;
    }

    public Task RollBackAsync() => ScalarAsync("ROLLBACK");

    /// <summary>Appends entries and moves cases, all or nothing, if the journal ends at a position.</summary>
    /// <exception cref="PostgresException">It does not, or a key is taken; nothing was written.</exception>
    public void Append(long last, EntryColumns entries, IReadOnlyList<CaseRow> cases)
    {
        using var batch = new NpgsqlBatch(_connection) { BatchCommands = { Command(last, entries, cases) } };
        batch.ExecuteNonQuery();
    }

    /// <summary>The same in the transaction that was begun, and ends it.</summary>
    /// <exception cref="PostgresException">A key is taken; the transaction has to be rolled back.</exception>
    public void AppendAndCommit(long last, EntryColumns entries, IReadOnlyList<CaseRow> cases)
    {
        using var batch = new NpgsqlBatch(_connection)
        {
            BatchCommands = { Command(last, entries, cases), new NpgsqlBatchCommand("COMMIT") },
        };
        batch.ExecuteNonQuery();
    }

    public async Task SaveSnapshotsAsync(IReadOnlyList<CellSnapshot> cells, long upTo)
    {
        await using var command = new NpgsqlCommand(PostgresStatements.SaveSnapshots, _connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. cells.Select(cell => cell.Cell.ToString())] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. cells.Select(cell => cell.Seq)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]>
        {
            TypedValue = [.. cells.Select(cell => cell.Body.ToArray())],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = upTo.ToString(CultureInfo.InvariantCulture) });
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>Whether the very entries of a batch are in the journal; whoever writes has been waited for.</summary>
    public async Task<bool> HasAsync(EntryColumns entries)
    {
        await ReadLastPositionAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            "SELECT sum FROM gridcity.journal WHERE position >= $1 ORDER BY position LIMIT $2", _connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = entries.First });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = entries.Sums.Length });
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var sums = new List<long>();
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            sums.Add(reader.GetInt64(0));
        }
        return sums.SequenceEqual(entries.Sums);
    }

    /// <summary>
    /// Ends the sessions of writers that hold the journal's lock and have waited for their own client for so long that
    /// it must hang: the database then takes back what they had begun, and the lock is free.
    /// </summary>
    public Task EvictHungWriterAsync() => ScalarAsync(
        $"""
        SELECT count(pg_terminate_backend(a.pid)) FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
        WHERE l.locktype = 'advisory' AND l.classid = {PostgresSchema.LockClass} AND l.objid = {PostgresSchema.AppendLock} AND l.granted
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND a.wait_event_type = 'Client' AND a.xact_start < clock_timestamp() - interval '{Milliseconds(_place.LockPatience)} ms'
        """);

    /// <summary>Whether the connection still works, as far as is known.</summary>
    public bool IsInDoubt(NpgsqlException failure) => PostgresFailure.IsInDoubt(failure, _connection);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task BeginAsync(PostgresSession? before, CancellationToken stop)
    {
        var patience = Milliseconds(_place.LockPatience);
        await ScalarAsync(
            $"""
            SET lock_timeout = {patience};
            SET default_transaction_isolation = 'read committed';
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
            """).ConfigureAwait(false);
        if (before is not null)
        {
            await ScalarAsync(
                $"""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE pid = {before._process} AND application_name = current_setting('application_name') AND pid <> pg_backend_pid()
                """).ConfigureAwait(false);
        }
        await TakeWriterLockAsync().ConfigureAwait(false);
        Header = await PostgresSchema.PrepareAsync(_connection, _place, stop).ConfigureAwait(false);
        // From here on nothing is done between two statements of a transaction but to compose a batch.
        await ScalarAsync($"SET idle_in_transaction_session_timeout = {patience}").ConfigureAwait(false);
    }

    private async Task TakeWriterLockAsync()
    {
        try
        {
            var shared = _place.IsShared ? "_shared" : "";
            await ScalarAsync($"SELECT pg_advisory_lock{shared}({PostgresSchema.LockClass}, {PostgresSchema.WriterLock})").ConfigureAwait(false);
        }
        catch (PostgresException failure) when (PostgresFailure.IsLocked(failure))
        {
            var holder = await ScalarAsync(
                $"""
                SELECT string_agg(a.application_name, ', ') FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
                WHERE l.locktype = 'advisory' AND l.classid = {PostgresSchema.LockClass} AND l.objid = {PostgresSchema.WriterLock} AND l.granted
                    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """).ConfigureAwait(false);
            throw new JournalUnavailableException(
                $"The journal in {_place.Name} is open for writing elsewhere ({holder}). Stop that program first, or read only.", failure);
        }
    }

    private static NpgsqlBatchCommand Command(long last, EntryColumns entries, IReadOnlyList<CaseRow> cases)
    {
        var append = new NpgsqlBatchCommand(PostgresStatements.Append);
        append.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
        append.Parameters.Add(new NpgsqlParameter<int> { TypedValue = entries.Sums.Length });
        entries.AddTo(append.Parameters);
        var rows = LastOfEach(cases);
        foreach (var column in PostgresCaseColumns.All)
        {
            append.Parameters.Add(column.Of(rows));
        }
        return append;
    }

    // One statement may not move a row twice; of a case that is there twice, the last row counts.
    private static IReadOnlyList<CaseRow> LastOfEach(IReadOnlyList<CaseRow> cases)
    {
        var last = new Dictionary<long, CaseRow>(cases.Count);
        foreach (var row in cases)
        {
            last[row.Opened] = row;
        }
        return last.Count == cases.Count ? cases : [.. last.Values];
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync().ConfigureAwait(false);
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
