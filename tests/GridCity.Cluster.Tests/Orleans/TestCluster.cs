using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Grains.Cluster;
using GridCity.Journal;
using GridCity.Journal.Postgres;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>Silos of one city in this process, over a database of their own; commands go to one after the other.</summary>
internal sealed class TestCluster : ICityHost
{
    private readonly List<ClusterNode> _nodes = [];
    private int _next;

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    public City City => _nodes[0].Host.City;

    public IJournal Journal => _nodes[0].Host.Journal;

    public HostCondition Condition => _nodes[0].Host.Condition;

    public static async Task<TestCluster> StartAsync(
        string connection, City city, TimeProvider time, int silos, CancellationToken stop, Func<ClusterOptions, ClusterOptions>? change = null)
    {
        var cluster = new TestCluster();
        for (var count = 0; count < silos; count++)
        {
            await cluster.AddAsync(connection, city, time, stop, change);
        }
        return cluster;
    }

    public async Task<ClusterNode> AddAsync(
        string connection, City city, TimeProvider time, CancellationToken stop, Func<ClusterOptions, ClusterOptions>? change = null)
    {
        var options = new ClusterOptions { Place = PostgresPlace.Parse(connection, city.Id), SnapshotEntries = 8 };
        var node = await ClusterNode.StartAsync(change?.Invoke(options) ?? options, city, time, [], stop);
        _nodes.Add(node);
        await MeetAsync(stop);
        return node;
    }

    // A silo that has just joined is known to the others a moment later; what is tested of all of them begins then.
    private async Task MeetAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (_nodes.Exists(node => node.ActiveSilos < _nodes.Count))
        {
            await timer.WaitForNextTickAsync(stop);
        }
    }

    public async Task RemoveAsync(ClusterNode node)
    {
        _nodes.Remove(node);
        await node.DisposeAsync();
    }

    public async ValueTask<Reply> SendAsync(Command command, CancellationToken stop) => (await SendAsync([command], stop))[0];

    public async ValueTask<IReadOnlyList<Reply>> SendAsync(IReadOnlyList<Command> commands, CancellationToken stop)
    {
        var node = _nodes[Interlocked.Increment(ref _next) % _nodes.Count];
        var replies = await node.Host.SendAsync(commands, stop);
        // What one silo has written, another hears of a moment later; tests ask it to look.
        await ((PostgresJournal)Journal).ReadLastPositionAsync(stop);
        return replies;
    }

    /// <summary>Waits until the clocks have asked whom they had to ask.</summary>
    public Task SettleAsync() => Task.WhenAll(_nodes.Select(node => node.Settled));

    /// <summary>Lets all silos read everything and look at their clocks.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        foreach (var node in _nodes)
        {
            await node.LookAsync(stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }
}
