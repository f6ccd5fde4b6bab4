using System.Globalization;
using System.Text;
using GridCity.Journal.Codec;
using GridCity.Journal.Sqlite;
using Npgsql;

namespace GridCity.Journal.Postgres;

/// <summary>
/// The tables of a journal on PostgreSQL. Each version has a script, <c>deploy/sql/journal-N.sql</c>, which is part of this
/// assembly; those that a database lacks are run in their order, all or nothing, by one process at a time.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>The version that this GridCity reads and writes.</summary>
    public const int Version = 1;

    /// <summary>"GCJL" in ASCII: the first half of the keys of all advisory locks.</summary>
    public const int LockClass = 1195592268;

    /// <summary>Held by whoever appends, for a moment; the script of the schema knows it too.</summary>
    public const int AppendLock = 1;

    /// <summary>Held by whoever has the journal open for writing: shared by silos, alone by an in-process host.</summary>
    public const int WriterLock = 2;

    private const int SchemaLock = 3;

    /// <summary>Makes or completes the tables, and claims an empty journal for its city.</summary>
    /// <exception cref="NpgsqlException">The database failed.</exception>
    /// <exception cref="JournalUnavailableException">It is of a newer version, or of another city.</exception>
    public static async Task<JournalHeader> PrepareAsync(NpgsqlConnection connection, PostgresPlace place, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockClass}, {SchemaLock})", stop).ConfigureAwait(false);
        var version = await VersionAsync(connection, place, stop).ConfigureAwait(false);
        if (version < Version)
        {
            await ExecuteAsync(connection, "SET LOCAL client_min_messages = warning", stop).ConfigureAwait(false);
        }
        while (version < Version)
        {
            await ExecuteAsync(connection, Script(++version), stop).ConfigureAwait(false);
        }
        await using var claim = connection.CreateCommand();
        claim.CommandText =
            """
            INSERT INTO gridcity.header (key, value)
            SELECT * FROM unnest(ARRAY['city', 'created', 'format'], $1::text[])
            WHERE NOT EXISTS (SELECT FROM gridcity.header WHERE key = 'city')
            """;
        claim.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [place.City, Created(place.Clock), $"{JournalSchema.FormatVersion}"] });
        await claim.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
        var header = await HeaderAsync(connection, place, stop).ConfigureAwait(false);
        await transaction.CommitAsync(stop).ConfigureAwait(false);
        return header;
    }

    /// <summary>Reads whose journal it is, without changing anything.</summary>
    /// <exception cref="NpgsqlException">The database failed.</exception>
    /// <exception cref="JournalUnavailableException">There is none, or of another version, or of another city.</exception>
    public static async Task<JournalHeader> ReadAsync(NpgsqlConnection connection, PostgresPlace place, CancellationToken stop)
    {
        var version = await VersionAsync(connection, place, stop).ConfigureAwait(false);
        return version switch
        {
            0 => throw new JournalUnavailableException($"The database {place.Name} holds no journal."),
            < Version => throw new JournalUnavailableException(
                $"The journal in {place.Name} has schema version {version}; this GridCity reads version {Version}. Start the server "
                + "on it once, or run the later scripts of deploy/sql."),
            _ => await HeaderAsync(connection, place, stop).ConfigureAwait(false),
        };
    }

    /// <summary>The script of a version.</summary>
    public static string Script(int version)
    {
        using var stream = typeof(PostgresSchema).Assembly.GetManifestResourceStream($"journal-{version}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, PostgresPlace place, CancellationToken stop)
    {
        var isThere = await ScalarAsync(connection, "SELECT to_regclass('gridcity.header') IS NOT NULL", stop).ConfigureAwait(false);
        if (isThere is not true)
        {
            return 0;
        }
        var text = await ScalarAsync(connection, "SELECT value FROM gridcity.header WHERE key = 'schema'", stop).ConfigureAwait(false);
        var version = int.TryParse(text as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return version <= Version
            ? version
            : throw new JournalUnavailableException(
                $"The journal in {place.Name} has schema version {version}; this GridCity reads version {Version}. Use the GridCity "
                + "that made it, or a later one.");
    }

    private static async Task<JournalHeader> HeaderAsync(NpgsqlConnection connection, PostgresPlace place, CancellationToken stop)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT key, value FROM gridcity.header";
        await using var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
        while (await reader.ReadAsync(stop).ConfigureAwait(false))
        {
            values.Add(reader.GetString(0), reader.GetString(1));
        }
        if (!values.TryGetValue("city", out var city)
            || !TimeText.TryRead(Encoding.UTF8.GetBytes(values.GetValueOrDefault("created", "")), out var created)
            || !int.TryParse(values.GetValueOrDefault("format"), NumberStyles.None, CultureInfo.InvariantCulture, out var format))
        {
            throw new JournalUnavailableException($"The journal in {place.Name} does not say which city it is of.");
        }
        if (place.City.Length > 0 && city != place.City)
        {
            throw new JournalUnavailableException(
                $"The journal in {place.Name} is of the city '{city}', not of '{place.City}'. Each city needs a database of its own.");
        }
        return format == JournalSchema.FormatVersion
            ? new JournalHeader(city, format, created)
            : throw new JournalUnavailableException(
                $"The journal in {place.Name} has format version {format}; this GridCity reads version {JournalSchema.FormatVersion}. "
                + "Use the GridCity that wrote it, or a later one.");
    }

    private static string Created(TimeProvider clock)
    {
        Span<byte> text = stackalloc byte[TimeText.LengthMax];
        return Encoding.UTF8.GetString(TimeText.Write(clock.GetUtcNow(), text));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(stop).ConfigureAwait(false);
    }
}
