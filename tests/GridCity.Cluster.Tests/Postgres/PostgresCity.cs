using GridCity.Journal;
using GridCity.Journal.Postgres;
using GridCity.Tests.Journal;

namespace GridCity.Cluster.Tests.Postgres;

/// <summary>A database of its own for one test, and ways to look into it and to spoil it.</summary>
internal sealed class PostgresCity(string connection)
{
    public string Connection { get; } = connection;

    public static async Task<PostgresCity> CreateAsync(PostgresServer server) => new(await server.CreateDatabaseAsync());

    /// <summary>Where the journal is. Waits are short unless a test asks for others.</summary>
    public PostgresPlace Place(string city = "dongcheng", bool isShared = false, string? connection = null)
    {
        var place = PostgresPlace.Parse(connection ?? Connection, city);
        return place with
        {
            IsShared = isShared,
            Clock = new FixedClock(JournalSamples.Morning),
            LockPatience = TimeSpan.FromMilliseconds(200),
        };
    }

    public Task<PostgresJournal> OpenAsync(string city = "dongcheng", bool isShared = false) =>
        PostgresJournal.OpenAsync(Place(city, isShared), CancellationToken.None);

    public Task<object?> AskAsync(string sql) => ThrowawayPostgres.ExecuteAsync(Connection, sql);

    /// <summary>Ends the server's side of all connections of a use, such as "writer".</summary>
    public Task<object?> CutAsync(string use) => AskAsync(
        $"""
        SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
        WHERE application_name LIKE 'gridcity {use} %' AND datname = current_database()
        """);
}
