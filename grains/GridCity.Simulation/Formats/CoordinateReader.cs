using System.Text.Json;
using GridCity.Core.Space;

namespace GridCity.Simulation.Formats;

/// <summary>
/// Reads the <c>coordinates</c> of a GeoJSON geometry before its type is known: members come in any order, so the
/// nesting is taken down as it is and held against the type afterwards. Used again for every feature of a file.
/// </summary>
internal sealed class CoordinateReader
{
    private readonly List<GeoPoint> _points = [];
    private readonly List<int> _lineEnds = [];
    private readonly List<int> _partEnds = [];

    /// <summary>
    /// How deep positions are nested: 1 for a point, 2 for a line, 3 for a polygon; 0 when there are none.
    /// </summary>
    private int _depth;

    /// <summary>What is wrong with the coordinates that were read last, or nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>Where <see cref="Problem"/> is.</summary>
    public long ProblemOffset { get; private set; }

    /// <summary>Whether there were coordinates since the last <see cref="Clear"/>.</summary>
    public bool HasRead { get; private set; }

    /// <summary>Forgets what was read.</summary>
    public void Clear()
    {
        _points.Clear();
        _lineEnds.Clear();
        _partEnds.Clear();
        _depth = 0;
        Problem = null;
        HasRead = false;
    }

    /// <summary>Reads the value at which the reader stands, to its end.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        Clear();
        HasRead = true;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Fail(ref reader, "is no array");
            reader.Skip();
            return;
        }
        var depth = 1;
        while (depth > 0 && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    depth++;
                    break;
                case JsonTokenType.EndArray:
                    depth--;
                    Close(reader.TokenStartIndex, depth);
                    break;
                case JsonTokenType.Number:
                    ReadPosition(ref reader, depth);
                    depth--;
                    Close(reader.TokenStartIndex, depth);
                    break;
                default:
                    Fail(ref reader, $"has {Name(reader.TokenType)} where a number was expected");
                    reader.Skip();
                    break;
            }
        }
    }

    /// <summary>
    /// The shape that was read, if its nesting is that of a kind; otherwise <see cref="Problem"/> says why not.
    /// </summary>
    public GeoShape? ToShape(GeoKind kind)
    {
        var expected = kind switch
        {
            GeoKind.Point => 1,
            GeoKind.LineString => 2,
            GeoKind.MultiPolygon => 4,
            _ => 3,
        };
        if (Problem is null && _depth != expected)
        {
            Problem = $"has positions nested {_depth} deep where a {kind} has them {expected} deep";
        }
        return Problem is null ? new GeoShape(kind, Cut(kind)) : null;
    }

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.String => "a text",
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "a truth value",
        _ => "an object",
    };

    private IReadOnlyList<GeoPoint[]>[] Cut(GeoKind kind)
    {
        if (kind is GeoKind.Point)
        {
            return [[[_points[0]]]];
        }
        if (kind is GeoKind.LineString)
        {
            return [[[.. _points]]];
        }
        var parts = new List<IReadOnlyList<GeoPoint[]>>(1);
        var (point, line) = (0, 0);
        for (var part = 0; part < _partEnds.Count; part++)
        {
            var lines = new GeoPoint[_partEnds[part] - line][];
            for (var index = 0; index < lines.Length; index++, line++)
            {
                var ring = new GeoPoint[_lineEnds[line] - point];
                _points.CopyTo(point, ring, 0, ring.Length);
                lines[index] = ring;
                point = _lineEnds[line];
            }
            parts.Add(lines);
        }
        return [.. parts];
    }

    private void ReadPosition(ref Utf8JsonReader reader, int depth)
    {
        var start = reader.TokenStartIndex;
        var first = Number(ref reader);
        var second = double.NaN;
        var count = 1;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                Fail(ref reader, $"has {Name(reader.TokenType)} where a number was expected");
                reader.Skip();
            }
            else if (++count == 2)
            {
                second = Number(ref reader);
            }
        }
        if (_depth == 0)
        {
            _depth = depth;
        }
        else if (_depth != depth)
        {
            Fail(start, "nests positions unevenly");
        }
        if (!(Math.Abs(first) <= 180 && Math.Abs(second) <= 90))
        {
            Fail(start, PositionProblem(first, second, count));
        }
        _points.Add(new GeoPoint(first, second));
    }

    private static string PositionProblem(double first, double second, int count)
    {
        if (count < 2)
        {
            return "has a position of one number; longitude and latitude were expected";
        }
        return Math.Abs(first) <= 90 && Math.Abs(second) <= 180
            ? $"has the position {first:R}, {second:R}: latitude before longitude, it seems; longitude comes first"
            : $"has the position {first:R}, {second:R}, which is not degrees of longitude and latitude";
    }

    private static double Number(ref Utf8JsonReader reader) => reader.TryGetDouble(out var value) ? value : double.NaN;

    /// <summary>
    /// An array of arrays of this depth has ended: a line one level above positions, a part two above.
    /// </summary>
    private void Close(long offset, int depth)
    {
        if (_depth == 0)
        {
            Fail(offset, "has an empty array");
        }
        if (depth == _depth - 2)
        {
            _lineEnds.Add(_points.Count);
        }
        if (depth == Math.Max(0, _depth - 3))
        {
            _partEnds.Add(_lineEnds.Count);
        }
    }

    private void Fail(ref Utf8JsonReader reader, string problem) => Fail(reader.TokenStartIndex, problem);

    private void Fail(long offset, string problem)
    {
        if (Problem is null)
        {
            (Problem, ProblemOffset) = (problem, offset);
        }
    }
}
