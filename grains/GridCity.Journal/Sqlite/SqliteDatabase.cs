using System.Text;
using SQLitePCL;

namespace GridCity.Journal.Sqlite;

/// <summary>How a connection is used.</summary>
internal enum Access
{
    /// <summary>The one writer; makes the file when there is none.</summary>
    Write = 1,

    /// <summary>Reads beside the writer.</summary>
    Read = 2,

    /// <summary>Reads a file that nobody writes, in a place where no helper files can be made.</summary>
    ReadImmutable = 3,

    /// <summary>Reads what can be read of a file that may be cut off, which SQLite otherwise refuses as a whole.</summary>
    ReadDamaged = 4,
}

/// <summary>
/// One connection to one SQLite file, used by one thread at a time. It owns its statements. SQLite's own mutex is
/// off, because whoever holds the connection holds it alone.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    // Longer than any transaction of ours; a checkpoint or another program's backup may hold the file for a moment.
    private const int BusyMilliseconds = 5000;

    private readonly sqlite3 _connection;
    private readonly List<SqliteStatement> _statements = [];

    static SqliteDatabase() => Batteries_V2.Init();

    public SqliteDatabase(string path, Access access)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | access switch
        {
            Access.Write => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
            Access.ReadImmutable => raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI,
            _ => raw.SQLITE_OPEN_READONLY,
        };
        var name = access == Access.ReadImmutable ? ImmutableUri(path) : path;
        var result = raw.sqlite3_open_v2(name, out _connection, flags, null);
        if (result != raw.SQLITE_OK)
        {
            var failure = Failure(_connection, result);
            _connection.Dispose();
            throw failure;
        }
        raw.sqlite3_extended_result_codes(_connection, 1);
        raw.sqlite3_busy_timeout(_connection, BusyMilliseconds);
        if (access == Access.ReadDamaged)
        {
            // SQLite then believes the length of the file instead of its header; nothing is written on this connection.
            raw.sqlite3_exec(_connection, "PRAGMA writable_schema = ON");
        }
    }

    /// <summary>Whether a transaction is open.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_connection) == 0;

    /// <summary>Whether the file could only be opened for reading.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_connection, "main") == 1;

    public static SqliteFailure Failure(sqlite3? connection, int result)
    {
        if (connection is null || connection.IsInvalid)
        {
            return new SqliteFailure(result, raw.sqlite3_errstr(result).utf8_to_string());
        }
        var extended = raw.sqlite3_extended_errcode(connection);
        var code = (extended & 0xFF) == (result & 0xFF) ? extended : result;
        return new SqliteFailure(code, raw.sqlite3_errmsg(connection).utf8_to_string());
    }

    public SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(_connection, sql);
        _statements.Add(statement);
        return statement;
    }

    public void Execute(string sql)
    {
        var result = raw.sqlite3_exec(_connection, sql);
        if (result != raw.SQLITE_OK)
        {
            throw Failure(_connection, result);
        }
    }

    /// <summary>How many pages this connection has written since it was last asked.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(_connection, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        return pages;
    }

    /// <summary>Copies pages of the write-ahead log into the file, as far as no reader needs them.</summary>
    public void Checkpoint()
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_connection, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        if (result != raw.SQLITE_OK)
        {
            throw Failure(_connection, result);
        }
    }

    /// <summary>The first column of the first row, or null.</summary>
    public long? QueryLong(string sql)
    {
        using var statement = new SqliteStatement(_connection, sql);
        return statement.Step() && !statement.IsNull(0) ? statement.Long(0) : null;
    }

    /// <summary>The first column of the first row, or null.</summary>
    public string? QueryText(string sql)
    {
        using var statement = new SqliteStatement(_connection, sql);
        return statement.Step() && !statement.IsNull(0)
            ? Encoding.UTF8.GetString(statement.Bytes(0))
            : null;
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }
        _connection.Dispose();
    }

    private static string ImmutableUri(string path) =>
        new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1";
}
