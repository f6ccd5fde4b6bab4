using GridCity.Core.Space;

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
/// One condition on a layer: which of its features count, from where and on which side. The geometry by cell is shared
/// with every other condition on the layer (<see cref="LayerReach"/>); its own are a few bytes.
/// </summary>
internal sealed class SpatialPredicate
{
    private readonly LayerReach _reach;
    private readonly LayerShapes _shapes;
    private readonly FeatureMask _counts;
    private readonly LineSide? _side;
    private readonly double _squaredMetres;
    private readonly IReadOnlyList<Feature> _features;

    public SpatialPredicate(NearLayer condition, LayerReach reach)
        : this(condition, reach, FeatureMask.Of(condition, reach.Shapes.Layer))
    {
    }

    public SpatialPredicate(NearLayer condition, LayerReach reach, FeatureMask counts)
    {
        _counts = counts;
        _reach = reach;
        _shapes = reach.Shapes;
        _side = condition.Side;
        _squaredMetres = reach.Metres * reach.Metres;
        _features = _shapes.Layer.Features;
        IsDated = _shapes.IsDated && counts.Features.Any(feature => _features[feature].IsDated);
    }

    /// <summary>Whether some of its features are there on some days only, so that it has to know the day.</summary>
    public bool IsDated { get; }

    /// <summary>
    /// The nearest feature that is there on a day and fulfils the condition at a point of a cell, or null. Allocates nothing.
    /// </summary>
    public NearFeature? Find(int cell, PlanePoint point, DateOnly day)
    {
        var best = new Best(_squaredMetres, -1);
        if (_side is null)
        {
            foreach (var area in _shapes.AreasAt(cell))
            {
                // In the order of the features: the first that covers the point is the one.
                if (Counts(_shapes.FeatureOf(area), day) && _shapes.Covers(area, point))
                {
                    best = new Best(0, _shapes.FeatureOf(area));
                    break;
                }
            }
        }
        best = Nearest(_reach.SegmentsAt(cell), point, day, best);
        return best.Feature < 0
            ? null
            : new NearFeature(_features[best.Feature], Math.Sqrt(best.SquaredDistance));
    }

    /// <summary>What the condition is for a cell with this box.</summary>
    public CellState StateOf(int cell, PlaneBox box)
    {
        var state = CellState.Outside;
        if (_side is null)
        {
            foreach (var area in _shapes.AreasAt(cell))
            {
                if (_counts.Has(_shapes.FeatureOf(area)))
                {
                    if (LayerShapes.IsWhole(area) && !_features[_shapes.FeatureOf(area)].IsDated)
                    {
                        return CellState.Inside;
                    }
                    state = CellState.Mixed;
                }
            }
        }
        var segments = _reach.SegmentsAt(cell);
        for (var first = 0; first < segments.Length;)
        {
            var end = EndOfFeature(segments, first);
            var feature = _shapes.Segments[segments[first]].Feature;
            var of = _counts.Has(feature) ? StateOf(segments[first..end], box) : CellState.Outside;
            if (of == CellState.Inside && !_features[feature].IsDated)
            {
                return CellState.Inside;
            }
            // What is there on some days only is sure of no point.
            state = of == CellState.Outside ? state : CellState.Mixed;
            first = end;
        }
        return state;
    }

    /// <summary>The cells in which the condition may hold somewhere, in ascending order, with what it is there.</summary>
    public List<(int Cell, CellState State)> Survey(PlaneBox[] boxes)
    {
        var cells = new List<int>();
        foreach (var feature in _counts.Features)
        {
            cells.AddRange(_reach.CellsOf(feature));
        }
        cells.Sort();
        var survey = new List<(int, CellState)>();
        var last = -1;
        foreach (var cell in cells)
        {
            if (cell != last && StateOf(cell, boxes[cell]) is not CellState.Outside and var state)
            {
                survey.Add((cell, state));
            }
            last = cell;
        }
        return survey;
    }

    private bool Counts(int feature, DateOnly day) =>
        _counts.Has(feature) && (!IsDated || _features[feature].IsThereOn(day));

    private int EndOfFeature(ReadOnlySpan<int> segments, int first)
    {
        var feature = _shapes.Segments[segments[first]].Feature;
        var end = first + 1;
        while (end < segments.Length && _shapes.Segments[segments[end]].Feature == feature)
        {
            end++;
        }
        return end;
    }

    private CellState StateOf(ReadOnlySpan<int> ofFeature, PlaneBox box)
    {
        var (holds, isEverywhereOnSide, isNowhereOnSide) = (false, true, true);
        foreach (var index in ofFeature)
        {
            ref readonly var segment = ref _shapes.Segments[index];
            holds = holds || segment.Holds(box, _reach.Metres, _reach.IsFlat);
            if (_side is not null)
            {
                // Whichever piece is nearest to a point: when all of them see the box on one side, so does that one.
                var side = segment.IsLine ? segment.SideOf(box) : null;
                isEverywhereOnSide &= side == _side;
                isNowhereOnSide &= !segment.IsLine || (side is not null && side != _side);
            }
        }
        if (_side is null)
        {
            return holds ? CellState.Inside : CellState.Mixed;
        }
        return isNowhereOnSide ? CellState.Outside
            : holds && isEverywhereOnSide ? CellState.Inside : CellState.Mixed;
    }

    private Best Nearest(ReadOnlySpan<int> segments, PlanePoint point, DateOnly day, Best best)
    {
        for (var first = 0; first < segments.Length;)
        {
            var end = EndOfFeature(segments, first);
            var feature = _shapes.Segments[segments[first]].Feature;
            if (Counts(feature, day) && NearestOf(segments[first..end], point) is var squared && best.YieldsTo(squared, feature))
            {
                best = new Best(squared, feature);
            }
            first = end;
        }
        return best;
    }

    /// <summary>The square of the distance to one feature, infinite when the point lies on its wrong side.</summary>
    private double NearestOf(ReadOnlySpan<int> ofFeature, PlanePoint point)
    {
        var (least, nearest) = (double.PositiveInfinity, -1);
        foreach (var index in ofFeature)
        {
            ref readonly var segment = ref _shapes.Segments[index];
            if ((_reach.IsFlat && segment.IsBeyondEnd(point)) || (_side is not null && !segment.IsLine))
            {
                continue;
            }
            var squared = segment.SquaredDistanceTo(point);
            // Nearest to a vertex, a point has two nearest pieces; the one that it is farther aside of sees its side.
            if (squared < least || (squared == least && _side is not null
                && segment.OffsetOf(point) > _shapes.Segments[nearest].OffsetOf(point)))
            {
                (least, nearest) = (squared, index);
            }
        }
        return nearest < 0 || (_side is { } side && _shapes.Segments[nearest].SideOf(point) != side)
            ? double.PositiveInfinity
            : least;
    }

    private readonly record struct Best(double SquaredDistance, int Feature)
    {
        public bool YieldsTo(double squared, int feature) =>
            squared < SquaredDistance || (squared == SquaredDistance && (Feature < 0 || feature < Feature));
    }
}
