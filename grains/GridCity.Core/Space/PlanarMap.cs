using NetTopologySuite.Geometries;
using NetTopologySuite.Noding;
using NetTopologySuite.Noding.Snapround;

namespace GridCity.Core.Space;

/// <summary>
/// A line that goes into a <see cref="PlanarMap"/>. All its pieces keep the bits of its tag, and its weight is by how
/// many more things cover the land to its left than to its right.
/// </summary>
internal sealed record TaggedLine(Coordinate[] Points, int Tag, int Weight);

/// <summary>
/// Lines cut at all their crossings, on a lattice of whole centimetres, as half-edges: edge <c>e</c> is the half-edges
/// <c>2e</c> and <c>2e + 1</c>, each the other's twin. Snap rounding (Hobby 1999, by NetTopologySuite) moves nothing
/// farther than a centimetre and leaves no crossing; whole numbers make every later decision exact.
/// </summary>
internal sealed class PlanarMap
{
    /// <summary>How many steps of the lattice a metre has.</summary>
    public const int StepsPerMetre = 100;

    private readonly List<(long X, long Y)> _nodes = [];
    private readonly List<int> _origins = [];
    private readonly List<int> _tags = [];
    private readonly List<int> _weights = [];

    private PlanarMap()
    {
    }

    /// <summary>How many half-edges there are.</summary>
    public int HalfEdgeCount => _origins.Count;

    /// <summary>How many nodes there are.</summary>
    public int NodeCount => _nodes.Count;

    /// <summary>The half-edge that follows a half-edge around the face to its left.</summary>
    public int[] Next { get; private set; } = [];

    /// <summary>Cuts lines at their crossings.</summary>
    public static PlanarMap Of(IEnumerable<TaggedLine> lines)
    {
        var strings = new List<ISegmentString>();
        foreach (var line in lines)
            strings.Add(new NodedSegmentString(line.Points, line));
        Scatter(strings);
        var map = new PlanarMap();
        if (strings.Count > 0)
        {
            var noder = new SnapRoundingNoder(new PrecisionModel(StepsPerMetre));
            noder.ComputeNodes(strings);
            map.AddAll(noder.GetNodedSubstrings());
        }
        map.Next = map.Link();
        return map;
    }

    /// <summary>The node at which a half-edge begins.</summary>
    public int OriginOf(int halfEdge) => _origins[halfEdge];

    /// <summary>The union of the tags of all lines that run along a half-edge.</summary>
    public int TagOf(int halfEdge) => _tags[halfEdge >> 1];

    /// <summary>
    /// By how many more things the land to the left of a half-edge is covered than that to its right.
    /// </summary>
    public int WeightOf(int halfEdge) => (halfEdge & 1) == 0 ? _weights[halfEdge >> 1] : -_weights[halfEdge >> 1];

    /// <summary>A node in steps of the lattice.</summary>
    public (long X, long Y) NodeAt(int node) => _nodes[node];

    /// <summary>A node in metres.</summary>
    public PlanePoint PointAt(int node) =>
        new((double)_nodes[node].X / StepsPerMetre, (double)_nodes[node].Y / StepsPerMetre);

    /// <summary>The ends of a half-edge in metres.</summary>
    public (PlanePoint From, PlanePoint To) EndsOf(int halfEdge) =>
        (PointAt(_origins[halfEdge]), PointAt(_origins[halfEdge ^ 1]));

    /// <summary>The length of a half-edge in metres.</summary>
    public double LengthOf(int halfEdge) => PointAt(_origins[halfEdge]).DistanceTo(PointAt(_origins[halfEdge ^ 1]));

    /// <summary>
    /// Twice the signed area, in square steps, between a half-edge and the lines from a node to its ends.
    /// </summary>
    public Int128 CrossOf(int halfEdge, int about)
    {
        var (x, y) = _nodes[about];
        var (a, b) = (_nodes[_origins[halfEdge]], _nodes[_origins[halfEdge ^ 1]]);
        return ((Int128)(a.X - x) * (b.Y - y)) - ((Int128)(b.X - x) * (a.Y - y));
    }

