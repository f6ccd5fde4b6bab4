using System.Globalization;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace GridCity.Grains.Cluster;

/// <summary>
/// A piece of calculation that has nothing to do with any cell, such as a replication of a simulation: it is run once on one
/// of the silos, and leaves nothing behind.
/// </summary>
internal interface IWorkGrain : IGrainWithStringKey
{
    /// <summary>Runs it; null when this silo cannot.</summary>
    [ResponseTimeout("06:00:00")]
    Task<byte[]?> RunAsync(byte[] order, CancellationToken stop);
}

/// <summary>Runs a piece of work beside the cells, so many at once as the silo allows.</summary>
[PlacedInTurn]
internal sealed class WorkGrain(CellServices services) : Grain, IWorkGrain
{
    public async Task<byte[]?> RunAsync(byte[] order, CancellationToken stop)
    {
        DeactivateOnIdle();
        return await services.WorkAsync(order, stop);
    }
}

/// <summary>Gives one piece of work after the other to one silo after the other.</summary>
[GenerateSerializer, Immutable]
internal sealed class TurnPlacement : PlacementStrategy;

/// <summary>Says that a grain class is placed in turn.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PlacedInTurnAttribute() : PlacementAttribute(new TurnPlacement());

/// <summary>Chooses the silo whose turn it is: the key of a piece of work begins with its number.</summary>
internal sealed class TurnPlacementDirector : IPlacementDirector
{
    public static string KeyOf(int turn) => string.Create(CultureInfo.InvariantCulture, $"W-{turn}-{Guid.NewGuid():N}");

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        Array.Sort(silos);
        var turn = uint.Parse(target.GrainIdentity.Key.ToString()!.Split('-')[1], CultureInfo.InvariantCulture);
        return Task.FromResult(silos[turn % silos.Length]);
    }
}
