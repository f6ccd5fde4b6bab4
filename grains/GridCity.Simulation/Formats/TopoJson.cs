using System.Globalization;
using System.Text.Json;
using GridCity.Core.Space;

namespace GridCity.Simulation.Formats;

/// <summary>
/// TopoJSON in degrees of WGS 84, quantized or not: shapes share arcs, which are put together again into the features
/// that GeoJSON would have. All objects of the topology are read in their order.
/// </summary>
public sealed class TopoJson
{
    /// <summary>The most bytes that are read; the tree of a topology takes thirty times its text.</summary>
    public const long SizeLimit = 64_000_000;

    /// <summary>
    /// The most points that all features may have together: a small file may name one long arc very often.
    /// </summary>
    private const int PointLimit = 20_000_000;

    private readonly FileFaults _faults;
    private readonly List<GeoPoint[]> _arcs = [];
    private readonly List<GeoFeature> _features = [];
    private (double X, double Y) _scale = (1, 1);
    private (double X, double Y) _shift;
    private bool _isQuantized;
    private int _pointCount;

    private TopoJson(FileFaults faults) => _faults = faults;

    /// <summary>
    /// All features of a file; what is wrong with one is a fault with its line and the rest is read on.
    /// </summary>
    public static IReadOnlyList<GeoFeature> ReadAll(InputFile file, FaultList faults)
    {
        var ours = faults.In(file.Name);
        if (file.Bytes.Length > SizeLimit)
        {
            ours.Error(0, string.Empty, $"holds more than {SizeLimit:N0} bytes of TopoJSON. Convert it to GeoJSON.");
            return [];
        }
        try
        {
            var reading = new TopoJson(ours);
            reading.ReadTopology(JsonTree.Parse(file.Bytes.Span));
            return reading._features;
        }
        catch (JsonException fault)
        {
            GeoJson.Broken(ours, fault);
            return [];
        }
    }

    /// <summary>Whether a file says that it is a topology rather than GeoJSON.</summary>
    public static bool IsTopology(InputFile file)
    {
        var reader = new Utf8JsonReader(file.Bytes.Span);
        try
        {
            while (reader.Read() && reader.CurrentDepth <= 1)
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1
                    && reader.ValueTextEquals("type"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String
                        && reader.ValueTextEquals("Topology"u8);
                }
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    reader.Read();
                    reader.Skip();
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Whoever reads it next says what is broken and where.
            return false;
        }
        return false;
    }

    private void ReadTopology(JsonTree root)
    {
        if (!string.Equals(root["type"]?.Text, "Topology", StringComparison.Ordinal))
        {
            _faults.Error(root.Line, "type", "is not Topology. Export the layer as TopoJSON or GeoJSON.");
            return;
        }
        ReadTransform(root["transform"]);
        foreach (var arc in root["arcs"]?.Items ?? [])
        {
            _arcs.Add(ReadArc(arc));
        }
        if (root["objects"] is not { Kind: JsonTokenType.StartObject } objects)
        {
            _faults.Error(
                root.Line, "objects", "is missing; the shapes of the topology were expected. Export the layer again.");
            return;
        }
        foreach (var (name, tree) in objects.Members)
        {
            ReadObject(tree, "objects." + name);
        }
    }

    private void ReadTransform(JsonTree? transform)
    {
        if (transform is null)
        {
            return;
        }
        _isQuantized = true;
        _scale = Pair(transform["scale"]);
        _shift = Pair(transform["translate"]);
        if (!double.IsFinite(_scale.X + _scale.Y + _shift.X + _shift.Y))
        {
            _faults.Error(
                transform.Line,
                "transform",
                "needs a scale and a translation of two numbers each. Export the layer again.");
        }
    }

    private static (double X, double Y) Pair(JsonTree? tree) =>
        tree is { Items.Count: >= 2 } ? (tree.Items[0].Number, tree.Items[1].Number) : (double.NaN, double.NaN);

