using System.Data;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal.Codec;
using GridCity.Journal.Sqlite;
using GridCity.Journal.Verify;
using Npgsql;

namespace GridCity.Journal.Postgres;

/// <summary>
/// Questions to a journal on PostgreSQL, each one statement that sees one state of the database. A connection that turns
/// out to be broken is asked once more anew, because a question does no harm. Thread-safe.
/// </summary>
internal sealed class PostgresReader(NpgsqlDataSource source, PostgresPlace place)
{
    /// <summary>The mark, and after it all snapshots.</summary>
    public const string SnapshotsQuery =
        """
        SELECT value::bigint, NULL, NULL FROM gridcity.header WHERE key = 'covered'
        UNION ALL SELECT seq, cell, body FROM gridcity.snapshots
        """;

    private const int ConnectionsMax = 3;

    private static readonly string MarksQuery =
        $"""
        SELECT {EntryRow.Columns} FROM gridcity.journal WHERE position = (SELECT opened FROM gridcity.cases WHERE id = $1)
        UNION SELECT {EntryRow.Columns} FROM gridcity.journal WHERE position = (SELECT updated FROM gridcity.cases WHERE id = $1)
        UNION SELECT {EntryRow.Columns} FROM gridcity.journal
            WHERE "case" = (SELECT id FROM gridcity.cases WHERE id = $1) AND {JournalSchema.IsMark}
        ORDER BY position
        """;

    private const string StaysQuery =
        """
        SELECT j.position, j.cell, j.seq, j.at, j.command, j.kind, j."case", j.body, j.sum
        FROM unnest($2::text[], $3::integer[], $4::integer[]) AS stay (cell, first, last)
        JOIN gridcity.journal AS j ON j.cell = stay.cell AND j.seq BETWEEN stay.first AND stay.last AND j."case" = $1
        ORDER BY j.position
        """;

    private static readonly string CasesWhere = $"SELECT {PostgresCaseColumns.Names} FROM gridcity.cases WHERE ";

    public ValueTask<List<Entry>> PageAsync(long after, int limit, CancellationToken stop) => EntriesAsync(
        $"SELECT {EntryRow.Columns} FROM gridcity.journal WHERE position > $1 ORDER BY position LIMIT $2", stop, after, limit);

    public ValueTask<List<Entry>> CellAsync(CellCode cell, int afterSeq, CancellationToken stop) => EntriesAsync(
        $"SELECT {EntryRow.Columns} FROM gridcity.journal WHERE cell = $1 AND seq > $2 ORDER BY seq",
        stop,
        cell.ToString(),
        afterSeq);

    /// <summary>
    /// The entries of a case lie between the first and the last of each of its stays in a cell, so that no append has to pay
    /// for an index over all of them. The first question finds where they begin and end, and what came after the end; entries
    /// never change, so that the second may be asked later.
    /// </summary>
    public async ValueTask<List<Entry>> CaseAsync(CaseId id, CancellationToken stop)
    {
        var marks = await EntriesAsync(MarksQuery, stop, id.ToString()).ConfigureAwait(false);
        var after = marks.Where(mark => mark.Event is AfterEvent).ToList();
        var stays = StaysOf([.. marks.Where(mark => mark.Event is not AfterEvent)]);
        if (stays.Count == 0)
        {
            return [];
        }
        var life = await EntriesAsync(
            StaysQuery,
            stop,
            id.ToString(),
            stays.Select(stay => stay.First.Cell.ToString()).ToArray(),
            stays.Select(stay => stay.First.Seq).ToArray(),
            stays.Select(stay => stay.Last.Seq).ToArray()).ConfigureAwait(false);
        life.AddRange(after);
        return life;
    }

    public async ValueTask<CaseRow?> FindCaseAsync(CaseId id, CancellationToken stop) =>
        (await RowsAsync(CasesWhere + "id = $1", PostgresCaseColumns.Read, stop, id.ToString()).ConfigureAwait(false)).FirstOrDefault();

    public ValueTask<List<CaseRow>> FindReportsAsync(IReadOnlyList<Guid> commands, CancellationToken stop) =>
        RowsAsync(CasesWhere + "command = ANY ($1)", PostgresCaseColumns.Read, stop, commands.ToArray());

