namespace GridCity.Core.Space;

/// <summary>
/// Divides a pixel by the lines of its edges until no edge is left in any part. A part ends where a point is so near to
/// a line that its side is not taken from the line; what of an edge lies beyond that end does not divide the part.
/// </summary>
internal sealed class TileIndexTree(TileIndexSquare square)
{
    private const int DepthMax = 6;
    private const int EdgesMax = 16;
    private readonly List<TileNode> _nodes = [];
    private ulong _pixel;

    /// <summary>The nodes of all pixels that were divided, each behind those below it.</summary>
    public IReadOnlyList<TileNode> Nodes => _nodes;

    public void Clear() => _nodes.Clear();

    /// <summary>
    /// The cell of a pixel, or below <see cref="TileIndex.Nothing"/> the node that divides it. False if it takes too
    /// many steps.
    /// </summary>
    public bool TryDivide(int pixel, out int child)
    {
        _pixel = 1UL << pixel;
        var (low, high) = square.CornersOf(pixel);
        PlanePoint[] part = [low, new(high.X, low.Y), high, new(low.X, high.Y)];
        var edges = square.EdgesIn(_pixel);
        edges = Clip(edges, new HalfPlane(1, 0, -low.X));
        edges = Clip(edges, new HalfPlane(-1, 0, high.X));
        edges = Clip(edges, new HalfPlane(0, 1, -low.Y));
        edges = Clip(edges, new HalfPlane(0, -1, high.Y));
        return TryDivide(part, edges, 0, out child);
    }

    private bool TryDivide(PlanePoint[] part, TileEdge[] edges, int depth, out int child)
    {
        child = TileIndex.Nothing;
        if (edges.Length == 0)
        {
            child = square.OwnerOf(_pixel, MiddleOf(part));
            return true;
        }
        if (depth == DepthMax || edges.Length > EdgesMax)
            return false;
        var line = BestOf(edges);
        var (onLeft, onRight) = (HalfPlane.Of(line, 1), HalfPlane.Of(line, -1));
        var (leftPart, rightPart) = (Clip(part, onLeft), Clip(part, onRight));
        var (left, right) = (TileIndex.Nothing, TileIndex.Nothing);
        if (leftPart.Length > 0 && !TryDivide(leftPart, Clip(edges, onLeft), depth + 1, out left))
            return false;
        if (rightPart.Length > 0 && !TryDivide(rightPart, Clip(edges, onRight), depth + 1, out right))
            return false;
        child = TileIndex.Flip(_nodes.Count);
        _nodes.Add(new TileNode(line, left, right));
        return true;
    }

    /// <summary>The line that leaves the fewest edges on both sides together.</summary>
    private static TileLine BestOf(TileEdge[] edges)
    {
        var (best, least) = (edges[0].Line, int.MaxValue);
        foreach (var edge in edges)
        {
            var (onLeft, onRight) = (HalfPlane.Of(edge.Line, 1), HalfPlane.Of(edge.Line, -1));
            var sum = 0;
            foreach (var other in edges)
                sum += (onLeft.Reaches(other) ? 1 : 0) + (onRight.Reaches(other) ? 1 : 0);
            if (sum < least)
                (best, least) = (edge.Line, sum);
        }
        return best;
    }

    private static TileEdge[] Clip(TileEdge[] edges, HalfPlane half)
    {
        var kept = new List<TileEdge>(edges.Length);
        foreach (var edge in edges)
        {
            if (!half.Reaches(edge))
                continue;
            var (a, b) = (half.ValueAt(edge.A), half.ValueAt(edge.B));
            kept.Add(edge with
            {
                A = a < 0 ? Between(edge.A, edge.B, a / (a - b)) : edge.A,
                B = b < 0 ? Between(edge.A, edge.B, a / (a - b)) : edge.B,
            });
        }
        return [.. kept];
    }

    /// <summary>The corners of what a half of the plane leaves of a convex part.</summary>
    private static PlanePoint[] Clip(PlanePoint[] part, HalfPlane half)
    {
        var kept = new List<PlanePoint>(part.Length + 1);
        for (var i = 0; i < part.Length; i++)
        {
            var (from, to) = (part[i], part[(i + 1) % part.Length]);
            var (a, b) = (half.ValueAt(from), half.ValueAt(to));
            if (a > 0)
                kept.Add(from);
            if ((a > 0) != (b > 0))
                kept.Add(Between(from, to, a / (a - b)));
        }
        return [.. kept];
    }

    private static PlanePoint Between(PlanePoint a, PlanePoint b, double t) =>
        new(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)));

    private static PlanePoint MiddleOf(PlanePoint[] part)
    {
        var (x, y) = (0.0, 0.0);
        foreach (var corner in part)
            (x, y) = (x + corner.X, y + corner.Y);
        return new PlanePoint(x / part.Length, y / part.Length);
    }

    /// <summary>The points at which a linear function is positive.</summary>
    private readonly record struct HalfPlane(double A, double B, double C)
    {
        /// <summary>The points that are surely left (1) or right (-1) of the edges that have a line.</summary>
        public static HalfPlane Of(TileLine line, int side) =>
            new(side * line.A, side * line.B, (side * line.C) - TileLine.Error);

        public double ValueAt(PlanePoint point) => (A * point.X) + (B * point.Y) + C;

        public bool Reaches(TileEdge edge) => ValueAt(edge.A) > 0 || ValueAt(edge.B) > 0;
    }
}
