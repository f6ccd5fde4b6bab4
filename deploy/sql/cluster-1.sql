-- What a cluster of silos needs beside the journal, in the same database: version 1. GridCity runs this script itself at
-- the first start of a silo; an owner may run it before with psql -v ON_ERROR_STOP=1, any number of times, after journal-1.sql.

DO $$
BEGIN
    IF (SELECT value::integer FROM gridcity.header WHERE key = 'cluster') > 1 THEN
        RAISE EXCEPTION 'The tables are already newer than this script; nothing was done.';
    END IF;
END $$;

-- States of grains. The primary key makes sure of what is asked of it: one row for a key, whoever writes first.
CREATE TABLE IF NOT EXISTS gridcity.grain_states (
    service  text    COLLATE "C" NOT NULL,
    name     text    COLLATE "C" NOT NULL,
    key      text    COLLATE "C" NOT NULL,
    version  integer NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    body     bytea,
    CONSTRAINT grain_states_key PRIMARY KEY (service, name, key)
) WITH (fillfactor = 70);

-- Who is in the cluster, as the silos themselves write it, and a version that each change of it raises.
CREATE TABLE IF NOT EXISTS gridcity.clusters (
    cluster    text COLLATE "C" NOT NULL CONSTRAINT clusters_cluster PRIMARY KEY,
    version    integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE IF NOT EXISTS gridcity.silos (
    cluster    text COLLATE "C" NOT NULL REFERENCES gridcity.clusters,
    address    text COLLATE "C" NOT NULL,
    port       integer NOT NULL,
    generation integer NOT NULL,
    name       text NOT NULL,
    host       text NOT NULL,
    status     integer NOT NULL,
    proxy_port integer,
    suspects   text,
    started_at timestamptz(3) NOT NULL,
    alive_at   timestamptz(3) NOT NULL,
    CONSTRAINT silos_silo PRIMARY KEY (cluster, address, port, generation)
);

-- What the silos that run now are: none joins others of another wire or another city.
CREATE TABLE IF NOT EXISTS gridcity.silo_builds (
    silo    text COLLATE "C" NOT NULL CONSTRAINT silo_builds_silo PRIMARY KEY,
    wire    integer NOT NULL,
    build   text NOT NULL,
    city    text NOT NULL,
    seen_at timestamptz NOT NULL
);

-- Orleans reads the statements that it runs from a table of this name, by these keys, and knows their parameters and columns.
CREATE TABLE IF NOT EXISTS gridcity.orleansquery (
    querykey  text CONSTRAINT orleansquery_key PRIMARY KEY,
    querytext text NOT NULL
);

INSERT INTO gridcity.orleansquery (querykey, querytext) VALUES
('ReadFromStorageKey', $q$
    SELECT body AS payloadbinary, saved_at, version FROM gridcity.grain_states
    WHERE service = @ServiceId AND name = @GrainTypeString AND key = @GrainIdExtensionString
$q$),
('WriteToStorageKey', $q$
    WITH first AS (
        INSERT INTO gridcity.grain_states (service, name, key, version, body)
        SELECT @ServiceId, @GrainTypeString, @GrainIdExtensionString, 1, @PayloadBinary
        WHERE @GrainStateVersion::integer IS NULL
        ON CONFLICT DO NOTHING RETURNING version),
    later AS (
        UPDATE gridcity.grain_states SET body = @PayloadBinary, version = version + 1, saved_at = clock_timestamp()
        WHERE service = @ServiceId AND name = @GrainTypeString AND key = @GrainIdExtensionString
            AND version = @GrainStateVersion::integer
        RETURNING version)
    SELECT version AS NewGrainStateVersion FROM first UNION ALL SELECT version FROM later
$q$),
('ClearStorageKey', $q$
    UPDATE gridcity.grain_states SET body = NULL, version = version + 1, saved_at = clock_timestamp()
    WHERE service = @ServiceId AND name = @GrainTypeString AND key = @GrainIdExtensionString
        AND version = @GrainStateVersion::integer
    RETURNING version AS NewGrainStateVersion
$q$),
('InsertMembershipVersionKey', $q$
    WITH made AS (INSERT INTO gridcity.clusters (cluster) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM made
$q$),
('InsertMembershipKey', $q$
    WITH raised AS (
        UPDATE gridcity.clusters SET version = version + 1, changed_at = clock_timestamp()
        WHERE cluster = @DeploymentId AND version = @Version
            AND NOT EXISTS (SELECT FROM gridcity.silos WHERE cluster = @DeploymentId
                AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster),
    made AS (
        INSERT INTO gridcity.silos (cluster, address, port, generation, name, host, status, proxy_port, started_at, alive_at)
        SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM raised RETURNING 1)
    SELECT count(*)::integer FROM made
$q$),
('UpdateMembershipKey', $q$
    WITH raised AS (
        UPDATE gridcity.clusters SET version = version + 1, changed_at = clock_timestamp()
        WHERE cluster = @DeploymentId AND version = @Version
            AND EXISTS (SELECT FROM gridcity.silos WHERE cluster = @DeploymentId
                AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster),
    moved AS (
        UPDATE gridcity.silos AS s SET status = @Status, suspects = @SuspectTimes, alive_at = @IAmAliveTime FROM raised
        WHERE s.cluster = raised.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
        RETURNING 1)
    SELECT count(*)::integer FROM moved
$q$),
('UpdateIAmAlivetimeKey', $q$
    UPDATE gridcity.silos SET alive_at = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$q$),
('MembershipReadRowKey', $q$
    SELECT c.cluster AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName,
        s.host AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspects AS SuspectTimes,
        s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
    FROM gridcity.clusters AS c LEFT JOIN gridcity.silos AS s
        ON s.cluster = c.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    WHERE c.cluster = @DeploymentId
$q$),
('MembershipReadAllKey', $q$
    SELECT c.cluster AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName,
        s.host AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspects AS SuspectTimes,
        s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
    FROM gridcity.clusters AS c LEFT JOIN gridcity.silos AS s USING (cluster)
    WHERE c.cluster = @DeploymentId
$q$),
('GatewaysQueryKey', $q$
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM gridcity.silos
    WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0
$q$),
('CleanupDefunctSiloEntriesKey', $q$
    DELETE FROM gridcity.silos WHERE cluster = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$q$),
('DeleteMembershipTableEntriesKey', $q$
    WITH gone AS (DELETE FROM gridcity.silos WHERE cluster = @DeploymentId)
    DELETE FROM gridcity.clusters WHERE cluster = @DeploymentId
$q$)
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;

INSERT INTO gridcity.header (key, value) VALUES ('cluster', '1') ON CONFLICT (key) DO NOTHING;
