using GridCity.Journal;
using GridCity.Journal.Codec;
using GridCity.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace GridCity.Benchmarks.Journal;

/// <summary>
/// What SQLite itself takes for the same rows: the same tables and settings, prepared commands of Microsoft.Data.Sqlite,
/// and bodies and sums that were made beforehand.
/// </summary>
internal sealed class BareSqlite : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _entry;
    private readonly SqliteCommand _case;

    public BareSqlite(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=false");
        _connection.Open();
        Execute(JournalSchema.WriterPragmas);
        Execute(JournalSchema.Create);
        _entry = Prepare(
            $"INSERT INTO journal ({EntryRow.Columns}) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)", 9);
        _case = Prepare(Renamed(CaseColumns.Upsert), CaseColumns.Count);
    }

    /// <summary>One transaction.</summary>
    public void Append(IEnumerable<object[]> entries, IEnumerable<object[]> cases)
    {
        using var transaction = _connection.BeginTransaction();
        Run(_entry, transaction, entries);
        Run(_case, transaction, cases);
        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>The parameters of one entry.</summary>
    public static object[] Row(Entry entry, EntrySum sum)
    {
        var body = new System.Buffers.ArrayBufferWriter<byte>();
        EventCodec.Encode(entry.Event, body);
        var command = entry.Command.ToByteArray(bigEndian: true);
        var kind = EventCodec.KindOf(entry.Event);
        var at = entry.At.ToUnixTimeMilliseconds();
        var value = sum.Of(
            entry.Position, entry.Seq, at, command, Bytes($"{entry.Cell}"), Bytes(kind), Bytes($"{entry.Case}"), body.WrittenSpan);
        var text = System.Text.Encoding.UTF8.GetString(body.WrittenSpan);
        return [entry.Position, $"{entry.Cell}", entry.Seq, at, command, kind, $"{entry.Case}", text, value];
    }

    /// <summary>The parameters of one row of the table of cases.</summary>
    public static object[] Row(CaseRow row) =>
    [
        row.Opened, $"{row.Id}", row.Command.ToByteArray(bigEndian: true), $"{row.Cell}", row.Updated, (int)row.Stage,
        row.Class, row.Channel, row.Longitude, row.Latitude, Ms(row.SeenAt), Ms(row.ReportedAt), Ms(row.FiledAt),
        Ms(row.DispatchedAt), Ms(row.Due), Text(row.Unit), Text(row.Rule), row.IsOverdue ? 1 : 0, row.Reworks,
        row.Redispatches, Ms(row.EndedAt), Text(row.DuplicateOf?.ToString()), Text(row.SecondCell?.ToString()),
        Text(row.Reference), row.Text, Text(row.Condition), Text(row.Edition), Text(row.Source), Number((int?)row.Tier),
        row.IsSupervised ? 1 : 0, row.Extensions, row.OpenCalls, Number((int?)row.Grade), row.Repeats, Text(row.Inspector),
        (int)row.Task,
    ];

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static object Ms(DateTimeOffset? time) => time is { } value ? value.ToUnixTimeMilliseconds() : DBNull.Value;

    private static object Number(int? number) => number is { } value ? value : DBNull.Value;

    private static object Text(string? text) => text is null ? DBNull.Value : text;

    // The same statement with names, because Microsoft.Data.Sqlite binds by name.
    private static string Renamed(string sql)
    {
        for (var index = CaseColumns.Count; index > 0; index--)
        {
            sql = sql.Replace($"?{index}", $"@p{index - 1}", StringComparison.Ordinal);
        }
        return sql;
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, IEnumerable<object[]> rows)
    {
        command.Transaction = transaction;
        foreach (var row in rows)
        {
            for (var index = 0; index < row.Length; index++)
            {
                command.Parameters[index].Value = row[index];
            }
            command.ExecuteNonQuery();
        }
    }

    private SqliteCommand Prepare(string sql, int count)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < count; index++)
        {
            command.Parameters.AddWithValue($"@p{index}", 0);
        }
        command.Prepare();
        return command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
