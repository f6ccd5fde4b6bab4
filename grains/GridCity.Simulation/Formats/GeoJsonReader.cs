using System.Text;
using System.Text.Json;

namespace GridCity.Simulation.Formats;

/// <summary>One pass over a GeoJSON file.</summary>
internal ref struct GeoJsonReader
{
    private const string KnownKinds = "Point, LineString, MultiLineString, Polygon or MultiPolygon";

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly FileFaults _faults;
    private readonly Action<GeoFeature> _each;
    private readonly CoordinateReader _coordinates = new();
    private readonly List<KeyValuePair<string, string>> _properties = [];
    private readonly List<string> _names = [];
    private Utf8JsonReader _reader;
    private LineCounter _lines;

    public GeoJsonReader(ReadOnlySpan<byte> bytes, FileFaults faults, Action<GeoFeature> each)
    {
        _bytes = bytes;
        _faults = faults;
        _each = each;
        _reader = new Utf8JsonReader(bytes, isFinalBlock: true, default);
        _lines = new LineCounter(bytes);
    }

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="JsonException">The JSON is broken.</exception>
    public void ReadCollection()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            Error(string.Empty, "is no JSON object; a FeatureCollection was expected. Export the layer as GeoJSON.");
            return;
        }
        var hasFeatures = false;
        while (NextMember())
        {
            if (_reader.ValueTextEquals("features"u8))
            {
                hasFeatures = true;
                _reader.Read();
                ReadFeatures();
            }
            else if (_reader.ValueTextEquals("type"u8))
            {
                _reader.Read();
                Expect("FeatureCollection");
            }
            else if (_reader.ValueTextEquals("crs"u8))
            {
                _reader.Read();
                ReadFrame();
            }
            else
            {
                SkipValue();
            }
        }
        if (!hasFeatures)
        {
            _faults.Error(
                1,
                "features",
                "is missing; a FeatureCollection with features was expected. Export the layer as GeoJSON.");
        }
        _reader.Read();
    }

    private void ReadFeatures()
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            Error("features", "is no array. Put the features into one.");
            _reader.Skip();
            return;
        }
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType == JsonTokenType.StartObject)
            {
                ReadFeature();
            }
            else
            {
                Error("features", "holds something that is no feature. Remove it.");
                _reader.Skip();
            }
        }
    }

    private void ReadFeature()
    {
        var line = Line();
        string? id = null;
        string? kind = null;
        _properties.Clear();
        _coordinates.Clear();
        while (NextMember())
        {
            if (_reader.ValueTextEquals("properties"u8))
            {
                _reader.Read();
                ReadProperties();
            }
            else if (_reader.ValueTextEquals("geometry"u8))
            {
                _reader.Read();
                kind = ReadGeometry();
            }
            else if (_reader.ValueTextEquals("id"u8))
            {
                _reader.Read();
                id = Text();
            }
            else if (_reader.ValueTextEquals("type"u8))
            {
                _reader.Read();
                Expect("Feature");
            }
            else
            {
                SkipValue();
            }
        }
        if (Shape(kind, line) is { } shape)
        {
            _each(new GeoFeature(id, shape, [.. _properties], line));
        }
    }

    private GeoShape? Shape(string? type, int line)
    {
        if (GeoJson.KindOf(type) is not { } kind)
        {
            var found = type is null ? "is missing" : $"is of type '{type}'";
            _faults.Error(
                line, "geometry", $"{found}; {KnownKinds} was expected. Give the feature one of these shapes.");
            return null;
        }
        if (!_coordinates.HasRead)
        {
            _faults.Error(line, "coordinates", $"are missing. Give the {kind} its coordinates, or remove the feature.");
            return null;
        }
        if (_coordinates.ToShape(kind) is { } shape)
        {
            return shape;
        }
        var at = _coordinates.ProblemOffset > 0 ? _lines.LineOf(_coordinates.ProblemOffset) : line;
        _faults.Error(at, "coordinates", $"{_coordinates.Problem}. Correct the {kind}, or remove the feature.");
        return null;
    }

    private string? ReadGeometry()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _reader.Skip();
            return null;
        }
        string? type = null;
        while (NextMember())
        {
            if (_reader.ValueTextEquals("coordinates"u8))
            {
                _reader.Read();
                _coordinates.Read(ref _reader);
            }
            else if (_reader.ValueTextEquals("type"u8))
            {
                _reader.Read();
                type = Text();
            }
            else
            {
                SkipValue();
            }
        }
        return type;
    }

    private void ReadProperties()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            if (_reader.TokenType != JsonTokenType.Null)
            {
                Error("properties", "is no object. Put the properties into one.");
            }
            _reader.Skip();
            return;
        }
        while (NextMember())
        {
            var name = PropertyName();
            _reader.Read();
            foreach (var (known, _) in _properties)
            {
                if (string.Equals(known, name, StringComparison.Ordinal))
                {
                    Error(name, "stands twice in one feature. Keep one.");
                }
            }
            if (Text() is { } text)
            {
                _properties.Add(new(name, text));
            }
        }
    }

    /// <summary>
    /// The name of a property; the features of a file mostly repeat the same few, which are then not made anew.
    /// </summary>
    private readonly string PropertyName()
    {
        foreach (var known in _names)
        {
            if (_reader.ValueTextEquals(known))
            {
                return known;
            }
        }
        var name = _reader.GetString()!;
        if (_names.Count < 64)
        {
            _names.Add(name);
        }
        return name;
    }

    private string? Text()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.String:
                return _reader.ValueIsEscaped ? JsonTree.TextOf(in _reader, _bytes) : _reader.GetString();
            case JsonTokenType.Null:
                return null;
            default:
                var start = (int)_reader.TokenStartIndex;
                _reader.Skip();
                return Encoding.UTF8.GetString(_bytes[start..(int)_reader.BytesConsumed]);
        }
    }

    private void ReadFrame()
    {
        var line = Line();
        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        GeoJson.CheckFrame(JsonTree.Parse(_bytes[start..(int)_reader.BytesConsumed]), line, _faults);
    }

    private void Expect(string type)
    {
        var line = Line();
        var found = Text();
        if (!string.Equals(found, type, StringComparison.Ordinal))
        {
            _faults.Error(
                line,
                "type",
                $"is {GeoJson.Shorten(found ?? "null")}; {type} was expected. Export the layer as GeoJSON.");
        }
    }

    private bool NextMember()
    {
        if (!_reader.Read() || _reader.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }
        if (_reader.ValueIsEscaped)
        {
            // Comparing a name that has half a character fails with an exception that means misuse; this one means
            // broken JSON.
            JsonTree.TextOf(in _reader, _bytes);
        }
        return true;
    }

    private void SkipValue()
    {
        _reader.Read();
        _reader.Skip();
    }

    private int Line() => _lines.LineOf(_reader.TokenStartIndex);

    private void Error(string field, string message) => _faults.Error(Line(), field, message);
}
