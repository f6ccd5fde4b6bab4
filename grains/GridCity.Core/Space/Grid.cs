namespace GridCity.Core.Space;

/// <summary>
/// The cells of a city in its metre plane, found by point in constant time. A cell is closed: its border belongs to it,
/// also the border of a hole, and where several cells touch, the lowest code wins. Immutable; any thread may ask.
/// Made by <see cref="GridBuilder"/>.
/// </summary>
public sealed class Grid
{
    private readonly long[] _codes;
    private readonly CellBorders _borders;
    private readonly TileIndex _tiles;

    internal Grid(long[] codes, CellBorders borders)
    {
        _codes = codes;
        _borders = borders;
        Bounds = borders.BoundsOfAll();
        _tiles = TileIndexBuilder.Build(borders, Bounds);
    }

    /// <summary>How many cells there are; indices run from 0 in the order of the codes.</summary>
    public int Count => _codes.Length;

    /// <summary>The smallest box around all cells; of no cells, a box of NaN.</summary>
    public PlaneBox Bounds { get; }

    /// <summary>How much memory the borders, the codes and the index take, in bytes.</summary>
    public long Bytes => _tiles.Bytes + _borders.Bytes + (8L * _codes.Length);

    /// <summary>The code of a cell.</summary>
    public CellCode CodeOf(int index) => new(_codes[index]);

    /// <summary>The index of a code, or -1.</summary>
    public int IndexOf(CellCode code) => Math.Max(-1, Array.BinarySearch(_codes, code.Value));

    /// <summary>
    /// The cell at a point, or -1; on a shared edge the lower code wins. Exact for the vertices as they are stored: no
    /// tolerance, no rounding. What is no number or not finite lies in no cell. Never allocates.
    /// </summary>
    public int Locate(PlanePoint point) => _tiles.Locate(point, _borders);

    /// <summary>
    /// The cell at each of many points, as <see cref="Locate(PlanePoint)"/> finds it. The points wait for memory together, so
    /// that in a city which no cache holds a point costs about a third of what it costs alone. Never allocates.
    /// </summary>
    /// <exception cref="ArgumentException">There is less room for cells than there are points.</exception>
    public void Locate(ReadOnlySpan<PlanePoint> points, Span<int> cells)
    {
        if (cells.Length < points.Length)
        {
            throw new ArgumentException($"There is room for {cells.Length} cells, but there are {points.Length} points.", nameof(cells));
        }
        _tiles.Locate(points, cells, _borders);
    }

    /// <summary>Whether a point lies in a cell or on its border, whoever else touches the point.</summary>
    public bool Covers(int index, PlanePoint point) => _borders.Covers(index, point);

    /// <summary>The area of a cell in square metres, without its holes.</summary>
    public double AreaOf(int index) => _borders.AreaOf(index);

    /// <summary>The smallest box around a cell.</summary>
    public PlaneBox BoundsOf(int index) => _borders.BoundsOf(index);

    /// <summary>
    /// The cells that share more than a point with a cell, in the order of the codes: borders that run within 2 cm of
    /// each other for more than 10 cm, so that the centimetre to which published coordinates are rounded does no harm.
    /// Found anew each time, in microseconds.
    /// </summary>
    public IReadOnlyList<int> NeighboursOf(int index)
    {
        var bounds = _borders.BoundsOf(index).Grow(CellBorders.SharedTolerance);
        var found = new SortedSet<int>();
        var seen = new HashSet<int> { index };
        foreach (var cell in _tiles.Near(bounds))
        {
            if (seen.Add(cell) && _borders.SharedLength(index, cell) > CellBorders.SharedLengthMin)
                found.Add(cell);
        }
        return [.. found];
    }

    /// <summary>
    /// Adds to <paramref name="found"/> every cell that has a point within a distance, in the order of the codes.
    /// </summary>
    public void FindWithin(PlanePoint point, double metres, List<int> found)
    {
        var start = found.Count;
        foreach (var cell in _tiles.Near(PlaneBox.Around(point, metres)))
            found.Add(cell);
        found.Sort(start, found.Count - start, null);
        var (kept, last) = (start, -1);
        for (var i = start; i < found.Count; i++)
        {
            if (found[i] == last)
                continue;
            last = found[i];
            if (_borders.DistanceTo(last, point) <= metres)
                found[kept++] = last;
        }
        found.RemoveRange(kept, found.Count - kept);
    }

    /// <summary>The distance in metres from a point inside a cell to that cell's border.</summary>
    public double BorderDistance(int index, PlanePoint point) => _borders.BorderDistance(index, point);

    /// <summary>
    /// The nearest cell other than the one at the point (-1 outside all), and its distance in metres, if that is at most
    /// <paramref name="within"/>; otherwise -1 and positive infinity. Of equally near cells the lowest code is taken. Never
    /// allocates.
    /// </summary>
    public (int Second, double Distance) NearestOther(int index, PlanePoint point, double within)
    {
        var (second, distance) = (-1, double.PositiveInfinity);
        // Cells that the check of a city accepts overlap by less than what is asked here beyond the distance: every way to another
        // leads over the border.
        if (index >= 0 && !_borders.ComesNear(index, point, within))
            return (second, distance);
        foreach (var cell in _tiles.Near(PlaneBox.Around(point, within)))
        {
            if (cell == index || cell == second)
                continue;
            var candidate = _borders.DistanceTo(cell, point);
            if (candidate <= within && (candidate < distance || (candidate == distance && cell < second)))
                (second, distance) = (cell, candidate);
        }
        return (second, distance);
    }

    /// <summary>
    /// The rings of a cell, each closed: an outer ring (counter-clockwise), its holes (clockwise), then the next part's
    /// outer ring, and so on. The points are views of the grid's own, not copies.
    /// </summary>
    public IReadOnlyList<CellRing> RingsOf(int index) => _borders.RingsOf(index);
}

/// <summary>One closed ring of a cell's border; a hole lies in the outer ring before it.</summary>
public readonly record struct CellRing(bool IsHole, ReadOnlyMemory<PlanePoint> Points);

/// <summary>A box of a plane, in metres.</summary>
public readonly record struct PlaneBox(double MinX, double MinY, double MaxX, double MaxY)
{
    /// <summary>The box that reaches a distance to all sides of a point.</summary>
    public static PlaneBox Around(PlanePoint point, double metres) =>
        new(point.X - metres, point.Y - metres, point.X + metres, point.Y + metres);

    /// <summary>The box that is larger by a distance on all sides.</summary>
    public PlaneBox Grow(double metres) => new(MinX - metres, MinY - metres, MaxX + metres, MaxY + metres);
}
