using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GridCity.Core.Space;

/// <summary>
/// Draws the borders of groups of faces. All groups take their vertices from one map, and a vertex in the middle of a
/// straight line is left out for both sides or for none, so that shared borders have the same vertices on both sides.
/// </summary>
internal sealed class BorderTracer
{
    private readonly PlanarFaces _faces;
    private readonly PlanarMap _map;
    private readonly int[] _groups;
    private readonly bool[] _isVertex;

    /// <summary>Prepares to draw; a group of -1 is nobody's land.</summary>
    public BorderTracer(PlanarFaces faces, int[] groupOfFace)
    {
        _faces = faces;
        _map = faces.Map;
        _groups = groupOfFace;
        _isVertex = FindVertices();
    }

    /// <summary>The rings of each group: each part's outer ring, then its holes.</summary>
    public IReadOnlyList<CellRing>[] Trace(int groupCount)
    {
        var rings = new List<PlanePoint[]>[groupCount];
        var isDone = new bool[_map.HalfEdgeCount];
        for (var halfEdge = 0; halfEdge < isDone.Length; halfEdge++)
        {
            var group = GroupAt(halfEdge);
            if (group < 0 || isDone[halfEdge] || !IsBorder(halfEdge))
                continue;
            SplitAtRepeats(Walk(halfEdge, group, isDone), rings[group] ??= []);
        }
        return Array.ConvertAll(rings, list => Arrange(list ?? []));
    }

    /// <summary>Whether a half-edge parts two groups.</summary>
    public bool IsBorder(int halfEdge) => GroupAt(halfEdge) != GroupAt(halfEdge ^ 1);

    private int GroupAt(int halfEdge) => _faces.FaceOf[halfEdge] < 0 ? -1 : _groups[_faces.FaceOf[halfEdge]];

    private bool[] FindVertices()
    {
        var degrees = new int[_map.NodeCount];
        var ends = new (int One, int Two)[_map.NodeCount];
        for (var halfEdge = 0; halfEdge < _map.HalfEdgeCount; halfEdge++)
        {
            if (!IsBorder(halfEdge))
                continue;
            var node = _map.OriginOf(halfEdge);
            degrees[node]++;
            ends[node] = (halfEdge, ends[node].One);
        }
        var isVertex = new bool[_map.NodeCount];
        for (var node = 0; node < isVertex.Length; node++)
            isVertex[node] = degrees[node] != 2 || _map.CrossOf(ends[node].One, _map.OriginOf(ends[node].Two ^ 1)) != 0;
        return isVertex;
    }

    /// <summary>The nodes around a group, which lies to the left.</summary>
    private List<int> Walk(int start, int group, bool[] isDone)
    {
        var nodes = new List<int>();
        var halfEdge = start;
        do
        {
            isDone[halfEdge] = true;
            if (_isVertex[_map.OriginOf(halfEdge)])
                nodes.Add(_map.OriginOf(halfEdge));
            halfEdge = _map.Next[halfEdge];
            while (GroupAt(halfEdge ^ 1) == group)
                halfEdge = _map.Next[halfEdge ^ 1];
        }
        while (halfEdge != start);
        return nodes;
    }

    /// <summary>Makes simple rings of a walk that meets itself in points: a hole that touches the outer ring.</summary>
    private void SplitAtRepeats(List<int> walk, List<PlanePoint[]> rings)
    {
        var path = new List<int>();
        var places = new Dictionary<int, int>();
        foreach (var node in walk)
        {
            if (places.TryGetValue(node, out var place))
            {
                rings.Add(Close(path[place..]));
                foreach (var left in path[(place + 1)..])
                    places.Remove(left);
                path.RemoveRange(place + 1, path.Count - place - 1);
                continue;
            }
            places.Add(node, path.Count);
            path.Add(node);
        }
        rings.Add(Close(path));
    }

    private PlanePoint[] Close(List<int> nodes)
    {
        var points = new PlanePoint[nodes.Count + 1];
        for (var i = 0; i < nodes.Count; i++)
            points[i] = _map.PointAt(nodes[i]);
        points[^1] = points[0];
        return points;
    }

    private static IReadOnlyList<CellRing> Arrange(List<PlanePoint[]> rings)
    {
        var outer = rings.FindAll(ring => CellBorders.SignedArea(ring) > 0);
        var holes = rings.FindAll(ring => CellBorders.SignedArea(ring) < 0);
        var arranged = new List<CellRing>();
        foreach (var ring in outer)
        {
            arranged.Add(new CellRing(false, ring));
            foreach (var hole in holes)
            {
                if (outer.Count == 1 || IsAround(ring, hole))
                    arranged.Add(new CellRing(true, hole));
            }
        }
        return arranged;
    }

    private static bool IsAround(PlanePoint[] outer, PlanePoint[] hole)
    {
        var ring = Array.ConvertAll(outer, point => new Coordinate(point.X, point.Y));
        foreach (var point in hole)
        {
            var location = RayCrossingCounter.LocatePointInRing(new Coordinate(point.X, point.Y), ring);
            if (location != Location.Boundary)
                return location == Location.Interior;
        }
        return false;
    }
}
