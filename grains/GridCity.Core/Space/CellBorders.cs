namespace GridCity.Core.Space;

/// <summary>
/// The borders of all cells in one flat array. Invariants: every ring is closed; outer rings run counter-clockwise and
/// holes clockwise; the rings of one cell are parted by a point of NaN, with which every comparison of the crossing
/// count is false, so that it needs no list of rings.
/// </summary>
internal sealed class CellBorders(int[] first, PlanePoint[] points)
{
    /// <summary>Borders nearer to each other than this, in metres, run together.</summary>
    public const double SharedTolerance = 0.02;

    /// <summary>
    /// More than this, in metres, makes neighbours. Cells that meet at a corner run together for less.
    /// </summary>
    public const double SharedLengthMin = 5 * SharedTolerance;

    /// <summary>What stands between two rings of one cell.</summary>
    public static PlanePoint Separator { get; } = new(double.NaN, double.NaN);

    public int Count => first.Length - 1;

    /// <summary>How much memory the borders take, in bytes.</summary>
    public long Bytes => (4L * first.Length) + (16L * points.Length);

    public ReadOnlySpan<PlanePoint> PointsOf(int cell) =>
        points.AsSpan(first[cell], unchecked(first[cell + 1] - first[cell]));

    /// <summary>
    /// Whether a cell covers a point, border included: counts how often a ray to the east crosses the border, as
    /// NetTopologySuite's RayCrossingCounter does. Even-odd over all rings takes care of holes and parts.
    /// </summary>
    public bool Covers(int cell, PlanePoint point)
    {
        var ring = PointsOf(cell);
        var inside = false;
        for (var i = 1; i < ring.Length; i++)
        {
            var a = ring[i - 1];
            var b = ring[i];
            if (a.X < point.X && b.X < point.X)
                continue;
            if (a.Y > point.Y ? b.Y <= point.Y : b.Y > point.Y && a.Y <= point.Y)
            {
                var side = Orientation.Of(a, b, point);
                if (side == 0)
                    return true;
                if (side > 0 == b.Y > a.Y)
                    inside = !inside;
            }
            else if (b.Y == point.Y && (b.X == point.X || (a.Y == point.Y && IsBetween(a.X, point.X, b.X))))
            {
                return true;
            }
        }
        return inside;
    }

    public double AreaOf(int cell)
    {
        var ring = PointsOf(cell);
        var twice = 0.0;
        for (var i = 1; i < ring.Length; i++)
        {
            var cross = ((ring[i - 1].X - ring[0].X) * (ring[i].Y - ring[0].Y))
                - ((ring[i].X - ring[0].X) * (ring[i - 1].Y - ring[0].Y));
            twice += double.IsNaN(cross) ? 0 : cross;
        }
        return twice / 2;
    }

    public PlaneBox BoundsOf(int cell) => BoundsOf(PointsOf(cell));

    public PlaneBox BoundsOfAll() => BoundsOf(points);

    public double BorderDistance(int cell, PlanePoint point)
    {
        var ring = PointsOf(cell);
        var least = double.PositiveInfinity;
        for (var i = 1; i < ring.Length; i++)
        {
            var squared = SquaredDistance(ring[i - 1], ring[i], point);
            if (squared < least)
                least = squared;
        }
        return Math.Sqrt(least);
    }

    /// <summary>
    /// Whether a cell's border comes within a distance of a point, or twice <see cref="SharedTolerance"/> farther: so far apart may
    /// borders be that neighbours share, and a point on one is off it by what rounding leaves. The distance itself costs far more to
    /// ask.
    /// </summary>
    public bool ComesNear(int cell, PlanePoint point, double within)
    {
        var reach = within + (2 * SharedTolerance);
        var squared = reach * reach;
        var (minX, maxX) = (point.X - reach, point.X + reach);
        var (minY, maxY) = (point.Y - reach, point.Y + reach);
        var ring = PointsOf(cell);
        for (var i = 1; i < ring.Length; i++)
        {
            ref readonly var a = ref ring[i - 1];
            ref readonly var b = ref ring[i];
            var isBeside = (a.X < minX && b.X < minX) || (a.X > maxX && b.X > maxX) || (a.Y < minY && b.Y < minY) || (a.Y > maxY && b.Y > maxY);
            if (!isBeside && SquaredDistance(a, b, point) <= squared)
                return true;
        }
        return false;
    }

