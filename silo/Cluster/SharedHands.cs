using GridCity.Grains.Cluster;
using GridCity.Silo.Planning;

namespace GridCity.Silo.Cluster;

/// <summary>The replications of planners on all silos of a cluster.</summary>
internal sealed class SharedHands(ClusterNode node) : ReplicationHands
{
    public override int Threads => PerMachine * Math.Max(1, node.ActiveSilos);

    // The simulator waits on threads of its own.
    public override Func<ulong, CancellationToken, byte[]?>? Of(ReplicationOrder order) =>
        (seed, stop) => node.WorkAsync((order with { Seed = seed }).ToBytes(), stop).GetAwaiter().GetResult();
}
