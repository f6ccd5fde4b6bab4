using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>Faults of a cluster in which a silo comes or goes: they pass, and whoever asked may ask again.</summary>
internal static class Passing
{
    public static bool Is(Exception fault) => fault
        is OrleansException or TimeoutException or JournalUnavailableException or ObjectDisposedException
        or OperationCanceledException
        // A fault of another silo whose type does not travel.
        or Orleans.Serialization.UnavailableExceptionFallbackException;
}
