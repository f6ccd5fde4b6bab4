-- The tables of a journal of format version 1, as they were released.
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
    text         TEXT    NOT NULL
);
CREATE INDEX cases_of_cell ON cases (cell, opened);
CREATE INDEX cases_open_of_unit ON cases (unit, opened) WHERE stage < 8;
CREATE INDEX cases_overdue ON cases (opened) WHERE is_overdue = 1;

CREATE TABLE snapshots (
    cell TEXT PRIMARY KEY,
    seq  INTEGER NOT NULL,
    body BLOB    NOT NULL
);

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
    END AS stage,
    class, channel, lon, lat,
    strftime('%Y-%m-%dT%H:%M:%fZ', seen_at / 1000.0, 'unixepoch') AS seen_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', reported_at / 1000.0, 'unixepoch') AS reported_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', due / 1000.0, 'unixepoch') AS due,
    strftime('%Y-%m-%dT%H:%M:%fZ', ended_at / 1000.0, 'unixepoch') AS ended_at,
    unit, rule, is_overdue, reworks, redispatches, duplicate_of, text
    FROM cases;
PRAGMA application_id = 0x47434A4C;
PRAGMA user_version = 1;
