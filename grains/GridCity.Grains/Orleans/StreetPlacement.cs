using System.IO.Hashing;
using System.Runtime.InteropServices;
using GridCity.Core.Space;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace GridCity.Grains.Cluster;

/// <summary>Keeps the cells of a street on one silo, because neighbours ask each other about every report.</summary>
[GenerateSerializer, Immutable]
internal sealed class StreetPlacement : PlacementStrategy;

/// <summary>Says that a grain class is placed by street.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PlacedByStreetAttribute() : PlacementAttribute(new StreetPlacement());

/// <summary>Chooses the silo of a street.</summary>
internal sealed class StreetPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(SiloOf(CellKeys.CodeOf(target.GrainIdentity.Key.ToString()!).Street, context.GetCompatibleSilos(target)));

    /// <summary>
    /// Of all silos the one whose name together with the street's gives the highest number: when one comes or goes, only its
    /// own streets move.
    /// </summary>
    public static SiloAddress SiloOf(AreaCode street, IReadOnlyList<SiloAddress> silos)
    {
        var best = silos[0];
        var bestWeight = 0UL;
        foreach (var silo in silos)
        {
            var weight = Weight(street, silo);
            if (weight > bestWeight || (weight == bestWeight && silo.CompareTo(best) < 0))
            {
                best = silo;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static ulong Weight(AreaCode street, SiloAddress silo)
    {
        ReadOnlySpan<long> words = [street.Value, silo.GetConsistentHashCode(), silo.Generation];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(words));
    }
}
