using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace GridCity.Core.Space;

/// <summary>Gathers cells in any order and makes a <see cref="Grid"/> of them. Whether they overlap is not asked here:
/// <see cref="Coverage"/> does. One thread at a time.</summary>
public sealed class GridBuilder
{
    private readonly List<long> _codes = [];
    private readonly List<int> _first = [0];
    private readonly List<PlanePoint> _points = [];

    /// <summary>How many cells were added.</summary>
    public int Count => _codes.Count;

    /// <summary>Adds a cell by its rings: an outer ring, its holes, the next part's outer ring, and so on.</summary>
    /// <exception cref="CellFaultException">The rings bound no cell; see <see cref="CellShape.FaultOf"/>.</exception>
    public void Add(CellCode code, IReadOnlyList<CellRing> rings)
    {
        if (CellShape.FaultOf(rings) is { } fault)
            throw new CellFaultException(code, fault);
        for (var i = 0; i < rings.Count; i++)
        {
            if (i > 0)
                _points.Add(CellBorders.Separator);
            AddRing(rings[i]);
        }
        _codes.Add(code.Value);
        _first.Add(_points.Count);
    }

    /// <summary>Adds a cell by a polygon or multipolygon of the metre plane.</summary>
    /// <exception cref="CellFaultException">It bounds no cell; see <see cref="CellShape.FaultOf"/>.</exception>
    public void Add(CellCode code, Geometry shape) => Add(code, CellShape.ToRings(shape));

    /// <summary>Makes the grid; the builder may go on afterwards.</summary>
    /// <exception cref="CellFaultException">Two cells have one code.</exception>
    public Grid Build()
    {
        var codes = _codes.ToArray();
        var order = new int[codes.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(codes, order);
        for (var i = 1; i < codes.Length; i++)
        {
            if (codes[i - 1] == codes[i])
                throw new CellFaultException(new CellCode(codes[i]), CellFault.DuplicateCode);
        }
        var first = new int[codes.Length + 1];
        var points = new PlanePoint[_points.Count];
        var source = CollectionsMarshal.AsSpan(_points);
        for (var i = 0; i < order.Length; i++)
        {
            var (start, length) = (_first[order[i]], _first[order[i] + 1] - _first[order[i]]);
            source.Slice(start, length).CopyTo(points.AsSpan(first[i]));
            first[i + 1] = first[i] + length;
        }
        return new Grid(codes, new CellBorders(first, points));
    }

    /// <summary>Keeps a ring without repeated points, in the sense that its kind asks for.</summary>
    private void AddRing(CellRing ring)
    {
        var points = ring.Points.Span;
        var start = _points.Count;
        foreach (var point in points)
        {
            if (_points.Count == start || _points[^1] != point)
                _points.Add(point);
        }
        if (CellBorders.SignedArea(points) < 0 != ring.IsHole)
            _points.Reverse(start, _points.Count - start);
    }
}