    /// <summary>The distance from a point to a cell: 0 inside and on the border.</summary>
    public double DistanceTo(int cell, PlanePoint point) => Covers(cell, point) ? 0 : BorderDistance(cell, point);

    public IReadOnlyList<CellRing> RingsOf(int cell)
    {
        var all = PointsOf(cell);
        var rings = new List<CellRing>(1);
        var start = 0;
        while (start < all.Length)
        {
            var length = start;
            while (length < all.Length && !double.IsNaN(all[length].X))
                length++;
            length -= start;
            var isHole = SignedArea(all.Slice(start, length)) < 0;
            rings.Add(new CellRing(isHole, points.AsMemory(first[cell] + start, length)));
            start += length + 1;
        }
        return rings;
    }

    /// <summary>For how many metres the borders of two cells run together.</summary>
    public double SharedLength(int one, int other)
    {
        var ours = PointsOf(one);
        var theirs = PointsOf(other);
        var reach = BoundsOf(theirs).Grow(SharedTolerance);
        var sum = 0.0;
        for (var i = 1; i < ours.Length; i++)
        {
            if (!Meets(ours[i - 1], ours[i], reach))
                continue;
            for (var j = 1; j < theirs.Length; j++)
                sum += SharedLength(ours[i - 1], ours[i], theirs[j - 1], theirs[j]);
        }
        return sum;
    }

    /// <summary>The area of a ring: positive if it runs counter-clockwise, negative if clockwise.</summary>
    public static double SignedArea(ReadOnlySpan<PlanePoint> ring)
    {
        var twice = 0.0;
        for (var i = 1; i < ring.Length; i++)
        {
            twice += ((ring[i - 1].X - ring[0].X) * (ring[i].Y - ring[0].Y))
                - ((ring[i].X - ring[0].X) * (ring[i - 1].Y - ring[0].Y));
        }
        return twice / 2;
    }

    private static bool IsBetween(double a, double x, double b) => a < b ? a <= x && x <= b : b <= x && x <= a;

    private static bool Meets(PlanePoint a, PlanePoint b, PlaneBox box) =>
        Math.Min(a.X, b.X) <= box.MaxX && Math.Max(a.X, b.X) >= box.MinX
        && Math.Min(a.Y, b.Y) <= box.MaxY && Math.Max(a.Y, b.Y) >= box.MinY;

    private static PlaneBox BoundsOf(ReadOnlySpan<PlanePoint> ring)
    {
        var box = new PlaneBox(double.NaN, double.NaN, double.NaN, double.NaN);
        foreach (var point in ring)
        {
            box = new PlaneBox(
                double.MinNumber(box.MinX, point.X),
                double.MinNumber(box.MinY, point.Y),
                double.MaxNumber(box.MaxX, point.X),
                double.MaxNumber(box.MaxY, point.Y));
        }
        return box;
    }

    private static double SquaredDistance(PlanePoint a, PlanePoint b, PlanePoint point)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var along = (((point.X - a.X) * dx) + ((point.Y - a.Y) * dy)) / ((dx * dx) + (dy * dy));
        var t = Math.Clamp(along, 0, 1);
        var (x, y) = (point.X - a.X - (t * dx), point.Y - a.Y - (t * dy));
        return (x * x) + (y * y);
    }

    /// <summary>How long the segment from c to d runs within the tolerance of the segment from a to b.</summary>
    private static double SharedLength(PlanePoint a, PlanePoint b, PlanePoint c, PlanePoint d)
    {
        var length = a.DistanceTo(b);
        var (ux, uy) = ((b.X - a.X) / length, (b.Y - a.Y) / length);
        var alongC = ((c.X - a.X) * ux) + ((c.Y - a.Y) * uy);
        var alongD = ((d.X - a.X) * ux) + ((d.Y - a.Y) * uy);
        var low = Math.Max(0, Math.Min(alongC, alongD));
        var high = Math.Min(length, Math.Max(alongC, alongD));
        if (!(high > low))
            return 0;
        var asideC = ((c.Y - a.Y) * ux) - ((c.X - a.X) * uy);
        var asideD = ((d.Y - a.Y) * ux) - ((d.X - a.X) * uy);
        var slope = (asideD - asideC) / (alongD - alongC);
        var atLow = Math.Abs(asideC + (slope * (low - alongC)));
        var atHigh = Math.Abs(asideC + (slope * (high - alongC)));
        return Math.Max(atLow, atHigh) <= SharedTolerance ? high - low : 0;
    }
}
