using GridCity.Cluster.Tests.Postgres;
using GridCity.Silo.Planning;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Runs;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>The replications of a simulation run on all silos, and give what they give on one machine.</summary>
public sealed class SharedWorkTests(PostgresServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replications_on_three_silos_have_the_hashes_of_replications_on_one_machine()
    {
        var connection = await server.CreateDatabaseAsync();
        var folder = Directory.CreateTempSubdirectory("gridcity-work-");
        DemonstrationCity.Create(folder.FullName, 1);
        var city = CityFolder.Load(folder.FullName, new LoadOptions { CheckCoverage = false }).City!;
        var shelf = new ScenarioShelf(city, folder.FullName);
        var changes = new[] { new PlannedChange("demand.*", 0.5) };
        var (scenario, fault) = shelf.Read("dongcheng-2017", 1, changes);
        Assert.Null(fault);
        var worked = new int[3];
        var number = 0;
        await using var cluster = await TestCluster.StartAsync(connection, city, TimeProvider.System, worked.Length, Stop, options =>
        {
            var silo = number++;
            return options with { Work = (order, stop) => Count(worked, silo, ReplicationOrder.Run(city, shelf, order, stop)) };
        });
        var order = new ReplicationOrder("dongcheng-2017", scenario!.Hash, city.Hash, 1, changes, 0);
        var options = new SimulationOptions { Seed = 11, Replications = 7, Threads = 3 };

        var apart = await Task.Run(
            () => Simulator.Run(
                city,
                scenario,
                options with { Elsewhere = (seed, stop) => cluster.Nodes[0].WorkAsync((order with { Seed = seed }).ToBytes(), stop).GetAwaiter().GetResult() },
                Stop),
            Stop);

        var here = Simulator.Run(city, scenario, options, Stop);
        Assert.Equal(here.Select(run => (run.Seed, run.Hash, run.All.Late)), apart.Select(run => (run.Seed, run.Hash, run.All.Late)));
        Assert.Equal(7, here.Select(run => run.Hash).Distinct().Count());
        Assert.Equal([2, 2, 3], worked.Order());
        // Whoever has another city or another scenario does not run it.
        Assert.Null(await cluster.Nodes[0].WorkAsync((order with { CityHash = "other" }).ToBytes(), Stop));
        Assert.Null(await cluster.Nodes[0].WorkAsync((order with { ScenarioHash = "other" }).ToBytes(), Stop));
        folder.Delete(recursive: true);
    }

    private static byte[]? Count(int[] worked, int silo, byte[]? result)
    {
        Interlocked.Increment(ref worked[silo]);
        return result;
    }
}
