using GridCity.Core.Space;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>A cut through a lot: where it enters and leaves the land.</summary>
internal readonly record struct Cut(PlanePoint From, PlanePoint To);

/// <summary>A piece of land: one ring, counter-clockwise, its last point not repeated.</summary>
internal sealed class Lot(IReadOnlyList<PlanePoint> ring)
{
    /// <summary>The corners.</summary>
    public IReadOnlyList<PlanePoint> Ring { get; } = ring;

    /// <summary>The area in square metres.</summary>
    public double Area { get; } = AreaOf(ring);

    /// <summary>The corners' mean, which lies inside a lot that is nearly convex.</summary>
    public PlanePoint Middle => new(Ring.Average(point => point.X), Ring.Average(point => point.Y));

    /// <summary>The size from west to east and from south to north.</summary>
    public (double Width, double Height) Size => (
        Ring.Max(point => point.X) - Ring.Min(point => point.X),
        Ring.Max(point => point.Y) - Ring.Min(point => point.Y));

    /// <summary>
    /// Cuts the lot by a straight line so that the first part has a share of the area: the west one of a cut that runs
    /// north to south, the north one of a cut that runs west to east. Nothing when the line would leave more than two
    /// parts.
    /// </summary>
    /// <param name="isNorthSouth">Which way the cut runs.</param>
    /// <param name="slope">How far it leans, as a tangent: small numbers.</param>
    /// <param name="share">The share of the first part, between 0 and 1.</param>
    public (Lot First, Lot Second, Cut Cut)? Split(bool isNorthSouth, double slope, double share)
    {
        var offset = Offset(isNorthSouth, slope);
        var (low, high) = (Ring.Min(offset), Ring.Max(offset));
        var wanted = Area * share;
        for (var round = 0; round < 64; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = AreaOf(Side(offset, middle, isFirst: true)) < wanted ? (middle, high) : (low, middle);
        }
        return Split(offset, (low + high) / 2);
    }

    /// <summary>
    /// Cuts the lot as <see cref="Split(bool, double, double)"/> does, by a line that meets the other axis at a place.
    /// </summary>
    public (Lot First, Lot Second, Cut Cut)? SplitAt(bool isNorthSouth, double slope, double at) =>
        Split(Offset(isNorthSouth, slope), isNorthSouth ? at : -at);

    /// <summary>What grows across the cut: small in the first part.</summary>
    private static Func<PlanePoint, double> Offset(bool isNorthSouth, double slope) => isNorthSouth
        ? point => point.X - (slope * point.Y)
        : point => -point.Y + (slope * point.X);

    private (Lot First, Lot Second, Cut Cut)? Split(Func<PlanePoint, double> offset, double line)
    {
        var crossings = Crossings(offset, line);
        return crossings.Count == 2
            ? (new Lot(Side(offset, line, isFirst: true)), new Lot(Side(offset, line, isFirst: false)), new Cut(
                crossings[0], crossings[1]))
            : null;
    }

    private static double AreaOf(IReadOnlyList<PlanePoint> ring)
    {
        var twice = 0.0;
        for (var index = 0; index < ring.Count; index++)
        {
            var (a, b) = (ring[index], ring[(index + 1) % ring.Count]);
            twice += (a.X * b.Y) - (b.X * a.Y);
        }
        return twice / 2;
    }

    /// <summary>The part of the ring on one side of a line (Sutherland and Hodgman).</summary>
    private List<PlanePoint> Side(Func<PlanePoint, double> offset, double line, bool isFirst)
    {
        var part = new List<PlanePoint>();
        for (var index = 0; index < Ring.Count; index++)
        {
            var (a, b) = (Ring[index], Ring[(index + 1) % Ring.Count]);
            var (before, after) = (offset(a) - line, offset(b) - line);
            if (before <= 0 == isFirst)
            {
                part.Add(a);
            }
            if (before <= 0 != after <= 0)
            {
                part.Add(Between(a, b, before, after));
            }
        }
        return part;
    }

    private List<PlanePoint> Crossings(Func<PlanePoint, double> offset, double line)
    {
        var crossings = new List<PlanePoint>();
        for (var index = 0; index < Ring.Count; index++)
        {
            var (a, b) = (Ring[index], Ring[(index + 1) % Ring.Count]);
            var (before, after) = (offset(a) - line, offset(b) - line);
            if (before <= 0 != after <= 0)
            {
                crossings.Add(Between(a, b, before, after));
            }
        }
        return crossings;
    }

    private static PlanePoint Between(PlanePoint a, PlanePoint b, double before, double after)
    {
        var part = before / (before - after);
        return new PlanePoint(a.X + (part * (b.X - a.X)), a.Y + (part * (b.Y - a.Y)));
    }
}
