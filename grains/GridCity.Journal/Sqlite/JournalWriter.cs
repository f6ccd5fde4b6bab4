using System.Buffers;
using GridCity.Journal.Codec;
using SQLitePCL;

namespace GridCity.Journal.Sqlite;

/// <summary>
/// The writing connection of a journal file. Each method is one transaction: when it throws, nothing of it is there,
/// except when the commit itself failed, of which only the file knows the outcome. Used by one thread at a time.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly SqliteStatement _last;
    private readonly SqliteStatement _entry;
    private readonly SqliteStatement _case;
    private readonly SqliteStatement _snapshot;
    private readonly SqliteStatement _mark;
    private readonly ReportFinder _reports;
    private readonly EntrySum _sum = new();
    private readonly ArrayBufferWriter<byte> _body = new(4096);

    private JournalWriter(SqliteDatabase database, JournalHeader header)
    {
        _database = database;
        Header = header;
        _read = database.Prepare("BEGIN");
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _rollback = database.Prepare("ROLLBACK");
        _last = database.Prepare("SELECT coalesce(max(position), 0) FROM journal");
        _entry = database.Prepare(
            $"INSERT INTO journal ({EntryRow.Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        _case = database.Prepare(CaseColumns.Upsert);
        _snapshot = database.Prepare(
            "INSERT INTO snapshots (cell, seq, body) VALUES (?1, ?2, ?3) "
            + "ON CONFLICT (cell) DO UPDATE SET seq = ?2, body = ?3");
        _reports = new ReportFinder(database);
        _mark = database.Prepare("UPDATE header SET value = ?1 WHERE key = 'covered'");
    }

    /// <summary>What the file says about itself.</summary>
    public JournalHeader Header { get; }

    /// <summary>Opens a journal, or makes it in a file that is empty or not there.</summary>
    /// <exception cref="SqliteFailure">SQLite cannot open or make it.</exception>
    /// <exception cref="JournalUnavailableException">The file is something else, or may not be written.</exception>
    public static JournalWriter Open(JournalPlace place)
    {
        var database = new SqliteDatabase(place.Path, Access.Write);
        JournalWriter? writer = null;
        try
        {
            if (database.IsReadOnly)
            {
                throw new SqliteFailure(raw.SQLITE_READONLY, "the file may not be written").At(place.Path);
            }
            // The identity is looked at before anything is changed: another application's file stays as it is.
            var isNew = JournalFile.IsEmpty(database);
            var version = isNew ? JournalSchema.FormatVersion : JournalFile.CheckForWriting(database, place);
            database.Execute(JournalSchema.WriterPragmas);
            if (place.PageCountMax is { } pages)
            {
                database.Execute($"PRAGMA max_page_count = {pages}");
            }
            if (isNew)
            {
                JournalFile.Create(database, place.City, place.Clock.GetUtcNow());
            }
            if (version < JournalSchema.FormatVersion)
            {
                database.Execute(SchemaUpgrade.FromVersionOne);
            }
            writer = new JournalWriter(database, JournalFile.ReadHeader(database, place.Path));
            return writer;
        }
        finally
        {
            if (writer is null)
            {
                database.Dispose();
            }
        }
    }

    /// <summary>The position of the last entry in the file, or 0.</summary>
    public long ReadLastPosition()
    {
        _last.Step();
        var position = _last.Long(0);
        _last.Reset();
        return position;
    }

    /// <summary>How many pages were written since this was last asked.</summary>
    public int TakePagesWritten() => _database.TakePagesWritten();

    /// <summary>The position up to which snapshots cover the entries.</summary>
    public long ReadMark() => _database.QueryLong("SELECT CAST(value AS INTEGER) FROM header WHERE key = 'covered'") ?? 0;

    /// <summary>
    /// The cases that report commands made. This connection knows every page that it wrote itself, where a reading one
    /// forgets all of its pages after each commit.
    /// </summary>
    public List<CaseRow> FindReports(IReadOnlyList<Guid> commands)
    {
        var found = new List<CaseRow>();
        _read.Run();
        try
        {
            foreach (var command in commands)
            {
                if (_reports.Find(command) is { } row)
                {
                    found.Add(row);
                }
            }
            _commit.Run();
        }
        finally
        {
            RollBackIfOpen();
        }
        return found;
    }

    /// <summary>Appends entries and moves cases.</summary>
    /// <exception cref="JournalConflictException">A number is taken.</exception>
    public void Append(IReadOnlyList<Entry> entries, IReadOnlyList<CaseRow> cases)
    {
        _begin.Run();
        try
        {
            foreach (var entry in entries)
            {
                Insert(entry);
            }
            foreach (var row in cases)
            {
                Upsert(row);
            }
            _commit.Run();
        }
        finally
        {
            RollBackIfOpen();
        }
    }

    /// <summary>Keeps snapshots and moves the mark.</summary>
    public void SaveSnapshots(IReadOnlyList<CellSnapshot> cells, long upTo)
    {
        Span<byte> code = stackalloc byte[CodeText.CellLength];
        _begin.Run();
        try
        {
            foreach (var cell in cells)
            {
                _snapshot.BindText(1, CodeText.WriteCell(cell.Cell, code));
                _snapshot.Bind(2, cell.Seq);
                _snapshot.BindBlob(3, cell.Body.Span);
                _snapshot.Run();
            }
            _mark.Bind(1, upTo);
            _mark.Run();
            _commit.Run();
        }
        finally
        {
            RollBackIfOpen();
        }
    }

    public void Dispose()
    {
        _sum.Dispose();
        _database.Dispose();
    }

    private void Insert(Entry entry)
    {
        Span<byte> cell = stackalloc byte[CodeText.CellLength];
        Span<byte> subject = stackalloc byte[CodeText.CaseLengthMax];
        Span<byte> command = stackalloc byte[16];
        CodeText.WriteCell(entry.Cell, cell);
        subject = subject[..CodeText.WriteCase(entry.Case, subject).Length];
        entry.Command.TryWriteBytes(command, bigEndian: true, out _);
        var at = TimeColumn.Of(entry.At);
        var kind = EventKinds.Of(entry.Event).Bytes;
        _body.ResetWrittenCount();
        EventCodec.Encode(entry.Event, _body);
        var body = _body.WrittenSpan;

        _entry.Bind(1, entry.Position);
        _entry.BindText(2, cell);
        _entry.Bind(3, entry.Seq);
        _entry.Bind(4, at);
        _entry.BindBlob(5, command);
        _entry.BindText(6, kind);
        _entry.BindText(7, subject);
        _entry.BindText(8, body);
        _entry.Bind(9, _sum.Of(entry.Position, entry.Seq, at, command, cell, kind, subject, body));
        try
        {
            _entry.Run();
        }
        catch (SqliteFailure failure) when (failure.IsConstraint)
        {
            throw new JournalConflictException(
                entry.Cell, $"Cell {entry.Cell} already has an entry {entry.Seq}, or position {entry.Position} is taken.");
        }
    }

    private void Upsert(CaseRow row)
    {
        CaseColumns.Bind(_case, row);
        try
        {
            _case.Run();
        }
        catch (SqliteFailure failure) when (failure.IsConstraint)
        {
            throw new JournalConflictException(
                row.Cell, $"Case {row.Id} of cell {row.Cell} or its report {row.Command} is already in the table of cases.");
        }
    }

    private void RollBackIfOpen()
    {
        // SQLite itself rolls back after some failures, such as a full disk.
        if (_database.IsInTransaction)
        {
            _rollback.Run();
        }
    }
}
