using Microsoft.Data.Sqlite;

namespace GridCity.Silo.Access;

/// <summary>
/// The small SQLite file beside the data that holds accounts, keys, sessions and the trail. It is kept apart from the journal
/// because it holds what the journal must not: secrets, and addresses, which are personal data and end after a time.
/// </summary>
internal sealed class AccessFile : IDisposable
{
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS accounts (
            name TEXT PRIMARY KEY, post TEXT NOT NULL, subject TEXT NOT NULL, scope TEXT, outside TEXT UNIQUE,
            password TEXT, made_at INTEGER NOT NULL, ended_at INTEGER) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS keys (
            hash BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts, label TEXT NOT NULL, made_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS sessions (
            hash BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts, csrf TEXT NOT NULL,
            made_at INTEGER NOT NULL, seen_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS trail (
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, account TEXT NOT NULL, via TEXT NOT NULL,
            address TEXT, method TEXT NOT NULL, path TEXT NOT NULL, status INTEGER);
        CREATE INDEX IF NOT EXISTS trail_at ON trail (at);
        """;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    private AccessFile(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the file, or makes it so that only its owner can read it.</summary>
    public static AccessFile Open(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var made = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            new FileStream(path, made).Dispose();
        }
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        var file = new AccessFile(connection);
        file.Write("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;");
        file.Write(Schema);
        return file;
    }

    /// <summary>Changes something and returns how many rows it touched.</summary>
    public int Write(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        lock (_gate)
        {
            using var command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    /// <summary>Reads rows.</summary>
    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        lock (_gate)
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }
            return rows;
        }
    }

    public void Dispose() => _connection.Dispose();

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }
        return command;
    }
}