    private GeoPoint[] ReadArc(JsonTree arc)
    {
        var points = new GeoPoint[arc.Items.Count];
        var (x, y) = (0.0, 0.0);
        for (var index = 0; index < points.Length; index++)
        {
            var (dx, dy) = Pair(arc.Items[index]);

            // In a quantized topology each position is the step from the one before.
            (x, y) = _isQuantized ? (x + dx, y + dy) : (dx, dy);
            points[index] = Place(x, y);
            if (!IsOnEarth(points[index]))
            {
                var position = $"arcs[{_arcs.Count}][{index}]";
                _faults.Error(
                    arc.Items[index].Line, position, "is no position in degrees. Export the layer again, in degrees.");
                return [];
            }
        }
        return points;
    }

    private GeoPoint Place(double x, double y) => new((x * _scale.X) + _shift.X, (y * _scale.Y) + _shift.Y);

    private static bool IsOnEarth(GeoPoint point) => Math.Abs(point.Longitude) <= 180 && Math.Abs(point.Latitude) <= 90;

    private void ReadObject(JsonTree tree, string field)
    {
        if (tree["crs"] is { } frame)
        {
            GeoJson.CheckFrame(frame, frame.Line, _faults);
        }
        var type = tree["type"]?.Text;
        if (string.Equals(type, "GeometryCollection", StringComparison.Ordinal))
        {
            var index = 0;
            foreach (var member in tree["geometries"]?.Items ?? [])
            {
                ReadObject(member, string.Create(CultureInfo.InvariantCulture, $"{field}.geometries[{index++}]"));
            }
        }
        else if (GeoJson.KindOf(type) is { } kind)
        {
            ReadFeature(tree, kind, field);
        }
        else
        {
            _faults.Error(
                tree.Line,
                field,
                $"is of type '{type}', which is not read. Give it points, lines or polygons, or remove it.");
        }
    }

    private void ReadFeature(JsonTree tree, GeoKind kind, string field)
    {
        var coordinates = tree["coordinates"];
        var arcs = tree["arcs"];
        IReadOnlyList<IReadOnlyList<GeoPoint[]>?>? parts = kind switch
        {
            GeoKind.Point => [[[Place(Pair(coordinates).X, Pair(coordinates).Y)]]],
            GeoKind.LineString => arcs is null ? null : [Lines([arcs])],
            GeoKind.MultiPolygon => arcs is null ? null : [.. arcs.Items.Select(part => Lines(part.Items))],
            _ => arcs is null ? null : [Lines(arcs.Items)],
        };
        if (parts is null || parts.Contains(null) || (kind == GeoKind.Point && !IsOnEarth(parts[0]![0][0])))
        {
            var expected = kind == GeoKind.Point ? "a position in degrees" : "numbers of arcs that the topology has";
            _faults.Error(tree.Line, field, $"has no shape; a {kind} needs {expected}. Export the layer again.");
            return;
        }
        var properties = (tree["properties"]?.Members ?? [])
            .Where(member => member.Value.Text is not null)
            .Select(member => KeyValuePair.Create(member.Key, member.Value.Text!));
        _features.Add(new GeoFeature(tree["id"]?.Text, new GeoShape(kind, parts!), [.. properties], tree.Line));
    }

    private GeoPoint[][]? Lines(IReadOnlyList<JsonTree> lines)
    {
        var joined = new GeoPoint[lines.Count][];
        for (var index = 0; index < joined.Length; index++)
        {
            if (Join(lines[index].Items) is not { } line)
            {
                return null;
            }
            joined[index] = line;
        }
        return joined;
    }

    /// <summary>
    /// Puts arcs together into one line; ~n is arc n backwards, and each arc begins where the one before ended.
    /// </summary>
    private GeoPoint[]? Join(IReadOnlyList<JsonTree> numbers)
    {
        var line = new List<GeoPoint>();
        foreach (var tree in numbers)
        {
            if (!int.TryParse(tree.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }
            var index = number < 0 ? ~number : number;
            if (index >= _arcs.Count || _arcs[index].Length == 0 || _pointCount > PointLimit)
            {
                return null;
            }
            _pointCount += _arcs[index].Length;
            var arc = _arcs[index];
            for (var step = line.Count > 0 ? 1 : 0; step < arc.Length; step++)
            {
                line.Add(number < 0 ? arc[^(step + 1)] : arc[step]);
            }
        }
        return [.. line];
    }
}
