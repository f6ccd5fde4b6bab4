using System.IO.Compression;
using System.Text.Json;
using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Tests.Space;

/// <summary>The 71 community districts of New York as communities, each the first of a street of its own.</summary>
internal static class NewYork
{
    public static IReadOnlyList<Community> Districts()
    {
        using var file = File.OpenRead(SharedData.Require("nyc_community_districts_2013.geojson.gz"));
        using var json = JsonDocument.Parse(new GZipStream(file, CompressionMode.Decompress));
        var plane = new MetrePlane(new GeoPoint(-73.94, 40.70));
        var districts = new List<Community>();
        foreach (var feature in json.RootElement.GetProperty("features").EnumerateArray())
        {
            var code = new AreaCode((840001000L + districts.Count + 1) * 1_000 + 1, Tier.Community);
            districts.Add(new Community(code, Shape(feature.GetProperty("geometry"), plane)));
        }
        return districts;
    }

    private static MultiPolygon Shape(JsonElement geometry, MetrePlane plane)
    {
        var parts = geometry.GetProperty("type").GetString() == "Polygon"
            ? [geometry.GetProperty("coordinates")]
            : geometry.GetProperty("coordinates").EnumerateArray().ToArray();
        return new MultiPolygon([.. parts.Select(part => Part(part, plane))]);
    }

    private static Polygon Part(JsonElement part, MetrePlane plane)
    {
        var rings = part.EnumerateArray()
            .Select(ring => new LinearRing([.. ring.EnumerateArray().Select(At)]))
            .ToArray();
        return new Polygon(rings[0], rings[1..]);

        Coordinate At(JsonElement position)
        {
            var point = plane.ToPlane(new GeoPoint(position[0].GetDouble(), position[1].GetDouble()));
            return new Coordinate(point.X, point.Y);
        }
    }
}
