using GridCity.Core.Space;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>
/// Bends the straight plan a little, as ground and history bend streets. Two shears, one after the other, move points
/// only along one axis each by what the other coordinate says, so no area changes.
/// </summary>
internal sealed class Warp(double phase)
{
    /// <summary>Lines are given a point at least this often, in metres, so that they can bend.</summary>
    private const double Step = 50;

    /// <summary>A joint that lies this near to a line, in metres, lies on it.</summary>
    private const double Near = 1e-4;

    private readonly STRtree<PlanePoint> _joints = new();

    /// <summary>
    /// Adds the end of a line that may lie in the middle of another: that other one has to bend there too, or a crack
    /// opens between them. All are added before the first line is moved.
    /// </summary>
    public void Join(PlanePoint joint) => _joints.Insert(new Envelope(joint.X, joint.X, joint.Y, joint.Y), joint);

    /// <summary>Moves a point.</summary>
    public PlanePoint Apply(PlanePoint point)
    {
        var x = point.X + Wave(point.Y, 38, 5_300, phase) + Wave(point.Y, 6, 1_150, 2 * phase);
        var y = point.Y + Wave(x, 26, 4_100, 3 * phase) + Wave(x, 5, 870, 5 * phase);
        return new PlanePoint(x, y);
    }

    /// <summary>
    /// Moves a line. The points that are added lie where it crosses the lines of a fixed lattice, so that two lots with
    /// a common border get the same ones.
    /// </summary>
    public Coordinate[] Apply(IReadOnlyList<PlanePoint> line, bool isClosed)
    {
        var bent = new List<Coordinate>();
        for (var index = 0; index + 1 < line.Count || (isClosed && index < line.Count); index++)
        {
            var (a, b) = (line[index], line[(index + 1) % line.Count]);
            bent.Add(Bend(a));
            foreach (var part in Stops(a, b))
            {
                bent.Add(Bend(new PlanePoint(a.X + (part * (b.X - a.X)), a.Y + (part * (b.Y - a.Y)))));
            }
        }
        bent.Add(Bend(isClosed ? line[0] : line[^1]));
        return [.. bent];
    }

    private static double Wave(double at, double height, double length, double phase) =>
        height * Math.Sin((2 * Math.PI * at / length) + phase);

    /// <summary>
    /// The parts of a segment's length at which it gets a point: where it crosses the lattice, of the axis along which
    /// it is longer, and at joints.
    /// </summary>
    private List<double> Stops(PlanePoint a, PlanePoint b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var (from, length) = Math.Abs(dx) > Math.Abs(dy) ? (a.X, dx) : (a.Y, dy);
        var (low, high) = (Math.Min(from, from + length), Math.Max(from, from + length));
        var stops = new List<double>();
        for (var stop = Math.Ceiling((low + 1) / Step) * Step; stop < high - 1; stop += Step)
        {
            stops.Add((stop - from) / length);
        }
        var reach = new Envelope(a.X, b.X, a.Y, b.Y);
        reach.ExpandBy(Near);
        foreach (var joint in _joints.Query(reach))
        {
            var part = (((joint.X - a.X) * dx) + ((joint.Y - a.Y) * dy)) / ((dx * dx) + (dy * dy));
            var aside = Math.Abs(((joint.X - a.X) * dy) - ((joint.Y - a.Y) * dx)) / a.DistanceTo(b);
            if (aside < Near && part * a.DistanceTo(b) > Near && (1 - part) * a.DistanceTo(b) > Near)
            {
                stops.Add(part);
            }
        }
        stops.Sort();
        return stops;
    }

    private Coordinate Bend(PlanePoint point)
    {
        var bent = Apply(point);
        return new Coordinate(bent.X, bent.Y);
    }
}
