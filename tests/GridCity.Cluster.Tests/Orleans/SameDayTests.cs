using GridCity.Cluster.Tests.Postgres;
using GridCity.Core.Cases;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Tests.Cases;
using GridCity.Tests.Hosting;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>The same scripted day gives the same journal on one process and on a cluster.</summary>
public sealed class SameDayTests(PostgresServer server)
{
    private const int Steps = 500;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 11)]
    [InlineData(3, 12)]
    [InlineData(3, 13)]
    public async Task A_scripted_day_gives_the_same_journal_on_both_hosts(int silos, int seed)
    {
        var (answers, journal) = await InOneProcessAsync(seed);

        var city = TestCity.Make();
        var time = new ManualTime(HostContract.Start);
        var connection = await server.CreateDatabaseAsync();
        var script = new DayScript(city, time, seed);
        string told;
        await using (var cluster = await TestCluster.StartAsync(connection, city, time, silos, Stop, WithoutCourtesy))
        {
            await script.PlayAsync(cluster, Steps, () => LookAtClocksAsync(cluster), Stop);
            told = await DayScript.TellAsync(cluster.Journal, Stop);
        }

        Assert.Equal(string.Join('\n', answers), string.Join('\n', script.Answers));
        Assert.Equal(journal, told);
        var place = GridCity.Journal.Postgres.PostgresPlace.Parse(connection, string.Empty);
        var verified = await JournalVerifier.VerifyAsync(place, new VerifyOptions { Agrees = CellSnapshots.Agrees }, Stop);
        Assert.True(verified.IsSound, string.Join('\n', verified.Faults));
    }

    private static Grains.Cluster.ClusterOptions WithoutCourtesy(Grains.Cluster.ClusterOptions options) =>
        options with { Courtesy = TimeSpan.Zero };

    // The clocks look when time moves, each at what its silo has read by then: they look once more when all have read all.
    private static async Task LookAtClocksAsync(TestCluster cluster)
    {
        await cluster.SettleAsync();
        await cluster.LookAsync(Stop);
    }

    private static async Task<(List<string> Answers, string Journal)> InOneProcessAsync(int seed)
    {
        var city = TestCity.Make();
        var time = new ManualTime(HostContract.Start);
        await using var journal = new MemoryJournal(city.Id, TimeProvider.System);
        var script = new DayScript(city, time, seed);
        await using var host = await InProcessHost.OpenAsync(city, journal, new InProcessOptions(), time, [], Stop);
        var nobody = new AcceptCommand(Guid.NewGuid(), default, new Actor(Role.Unit, "nobody"), new CaseId(TestCity.CodeAt(9, 9), 999));
        await script.PlayAsync(host, Steps, async () => await host.SendAsync(nobody, Stop), Stop);
        return (script.Answers, await DayScript.TellAsync(journal, Stop));
    }
}
