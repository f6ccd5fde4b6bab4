namespace GridCity.Journal.Sqlite;

/// <summary>The tables of a journal file; <c>docs/journal-format.md</c> says what each column holds.</summary>
internal static class JournalSchema
{
    /// <summary>"GCJL" in ASCII, so that a file says whose it is.</summary>
    public const int ApplicationId = 0x47434A4C;

    /// <summary>The version of the tables; kinds of entries carry their own.</summary>
    public const int FormatVersion = 2;

    /// <summary>The stages that are open, as SQL; partial indices need the very same words in the query.</summary>
    public const string IsOpen = "stage NOT IN (8, 9, 10, 12)";

    /// <summary>The cases that are overdue, as SQL.</summary>
    public const string IsOverdue = "is_overdue = 1";

    /// <summary>The cases that an inspector has to look at, as SQL.</summary>
    public const string HasLooker = "task IN (1, 2)";

    /// <summary>The cases that wait for somebody to look while nobody is left to ask, as SQL.</summary>
    public const string IsUntaken = "task = 3";

    /// <summary>The cases under supervision, as SQL.</summary>
    public const string IsSupervised = "is_supervised = 1";

    /// <summary>The cases with open calls, as SQL.</summary>
    public const string HasOpenCalls = "open_calls > 0";

    /// <summary>
    /// The entries of a case that lie outside the span of its row: where it was moved, and what came after its end. Kinds of
    /// every version begin like this, so that a new version of one needs no new index.
    /// </summary>
    public const string IsMark =
        """
        (kind >= 'reporter' AND kind < 'reportes' OR kind >= 'appeal.' AND kind < 'appeal/'
            OR kind >= 'case.arrived.' AND kind < 'case.arrived/' OR kind >= 'case.excluded.' AND kind < 'case.excluded/'
            OR kind >= 'case.relocated.' AND kind < 'case.relocated/')
        """;

    public const string Create =
        $"""
        CREATE TABLE header (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE journal (
            position INTEGER PRIMARY KEY,
            cell     TEXT    NOT NULL,
            seq      INTEGER NOT NULL,
            at       INTEGER NOT NULL,
            command  BLOB    NOT NULL,
            kind     TEXT    NOT NULL,
            "case"   TEXT    NOT NULL,
            body     TEXT    NOT NULL,
            sum      INTEGER NOT NULL,
            UNIQUE (cell, seq)
        );

        CREATE TABLE cases (
            opened       INTEGER PRIMARY KEY,
            id           TEXT    NOT NULL UNIQUE,
            command      BLOB    NOT NULL UNIQUE,
            cell         TEXT    NOT NULL,
            updated      INTEGER NOT NULL,
            stage        INTEGER NOT NULL,
            class        TEXT    NOT NULL,
            channel      TEXT    NOT NULL,
            lon          REAL    NOT NULL,
            lat          REAL    NOT NULL,
            seen_at      INTEGER NOT NULL,
            reported_at  INTEGER NOT NULL,
            filed_at     INTEGER,
            dispatched_at INTEGER,
            due          INTEGER,
            unit         TEXT,
            rule         TEXT,
            is_overdue   INTEGER NOT NULL,
            reworks      INTEGER NOT NULL,
            redispatches INTEGER NOT NULL,
            ended_at     INTEGER,
            duplicate_of TEXT,
            second_cell  TEXT,
            reference    TEXT,
            text         TEXT    NOT NULL,
            condition    TEXT,
            edition      TEXT,
            source       TEXT,
            tier         INTEGER,
            is_supervised INTEGER NOT NULL DEFAULT 0,
            extensions   INTEGER NOT NULL DEFAULT 0,
            open_calls   INTEGER NOT NULL DEFAULT 0,
            grade        INTEGER,
            repeats      INTEGER NOT NULL DEFAULT 0,
            inspector    TEXT,
            task         INTEGER NOT NULL DEFAULT 0
        );

        CREATE TABLE snapshots (
            cell TEXT PRIMARY KEY,
            seq  INTEGER NOT NULL,
            body BLOB    NOT NULL
        );
        {Indices}
        {Views}
        """;

