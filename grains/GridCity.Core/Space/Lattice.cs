using NetTopologySuite.Geometries;

namespace GridCity.Core.Space;

/// <summary>
/// The lines of a lattice of squares about the plane's origin, as far as they run inside a shape: neighbours that are
/// divided alike meet in the same lines.
/// </summary>
internal static class Lattice
{
    /// <summary>The pieces of the lattice's lines inside a polygon or multipolygon.</summary>
    public static IEnumerable<LineString> Within(Geometry shape, double side)
    {
        var rings = CellShape.ToRings(shape);
        return Uprights(rings, side, point => point)
            .Concat(Uprights(rings, side, point => new PlanePoint(point.Y, point.X)));
    }

    /// <summary>
    /// The pieces of the lines x = k · side: along each line the border crosses from outside to inside and back. Axes
    /// are turned by <paramref name="turn"/>, which is its own inverse, for the other family of lines.
    /// </summary>
    private static IEnumerable<LineString> Uprights(
        IReadOnlyList<CellRing> rings, double side, Func<PlanePoint, PlanePoint> turn)
    {
        var crossings = new SortedDictionary<long, List<double>>();
        foreach (var ring in rings)
        {
            for (var i = 1; i < ring.Points.Length; i++)
                Cross(turn(ring.Points.Span[i - 1]), turn(ring.Points.Span[i]), side, crossings);
        }
        foreach (var (line, along) in crossings)
        {
            along.Sort();
            for (var i = 0; i + 1 < along.Count; i += 2)
            {
                var from = turn(new PlanePoint(line * side, along[i]));
                var to = turn(new PlanePoint(line * side, along[i + 1]));
                yield return new LineString([new Coordinate(from.X, from.Y), new Coordinate(to.X, to.Y)]);
            }
        }
    }

    /// <summary>
    /// Notes where an edge crosses lines; an end on a line counts only if the edge comes from the left.
    /// </summary>
    private static void Cross(PlanePoint a, PlanePoint b, double side, SortedDictionary<long, List<double>> crossings)
    {
        var (left, right) = a.X < b.X ? (a, b) : (b, a);
        for (var line = (long)Math.Floor(left.X / side) + 1; line * side <= right.X; line++)
        {
            if (!crossings.TryGetValue(line, out var along))
                crossings.Add(line, along = []);
            along.Add(left.Y + ((right.Y - left.Y) * (((line * side) - left.X) / (right.X - left.X))));
        }
    }
}
