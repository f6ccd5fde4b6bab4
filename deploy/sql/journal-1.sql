-- The journal of one city on PostgreSQL 13 or later, schema version 1. docs/journal-format.md says what every column holds.
-- GridCity runs this script itself at the first start. Where its role may not create schemas, an owner runs it once with
-- psql -v ON_ERROR_STOP=1 -f journal-1.sql, and grants the role USAGE on the schema and SELECT, INSERT, UPDATE and DELETE
-- on its tables. It may be run any number of times, and refuses a database that a later script has changed.

DO $$
BEGIN
    IF to_regclass('gridcity.header') IS NOT NULL THEN
        IF (SELECT value::integer FROM gridcity.header WHERE key = 'schema') > 1 THEN
            RAISE EXCEPTION 'The schema is already newer than this script; nothing was done.';
        END IF;
    END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS gridcity;

CREATE TABLE IF NOT EXISTS gridcity.header (
    key   text PRIMARY KEY,
    value text NOT NULL
);

-- Codes and words compare by their bytes, whatever the database's own collation is.
CREATE TABLE IF NOT EXISTS gridcity.journal (
    position bigint  NOT NULL CONSTRAINT journal_position PRIMARY KEY,
    cell     text    COLLATE "C" NOT NULL,
    seq      integer NOT NULL,
    at       bigint  NOT NULL,
    command  uuid    NOT NULL,
    kind     text    COLLATE "C" NOT NULL,
    "case"   text    COLLATE "C" NOT NULL,
    body     text    COLLATE "C" NOT NULL,
    sum      bigint  NOT NULL,
    CONSTRAINT journal_cell_seq UNIQUE (cell, seq)
);

CREATE TABLE IF NOT EXISTS gridcity.cases (
    opened        bigint  NOT NULL CONSTRAINT cases_opened PRIMARY KEY,
    id            text    COLLATE "C" NOT NULL CONSTRAINT cases_id UNIQUE,
    command       uuid    NOT NULL CONSTRAINT cases_command UNIQUE,
    cell          text    COLLATE "C" NOT NULL,
    updated       bigint  NOT NULL,
    stage         integer NOT NULL,
    class         text    COLLATE "C" NOT NULL,
    channel       text    COLLATE "C" NOT NULL,
    lon           double precision NOT NULL,
    lat           double precision NOT NULL,
    seen_at       bigint  NOT NULL,
    reported_at   bigint  NOT NULL,
    filed_at      bigint,
    dispatched_at bigint,
    due           bigint,
    unit          text    COLLATE "C",
    rule          text    COLLATE "C",
    is_overdue    boolean NOT NULL,
    reworks       integer NOT NULL,
    redispatches  integer NOT NULL,
    ended_at      bigint,
    duplicate_of  text    COLLATE "C",
    second_cell   text    COLLATE "C",
    reference     text    COLLATE "C",
    text          text    COLLATE "C" NOT NULL,
    condition     text    COLLATE "C",
    edition       text    COLLATE "C",
    source        text    COLLATE "C",
    tier          integer,
    is_supervised boolean NOT NULL,
    extensions    integer NOT NULL,
    open_calls    integer NOT NULL,
    grade         integer,
    repeats       integer NOT NULL,
    inspector     text    COLLATE "C",
    task          integer NOT NULL
) WITH (fillfactor = 85);

-- The entries of a case that lie outside the span of its row: where it was moved, and what came after its end.
CREATE INDEX IF NOT EXISTS journal_marks ON gridcity.journal ("case") WHERE
    (kind >= 'reporter' AND kind < 'reportes' OR kind >= 'appeal.' AND kind < 'appeal/'
        OR kind >= 'case.arrived.' AND kind < 'case.arrived/' OR kind >= 'case.excluded.' AND kind < 'case.excluded/'
        OR kind >= 'case.relocated.' AND kind < 'case.relocated/');
CREATE INDEX IF NOT EXISTS cases_of_cell ON gridcity.cases (cell, opened);
CREATE INDEX IF NOT EXISTS cases_open ON gridcity.cases (opened) WHERE stage NOT IN (8, 9, 10, 12);
CREATE INDEX IF NOT EXISTS cases_open_of_unit ON gridcity.cases (unit, opened) WHERE stage NOT IN (8, 9, 10, 12);
CREATE INDEX IF NOT EXISTS cases_overdue ON gridcity.cases (opened) WHERE is_overdue;
CREATE INDEX IF NOT EXISTS cases_supervised ON gridcity.cases (opened) WHERE is_supervised;
CREATE INDEX IF NOT EXISTS cases_with_calls ON gridcity.cases (opened) WHERE open_calls > 0;
CREATE INDEX IF NOT EXISTS cases_of_inspector ON gridcity.cases (inspector, opened) WHERE task IN (1, 2);
CREATE INDEX IF NOT EXISTS cases_untaken ON gridcity.cases (opened) WHERE task = 3;

CREATE TABLE IF NOT EXISTS gridcity.snapshots (
    cell text COLLATE "C" NOT NULL CONSTRAINT snapshots_cell PRIMARY KEY,
    seq  integer NOT NULL,
    body bytea   NOT NULL
);

-- Takes the journal's lock until the transaction ends and says the last position; whoever holds it appends after that.
-- The lock is advisory and the position is the journal's own, so that no counter can disagree with it, no row is updated
-- with every commit, and nothing swells while somebody makes a copy. A caller who expects another position is refused.
CREATE OR REPLACE FUNCTION gridcity.take(expected bigint) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    last bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(1195592268, 1);
    SELECT coalesce(max(position), 0) INTO last FROM gridcity.journal;
    IF expected <> last THEN
        RAISE EXCEPTION 'The journal ends at position %, not at %.', last, expected USING ERRCODE = 'GC001', DETAIL = last::text;
    END IF;
    RETURN last;
END $$;

CREATE OR REPLACE VIEW gridcity.journal_readable AS SELECT
    position, cell, seq, to_timestamp(at / 1000.0) AS at, command, kind, "case",
    substring(body FROM '^\{"by":"((?:[^"\\]|\\.)*)"') AS by, body
    FROM gridcity.journal;

CREATE OR REPLACE VIEW gridcity.cases_readable AS SELECT
    id, cell, opened, updated,
    (ARRAY['pendingVerification', 'pendingFiling', 'pendingDispatch', 'pendingAcceptance', 'handling', 'pendingCheck',
        'pendingClosing', 'closed', 'rejected', 'duplicate', 'suspended', 'forcedClosed'])[stage] AS stage,
    class, channel, lon, lat,
    to_timestamp(seen_at / 1000.0) AS seen_at,
    to_timestamp(reported_at / 1000.0) AS reported_at,
    to_timestamp(due / 1000.0) AS due,
    to_timestamp(ended_at / 1000.0) AS ended_at,
    unit, rule, is_overdue, reworks, redispatches, duplicate_of, text, condition, edition, source,
    (ARRAY['cell', 'community', 'street', 'district', 'city'])[tier] AS tier,
    is_supervised, extensions, open_calls,
    (ARRAY['now', 'overYears', 'higherBody'])[grade] AS grade,
    repeats, inspector,
    (ARRAY['none', 'asked', 'taken', 'untaken'])[task + 1] AS task
    FROM gridcity.cases;

INSERT INTO gridcity.header (key, value) VALUES ('covered', '0') ON CONFLICT (key) DO NOTHING;
INSERT INTO gridcity.header (key, value) VALUES ('schema', '1') ON CONFLICT (key) DO NOTHING;
