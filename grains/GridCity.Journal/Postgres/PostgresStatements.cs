using GridCity.Journal.Codec;

namespace GridCity.Journal.Postgres;

/// <summary>The statements that write, made from the lists of columns.</summary>
internal static class PostgresStatements
{
    /// <summary>The channel of notifications; the payload is the last position.</summary>
    public const string Channel = "gridcity_journal";

    /// <summary>
    /// A whole commit as one statement: it takes the lock, looks at the position, adds the entries, moves the cases and
    /// tells who listens. All of it runs in the server after everything has arrived there, so that no client, however slow or
    /// stopped, can hold the lock. Parameters: the position that is expected, how many entries, then the columns.
    /// </summary>
    public static readonly string Append =
        $"""
        WITH taken AS MATERIALIZED (SELECT gridcity.take($1) AS last),
        added AS (
            INSERT INTO gridcity.journal ({EntryRow.Columns})
            SELECT e.* FROM taken, unnest({Arrays(3, EntryColumns.Types)}) AS e),
        moved AS (
            INSERT INTO gridcity.cases ({PostgresCaseColumns.Names})
            SELECT c.* FROM taken, unnest({Arrays(3 + EntryColumns.Types.Count, PostgresCaseColumns.All.Select(column => column.Type))}) AS c
            ON CONFLICT (opened) DO UPDATE SET {PostgresCaseColumns.Moves})
        SELECT pg_notify('{Channel}', (last + $2)::text) FROM taken
        """;

    public const string SaveSnapshots =
        """
        WITH kept AS (
            INSERT INTO gridcity.snapshots (cell, seq, body) SELECT * FROM unnest($1::text[], $2::integer[], $3::bytea[])
            ON CONFLICT (cell) DO UPDATE SET seq = excluded.seq, body = excluded.body)
        UPDATE gridcity.header SET value = $4::text WHERE key = 'covered'
        """;

    private static string Arrays(int first, IEnumerable<string> types) =>
        string.Join(", ", types.Select((type, index) => $"${first + index}::{type}[]"));
}
