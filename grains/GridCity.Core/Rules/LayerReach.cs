namespace GridCity.Core.Rules;

/// <summary>
/// For every cell the pieces of a layer that come within a distance of it, shared by all conditions that ask for the
/// layer and the distance, whichever of its features and sides they mean.
/// </summary>
internal sealed class LayerReach
{
    private readonly CellLists _segmentsOfCells;
    private readonly Dictionary<int, int[]> _cellsOfFeatures = [];

    public LayerReach(LayerShapes shapes, double metres, bool isFlat, CellBuckets cells)
    {
        Shapes = shapes;
        Metres = metres;
        IsFlat = isFlat;
        var pairs = new List<(int Cell, int Item)>();
        var found = new List<int>();
        for (var index = 0; index < shapes.Segments.Length; index++)
        {
            var segment = shapes.Segments[index];
            cells.Find(segment.Bounds.Grow(metres + LayerSegment.Margin), found);
            foreach (var cell in found)
            {
                if (!segment.Misses(cells.Boxes[cell], metres, isFlat))
                {
                    pairs.Add((cell, index));
                }
            }
        }
        _segmentsOfCells = CellLists.Of(pairs, cells.Boxes.Length);
    }

    /// <summary>The shapes.</summary>
    public LayerShapes Shapes { get; }

    /// <summary>The distance in metres from which a feature counts.</summary>
    public double Metres { get; }

    /// <summary>Whether what lies beyond the end of a line does not count.</summary>
    public bool IsFlat { get; }

    /// <summary>How much memory the index by cell takes, in bytes.</summary>
    public long Bytes => _segmentsOfCells.Bytes;

    /// <summary>The pieces that come near enough to a cell, by feature.</summary>
    public ReadOnlySpan<int> SegmentsAt(int cell) => _segmentsOfCells.At(cell);

    /// <summary>The cells that a feature reaches, in ascending order; worked out for all features at the first question.</summary>
    public IReadOnlyList<int> CellsOf(int feature)
    {
        if (_cellsOfFeatures.Count == 0)
        {
            IndexFeatures();
        }
        return _cellsOfFeatures.GetValueOrDefault(feature) ?? [];
    }

    /// <summary>Drops what only compiling needs.</summary>
    public void Forget() => _cellsOfFeatures.Clear();

    private void IndexFeatures()
    {
        var active = new List<int>();
        _segmentsOfCells.AddCells(active);
        Shapes.AddAreaCells(active);
        active.Sort();
        var cellsOf = new Dictionary<int, List<int>>();
        for (var index = 0; index < active.Count; index++)
        {
            if (index > 0 && active[index] == active[index - 1])
            {
                continue;
            }
            foreach (var segment in SegmentsAt(active[index]))
            {
                Add(cellsOf, Shapes.Segments[segment].Feature, active[index]);
            }
            foreach (var area in Shapes.AreasAt(active[index]))
            {
                Add(cellsOf, Shapes.FeatureOf(area), active[index]);
            }
        }
        foreach (var (feature, cells) in cellsOf)
        {
            _cellsOfFeatures.Add(feature, [.. cells]);
        }
    }

    private static void Add(Dictionary<int, List<int>> cellsOf, int feature, int cell)
    {
        if (!cellsOf.TryGetValue(feature, out var cells))
        {
            cellsOf.Add(feature, cells = []);
        }
        if (cells.Count == 0 || cells[^1] != cell)
        {
            cells.Add(cell);
        }
    }
}
