using System.Text;
using GridCity.Journal.Verify;

namespace GridCity.Journal.Sqlite;

/// <summary>
/// One state of a journal file to verify, although a writer may go on: a transaction that stays open holds the last
/// position, the snapshots and the table of cases as they were, and entries up to there never change.
/// </summary>
internal sealed class SqliteVerifySource : VerifySource
{
    private const int CheckLinesMax = 20;

    private readonly string _path;
    private readonly SqliteDatabase _database;
    private readonly JournalReader _reader;

    private SqliteVerifySource(string path, SqliteDatabase database, JournalHeader header)
    {
        Last = ReadLast(database);
        _path = path;
        _database = database;
        _reader = new JournalReader(database, header);
    }

    public override JournalHeader Header => _reader.Header;

    public override long Last { get; }

    /// <exception cref="JournalUnavailableException">The file is not there, or not a journal.</exception>
    public static SqliteVerifySource Open(string path)
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
            return new SqliteVerifySource(path, database, header);
        }
        catch (SqliteFailure failure)
        {
            throw failure.At(path);
        }
    }

    public override BlockReader OpenBlocks()
    {
        try
        {
            return new SqliteBlockReader(JournalFile.OpenForReading(_path, out _, Access.ReadDamaged));
        }
        catch (SqliteFailure failure)
        {
            throw failure.At(_path);
        }
    }

    public override SnapshotSet Snapshots(FaultList faults)
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

    public override Dictionary<long, CaseMark> Cases(FaultList faults, CancellationToken stop)
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

    public override IReadOnlyList<string> CheckStore()
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
        return [.. lines.Select(line => "SQLite's own check says: " + line)];
    }

    public override void Dispose() => _reader.Dispose();

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
