using System.Text.Json;
using System.Text.Json.Serialization;
using GridCity.Core.Cities;
using GridCity.Simulation.Runs;

namespace GridCity.Silo.Planning;

/// <summary>
/// One replication that another silo is asked to run: the scenario by its name on the shelf, the changes, and the seed. The
/// hashes say which city and which scenario are meant, so that nobody runs another one by mistake.
/// </summary>
internal sealed record ReplicationOrder(
    string Source, string ScenarioHash, string CityHash, int Days, IReadOnlyList<PlannedChange> Changes, ulong Seed)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, OrderJson.Default.ReplicationOrder);

    /// <summary>Runs what another silo asks for; null when it is not known here, or was stopped.</summary>
    public static byte[]? Run(City city, ScenarioShelf shelf, byte[] bytes, CancellationToken stop)
    {
        var order = JsonSerializer.Deserialize(bytes, OrderJson.Default.ReplicationOrder)!;
        return order.CityHash == city.Hash
            && shelf.Read(order.Source, order.Days, order.Changes).Scenario is { } scenario
            && scenario.Hash == order.ScenarioHash
            ? Simulator.RunPart(city, scenario, order.Seed, stop)
            : null;
    }
}

[JsonSerializable(typeof(ReplicationOrder))]
internal sealed partial class OrderJson : JsonSerializerContext;