    /// <summary>
    /// The noder keeps crossings in a tree that is as deep as they come sorted; lines in no order make it shallow. The
    /// order is the same each time, since nothing here is drawn at random.
    /// </summary>
    private static void Scatter(List<ISegmentString> strings)
    {
        var state = 88172645463325252UL;
        for (var i = strings.Count - 1; i > 0; i--)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            var j = (int)(state % (ulong)(i + 1));
            (strings[i], strings[j]) = (strings[j], strings[i]);
        }
    }

    private void AddAll(IEnumerable<ISegmentString> strings)
    {
        var nodes = new Dictionary<(long X, long Y), int>();
        var edges = new Dictionary<(int Low, int High), int>();
        foreach (var line in strings)
        {
            // The property makes a new array each time.
            var points = line.Coordinates;
            var from = NodeOf(points[0], nodes);
            for (var i = 1; i < points.Length; i++)
            {
                var to = NodeOf(points[i], nodes);
                if (from != to)
                    AddEdge(from, to, (TaggedLine)line.Context, edges);
                from = to;
            }
        }
    }

    private int NodeOf(Coordinate point, Dictionary<(long X, long Y), int> nodes)
    {
        var place = ((long)Math.Round(point.X * StepsPerMetre), (long)Math.Round(point.Y * StepsPerMetre));
        if (!nodes.TryGetValue(place, out var node))
        {
            node = _nodes.Count;
            _nodes.Add(place);
            nodes.Add(place, node);
        }
        return node;
    }

    private void AddEdge(int from, int to, TaggedLine line, Dictionary<(int Low, int High), int> edges)
    {
        var key = (Math.Min(from, to), Math.Max(from, to));
        if (edges.TryGetValue(key, out var edge))
        {
            _tags[edge] |= line.Tag;
            _weights[edge] += _origins[2 * edge] == from ? line.Weight : -line.Weight;
            return;
        }
        edges.Add(key, _tags.Count);
        _tags.Add(line.Tag);
        _weights.Add(line.Weight);
        _origins.Add(from);
        _origins.Add(to);
    }

    /// <summary>Sorts the half-edges around each node, from which follows what comes next around each face.</summary>
    private int[] Link()
    {
        var starts = new int[_nodes.Count + 1];
        foreach (var origin in _origins)
            starts[origin + 1]++;
        for (var node = 0; node < _nodes.Count; node++)
            starts[node + 1] += starts[node];
        var around = new int[_origins.Count];
        var free = starts.AsSpan(0, _nodes.Count).ToArray();
        for (var halfEdge = 0; halfEdge < around.Length; halfEdge++)
            around[free[_origins[halfEdge]]++] = halfEdge;
        var next = new int[_origins.Count];
        for (var node = 0; node < _nodes.Count; node++)
        {
            var fan = around.AsSpan(starts[node], starts[node + 1] - starts[node]);
            fan.Sort(CompareAngles);
            for (var i = 0; i < fan.Length; i++)
                next[fan[i] ^ 1] = fan[(i + fan.Length - 1) % fan.Length];
        }
        return next;
    }

    /// <summary>Counter-clockwise from the east; exact, since the coordinates are whole numbers below 2^31.</summary>
    private int CompareAngles(int one, int other)
    {
        var (a, b) = (DirectionOf(one), DirectionOf(other));
        var (isLowerA, isLowerB) = (IsLower(a), IsLower(b));
        if (isLowerA != isLowerB)
            return isLowerA ? 1 : -1;
        return ((Int128)b.X * a.Y).CompareTo((Int128)a.X * b.Y);
    }

    private (long X, long Y) DirectionOf(int halfEdge)
    {
        var (from, to) = (_nodes[_origins[halfEdge]], _nodes[_origins[halfEdge ^ 1]]);
        return (to.X - from.X, to.Y - from.Y);
    }

    private static bool IsLower((long X, long Y) direction) => direction.Y < 0 || (direction.Y == 0 && direction.X < 0);
}
