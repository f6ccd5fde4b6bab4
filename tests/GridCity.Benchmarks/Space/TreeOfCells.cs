using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;

namespace GridCity.Benchmarks.Space;

/// <summary>What one would write with NetTopologySuite alone: a packed R-tree of boxes and prepared polygons.</summary>
internal sealed class TreeOfCells
{
    private readonly STRtree<int> _tree = new();
    private readonly IPreparedGeometry[] _cells;

    public TreeOfCells(Geometry[] cells)
    {
        _cells = Array.ConvertAll(cells, cell => PreparedGeometryFactory.Prepare(cell));
        for (var i = 0; i < cells.Length; i++)
            _tree.Insert(cells[i].EnvelopeInternal, i);
        _tree.Build();
    }

    public int Locate(double x, double y)
    {
        var search = new Search(_cells, new Point(x, y));
        _tree.Query(new Envelope(x, x, y, y), search);
        return search.Found;
    }

    private sealed class Search(IPreparedGeometry[] cells, Point point) : IItemVisitor<int>
    {
        public int Found { get; private set; } = -1;

        public void VisitItem(int item)
        {
            if ((Found < 0 || item < Found) && cells[item].Covers(point))
                Found = item;
        }
    }
}
