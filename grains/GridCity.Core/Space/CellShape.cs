using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace GridCity.Core.Space;

/// <summary>What can be wrong with a cell. Zero is never stored.</summary>
public enum CellFault
{
    /// <summary>Another cell has the same code.</summary>
    DuplicateCode = 1,

    /// <summary>There are no rings, or a ring encloses nothing.</summary>
    Empty = 2,

    /// <summary>A coordinate is NaN or infinite.</summary>
    NotFinite = 3,

    /// <summary>A ring's last point is not its first.</summary>
    NotClosed = 4,

    /// <summary>The first ring is a hole.</summary>
    HoleFirst = 5,

    /// <summary>A ring crosses or touches itself or another, a hole lies outside, or parts overlap.</summary>
    NotSimple = 6,
}

/// <summary>A cell cannot be part of a grid.</summary>
public sealed class CellFaultException(CellCode code, CellFault fault)
    : Exception($"Cell {code} cannot be part of a grid: {fault}.")
{
    /// <summary>The cell.</summary>
    public CellCode Code { get; } = code;

    /// <summary>What is wrong with it.</summary>
    public CellFault Fault { get; } = fault;
}

/// <summary>Checks the shape of a cell before it becomes part of a grid.</summary>
public static class CellShape
{
    // Every edge against every other is quicker than an index up to about here; ordinary cells have 5 to 10 points.
    private const int PointsForPairs = 24;

    /// <summary>The first thing wrong with the rings of a cell, or null. Repeated points are no fault.</summary>
    public static CellFault? FaultOf(IReadOnlyList<CellRing> rings)
    {
        if (rings.Count == 0)
            return CellFault.Empty;
        foreach (var ring in rings)
        {
            if (RingFaultOf(ring.Points.Span) is { } fault)
                return fault;
        }
        if (rings[0].IsHole)
            return CellFault.HoleFirst;
        var isSimple = rings.Count == 1 && rings[0].Points.Length <= PointsForPairs
            ? IsSimple(rings[0].Points.Span)
            : new IsValidOp(ToPolygons(rings)).IsValid;
        return isSimple ? null : CellFault.NotSimple;
    }

    /// <summary>The rings as a geometry of NetTopologySuite.</summary>
    public static Geometry ToPolygons(IReadOnlyList<CellRing> rings)
    {
        var factory = GeometryFactory.Default;
        var parts = new List<Polygon>();
        for (var i = 0; i < rings.Count;)
        {
            var shell = ToRing(factory, rings[i++]);
            var holes = new List<LinearRing>();
            while (i < rings.Count && rings[i].IsHole)
                holes.Add(ToRing(factory, rings[i++]));
            parts.Add(factory.CreatePolygon(shell, [.. holes]));
        }
        return parts.Count == 1 ? parts[0] : factory.CreateMultiPolygon([.. parts]);
    }

    /// <summary>The rings of a polygon or multipolygon: each part's outer ring, then its holes.</summary>
    /// <exception cref="ArgumentException">The geometry is of another kind.</exception>
    public static IReadOnlyList<CellRing> ToRings(Geometry shape)
    {
        var rings = new List<CellRing>();
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            if (shape.GetGeometryN(i) is not Polygon part)
                throw new ArgumentException($"A cell is of polygons, not of a {shape.GeometryType}.", nameof(shape));
            rings.Add(ToRing(part.ExteriorRing, isHole: false));
            foreach (var hole in part.InteriorRings)
                rings.Add(ToRing(hole, isHole: true));
        }
        return rings;
    }

    private static CellRing ToRing(LineString line, bool isHole)
    {
        var points = new PlanePoint[line.NumPoints];
        for (var i = 0; i < points.Length; i++)
            points[i] = new PlanePoint(line.CoordinateSequence.GetX(i), line.CoordinateSequence.GetY(i));
        return new CellRing(isHole, points);
    }

    private static LinearRing ToRing(GeometryFactory factory, CellRing ring)
    {
        var points = new Coordinate[ring.Points.Length];
        for (var i = 0; i < points.Length; i++)
            points[i] = new Coordinate(ring.Points.Span[i].X, ring.Points.Span[i].Y);
        return factory.CreateLinearRing(points);
    }

    private static CellFault? RingFaultOf(ReadOnlySpan<PlanePoint> ring)
    {
        foreach (var point in ring)
        {
            if (!double.IsFinite(point.X) || !double.IsFinite(point.Y))
                return CellFault.NotFinite;
        }
        if (ring.Length > 0 && ring[0] != ring[^1])
            return CellFault.NotClosed;
        return ring.Length < 4 || CellBorders.SignedArea(ring) == 0 ? CellFault.Empty : null;
    }

    /// <summary>Whether no two edges of a ring meet but neighbours in their common point.</summary>
    private static bool IsSimple(ReadOnlySpan<PlanePoint> ring)
    {
        Span<PlanePoint> points = stackalloc PlanePoint[PointsForPairs];
        var count = 0;
        foreach (var point in ring)
        {
            if (count == 0 || points[count - 1] != point)
                points[count++] = point;
        }
        var edges = count - 1;
        for (var i = 0; i < edges; i++)
        {
            if (TurnsBack(points[i], points[i + 1], points[(i + 1) % edges + 1]))
                return false;
            for (var j = i + 2; j < edges; j++)
            {
                var isNeighbour = i == 0 && j == edges - 1;
                if (!isNeighbour && Meet(points[i], points[i + 1], points[j], points[j + 1]))
                    return false;
            }
        }
        return true;
    }

    private static bool TurnsBack(PlanePoint a, PlanePoint b, PlanePoint c) =>
        Orientation.Of(a, b, c) == 0 && ((b.X - a.X) * (c.X - b.X)) + ((b.Y - a.Y) * (c.Y - b.Y)) < 0;

    private static bool Meet(PlanePoint a, PlanePoint b, PlanePoint c, PlanePoint d)
    {
        if (Math.Max(a.X, b.X) < Math.Min(c.X, d.X) || Math.Max(c.X, d.X) < Math.Min(a.X, b.X)
            || Math.Max(a.Y, b.Y) < Math.Min(c.Y, d.Y) || Math.Max(c.Y, d.Y) < Math.Min(a.Y, b.Y))
        {
            return false;
        }
        return Orientation.Of(a, b, c) * Orientation.Of(a, b, d) <= 0
            && Orientation.Of(c, d, a) * Orientation.Of(c, d, b) <= 0;
    }
}
