using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal.Codec;

namespace GridCity.Journal.Sqlite;

/// <summary>
/// A reading connection of a journal file. Every method sees one state of the file and is
/// finished when it returns: no reader holds back the writer's log. Used by one thread at a time.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private readonly EntrySum _sum = new();
    private ReportFinder? _reports;

    public JournalReader(SqliteDatabase database, JournalHeader header)
    {
        _database = database;
        Header = header;
    }

    public JournalHeader Header { get; }

    public long LastPosition()
    {
        var statement = Statement("SELECT coalesce(max(position), 0) FROM journal");
        statement.Step();
        var position = statement.Long(0);
        statement.Reset();
        return position;
    }

    public List<Entry> Page(long after, int limit)
    {
        var statement = Statement($"SELECT {EntryRow.Columns} FROM journal WHERE position > ?1 ORDER BY position LIMIT ?2");
        statement.Bind(1, after);
        statement.Bind(2, limit);
        return ReadEntries(statement);
    }

    public List<Entry> Cell(CellCode cell, int afterSeq)
    {
        var statement = Statement($"SELECT {EntryRow.Columns} FROM journal WHERE cell = ?1 AND seq > ?2 ORDER BY seq");
        BindCell(statement, 1, cell);
        statement.Bind(2, afterSeq);
        return ReadEntries(statement);
    }

    /// <summary>
    /// The entries of a case lie in the cell of its birth between its first and its last one, so that the index over the
    /// cells' numbers finds them without an index over cases that every append would have to pay for. Only where it was moved,
    /// and what came after its end, is found by an index of its own.
    /// </summary>
    public List<Entry> Case(CaseId id)
    {
        // Several statements, which have to see one state of the file. After a fault the connection is not used again.
        _database.Execute("BEGIN");
        var entries = FindCase(id) is { } row ? Life(row) : [];
        _database.Execute("COMMIT");
        return entries;
    }

    public CaseRow? FindCase(CaseId id)
    {
        var statement = Statement($"SELECT {CaseColumns.Names} FROM cases WHERE id = ?1");
        BindCase(statement, 1, id);
        return ReadCases(statement).FirstOrDefault();
    }

    public CaseRow? FindReport(Guid command) => (_reports ??= new ReportFinder(_database)).Find(command);

    public List<CaseRow> Cases(CaseFilter filter)
    {
        var statement = Statement(CaseQuery.Of(filter));
        CaseQuery.Bind(statement, filter);
        return ReadCases(statement);
    }

    public SnapshotSet Snapshots()
    {
        var cells = new List<CellSnapshot>();
        long? mark = null;
        var statement = Statement(
            """
            SELECT CAST(value AS INTEGER), NULL, NULL FROM header WHERE key = 'covered'
            UNION ALL SELECT seq, cell, body FROM snapshots
            """);
        try
        {
            while (statement.Step())
            {
                if (mark is null)
                {
                    mark = statement.Long(0);
                    continue;
                }
                if (!CodeText.TryReadCell(statement.Bytes(1), out var cell))
                {
                    var text = Encoding.UTF8.GetString(statement.Bytes(1));
                    throw new JournalFaultException(new JournalFault(
                        null, default, null, $"The snapshot of '{text}' is not of a cell.", "Restore the file from a copy."));
                }
                cells.Add(new CellSnapshot(cell, statement.Int(0), statement.Bytes(2).ToArray()));
            }
        }
        finally
        {
            statement.Reset();
        }
        return new SnapshotSet(mark ?? 0, cells);
    }

    public void Dispose()
    {
        _sum.Dispose();
        _database.Dispose();
    }

    private List<Entry> Life(CaseRow row)
    {
        var marks = Marks(row.Id);
        var last = EntryAt(row.Updated);
        var entries = new List<Entry>();
        for (var from = EntryAt(row.Opened); from is not null;)
        {
            var left = marks.Find(mark => mark.Position > from.Position && IsDeparture(mark));
            entries.AddRange(Between(row.Id, from, left ?? last));
            from = left is null ? null : marks.Find(mark => mark.Position > left.Position && mark.Event is CaseArrived);
        }
        entries.AddRange(marks.Where(mark => mark.Event is AfterEvent));
        return entries;
    }

    private static bool IsDeparture(Entry entry) => entry.Event is CaseRelocated moved && moved.To != entry.Cell;

    private List<Entry> Marks(CaseId id)
    {
        var statement = Statement(
            $"""SELECT {EntryRow.Columns} FROM journal WHERE "case" = ?1 AND {JournalSchema.IsMark} ORDER BY position""");
        BindCase(statement, 1, id);
        return ReadEntries(statement);
    }

    private Entry EntryAt(long position)
    {
        var statement = Statement($"SELECT {EntryRow.Columns} FROM journal WHERE position = ?1");
        statement.Bind(1, position);
        return ReadEntries(statement) is [var entry]
            ? entry
            : throw new JournalFaultException(new JournalFault(
                position, default, null, "It is missing, but a row of the table of cases names it.", "Restore the file from a copy."));
    }

    private List<Entry> Between(CaseId id, Entry first, Entry last)
    {
        var statement = Statement(
            $"""
            SELECT {EntryRow.Columns} FROM journal
            WHERE cell = ?1 AND seq BETWEEN ?2 AND ?3 AND "case" = ?4 ORDER BY seq
            """);
        BindCell(statement, 1, first.Cell);
        statement.Bind(2, first.Seq);
        statement.Bind(3, last.Seq);
        BindCase(statement, 4, id);
        return ReadEntries(statement);
    }

    private static void BindCase(SqliteStatement statement, int parameter, CaseId id)
    {
        Span<byte> text = stackalloc byte[CodeText.CaseLengthMax];
        statement.BindText(parameter, CodeText.WriteCase(id, text));
    }

    private static void BindCell(SqliteStatement statement, int parameter, CellCode cell)
    {
        Span<byte> code = stackalloc byte[CodeText.CellLength];
        statement.BindText(parameter, CodeText.WriteCell(cell, code));
    }

    private static List<CaseRow> ReadCases(SqliteStatement statement)
    {
        var rows = new List<CaseRow>();
        try
        {
            while (statement.Step())
            {
                rows.Add(CaseColumns.Read(statement));
            }
        }
        finally
        {
            statement.Reset();
        }
        return rows;
    }

    private List<Entry> ReadEntries(SqliteStatement statement)
    {
        var entries = new List<Entry>();
        try
        {
            while (statement.Step())
            {
                entries.Add(SqliteEntry.At(statement).Read(_sum));
            }
        }
        finally
        {
            statement.Reset();
        }
        return entries;
    }

    private SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = _database.Prepare(sql);
            _statements.Add(sql, statement);
        }
        return statement;
    }
}
