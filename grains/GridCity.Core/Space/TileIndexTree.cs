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
        Span<TileEdge> edges = stackalloc TileEdge[EdgesMax];
        var count = square.CopyEdges(_pixel, edges);
        if (count > edges.Length)
        {
            child = TileIndex.Nothing;
            return false;
        }
        count = Clip(edges[..count], new HalfPlane(1, 0, -low.X), edges);
        count = Clip(edges[..count], new HalfPlane(-1, 0, high.X), edges);
        count = Clip(edges[..count], new HalfPlane(0, 1, -low.Y), edges);
        count = Clip(edges[..count], new HalfPlane(0, -1, high.Y), edges);
        return TryDivide([low, new(high.X, low.Y), high, new(low.X, high.Y)], edges[..count], 0, out child);
    }

    private bool TryDivide(ReadOnlySpan<PlanePoint> part, ReadOnlySpan<TileEdge> edges, int depth, out int child)
    {
        child = TileIndex.Nothing;
        if (part.Length == 0)
            return true;
        if (edges.Length == 0)
        {
            child = square.OwnerOf(_pixel, MiddleOf(part));
            return true;
        }
        if (depth == DepthMax)
            return false;
        Span<PlanePoint> partThere = stackalloc PlanePoint[part.Length + 1];
        Span<TileEdge> edgesThere = stackalloc TileEdge[edges.Length];
        Span<int> children = stackalloc int[2];
        var line = BestOf(edges);
        for (var i = 0; i < children.Length; i++)
        {
            var half = HalfPlane.Of(line, i == 0 ? 1 : -1);
            var (corners, count) = (Clip(part, half, partThere), Clip(edges, half, edgesThere));
            if (!TryDivide(partThere[..corners], edgesThere[..count], depth + 1, out children[i]))
                return false;
        }
        child = TileIndex.Flip(_nodes.Count);
        _nodes.Add(new TileNode(line, children[0], children[1]));
        return true;
    }

    /// <summary>The line that leaves the fewest edges on both sides together.</summary>
    private static TileLine BestOf(ReadOnlySpan<TileEdge> edges)
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

    /// <summary>Leaves of edges what lies in a half of the plane; the result may take the place of the edges.</summary>
    private static int Clip(ReadOnlySpan<TileEdge> edges, HalfPlane half, Span<TileEdge> kept)
    {
        var count = 0;
        foreach (var edge in edges)
        {
            if (!half.Reaches(edge))
                continue;
            var (a, b) = (half.ValueAt(edge.A), half.ValueAt(edge.B));
            kept[count++] = edge with
            {
                A = a < 0 ? Between(edge.A, edge.B, a / (a - b)) : edge.A,
                B = b < 0 ? Between(edge.A, edge.B, a / (a - b)) : edge.B,
            };
        }
        return count;
    }

    /// <summary>The corners of what a half of the plane leaves of a convex part.</summary>
    private static int Clip(ReadOnlySpan<PlanePoint> part, HalfPlane half, Span<PlanePoint> kept)
    {
        var count = 0;
        for (var i = 0; i < part.Length; i++)
        {
            var (from, to) = (part[i], part[i + 1 < part.Length ? i + 1 : 0]);
            var (a, b) = (half.ValueAt(from), half.ValueAt(to));
            if (a > 0)
                kept[count++] = from;
            if ((a > 0) != (b > 0))
                kept[count++] = Between(from, to, a / (a - b));
        }
        return count;
    }

    private static PlanePoint Between(PlanePoint a, PlanePoint b, double t) =>
        new(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)));

    private static PlanePoint MiddleOf(ReadOnlySpan<PlanePoint> part)
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
