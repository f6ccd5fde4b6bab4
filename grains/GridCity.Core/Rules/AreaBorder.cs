using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Core.Rules;

/// <summary>
/// The border of a polygon, cut into level strips so that asking whether it covers a point looks at few of its edges.
/// The border belongs to the polygon, also that of a hole. Immutable; asking allocates nothing.
/// </summary>
internal sealed class AreaBorder
{
    private const int StripsMax = 1 << 14;

    private readonly PlanePoint[] _from;
    private readonly PlanePoint[] _to;
    private readonly int[] _starts;
    private readonly int[] _edges;
    private readonly double _minY;
    private readonly double _stripsPerMetre;

    public AreaBorder(Polygon polygon)
    {
        var edges = new List<(PlanePoint From, PlanePoint To)>();
        TakeRing(polygon.ExteriorRing.Coordinates, edges);
        foreach (var hole in polygon.InteriorRings)
        {
            TakeRing(hole.Coordinates, edges);
        }
        _from = [.. edges.Select(edge => edge.From)];
        _to = [.. edges.Select(edge => edge.To)];
        var box = polygon.EnvelopeInternal;
        var strips = Math.Clamp(edges.Count / 2, 1, StripsMax);
        _minY = box.MinY;
        _stripsPerMetre = box.Height > 0 ? strips / box.Height : 0;
        (_starts, _edges) = Sort(strips);
    }

    /// <summary>Whether the polygon covers a point.</summary>
    public bool Covers(PlanePoint point)
    {
        var strip = StripOf(point.Y);
        if (strip < 0 || strip >= _starts.Length - 1)
        {
            return false;
        }
        var isInside = false;
        for (var index = _starts[strip]; index < _starts[strip + 1]; index++)
        {
            var (a, b) = (_from[_edges[index]], _to[_edges[index]]);
            if (a.X < point.X && b.X < point.X)
            {
                continue;
            }
            if (a.Y > point.Y != b.Y > point.Y)
            {
                var side = Orientation.Of(a, b, point);
                if (side == 0)
                {
                    return true;
                }
                isInside ^= side > 0 == b.Y > a.Y;
            }
            else if (IsOnLevelEdge(a, b, point))
            {
                return true;
            }
        }
        return isInside;
    }

    private static bool IsOnLevelEdge(PlanePoint a, PlanePoint b, PlanePoint point) =>
        (a == point || b == point)
        || (a.Y == point.Y && b.Y == point.Y && Math.Min(a.X, b.X) <= point.X && point.X <= Math.Max(a.X, b.X));

    private static void TakeRing(Coordinate[] ring, List<(PlanePoint From, PlanePoint To)> edges)
    {
        for (var index = 1; index < ring.Length; index++)
        {
            edges.Add((new PlanePoint(ring[index - 1].X, ring[index - 1].Y), new PlanePoint(ring[index].X, ring[index].Y)));
        }
    }

    // Truncated the same way for edges and points, so that both always agree on the strip.
    private int StripOf(double y)
    {
        var strip = (y - _minY) * _stripsPerMetre;
        return strip is >= 0 and < StripsMax + 1 ? (int)strip : -1;
    }

    private (int[] Starts, int[] Edges) Sort(int strips)
    {
        // One strip more, for the points that lie exactly on the northern end.
        var starts = new int[strips + 2];
        for (var edge = 0; edge < _from.Length; edge++)
        {
            var (low, high) = SpanOf(edge);
            for (var strip = low; strip <= high; strip++)
            {
                starts[strip + 1]++;
            }
        }
        for (var strip = 1; strip < starts.Length; strip++)
        {
            starts[strip] += starts[strip - 1];
        }
        var edges = new int[starts[^1]];
        var next = starts.ToArray();
        for (var edge = 0; edge < _from.Length; edge++)
        {
            var (low, high) = SpanOf(edge);
            for (var strip = low; strip <= high; strip++)
            {
                edges[next[strip]++] = edge;
            }
        }
        return (starts, edges);
    }

    private (int Low, int High) SpanOf(int edge)
    {
        var (one, other) = (StripOf(_from[edge].Y), StripOf(_to[edge].Y));
        return (Math.Min(one, other), Math.Max(one, other));
    }
}
