using System.Buffers;
using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GridCity.Silo.Http.Features;

/// <summary>Features as GeoJSON, in a reference system, with the links of the standard as a foreign member.</summary>
internal static class GeoJsonItems
{
    /// <summary>A page of a collection.</summary>
    public static byte[] WritePage(
        IFeatureSource source, FeaturePage page, FeatureCrs crs, IEnumerable<FeatureLink> links, DateTimeOffset now) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        WriteLinks(json, links);
        json.WriteString("timeStamp", Moments.Write(now));
        if (page.Matched is { } matched)
        {
            json.WriteNumber("numberMatched", matched);
        }
        json.WriteNumber("numberReturned", page.Items.Count);
        json.WriteStartArray("features");
        foreach (var item in page.Items)
        {
            WriteItem(json, source, item, crs, null);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>One feature.</summary>
    public static byte[] WriteItem(IFeatureSource source, FeatureItem item, FeatureCrs crs, IEnumerable<FeatureLink> links) =>
        Write(json => WriteItem(json, source, item, crs, links));

    /// <summary>A value of a property as text, for people.</summary>
    public static string Text(object? value) => value switch
    {
        null => string.Empty,
        DateTimeOffset moment => Moments.Write(moment),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = FeatureFormat.Written.Encoder });
        content(json);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteItem(
        Utf8JsonWriter json, IFeatureSource source, FeatureItem item, FeatureCrs crs, IEnumerable<FeatureLink>? links)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", item.Id);
        if (links is not null)
        {
            WriteLinks(json, links);
        }
        json.WritePropertyName("geometry");
        if (item.Shape is null)
        {
            json.WriteNullValue();
        }
        else
        {
            WriteShape(json, item.Shape, crs);
        }
        json.WriteStartObject("properties");
        for (var place = 0; place < source.Properties.Count; place++)
        {
            json.WritePropertyName(source.Properties[place].Name);
            WriteValue(json, item.Values[place]);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }
    }

    private static void WriteLinks(Utf8JsonWriter json, IEnumerable<FeatureLink> links)
    {
        json.WriteStartArray("links");
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("href", link.Href);
            json.WriteString("rel", link.Rel);
            json.WriteString("type", link.Type);
            json.WriteString("title", link.Title);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteShape(Utf8JsonWriter json, Geometry shape, FeatureCrs crs)
    {
        json.WriteStartObject();
        json.WriteString("type", shape.GeometryType == "LinearRing" ? "LineString" : shape.GeometryType);
        if (shape is GeometryCollection and not (MultiPolygon or MultiLineString or MultiPoint))
        {
            json.WriteStartArray("geometries");
            foreach (var part in ((GeometryCollection)shape).Geometries)
            {
                WriteShape(json, part, crs);
            }
            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("coordinates");
            WriteCoordinates(json, shape, crs);
        }
        json.WriteEndObject();
    }

    private static void WriteCoordinates(Utf8JsonWriter json, Geometry shape, FeatureCrs crs)
    {
        switch (shape)
        {
            case Point point:
                WritePoint(json, point.Coordinate, crs);
                return;
            case LineString line:
                WriteLine(json, line.CoordinateSequence, crs, false);
                return;
        }
        json.WriteStartArray();
        if (shape is Polygon polygon)
        {
            WriteRing(json, polygon.Shell, crs, true);
            foreach (var hole in polygon.Holes)
            {
                WriteRing(json, hole, crs, false);
            }
        }
        else
        {
            for (var part = 0; part < shape.NumGeometries; part++)
            {
                WriteCoordinates(json, shape.GetGeometryN(part), crs);
            }
        }
        json.WriteEndArray();
    }

    // GeoJSON wants outer rings against the clock and holes with it.
    private static void WriteRing(Utf8JsonWriter json, LinearRing ring, FeatureCrs crs, bool isOuter) =>
        WriteLine(json, ring.CoordinateSequence, crs, Orientation.IsCCW(ring.CoordinateSequence) != isOuter);

    private static void WriteLine(Utf8JsonWriter json, CoordinateSequence points, FeatureCrs crs, bool isReversed)
    {
        json.WriteStartArray();
        for (var index = 0; index < points.Count; index++)
        {
            WritePoint(json, points.GetCoordinate(isReversed ? points.Count - 1 - index : index), crs);
        }
        json.WriteEndArray();
    }

    private static void WritePoint(Utf8JsonWriter json, Coordinate point, FeatureCrs crs)
    {
        var (first, second) = crs.Write(point.X, point.Y);
        json.WriteStartArray();
        json.WriteNumberValue(first);
        json.WriteNumberValue(second);
        json.WriteEndArray();
    }
}
