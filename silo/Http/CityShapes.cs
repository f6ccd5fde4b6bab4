using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Silo.Http;

/// <summary>The shapes of a city as GeoJSON. A city never changes, so that each is written once.</summary>
internal sealed class CityShapes(City city)
{
    private readonly ConcurrentDictionary<string, Packed> _written = new(StringComparer.Ordinal);

    /// <summary>The borders of all areas of a tier, each a set of closed lines with a point for its name.</summary>
    public Packed Outlines(Tier tier) => _written.GetOrAdd("outlines/" + tier, _ => WriteOutlines(tier));

    /// <summary>A layer, or null.</summary>
    public Packed? Layer(string name) => city.Layers.FirstOrDefault(layer => layer.Name == name) is { } layer
        ? _written.GetOrAdd("layers/" + name, _ => WriteLayer(layer))
        : null;

    /// <summary>Writes a cell as a GeoJSON feature.</summary>
    public void WriteCell(Utf8JsonWriter json, int index)
    {
        var code = city.Grid.CodeOf(index);
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", code.ToString());
        json.WriteStartObject("properties");
        json.WriteNumber("index", index);
        json.WriteString("code", code.ToString());
        json.WriteString("street", code.Street.ToString());
        json.WriteString("community", code.Community.ToString());
        json.WriteNumber("area", Math.Round(city.Grid.AreaOf(index), 1));
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", "MultiPolygon");
        json.WriteStartArray("coordinates");
        var isOpen = false;
        foreach (var ring in city.Grid.RingsOf(index))
        {
            if (!ring.IsHole)
            {
                if (isOpen)
                {
                    json.WriteEndArray();
                }
                json.WriteStartArray();
                isOpen = true;
            }
            WriteLine(json, ring.Points.Span);
        }
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private Packed WriteOutlines(Tier tier) => WriteCollection(json =>
    {
        foreach (var (area, lines) in AreaBorders.Of(city.Grid, tier))
        {
            var name = city.NameOf(area);
            var label = city.CenterOf(city.Grid.BoundsOf(AreaBorders.MiddleCell(city.Grid, area)));
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteString("id", name.Code);
            json.WriteStartObject("properties");
            json.WriteString("code", name.Code);
            json.WriteString("name", name.Name);
            json.WriteString("nameZh", name.NameZh);
            json.WriteStartArray("label");
            json.WriteNumberValue(label.Lon);
            json.WriteNumberValue(label.Lat);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("geometry");
            json.WriteString("type", "MultiLineString");
            json.WriteStartArray("coordinates");
            foreach (var line in lines)
            {
                WriteLine(json, line);
            }
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
    });

    private Packed WriteLayer(Layer layer) => WriteCollection(json =>
    {
        foreach (var feature in layer.Features)
        {
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteString("id", feature.Id);
            json.WriteStartObject("properties");
            foreach (var (name, value) in feature.Attributes)
            {
                json.WriteString(name, value);
            }
            json.WriteEndObject();
            json.WritePropertyName("geometry");
            WriteGeometry(json, feature.Shape);
            json.WriteEndObject();
        }
    });

    private void WriteGeometry(Utf8JsonWriter json, Geometry shape)
    {
        json.WriteStartObject();
        json.WriteString("type", shape.GeometryType);
        if (shape is GeometryCollection and not (MultiPolygon or MultiLineString or MultiPoint))
        {
            json.WriteStartArray("geometries");
            foreach (var part in ((GeometryCollection)shape).Geometries)
            {
                WriteGeometry(json, part);
            }
            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("coordinates");
            WriteCoordinates(json, shape);
        }
        json.WriteEndObject();
    }

    private void WriteCoordinates(Utf8JsonWriter json, Geometry shape)
    {
        switch (shape)
        {
            case Point point:
                WritePoint(json, new PlanePoint(point.X, point.Y));
                break;
            case LineString line:
                WriteLine(json, [.. line.Coordinates.Select(at => new PlanePoint(at.X, at.Y))]);
                break;
            case Polygon polygon:
                json.WriteStartArray();
                WriteCoordinates(json, polygon.ExteriorRing);
                foreach (var hole in polygon.InteriorRings)
                {
                    WriteCoordinates(json, hole);
                }
                json.WriteEndArray();
                break;
            default:
                json.WriteStartArray();
                for (var part = 0; part < shape.NumGeometries; part++)
                {
                    WriteCoordinates(json, shape.GetGeometryN(part));
                }
                json.WriteEndArray();
                break;
        }
    }

    private void WriteLine(Utf8JsonWriter json, ReadOnlySpan<PlanePoint> points)
    {
        json.WriteStartArray();
        foreach (var point in points)
        {
            WritePoint(json, point);
        }
        json.WriteEndArray();
    }

    private void WritePoint(Utf8JsonWriter json, PlanePoint point)
    {
        var geo = city.Plane.ToGeo(point);
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(geo.Longitude, 7));
        json.WriteNumberValue(Math.Round(geo.Latitude, 7));
        json.WriteEndArray();
    }

    private static Packed WriteCollection(Action<Utf8JsonWriter> features)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        features(json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return Packed.Fast(buffer.WrittenSpan.ToArray());
    }
}
