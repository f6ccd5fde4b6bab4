using GridCity.Journal;
using GridCity.Journal.Postgres;
using Npgsql;

namespace GridCity.Grains.Cluster;

/// <summary>
/// The tables of membership and of grain states, beside the journal's in the same database. Each version has a script,
/// <c>deploy/sql/cluster-N.sql</c>, which is part of this assembly.
/// </summary>
internal static class ClusterSchema
{
    /// <summary>The version that this GridCity reads and writes.</summary>
    public const int Version = 1;

    private const int SchemaLock = 4;

    /// <summary>Makes or completes the tables, by one process at a time.</summary>
    /// <exception cref="JournalUnavailableException">They are of a newer version.</exception>
    public static async Task PrepareAsync(NpgsqlConnection connection, PostgresPlace place, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({PostgresSchema.LockClass}, {SchemaLock})", stop);
        var version = await VersionAsync(connection, stop);
        if (version > Version)
        {
            throw new JournalUnavailableException(
                $"The cluster's tables in {place.Name} have version {version}; this GridCity reads version {Version}. Use the GridCity "
                + "that made them, or a later one.");
        }
        await ExecuteAsync(connection, "SET LOCAL client_min_messages = warning", stop);
        while (version < Version)
        {
            await ExecuteAsync(connection, Script(++version), stop);
        }
        await transaction.CommitAsync(stop);
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "SELECT coalesce((SELECT value::integer FROM gridcity.header WHERE key = 'cluster'), 0)", connection);
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    private static string Script(int version)
    {
        using var stream = typeof(ClusterSchema).Assembly.GetManifestResourceStream($"cluster-{version}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
