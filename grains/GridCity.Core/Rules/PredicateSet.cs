using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>
/// The spatial conditions of a rule book, each compiled once however many rules share it, and the geometry by cell once
/// for each layer and distance.
/// </summary>
internal sealed class PredicateSet(Grid grid, IReadOnlyList<Layer> layers)
{
    private readonly Dictionary<string, LayerShapes> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Layer, double Metres, bool IsFlat), LayerReach> _reaches = [];
    private readonly Dictionary<string, FeatureMask> _masks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpatialPredicate> _predicates = new(StringComparer.Ordinal);
    private readonly Dictionary<SpatialPredicate, List<(int Cell, CellState State)>> _surveys = [];
    private CellBuckets? _cells;

    /// <summary>How much memory the geometry by cell takes, in bytes.</summary>
    public long Bytes => _shapes.Values.Sum(shapes => shapes.Bytes) + _reaches.Values.Sum(reach => reach.Bytes)
        + _masks.Values.Sum(mask => mask.Bytes);

    // Sorting the cells takes a while in a large city, and a book without layers does without.
    private CellBuckets Cells => _cells ??= new CellBuckets(grid);

    /// <summary>The compiled form of a condition.</summary>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public SpatialPredicate Of(NearLayer near)
    {
        var key = ConditionKey.Of(near);
        if (!_predicates.TryGetValue(key, out var predicate))
        {
            var reach = ReachOf(near);
            _predicates.Add(key, predicate = new SpatialPredicate(near, reach, MaskOf(near, reach.Shapes.Layer)));
        }
        return predicate;
    }

    /// <summary>Where a condition may hold, and what it is there.</summary>
    public List<(int Cell, CellState State)> SurveyOf(SpatialPredicate predicate)
    {
        if (!_surveys.TryGetValue(predicate, out var survey))
        {
            _surveys.Add(predicate, survey = predicate.Survey(Cells.Boxes));
        }
        return survey;
    }

    /// <summary>Drops what only compiling needs.</summary>
    public void Forget()
    {
        _surveys.Clear();
        _cells = null;
        foreach (var reach in _reaches.Values)
        {
            reach.Forget();
        }
    }

    private FeatureMask MaskOf(NearLayer near, Layer layer)
    {
        var key = ConditionKey.Of(near with { Metres = 0, Side = null, HasFlatEnds = false });
        if (!_masks.TryGetValue(key, out var mask))
        {
            _masks.Add(key, mask = FeatureMask.Of(near, layer));
        }
        return mask;
    }

    private LayerReach ReachOf(NearLayer near)
    {
        var key = (near.Layer, near.Metres, near.HasFlatEnds);
        if (!_reaches.TryGetValue(key, out var reach))
        {
            if (!_shapes.TryGetValue(near.Layer, out var shapes))
            {
                var layer = layers.FirstOrDefault(layer => layer.Name == near.Layer)
                    ?? throw new ArgumentException($"There is no layer '{near.Layer}'.", nameof(near));
                _shapes.Add(near.Layer, shapes = new LayerShapes(layer, Cells));
            }
            _reaches.Add(key, reach = new LayerReach(shapes, near.Metres, near.HasFlatEnds, Cells));
        }
        return reach;
    }
}