    public ValueTask<List<CaseRow>> CasesAsync(CaseFilter filter, CancellationToken stop) =>
        RowsAsync(command => PostgresCaseQuery.Write(filter, command), PostgresCaseColumns.Read, stop);

    public async ValueTask<long> LastPositionAsync(CancellationToken stop) =>
        (await RowsAsync("SELECT coalesce(max(position), 0) FROM gridcity.journal", row => row.GetInt64(0), stop).ConfigureAwait(false))[0];

    public async ValueTask<long> SizeAsync(CancellationToken stop) => (await RowsAsync(
        """
        SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'gridcity'::regnamespace
        """,
        row => row.GetInt64(0),
        stop).ConfigureAwait(false))[0];

    public async ValueTask<SnapshotSet> SnapshotsAsync(CancellationToken stop)
    {
        var mark = 0L;
        var rows = await RowsAsync(SnapshotsQuery, row => ReadSnapshot(row, ref mark), stop).ConfigureAwait(false);
        return new SnapshotSet(mark, [.. rows.OfType<CellSnapshot>()]);
    }

    /// <summary>The snapshot in a row of <see cref="SnapshotsQuery"/>; the row of the mark gives that instead.</summary>
    public static CellSnapshot? ReadSnapshot(NpgsqlDataReader row, ref long mark)
    {
        if (row.IsDBNull(1))
        {
            mark = row.GetInt64(0);
            return null;
        }
        return CellCode.TryParse(row.GetString(1), out var cell)
            ? new CellSnapshot(cell, (int)row.GetInt64(0), row.GetFieldValue<byte[]>(2))
            : throw new JournalFaultException(new JournalFault(
                null, default, null, $"The snapshot of '{row.GetString(1)}' is not of a cell.", Remedies.RestoreTable));
    }

    // Each stay begins with the first entry or an arrival, and ends with a departure or the last entry.
    private static List<(Entry First, Entry Last)> StaysOf(IReadOnlyList<Entry> marks)
    {
        var stays = new List<(Entry First, Entry Last)>();
        var first = marks.FirstOrDefault();
        while (first is not null)
        {
            var left = marks.FirstOrDefault(mark =>
                mark.Position >= first.Position && mark.Event is CaseRelocated moved && moved.To != mark.Cell);
            stays.Add((first, left ?? marks[^1]));
            first = left is null ? null : marks.FirstOrDefault(mark => mark.Position > left.Position && mark.Event is CaseArrived);
        }
        return stays;
    }

    private async ValueTask<List<Entry>> EntriesAsync(string sql, CancellationToken stop, params object[] values)
    {
        using var rows = new PostgresRows();
        return await RowsAsync(sql, rows.Read, stop, values).ConfigureAwait(false);
    }

    private ValueTask<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken stop, params object[] values) =>
        RowsAsync(
            command =>
            {
                command.CommandText = sql;
                foreach (var value in values)
                {
                    command.Parameters.Add(new NpgsqlParameter { Value = value });
                }
            },
            read,
            stop);

    private async ValueTask<List<T>> RowsAsync<T>(Action<NpgsqlCommand> ask, Func<NpgsqlDataReader, T> read, CancellationToken stop)
    {
        for (var connections = 1; ; connections++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stop).ConfigureAwait(false);
                try
                {
                    return await RowsAsync(connection, ask, read, stop).ConfigureAwait(false);
                }
                catch (NpgsqlException) when (connections < ConnectionsMax && !connection.FullState.HasFlag(ConnectionState.Open))
                {
                    // The pool may hold more connections from before a restart; they are not asked one after the other.
                    source.Clear();
                }
            }
            catch (NpgsqlException failure)
            {
                throw failure.At(place);
            }
        }
    }

    private static async Task<List<T>> RowsAsync<T>(
        NpgsqlConnection connection, Action<NpgsqlCommand> ask, Func<NpgsqlDataReader, T> read, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        ask(command);
        await using var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(stop).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }
        return rows;
    }
}
