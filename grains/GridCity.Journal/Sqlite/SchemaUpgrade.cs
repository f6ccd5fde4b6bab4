namespace GridCity.Journal.Sqlite;

/// <summary>
/// How the tables of an older format become those of today, in one transaction. Entries are never touched; what the table of
/// cases did not hold is taken from them, and the snapshots, which hold less than a cell does today, are made again.
/// </summary>
internal static class SchemaUpgrade
{
    public const string FromVersionOne =
        $"""
        BEGIN IMMEDIATE;

        DROP VIEW journal_readable;
        DROP VIEW cases_readable;
        DROP INDEX cases_of_cell;
        DROP INDEX cases_open_of_unit;
        DROP INDEX cases_overdue;

        ALTER TABLE cases ADD COLUMN condition TEXT;
        ALTER TABLE cases ADD COLUMN edition TEXT;
        ALTER TABLE cases ADD COLUMN source TEXT;
        ALTER TABLE cases ADD COLUMN tier INTEGER;
        ALTER TABLE cases ADD COLUMN is_supervised INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE cases ADD COLUMN extensions INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE cases ADD COLUMN open_calls INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE cases ADD COLUMN grade INTEGER;
        ALTER TABLE cases ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE cases ADD COLUMN inspector TEXT;
        ALTER TABLE cases ADD COLUMN task INTEGER NOT NULL DEFAULT 0;

        UPDATE cases SET condition = json_extract(body, '$.condition') FROM journal WHERE position = opened;
        UPDATE cases SET inspector = asked.inspector FROM (
            SELECT "case" AS id, json_extract(body, '$.inspector') AS inspector, max(position)
            FROM journal WHERE kind = 'verification.asked.1' GROUP BY "case") AS asked
            WHERE asked.id = cases.id;
        UPDATE cases SET task = CASE WHEN inspector IS NULL THEN 3 ELSE 1 END WHERE stage IN (1, 6);

        DELETE FROM snapshots;
        UPDATE header SET value = 0 WHERE key = 'covered';

        {JournalSchema.Indices}
        {JournalSchema.Views}
        PRAGMA user_version = 2;
        COMMIT;
        """;
}
