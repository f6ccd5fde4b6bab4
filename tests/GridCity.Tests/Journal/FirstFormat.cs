using System.Text;
using GridCity.Journal.Codec;
using GridCity.Tests.House;
using Microsoft.Data.Sqlite;

namespace GridCity.Tests.Journal;

/// <summary>Writes a journal file as the first version of the format had it.</summary>
internal static class FirstFormat
{
    private const string CaseColumns =
        """
        opened, id, command, cell, updated, stage, class, channel, lon, lat, seen_at, reported_at, filed_at, dispatched_at,
        due, unit, rule, is_overdue, reworks, redispatches, ended_at, duplicate_of, second_cell, reference, text
        """;

    /// <summary>Moves the entries and cases of a journal of today, which hold nothing newer, into a file of the first version.</summary>
    public static void Write(string path, string today)
    {
        Execute(path, File.ReadAllText(Path.Combine(Repository.Root, "tests/GridCity.Tests/Journal/Golden/schema-1.sql")));
        Execute(
            path,
            $"""
            ATTACH '{today}' AS today;
            INSERT INTO header SELECT * FROM today.header;
            INSERT INTO journal SELECT * FROM today.journal;
            INSERT INTO cases ({CaseColumns}) SELECT {CaseColumns} FROM today.cases;
            INSERT INTO snapshots VALUES ('110101001001001', 1, x'7b7d');
            UPDATE header SET value = 1 WHERE key = 'covered';
            UPDATE journal SET kind = replace(kind, '.2', '.1');
            """);
        SumAgain(path);
    }

    private static void SumAgain(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using var sum = new EntrySum();
        connection.CreateFunction(
            "sum_of",
            (long position, long seq, long at, byte[] command, string cell, string kind, string subject, string body) =>
                sum.Of(position, seq, at, command, Bytes(cell), Bytes(kind), Bytes(subject), Bytes(body)));
        using var update = connection.CreateCommand();
        update.CommandText = """UPDATE journal SET sum = sum_of(position, seq, at, command, cell, kind, "case", body)""";
        update.ExecuteNonQuery();

        static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
