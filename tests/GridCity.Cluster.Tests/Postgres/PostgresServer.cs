using Xunit;

[assembly: AssemblyFixture(typeof(GridCity.Cluster.Tests.Postgres.PostgresServer))]

namespace GridCity.Cluster.Tests.Postgres;

/// <summary>
/// The tests' own server, started for the first who asks. Where PostgreSQL is not found, whoever asks is skipped with one line
/// that says so.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly ThrowawayPostgres _server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Makes an empty database and says how to reach it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await StartAsync();
        return await _server.CreateDatabaseAsync();
    }

    /// <summary>Starts the server, when it does not run.</summary>
    public Task StartAsync()
    {
        Assert.SkipUnless(ThrowawayPostgres.IsFound, ThrowawayPostgres.Missing);
        return _server.StartAsync();
    }

    /// <summary>Stops it: "INT" ends its sessions and shuts down, "QUIT" leaves everything as a crash would.</summary>
    public Task StopAsync(string signal) => _server.StopAsync(signal);
}
