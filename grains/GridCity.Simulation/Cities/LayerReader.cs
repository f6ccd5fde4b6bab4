using System.Globalization;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using NetTopologySuite.Operation.Valid;

namespace GridCity.Simulation.Cities;

/// <summary>Reads one layer of <c>layers/</c> into the metre plane.</summary>
internal static class LayerReader
{
    /// <summary>
    /// The layer. A feature is called by its id, or by its property <c>id</c> or <c>name</c>, or by its place in the
    /// layer.
    /// </summary>
    public static Layer Read(InputFile file, string name, MetrePlane plane, FaultList faults)
    {
        var ours = faults.In(file.Name);
        var features = new List<Feature>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        GeoJson.Read(file, faults, feature =>
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{name}-{features.Count + 1}");
            var id = feature.Id ?? feature.Find("id") ?? feature.Find("name") ?? number;
            if (!lines.TryAdd(id, feature.Line))
            {
                ours.Error(feature.Line, "id", $"is '{id}' as on line {lines[id]}. Give each feature its own id.");
                return;
            }
            if (PlaneShapes.ProblemOf(feature.Shape) is { } problem)
            {
                ours.Error(feature.Line, "geometry", $"{problem}. Correct the shape of '{id}'.");
                return;
            }
            var shape = PlaneShapes.ToGeometry(feature.Shape, plane);
            if (new IsValidOp(shape).ValidationError is { } error)
            {
                var place = plane.ToGeo(new PlanePoint(error.Coordinate.X, error.Coordinate.Y));
                var where = string.Create(CultureInfo.InvariantCulture, $"{place.Longitude:F6}, {place.Latitude:F6}");
                ours.Error(
                    feature.Line,
                    "geometry",
                    $"bounds no area: {error.Message} at {where}. Correct the shape of '{id}'.");
                return;
            }
            features.Add(new Feature(id, shape, Attributes(feature)));
        });
        return new Layer(name, features);
    }

    private static Dictionary<string, string> Attributes(GeoFeature feature)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in feature.Properties)
        {
            attributes.TryAdd(name, value);
        }
        return attributes;
    }
}
