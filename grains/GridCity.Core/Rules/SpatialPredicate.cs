using GridCity.Core.Space;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GridCity.Core.Rules;

/// <summary>What a spatial condition is for a whole cell. Zero is the common case.</summary>
internal enum CellState : byte
{
    /// <summary>No point of the cell fulfils it.</summary>
    Outside = 0,

    /// <summary>Every point of the cell fulfils it.</summary>
    Inside = 1,

    /// <summary>It depends on the point.</summary>
    Mixed = 2,
}

/// <summary>The feature that a point is on or nearest to, and how far it is in metres.</summary>
internal readonly record struct NearFeature(Feature Feature, double Distance);

/// <summary>
/// One condition on a layer, compiled for every cell of a city: most cells are wholly outside and cost one byte; for the
/// others the pieces of border and the areas that reach the cell are kept, so that a distance looks at few of them.
/// </summary>
internal sealed class SpatialPredicate
{
    private readonly CellState[] _states;
    private readonly Dictionary<int, Reach> _reaches = [];
    private readonly List<Segment> _segments = [];
    private readonly List<(int Feature, IndexedPointInAreaLocator Locator)> _areas = [];
    private readonly IReadOnlyList<Feature> _features;
    private readonly double _metres;

    /// <summary>Compiles a condition for the cells of a grid.</summary>
    public SpatialPredicate(NearLayer condition, Layer layer, Grid grid)
    {
        _metres = condition.Metres;
        _features = [.. layer.Features.Where(feature => HasAll(feature, condition.Where))];
        _states = new CellState[grid.Count];
        Compile(grid);
    }

    /// <summary>What the condition is for a cell.</summary>
    public CellState StateOf(int cell) => _states[cell];

    /// <summary>The nearest feature that fulfils the condition at a point of a cell, or null.</summary>
    public NearFeature? Find(int cell, PlanePoint point)
    {
        if (_states[cell] == CellState.Outside)
        {
            return null;
        }
        var reach = _reaches[cell];
        if (reach.Areas.Length > 0)
        {
            var place = new Coordinate(point.X, point.Y);
            foreach (var area in reach.Areas)
            {
                if (_areas[area].Locator.Locate(place) != Location.Exterior)
                {
                    return new NearFeature(_features[_areas[area].Feature], 0);
                }
            }
        }
        return Nearest(reach.Segments, point);
    }

    private NearFeature? Nearest(int[] segments, PlanePoint point)
    {
        var best = _metres * _metres;
        var found = -1;
        foreach (var index in segments)
        {
            var squared = _segments[index].SquaredDistanceTo(point);
            if (squared < best || (squared == best && (found < 0 || _segments[index].Feature < found)))
            {
                best = squared;
                found = _segments[index].Feature;
            }
        }
        return found < 0 ? null : new NearFeature(_features[found], Math.Sqrt(best));
    }

    private void Compile(Grid grid)
    {
        var segmentTree = new STRtree<int>();
        var areaTree = new STRtree<int>();
        for (var feature = 0; feature < _features.Count; feature++)
        {
            Take(feature, _features[feature].Shape, segmentTree, areaTree);
        }
        if (_segments.Count == 0)
        {
            return;
        }
        segmentTree.Build();
        areaTree.Build();
        for (var cell = 0; cell < grid.Count; cell++)
        {
            CompileCell(cell, grid.BoundsOf(cell), segmentTree, areaTree);
        }
    }

    private void Take(int feature, Geometry shape, STRtree<int> segmentTree, STRtree<int> areaTree)
    {
        for (var part = 0; part < shape.NumGeometries; part++)
        {
            var geometry = shape.GetGeometryN(part);
            if (geometry is Polygon polygon)
            {
                var locator = new IndexedPointInAreaLocator(polygon);
                // The locator builds its index at the first question; asked here, it is read-only afterwards.
                locator.Locate(polygon.Coordinate);
                areaTree.Insert(polygon.EnvelopeInternal, _areas.Count);
                _areas.Add((feature, locator));
                TakeLine(feature, polygon.ExteriorRing.Coordinates, segmentTree);
                foreach (var hole in polygon.InteriorRings)
                {
                    TakeLine(feature, hole.Coordinates, segmentTree);
                }
            }
            else
            {
                TakeLine(feature, geometry.Coordinates, segmentTree);
            }
        }
    }

    private void TakeLine(int feature, Coordinate[] points, STRtree<int> segmentTree)
    {
        for (var index = 0; index < Math.Max(1, points.Length - 1); index++)
        {
            var from = points[index];
            var to = points[Math.Min(index + 1, points.Length - 1)];
            segmentTree.Insert(new Envelope(from, to), _segments.Count);
            _segments.Add(new Segment(feature, from.X, from.Y, to.X, to.Y));
        }
    }

    private void CompileCell(int cell, PlaneBox box, STRtree<int> segmentTree, STRtree<int> areaTree)
    {
        var around = new Envelope(box.MinX - _metres, box.MaxX + _metres, box.MinY - _metres, box.MaxY + _metres);
        var segments = segmentTree.Query(around).Order().ToArray();
        var areas = areaTree.Query(around).Order().ToArray();
        if (segments.Length == 0)
        {
            // No border reaches the cell, so that any one of its points answers for all of them.
            var corner = new Coordinate(box.MinX, box.MinY);
            areas = [.. areas.Where(area => _areas[area].Locator.Locate(corner) != Location.Exterior)];
            if (areas.Length == 0)
            {
                return;
            }
            _states[cell] = CellState.Inside;
        }
        else
        {
            _states[cell] = segments.Any(index => _segments[index].IsWithin(_metres, box)) ? CellState.Inside : CellState.Mixed;
        }
        _reaches.Add(cell, new Reach(segments, areas));
    }

    private static bool HasAll(Feature feature, IReadOnlyDictionary<string, string> where)
    {
        foreach (var (name, value) in where)
        {
            if (!feature.Attributes.TryGetValue(name, out var actual) || actual != value)
            {
                return false;
            }
        }
        return true;
    }

    private sealed record Reach(int[] Segments, int[] Areas);

    private readonly record struct Segment(int Feature, double X1, double Y1, double X2, double Y2)
    {
        public double SquaredDistanceTo(PlanePoint point)
        {
            var dx = X2 - X1;
            var dy = Y2 - Y1;
            var squaredLength = (dx * dx) + (dy * dy);
            var along = squaredLength == 0
                ? 0
                : Math.Clamp((((point.X - X1) * dx) + ((point.Y - Y1) * dy)) / squaredLength, 0, 1);
            var x = X1 + (along * dx) - point.X;
            var y = Y1 + (along * dy) - point.Y;
            return (x * x) + (y * y);
        }

        // The distance to a segment is a convex function: over a box it is largest in a corner.
        public bool IsWithin(double metres, PlaneBox box)
        {
            var limit = metres * metres;
            return SquaredDistanceTo(new PlanePoint(box.MinX, box.MinY)) <= limit
                && SquaredDistanceTo(new PlanePoint(box.MinX, box.MaxY)) <= limit
                && SquaredDistanceTo(new PlanePoint(box.MaxX, box.MinY)) <= limit
                && SquaredDistanceTo(new PlanePoint(box.MaxX, box.MaxY)) <= limit;
        }
    }
}
