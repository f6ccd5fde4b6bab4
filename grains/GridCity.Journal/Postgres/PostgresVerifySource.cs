using System.Data;
using GridCity.Journal.Codec;
using GridCity.Journal.Verify;
using Npgsql;

namespace GridCity.Journal.Postgres;

/// <summary>
/// One state of a journal on PostgreSQL: a transaction that stays open sees the last position, the snapshots and the table
/// of cases as they were when it began.
/// </summary>
internal sealed class PostgresVerifySource : VerifySource
{
    private readonly PostgresPlace _place;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresVerifySource(PostgresPlace place, JournalHeader header, NpgsqlDataSource source, NpgsqlTransaction transaction)
    {
        _place = place;
        _source = source;
        _transaction = transaction;
        _connection = transaction.Connection!;
        Header = header;
        using var last = new NpgsqlCommand("SELECT coalesce(max(position), 0) FROM gridcity.journal", _connection);
        Last = (long)last.ExecuteScalar()!;
    }

    public override JournalHeader Header { get; }

    public override long Last { get; }

    /// <exception cref="JournalUnavailableException">The database cannot be reached, or holds no journal.</exception>
    public static async Task<PostgresVerifySource> OpenAsync(PostgresPlace place, CancellationToken stop)
    {
        var source = NpgsqlDataSource.Create(place.For("verify", isPooled: true));
        PostgresVerifySource? opened = null;
        try
        {
            var connection = await source.OpenConnectionAsync(stop).ConfigureAwait(false);
            var header = await PostgresSchema.ReadAsync(connection, place, stop).ConfigureAwait(false);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop).ConfigureAwait(false);
            opened = new PostgresVerifySource(place, header, source, transaction);
            return opened;
        }
        catch (NpgsqlException failure)
        {
            throw failure.At(place);
        }
        finally
        {
            if (opened is null)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    public override BlockReader OpenBlocks()
    {
        try
        {
            return new PostgresBlockReader(_source.OpenConnection(), _place);
        }
        catch (NpgsqlException failure)
        {
            throw failure.At(_place);
        }
    }

    public override SnapshotSet Snapshots(FaultList faults)
    {
        try
        {
            using var command = new NpgsqlCommand(PostgresReader.SnapshotsQuery, _connection);
            using var rows = command.ExecuteReader();
            var mark = 0L;
            var cells = new List<CellSnapshot>();
            while (rows.Read())
            {
                if (PostgresReader.ReadSnapshot(rows, ref mark) is { } cell)
                {
                    cells.Add(cell);
                }
            }
            return new SnapshotSet(mark, cells);
        }
        catch (Exception failure) when (failure is NpgsqlException or JournalFaultException)
        {
            faults.Add(Unreadable($"The snapshots cannot be read: {failure.Message}"));
            return new SnapshotSet(0, []);
        }
    }

    public override Dictionary<long, CaseMark> Cases(FaultList faults, CancellationToken stop)
    {
        var marks = new Dictionary<long, CaseMark>();
        try
        {
            using var command = new NpgsqlCommand($"SELECT {PostgresCaseColumns.Names} FROM gridcity.cases ORDER BY opened", _connection);
            command.CommandTimeout = 0;
            using var rows = command.ExecuteReader();
            while (!stop.IsCancellationRequested && rows.Read())
            {
                AddCase(rows, marks, faults);
            }
        }
        catch (NpgsqlException failure)
        {
            faults.Add(Unreadable($"The table of cases cannot be read: {failure.Message}"));
        }
        return marks;
    }

    // PostgreSQL's own checks are its administrator's: pg_amcheck and the checksums of its pages.
    public override IReadOnlyList<string> CheckStore() => [];

    public override void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
        _source.Dispose();
    }

    private static void AddCase(NpgsqlDataReader rows, Dictionary<long, CaseMark> marks, FaultList faults)
    {
        try
        {
            var row = PostgresCaseColumns.Read(rows);
            marks[row.Opened] = CaseMark.Of(row);
        }
        catch (JournalFaultException damaged)
        {
            faults.Add(damaged.Fault);
        }
    }

    private static JournalFault Unreadable(string what) => new(null, default, null, what, Remedies.RestoreTable);
}

/// <summary>Blocks of a journal on PostgreSQL.</summary>
internal sealed class PostgresBlockReader(NpgsqlConnection connection, PostgresPlace place) : BlockReader
{
    private readonly PostgresRows _rows = new();

    public override void Dispose()
    {
        base.Dispose();
        _rows.Dispose();
        connection.Dispose();
    }

    protected override string? ReadRows(long after, long upTo)
    {
        try
        {
            using var command = new NpgsqlCommand(
                $"SELECT {EntryRow.Columns} FROM gridcity.journal WHERE position > $1 AND position <= $2 ORDER BY position", connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                Add(_rows.At(rows));
            }
            return null;
        }
        catch (NpgsqlException failure)
        {
            return failure.At(place).Message;
        }
    }
}
