using System.Text;
using GridCity.Journal.Sqlite;

namespace GridCity.Journal.Verify;

/// <summary>
/// One state of a journal file to verify, although a writer may go on: a transaction that stays open holds the last
/// position, the snapshots and the table of cases as they were, and entries up to there never change.
/// </summary>
internal sealed class VerifySource : IDisposable
{
    private const int CheckLinesMax = 20;

    private readonly string _path;
    private readonly SqliteDatabase _database;
    private readonly JournalReader _reader;

    private VerifySource(string path, SqliteDatabase database, JournalHeader header)
    {
        _path = path;
        _database = database;
        _reader = new JournalReader(database, header);
    }

    public JournalHeader Header => _reader.Header;

    /// <summary>The position up to which to read; the largest number when damage hides it.</summary>
    public long Last { get; private init; }

    /// <exception cref="JournalUnavailableException">The file is not there, or not a journal.</exception>
    public static VerifySource Open(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            throw new JournalUnavailableException($"There is no journal '{path}'.");
        }
        try
        {
            var database = JournalFile.OpenForReading(path, out var header, Access.ReadDamaged);
            database.Execute("BEGIN");
            return new VerifySource(path, database, header) { Last = ReadLast(database) };
        }
        catch (SqliteFailure failure)
        {
            throw failure.At(path);
        }
    }

    /// <summary>Opens one more connection for a worker.</summary>
    /// <exception cref="JournalUnavailableException">The file cannot be opened again.</exception>
    public BlockReader OpenBlocks()
    {
        try
        {
            return new BlockReader(JournalFile.OpenForReading(_path, out _, Access.ReadDamaged));
        }
        catch (SqliteFailure failure)
        {
            throw failure.At(_path);
        }
    }

    public SnapshotSet Snapshots(FaultList faults)
    {
        try
        {
            return _reader.Snapshots();
        }
        catch (JournalFaultException fault)
        {
            faults.Add(fault.Fault);
        }
        catch (SqliteFailure failure)
        {
            faults.Add(new JournalFault(
                null, default, null, $"The snapshots cannot be read: {failure.Message}", Remedies.RestoreTable));
        }
        return new SnapshotSet(0, []);
    }

    /// <summary>What the table of cases says, by the position of each case's first entry.</summary>
    public Dictionary<long, CaseMark> Cases(FaultList faults, CancellationToken stop)
    {
        var marks = new Dictionary<long, CaseMark>();
        try
        {
            var statement = _database.Prepare($"SELECT {CaseColumns.Names} FROM cases ORDER BY opened");
            while (!stop.IsCancellationRequested && statement.Step())
            {
                AddCase(statement, marks, faults);
            }
        }
        catch (SqliteFailure failure)
        {
            faults.Add(new JournalFault(
                null, default, null, $"The table of cases cannot be read: {failure.Message}", Remedies.RestoreTable));
        }
        return marks;
    }

    /// <summary>What SQLite itself finds wrong with the file, a line each.</summary>
    public IReadOnlyList<string> CheckFile()
    {
        var lines = new List<string>();
        try
        {
            var statement = _database.Prepare($"PRAGMA integrity_check({CheckLinesMax})");
            while (statement.Step() && lines.Count < CheckLinesMax)
            {
                lines.AddRange(Encoding.UTF8.GetString(statement.Bytes(0)).Split('\n').Take(CheckLinesMax - lines.Count));
            }
        }
        catch (SqliteFailure failure)
        {
            lines.Add(failure.Message);
        }
        return lines;
    }

    public void Dispose() => _reader.Dispose();

    private static void AddCase(SqliteStatement statement, Dictionary<long, CaseMark> marks, FaultList faults)
    {
        try
        {
            var row = CaseColumns.Read(statement);
            marks[row.Opened] = CaseMark.Of(row);
        }
        catch (JournalFaultException fault)
        {
            faults.Add(fault.Fault);
        }
    }

    private static long ReadLast(SqliteDatabase database)
    {
        try
        {
            return database.QueryLong("SELECT max(position) FROM journal") ?? 0;
        }
        catch (SqliteFailure)
        {
            // The reading of the entries will say where it fails.
            return long.MaxValue;
        }
    }
}
