using GridCity.Cluster.Tests.Postgres;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Tests.Hosting;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>The contract of hosts, kept by cells that are grains.</summary>
public abstract class ClusterHostContract(PostgresServer server, int silos) : HostContract
{
    private TestCluster _cluster = null!;

    private protected override async ValueTask<IJournal> OpenJournalAsync()
    {
        _cluster = await TestCluster.StartAsync(await server.CreateDatabaseAsync(), City, Time, silos, Stop, options => options with
        {
            Courtesy = TimeSpan.Zero,
        });
        return _cluster.Journal;
    }

    private protected override ValueTask<ICityHost> OpenHostAsync(IJournal journal, IReadOnlyList<ICommitObserver> observers) => new(_cluster);

    private protected override async Task SettleAsync()
    {
        await base.SettleAsync();
        await _cluster.SettleAsync();
    }
}

public sealed class OneSiloTests(PostgresServer server) : ClusterHostContract(server, silos: 1);

public sealed class ThreeSiloTests(PostgresServer server) : ClusterHostContract(server, silos: 3);
