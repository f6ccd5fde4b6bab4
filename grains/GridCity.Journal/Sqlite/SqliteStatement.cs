using System.Text;
using SQLitePCL;

namespace GridCity.Journal.Sqlite;

/// <summary>
/// A prepared statement, kept for the life of its connection. Parameters count from 1, columns from 0. The spans that it
/// gives out live until the next step.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly nint _native;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        var result = raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        if (result != raw.SQLITE_OK)
        {
            throw SqliteDatabase.Failure(connection, result);
        }
        _native = _statement.DangerousGetHandle();
    }

    public void Dispose() => _statement.Dispose();

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    public void Bind(int parameter, double value) => Check(raw.sqlite3_bind_double(_statement, parameter, value));

    public void BindNull(int parameter) => Check(raw.sqlite3_bind_null(_statement, parameter));

    // An empty span has no address, which SQLite would take for null.
    public void BindText(int parameter, ReadOnlySpan<byte> utf8) => Check(utf8.IsEmpty
        ? raw.sqlite3_bind_text(_statement, parameter, string.Empty)
        : raw.sqlite3_bind_text(_statement, parameter, utf8));

    /// <summary>Binds a text that is never empty, or null when it is.</summary>
    public void BindOptional(int parameter, ReadOnlySpan<byte> utf8) =>
        Check(raw.sqlite3_bind_text(_statement, parameter, utf8));

    public void BindBlob(int parameter, ReadOnlySpan<byte> bytes) =>
        Check(raw.sqlite3_bind_blob(_statement, parameter, bytes));

    public void BindText(int parameter, string? text)
    {
        if (text is null)
        {
            BindNull(parameter);
            return;
        }
        Span<byte> small = stackalloc byte[512];
        if (Encoding.UTF8.TryGetBytes(text, small, out var written))
        {
            BindText(parameter, small[..written]);
        }
        else
        {
            BindText(parameter, Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }
        if (result == raw.SQLITE_DONE)
        {
            return false;
        }
        var failure = SqliteDatabase.Failure(_connection, result);
        Reset();
        throw failure;
    }

    /// <summary>Runs to the end and makes the statement ready for the next time.</summary>
    public void Run()
    {
        while (Step())
        {
        }
        Reset();
    }

    /// <summary>Makes the statement ready for the next time; the result of the last run is not repeated.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public long Long(int column) => SqliteColumn.Long(_native, column);

    /// <summary>The lower half of a number that was written as one of 32 bits.</summary>
    public int Int(int column) => SqliteColumn.Int(_native, column);

    public double Double(int column) => SqliteColumn.Double(_native, column);

    public bool IsNull(int column) => SqliteColumn.Kind(_native, column) == raw.SQLITE_NULL;

    /// <summary>The bytes of a text or blob, without a copy.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => SqliteColumn.Bytes(_native, column);

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw SqliteDatabase.Failure(_connection, result);
        }
    }
}
