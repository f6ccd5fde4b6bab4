using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GridCity.Core.Space;

/// <summary>
/// The faces of a <see cref="PlanarMap"/>: the bounded patches of the plane that its lines enclose. Face -1 is the
/// unbounded rest. A loop of half-edges with its face to the left runs counter-clockwise around a face or clockwise
/// around an island in one.
/// </summary>
internal sealed class PlanarFaces
{
    private readonly PlanarMap _map;
    private readonly List<int> _starts = [];
    private readonly List<double> _areas = [];
    private readonly Dictionary<int, List<int>> _islands = [];

    public PlanarFaces(PlanarMap map)
    {
        _map = map;
        FaceOf = new int[map.HalfEdgeCount];
        Array.Fill(FaceOf, int.MinValue);
        var islands = new List<(int Start, double Area)>();
        for (var halfEdge = 0; halfEdge < FaceOf.Length; halfEdge++)
        {
            if (FaceOf[halfEdge] == int.MinValue)
                AddLoop(halfEdge, islands);
        }
        PlaceIslands(islands);
    }

    /// <summary>The lines between the faces.</summary>
    public PlanarMap Map => _map;

    /// <summary>How many bounded faces there are.</summary>
    public int Count => _starts.Count;

    /// <summary>The face to the left of each half-edge.</summary>
    public int[] FaceOf { get; }

    /// <summary>The area of a face in square metres.</summary>
    public double AreaOf(int face) => _areas[face];

    /// <summary>Twice the area of a face over the length of its border, in metres.</summary>
    public double MeanWidthOf(int face) => 2 * _areas[face] / BorderOf(face).Sum(_map.LengthOf);

    /// <summary>The half-edges of a face, its outer loop first.</summary>
    public IEnumerable<int> BorderOf(int face)
    {
        foreach (var halfEdge in Loop(_starts[face]))
            yield return halfEdge;
        foreach (var island in _islands.GetValueOrDefault(face, []))
        {
            foreach (var halfEdge in Loop(island))
                yield return halfEdge;
        }
    }

    /// <summary>
    /// By how many things each face is covered, from the weights of the lines between it and the far outside.
    /// </summary>
    public int[] Covers()
    {
        var covers = new int[Count];
        var isKnown = new bool[Count];
        var waiting = new Queue<int>();
        var byFace = new List<int>[Count + 1];
        for (var halfEdge = 0; halfEdge < FaceOf.Length; halfEdge++)
            (byFace[FaceOf[halfEdge] + 1] ??= []).Add(halfEdge);
        waiting.Enqueue(-1);
        while (waiting.TryDequeue(out var face))
        {
            var cover = face < 0 ? 0 : covers[face];
            foreach (var halfEdge in byFace[face + 1] ?? [])
            {
                var across = FaceOf[halfEdge ^ 1];
                if (across < 0 || isKnown[across])
                    continue;
                isKnown[across] = true;
                covers[across] = cover - _map.WeightOf(halfEdge);
                waiting.Enqueue(across);
            }
        }
        return covers;
    }

    /// <summary>A point inside a face, as far from its border as one horizontal line allows.</summary>
    public PlanePoint InteriorOf(int face)
    {
        var holes = _islands.GetValueOrDefault(face, []).ConvertAll(Ring);
        var inside = InteriorPointArea.GetInteriorPoint(new Polygon(Ring(_starts[face]), [.. holes]));
        return new PlanePoint(inside.X, inside.Y);
    }

    private void AddLoop(int start, List<(int Start, double Area)> islands)
    {
        var twice = Int128.Zero;
        foreach (var halfEdge in Loop(start))
            twice += _map.CrossOf(halfEdge, _map.OriginOf(start));
        var area = (double)twice / 2 / PlanarMap.StepsPerMetre / PlanarMap.StepsPerMetre;
        var face = -1;
        if (twice > 0)
        {
            face = _starts.Count;
            _starts.Add(start);
            _areas.Add(area);
        }
        else
        {
            islands.Add((start, area));
        }
        foreach (var halfEdge in Loop(start))
            FaceOf[halfEdge] = face;
    }

    /// <summary>
    /// Finds for each island the smallest face of another component around it, and takes its area off that.
    /// </summary>
    private void PlaceIslands(List<(int Start, double Area)> islands)
    {
        var index = new STRtree<int>();
        for (var face = 0; face < Count; face++)
            index.Insert(EnvelopeOf(_starts[face]), face);
        var outer = _areas.ToArray();
        var components = Components();
        foreach (var (start, area) in islands)
        {
            var node = _map.OriginOf(start);
            var around = -1;
            foreach (var face in index.Query(new Envelope(ToCoordinate(node))))
            {
                var isAnother = components[_map.OriginOf(_starts[face])] != components[node];
                var isSmaller = around < 0 || outer[face] < outer[around];
                if (isAnother && isSmaller && Encloses(_starts[face], _map.NodeAt(node)))
                    around = face;
            }
            if (around < 0)
                continue;
            Place(start, around);
            _areas[around] += area;
        }
    }

    /// <summary>A number for each node, the same for all nodes that lines connect.</summary>
    private int[] Components()
    {
        var sets = new DisjointSets(_map.NodeCount);
        for (var halfEdge = 0; halfEdge < FaceOf.Length; halfEdge += 2)
            sets.Join(_map.OriginOf(halfEdge), _map.OriginOf(halfEdge + 1));
        return [.. Enumerable.Range(0, _map.NodeCount).Select(sets.Find)];
    }

    private void Place(int start, int around)
    {
        foreach (var halfEdge in Loop(start))
            FaceOf[halfEdge] = around;
        if (!_islands.TryGetValue(around, out var list))
            _islands.Add(around, list = []);
        list.Add(start);
    }

    private bool Encloses(int start, (long X, long Y) point)
    {
        var isInside = false;
        foreach (var halfEdge in Loop(start))
        {
            var (a, b) = (_map.NodeAt(_map.OriginOf(halfEdge)), _map.NodeAt(_map.OriginOf(halfEdge ^ 1)));
            if (a.Y > point.Y == b.Y > point.Y)
                continue;
            var cross = ((Int128)(b.X - a.X) * (point.Y - a.Y)) - ((Int128)(point.X - a.X) * (b.Y - a.Y));
            if (cross > 0 == b.Y > a.Y)
                isInside = !isInside;
        }
        return isInside;
    }

    private IEnumerable<int> Loop(int start)
    {
        var halfEdge = start;
        do
        {
            yield return halfEdge;
            halfEdge = _map.Next[halfEdge];
        }
        while (halfEdge != start);
    }

    private LinearRing Ring(int start)
    {
        var points = new List<Coordinate>();
        foreach (var halfEdge in Loop(start))
            points.Add(ToCoordinate(_map.OriginOf(halfEdge)));
        while (points.Count < 3)
            points.Add(points[0]);
        points.Add(points[0]);
        return new LinearRing([.. points]);
    }

    private Envelope EnvelopeOf(int start)
    {
        var box = new Envelope();
        foreach (var halfEdge in Loop(start))
            box.ExpandToInclude(ToCoordinate(_map.OriginOf(halfEdge)));
        return box;
    }

    private Coordinate ToCoordinate(int node)
    {
        var point = _map.PointAt(node);
        return new Coordinate(point.X, point.Y);
    }
}
