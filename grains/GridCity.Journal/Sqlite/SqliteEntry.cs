using GridCity.Journal.Codec;

namespace GridCity.Journal.Sqlite;

/// <summary>Rows of the journal's table as SQLite holds them.</summary>
internal static class SqliteEntry
{
    /// <summary>The row on which a statement over <see cref="EntryRow.Columns"/> stands; good until its next step.</summary>
    public static EntryRow At(SqliteStatement statement) => new()
    {
        Position = statement.Long(0),
        Cell = statement.Bytes(1),
        Seq = statement.Long(2),
        At = statement.Long(3),
        Command = statement.Bytes(4),
        Kind = statement.Bytes(5),
        Case = statement.Bytes(6),
        Body = statement.Bytes(7),
        Sum = statement.Long(8),
    };
}
