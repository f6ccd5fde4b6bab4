using System.Security.Cryptography.X509Certificates;
using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Grains.Cluster;
using GridCity.Journal.Postgres;
using GridCity.Silo.Planning;

namespace GridCity.Silo.Cluster;

/// <summary>Starts this process's silo of a cluster.</summary>
internal static class ClusterStart
{
    public static Task<ClusterNode> StartAsync(
        ClusterPlace place, City city, ScenarioShelf shelf, IReadOnlyList<ICommitObserver> observers, CancellationToken stop) => ClusterNode.StartAsync(
        new ClusterOptions
        {
            Place = PostgresPlace.FromEnvironment(city.Id),
            Address = place.Address,
            SiloPort = place.Port,
            Encryption = EncryptionOf(place),
            Work = (order, ending) => ReplicationOrder.Run(city, shelf, order, ending),
        },
        city,
        TimeProvider.System,
        observers,
        stop);

    // The words of the command line see to it that there are both files or none.
    private static SiloEncryption? EncryptionOf(ClusterPlace place) => place is { Certificate: { } own, Authority: { } authority }
        ? new SiloEncryption(X509Certificate2.CreateFromPemFile(own), X509CertificateLoader.LoadCertificateFromFile(authority))
        : null;
}
