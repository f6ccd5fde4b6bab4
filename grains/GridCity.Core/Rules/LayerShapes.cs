using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Core.Rules;

/// <summary>
/// The shapes of a layer as routing asks them: pieces of borders and lines, and for every cell the areas that lie in it.
/// All conditions on the layer share them.
/// </summary>
internal sealed class LayerShapes
{
    private readonly List<(int Feature, AreaBorder Border, PlaneBox Box, int FirstSegment, int EndSegment)> _areas = [];
    private readonly CellLists _areasOfCells;

    public LayerShapes(Layer layer, CellBuckets cells)
    {
        Layer = layer;
        IsDated = layer.Features.Any(feature => feature.IsDated);
        var segments = new List<LayerSegment>();
        for (var feature = 0; feature < layer.Features.Count; feature++)
        {
            Take(feature, layer.Features[feature].Shape, segments);
        }
        Segments = [.. segments];
        _areasOfCells = CellLists.Of(AreasOfCells(cells), cells.Boxes.Length);
    }

    /// <summary>The layer.</summary>
    public Layer Layer { get; }

    /// <summary>Whether some of its features are there on some days only.</summary>
    public bool IsDated { get; }

    /// <summary>Every piece, in the order of the features.</summary>
    public LayerSegment[] Segments { get; }

    /// <summary>How much memory the index by cell takes, in bytes.</summary>
    public long Bytes => _areasOfCells.Bytes + (48L * Segments.Length);

    /// <summary>
    /// The areas that reach into a cell, by feature: the number of the area doubled, plus one when it covers the whole
    /// cell, so that no point need be asked.
    /// </summary>
    public ReadOnlySpan<int> AreasAt(int cell) => _areasOfCells.At(cell);

    /// <summary>Adds the cells into which areas reach.</summary>
    public void AddAreaCells(List<int> found) => _areasOfCells.AddCells(found);

    /// <summary>The index of the feature to which an entry of <see cref="AreasAt"/> belongs.</summary>
    public int FeatureOf(int entry) => _areas[entry >> 1].Feature;

    /// <summary>Whether the area of an entry of <see cref="AreasAt"/> covers a point of its cell.</summary>
    public bool Covers(int entry, PlanePoint point) => IsWhole(entry) || _areas[entry >> 1].Border.Covers(point);

    /// <summary>Whether an entry of <see cref="AreasAt"/> says that the area covers the whole cell.</summary>
    public static bool IsWhole(int entry) => (entry & 1) == 1;

    private void Take(int feature, Geometry shape, List<LayerSegment> segments)
    {
        var ends = EndsOf(shape);
        for (var part = 0; part < shape.NumGeometries; part++)
        {
            switch (shape.GetGeometryN(part))
            {
                case Polygon polygon when !polygon.IsEmpty:
                    var first = segments.Count;
                    TakeBorder(feature, polygon.ExteriorRing.Coordinates, segments);
                    foreach (var hole in polygon.InteriorRings)
                    {
                        TakeBorder(feature, hole.Coordinates, segments);
                    }
                    var box = polygon.EnvelopeInternal;
                    _areas.Add((
                        feature,
                        new AreaBorder(polygon),
                        new PlaneBox(box.MinX, box.MinY, box.MaxX, box.MaxY),
                        first,
                        segments.Count));
                    break;
                case LineString line when !line.IsEmpty:
                    TakeLine(feature, line.Coordinates, ends, segments);
                    break;
                case Point point when !point.IsEmpty:
                    segments.Add(new LayerSegment(feature, point.X, point.Y, point.X, point.Y, false, false, false));
                    break;
            }
        }
    }

    /// <summary>
    /// How many parts of a line end at each place: where two meet, the line goes on, and its corridor has no end.
    /// </summary>
    private static Dictionary<Coordinate, int> EndsOf(Geometry shape)
    {
        var ends = new Dictionary<Coordinate, int>();
        for (var part = 0; part < shape.NumGeometries; part++)
        {
            if (shape.GetGeometryN(part) is LineString { IsEmpty: false } line)
            {
                ends[line.Coordinates[0]] = ends.GetValueOrDefault(line.Coordinates[0]) + 1;
                ends[line.Coordinates[^1]] = ends.GetValueOrDefault(line.Coordinates[^1]) + 1;
            }
        }
        return ends;
    }

    private static void TakeLine(
        int feature, Coordinate[] points, Dictionary<Coordinate, int> ends, List<LayerSegment> segments)
    {
        // Vertices that repeat make pieces without direction, which have neither sides nor ends.
        points = [.. points.Where((point, index) => index == 0 || !point.Equals2D(points[index - 1]))];
        for (var index = 1; index < points.Length; index++)
        {
            var (from, to) = (points[index - 1], points[index]);
            segments.Add(new LayerSegment(
                feature,
                from.X,
                from.Y,
                to.X,
                to.Y,
                IsLine: true,
                IsFlatStart: index == 1 && ends[from] == 1,
                IsFlatEnd: index == points.Length - 1 && ends[to] == 1));
        }
    }

    private static void TakeBorder(int feature, Coordinate[] ring, List<LayerSegment> segments)
    {
        for (var index = 1; index < ring.Length; index++)
        {
            var (from, to) = (ring[index - 1], ring[index]);
            segments.Add(new LayerSegment(feature, from.X, from.Y, to.X, to.Y, false, false, false));
        }
    }

    private List<(int Cell, int Item)> AreasOfCells(CellBuckets cells)
    {
        var pairs = new List<(int, int)>();
        var found = new List<int>();
        var crossed = new HashSet<int>();
        for (var area = 0; area < _areas.Count; area++)
        {
            var (_, border, box, first, end) = _areas[area];
            crossed.Clear();
            for (var segment = first; segment < end; segment++)
            {
                cells.Find(Segments[segment].Bounds.Grow(LayerSegment.Margin), found);
                foreach (var cell in found)
                {
                    if (!Segments[segment].Misses(cells.Boxes[cell], 0, isFlat: false))
                    {
                        crossed.Add(cell);
                    }
                }
            }
            cells.Find(box, found);
            foreach (var cell in found)
            {
                // Where no border reaches a cell, any one of its points answers for all of them.
                var corner = new PlanePoint(cells.Boxes[cell].MinX, cells.Boxes[cell].MinY);
                if (crossed.Contains(cell))
                {
                    pairs.Add((cell, 2 * area));
                }
                else if (border.Covers(corner))
                {
                    pairs.Add((cell, (2 * area) + 1));
                }
            }
        }
        return pairs;
    }
}
