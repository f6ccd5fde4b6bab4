using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Grains.Cluster;
using GridCity.Journal.Postgres;

namespace GridCity.Silo.Cluster;

/// <summary>Starts this process's silo of a cluster.</summary>
internal static class ClusterStart
{
    public static Task<ClusterNode> StartAsync(
        ClusterPlace place, City city, IReadOnlyList<ICommitObserver> observers, CancellationToken stop) => ClusterNode.StartAsync(
        new ClusterOptions
        {
            Place = PostgresPlace.FromEnvironment(city.Id),
            Address = place.Address,
            SiloPort = place.Port,
        },
        city,
        TimeProvider.System,
        observers,
        stop);
}