    /// <summary>What finds entries and cases.</summary>
    public const string Indices =
        $"""
        CREATE INDEX journal_marks ON journal ("case") WHERE {IsMark};
        CREATE INDEX cases_of_cell ON cases (cell, opened);
        CREATE INDEX cases_open ON cases (opened) WHERE {IsOpen};
        CREATE INDEX cases_open_of_unit ON cases (unit, opened) WHERE {IsOpen};
        CREATE INDEX cases_overdue ON cases (opened) WHERE {IsOverdue};
        CREATE INDEX cases_supervised ON cases (opened) WHERE {IsSupervised};
        CREATE INDEX cases_with_calls ON cases (opened) WHERE {HasOpenCalls};
        CREATE INDEX cases_of_inspector ON cases (inspector, opened) WHERE {HasLooker};
        CREATE INDEX cases_untaken ON cases (opened) WHERE {IsUntaken};
        """;

    /// <summary>What people ask.</summary>
    public const string Views =
        """
        CREATE VIEW journal_readable AS SELECT
            position, cell, seq,
            strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') AS at,
            lower(hex(command)) AS command, kind, "case",
            json_extract(body, '$.by') AS by, body
            FROM journal;

        CREATE VIEW cases_readable AS SELECT
            id, cell, opened, updated,
            CASE stage
                WHEN 1 THEN 'pendingVerification' WHEN 2 THEN 'pendingFiling' WHEN 3 THEN 'pendingDispatch'
                WHEN 4 THEN 'pendingAcceptance' WHEN 5 THEN 'handling' WHEN 6 THEN 'pendingCheck'
                WHEN 7 THEN 'pendingClosing' WHEN 8 THEN 'closed' WHEN 9 THEN 'rejected' WHEN 10 THEN 'duplicate'
                WHEN 11 THEN 'suspended' WHEN 12 THEN 'forcedClosed'
            END AS stage,
            class, channel, lon, lat,
            strftime('%Y-%m-%dT%H:%M:%fZ', seen_at / 1000.0, 'unixepoch') AS seen_at,
            strftime('%Y-%m-%dT%H:%M:%fZ', reported_at / 1000.0, 'unixepoch') AS reported_at,
            strftime('%Y-%m-%dT%H:%M:%fZ', due / 1000.0, 'unixepoch') AS due,
            strftime('%Y-%m-%dT%H:%M:%fZ', ended_at / 1000.0, 'unixepoch') AS ended_at,
            unit, rule, is_overdue, reworks, redispatches, duplicate_of, text, condition, edition, source,
            CASE tier WHEN 1 THEN 'cell' WHEN 2 THEN 'community' WHEN 3 THEN 'street' WHEN 4 THEN 'district' WHEN 5 THEN 'city'
            END AS tier,
            is_supervised, extensions, open_calls,
            CASE grade WHEN 1 THEN 'now' WHEN 2 THEN 'overYears' WHEN 3 THEN 'higherBody' END AS grade,
            repeats, inspector,
            CASE task WHEN 0 THEN 'none' WHEN 1 THEN 'asked' WHEN 2 THEN 'taken' WHEN 3 THEN 'untaken' END AS task
            FROM cases;
        """;

    /// <summary>
    /// What the writer asks of SQLite: a write-ahead log that is on disk before a commit returns, and room for the upper
    /// pages of the indices. The log is folded beside the writer; a commit folds it only when that has fallen far behind.
    /// </summary>
    public const string WriterPragmas =
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -65536;
        PRAGMA wal_autocheckpoint = 65536;
        PRAGMA journal_size_limit = 67108864;
        """;

    public const string ReaderPragmas = "PRAGMA cache_size = -16384; PRAGMA query_only = 1;";
}
