using GridCity.Cluster.Tests.Postgres;
using GridCity.Core.Cities;
using GridCity.Grains.Cluster;
using GridCity.Journal;
using GridCity.Tests.Cases;
using GridCity.Tests.Hosting;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>What a silo is told in one sentence when it must not join.</summary>
public sealed class ClusterRefusalTests(PostgresServer server)
{
    private readonly City _city = TestCity.Make();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_is_not_there_is_named_without_its_secret()
    {
        var said = await RefusedAsync("Host=127.0.0.1;Port=1;Database=x;Username=u;Password=geheim");
        Assert.StartsWith("The database 127.0.0.1:1/x cannot be reached", said, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_city_in_the_database_is_named()
    {
        var connection = await server.CreateDatabaseAsync();
        await using (await TestCluster.StartAsync(connection, _city, TimeProvider.System, 1, Stop))
        {
        }
        var said = await RefusedAsync(connection, TestCity.Make(id: "othertown"));
        Assert.Contains("is of the city 'testville', not of 'othertown'", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema", "schema version 99")]
    [InlineData("cluster", "version 99")]
    public async Task Newer_tables_are_left_alone(string key, string expected)
    {
        var connection = await server.CreateDatabaseAsync();
        await using (await TestCluster.StartAsync(connection, _city, TimeProvider.System, 1, Stop))
        {
        }
        await ThrowawayPostgres.ExecuteAsync(connection, $"UPDATE gridcity.header SET value = '99' WHERE key = '{key}'");
        Assert.Contains(expected, await RefusedAsync(connection), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silos_of_another_version_or_another_city_folder_are_not_joined()
    {
        var connection = await server.CreateDatabaseAsync();
        await using var cluster = await TestCluster.StartAsync(connection, _city, TimeProvider.System, 1, Stop);
        Assert.Contains("give all of them the same city folder", await RefusedAsync(connection, TestCity.Make(hash: "ffff")), StringComparison.Ordinal);

        await ThrowawayPostgres.ExecuteAsync(
            connection, "INSERT INTO gridcity.silo_builds VALUES ('other', 99, '9.9.9', '0000', clock_timestamp())");
        var said = await RefusedAsync(connection);
        Assert.Contains("are GridCity 9.9.9, which this one", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "ahead of")]
    [InlineData(-3, "behind")]
    public async Task A_clock_that_is_minutes_off_is_refused(int minutes, string expected)
    {
        var clock = new ManualTime(DateTimeOffset.UtcNow.AddMinutes(minutes));
        var said = await RefusedAsync(await server.CreateDatabaseAsync(), change: options => options with { Time = clock });
        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.Contains("set the clocks by the same time server", said, StringComparison.Ordinal);
    }

    private async Task<string> RefusedAsync(string connection, City? city = null, Func<ClusterOptions, ClusterOptions>? change = null)
    {
        await server.StartAsync();
        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => TestCluster.StartAsync(connection, city ?? _city, TimeProvider.System, 1, Stop, change));
        return fault.Message;
    }
}
