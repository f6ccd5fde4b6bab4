using System.Text.Json;

namespace GridCity.Simulation.Formats;

/// <summary>
/// GeoJSON (RFC 7946) in degrees of WGS 84: feature collections of points, lines and polygons. A <c>crs</c> member,
/// which older programs write, is accepted when it names WGS 84 or CGCS2000.
/// </summary>
public static class GeoJson
{
    /// <summary>
    /// Hands over the features of a file one after the other, so that a million cells need not be in memory as
    /// features. What is wrong with one feature is a fault with its line and the rest is read on; what is wrong with
    /// the JSON ends the reading.
    /// </summary>
    public static void Read(InputFile file, FaultList faults, Action<GeoFeature> each)
    {
        var ours = faults.In(file.Name);
        try
        {
            new GeoJsonReader(file.Bytes.Span, ours, each).ReadCollection();
        }
        catch (JsonException fault)
        {
            Broken(ours, fault);
        }
    }

    /// <summary>All features of a small file.</summary>
    public static IReadOnlyList<GeoFeature> ReadAll(InputFile file, FaultList faults)
    {
        var features = new List<GeoFeature>();
        Read(file, faults, features.Add);
        return features;
    }

    /// <summary>Says so when a <c>crs</c> member names a frame that cannot be read.</summary>
    internal static void CheckFrame(JsonTree frame, int line, FileFaults faults)
    {
        var name = frame["properties"]?["name"]?.Text;
        if (frame.Kind != JsonTokenType.Null && (name is null || !IsKnownFrame(name)))
        {
            const string Expected = "CRS84, EPSG:4326 or EPSG:4490 (degrees of WGS 84 or CGCS2000) was expected";
            var found = name is null ? "names no frame" : $"is '{Shorten(name)}'";
            faults.Error(line, "crs", $"{found}; {Expected}. Export the layer in degrees.");
        }
    }

    /// <summary>Says where the JSON itself is broken.</summary>
    internal static void Broken(FileFaults faults, JsonException fault) => faults.Error(
        (int)(fault.LineNumber ?? 0) + 1,
        string.Empty,
        $"the JSON is broken at byte {(fault.BytePositionInLine ?? 0) + 1} of the line. Check that the file is whole.");

    /// <summary>A text of which a message shows no more than its beginning.</summary>
    internal static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");

    /// <summary>The kind of a geometry's type name, or nothing when it cannot be read.</summary>
    internal static GeoKind? KindOf(string? type) => type switch
    {
        "Point" => GeoKind.Point,
        "LineString" => GeoKind.LineString,
        "MultiLineString" => GeoKind.MultiLineString,
        "Polygon" => GeoKind.Polygon,
        "MultiPolygon" => GeoKind.MultiPolygon,
        _ => null,
    };

    /// <summary>CGCS2000 (EPSG 4490) agrees with WGS 84 to within a decimetre or so.</summary>
    private static bool IsKnownFrame(string name) =>
        name.EndsWith("CRS84", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(":4326", StringComparison.Ordinal)
        || name.EndsWith(":4490", StringComparison.Ordinal)
        || name.EndsWith("/4326", StringComparison.Ordinal)
        || name.EndsWith("/4490", StringComparison.Ordinal);
}
