using System.Buffers;
using System.Text.Json;
using GridCity.Core.Cities;
using GridCity.Grains;

namespace GridCity.Silo.Http;

/// <summary>Who patrols, and where.</summary>
internal static class Inspectors
{
    public static void MapInspectors(this IEndpointRouteBuilder api)
    {
        api.MapGet("/inspectors", (ICityHost host) => TypedResults.Json(
                new InspectorList([.. host.City.Inspectors.Values.OrderBy(one => one.Id, StringComparer.Ordinal).Select(ToBody)]),
                WireContext.Default.InspectorList))
            .WithName("inspectors").WithSummary("Everybody who walks a beat.").Produces<InspectorList>();
        api.MapGet("/inspectors/{id}/beat", GetBeat)
            .WithName("beat").WithSummary(
                "The cells of a beat and those around it, as GeoJSON; 'beat' lists the codes of the beat's own, 'patrols' what great events ask for.")
            .Produces(StatusCodes.Status200OK, null, "application/geo+json").ProducesProblem(404);
    }

    private static WalkerBody ToBody(Inspector one) => new(one.Id, one.Name, WireNames.Of(one.Kind), one.Shift, one.Beat.Count);

    private static IResult GetBeat(string id, ICityHost host, CityShapes shapes, TimeProvider time)
    {
        if (!host.City.Inspectors.TryGetValue(id, out var inspector))
        {
            return Problems.Missing("id", $"The city has no inspector '{id}'.");
        }
        var grid = host.City.Grid;
        var own = inspector.Beat.Select(grid.IndexOf).Where(index => index >= 0).ToHashSet();
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("id", inspector.Id);
        json.WriteString("name", inspector.Name);
        json.WriteString("shift", inspector.Shift);
        json.WriteStartArray("beat");
        foreach (var cell in inspector.Beat)
        {
            json.WriteStringValue(cell.ToString());
        }
        json.WriteEndArray();
        var asked = AskedPatrols.Of(host.City, time.GetUtcNow(), area => inspector.Beat.Any(area.Contains), inspector.Kind);
        json.WritePropertyName("patrols");
        JsonSerializer.Serialize(json, asked.ToList(), WireContext.Default.ListAskedPatrolBody);
        json.WriteStartArray("features");
        foreach (var index in own.Concat(own.SelectMany(index => grid.NeighboursOf(index).ToArray())).Distinct().Order())
        {
            shapes.WriteCell(json, index);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return TypedResults.Bytes(buffer.WrittenMemory.ToArray(), "application/geo+json");
    }
}
