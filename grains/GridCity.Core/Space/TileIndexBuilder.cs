using System.Numerics;
using System.Runtime.InteropServices;

namespace GridCity.Core.Space;

/// <summary>
/// Builds a <see cref="TileIndex"/>: first, cell by cell, which tiles a border touches and which it encloses; then,
/// tile by tile, the same for its 64 pixels, as masks of bits. Whatever no border touches needs one test for each
/// connected patch of squares, since such a patch lies wholly on one side.
/// </summary>
internal sealed class TileIndexBuilder
{
    private const ulong LeftColumn = 0x0101_0101_0101_0101;

    private readonly CellBorders _borders;
    private readonly TileRaster _raster;
    private readonly List<int> _pairTiles = [];
    private readonly List<int> _pairEntries = [];
    private readonly List<int> _blocks = [];
    private readonly List<ulong> _patches = [];
    private readonly List<Touch> _touches = [];
    private readonly List<Edge> _edges = [];
    private bool[] _touched = [];

    private TileIndexBuilder(CellBorders borders, TileRaster raster)
    {
        _borders = borders;
        _raster = raster;
    }

    public static TileIndex Build(CellBorders borders, PlaneBox bounds)
    {
        if (borders.Count == 0)
            return new TileIndex(default, [], []);
        var builder = new TileIndexBuilder(borders, Pave(borders, bounds));
        for (var cell = 0; cell < borders.Count; cell++)
            builder.Spread(cell);
        var tiles = builder.Settle();
        return new TileIndex(builder._raster, tiles, [.. builder._blocks]);
    }

    /// <summary>
    /// Tiles as large as the middle cell, but never many more than cells: a city of two distant halves must not pay for
    /// the land between.
    /// </summary>
    private static TileRaster Pave(CellBorders borders, PlaneBox bounds)
    {
        var areas = new double[borders.Count];
        for (var cell = 0; cell < areas.Length; cell++)
            areas[cell] = borders.AreaOf(cell);
        Array.Sort(areas);
        var (width, height) = (bounds.MaxX - bounds.MinX, bounds.MaxY - bounds.MinY);
        var tilesMax = (8.0 * areas.Length) + 1024;
        var size = Math.Sqrt(Math.Max(areas[areas.Length / 2], width * height / tilesMax));
        size = Math.Max(size, Math.Max(width, height) / tilesMax);

        // Half a pixel of overhang, so that the borders of a lattice of squares run through the middle of pixels.
        var overhang = size / TileIndex.Side / 2;
        var reach = new[] { bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY }.Max(Math.Abs);
        return new TileRaster(
            bounds.MinX - overhang,
            bounds.MinY - overhang,
            size,
            (int)((width + (2 * overhang)) / size) + 1,
            (int)((height + (2 * overhang)) / size) + 1,
            Math.Max(size * 1e-6, reach * 1e-12));
    }

    /// <summary>Notes the tiles that a cell touches (its index) or covers (the complement of its index).</summary>
    private void Spread(int cell)
    {
        var (window, left, bottom) = WindowOf(cell);
        var touched = TouchedBy(cell, window);
        for (var row = 0; row < window.Rows; row++)
        {
            var isInside = false;
            for (var column = 0; column < window.Columns; column++)
            {
                var isTouched = touched[(row * window.Columns) + column];
                if (!isTouched && (column == 0 || touched[(row * window.Columns) + column - 1]))
                    isInside = _borders.Covers(cell, window.CentreOf(column, row));
                if (!isTouched && !isInside)
                    continue;
                _pairTiles.Add(((bottom + row) * _raster.Columns) + left + column);
                _pairEntries.Add(isTouched ? cell : ~cell);
            }
        }
    }

    private (TileRaster Window, int Left, int Bottom) WindowOf(int cell)
    {
        var box = _borders.BoundsOf(cell);
        var (low, high) = (new PlanePoint(box.MinX, box.MinY), new PlanePoint(box.MaxX, box.MaxY));
        var (bottom, top) = _raster.RowsOf(low, high);
        var (left, right) = _raster.ColumnsOf(low with { Y = high.Y }, high, bottom);
        var window = _raster with
        {
            X0 = _raster.X0 + (left * _raster.Size),
            Y0 = _raster.Y0 + (bottom * _raster.Size),
            Columns = right - left + 1,
            Rows = top - bottom + 1,
        };
        return (window, left, bottom);
    }

    private ReadOnlySpan<bool> TouchedBy(int cell, TileRaster window)
    {
        var size = window.Columns * window.Rows;
        if (_touched.Length < size)
            _touched = new bool[size * 2];
        var touched = _touched.AsSpan(0, size);
        touched.Clear();
        var ring = _borders.PointsOf(cell);
        for (var i = 1; i < ring.Length; i++)
        {
            if (double.IsNaN(ring[i].X) || double.IsNaN(ring[i - 1].X))
                continue;
            var (firstRow, lastRow) = window.RowsOf(ring[i - 1], ring[i]);
            for (var row = firstRow; row <= lastRow; row++)
            {
                var (first, last) = window.ColumnsOf(ring[i - 1], ring[i], row);
                if (first <= last)
                    touched.Slice((row * window.Columns) + first, last - first + 1).Fill(true);
            }
        }
        return touched;
    }

    /// <summary>Sorts the pairs by tile, keeping the order of the cells, and makes an entry of each tile.</summary>
    private int[] Settle()
    {
        var tiles = new int[_raster.Columns * _raster.Rows];
        var ends = new int[tiles.Length + 1];
        foreach (var tile in _pairTiles)
            ends[tile + 1]++;
        for (var tile = 0; tile < tiles.Length; tile++)
            ends[tile + 1] += ends[tile];
        var sorted = new int[_pairTiles.Count];
        var next = ends.AsSpan(0, tiles.Length).ToArray();
        for (var i = 0; i < sorted.Length; i++)
            sorted[next[_pairTiles[i]]++] = _pairEntries[i];
        for (var tile = 0; tile < tiles.Length; tile++)
            tiles[tile] = EntryOf(tile, sorted.AsSpan(ends[tile], ends[tile + 1] - ends[tile]));
        return tiles;
    }

    private int EntryOf(int tile, ReadOnlySpan<int> cells)
    {
        if (cells.Length == 0)
            return TileIndex.Nothing;
        if (cells.Length == 1 && cells[0] < 0)
            return ~cells[0];
        _edges.Clear();
        var (row, column) = Math.DivRem(tile, _raster.Columns);
        var pixels = new TileRaster(
            _raster.X0 + (column * _raster.Size),
            _raster.Y0 + (row * _raster.Size),
            _raster.Size / TileIndex.Side,
            TileIndex.Side,
            TileIndex.Side,
            _raster.Margin);
        _touches.Clear();
        foreach (var cell in cells)
            _touches.Add(cell < 0 ? new Touch(~cell, 0, 0, ulong.MaxValue) : TouchOf(cell, pixels));
        return AddBlock();
    }

    /// <summary>Which pixels a cell touches or covers. Its edges that touch any are noted, too.</summary>
    private Touch TouchOf(int cell, TileRaster pixels)
    {
        var (once, more) = (0UL, 0UL);
        var start = _edges.Count;
        var ring = _borders.PointsOf(cell);
        for (var i = 1; i < ring.Length; i++)
        {
            if (double.IsNaN(ring[i].X) || double.IsNaN(ring[i - 1].X))
                continue;
            var mask = MaskOf(ring[i - 1], ring[i], pixels);
            if (mask == 0)
                continue;
            more |= once & mask;
            once |= mask;
            _edges.Add(new Edge(cell, _borders.PlaceOf(cell) + i - 1, mask));
        }
        foreach (ref var edge in CollectionsMarshal.AsSpan(_edges)[start..])
            edge = edge with { Alone = edge.Alone & ~more };
        return new Touch(cell, once, more, CoveredBy(cell, pixels, ~once));
    }

    private static ulong MaskOf(PlanePoint a, PlanePoint b, TileRaster pixels)
    {
        var mask = 0UL;
        var (firstRow, lastRow) = pixels.RowsOf(a, b);
        for (var row = firstRow; row <= lastRow; row++)
        {
            var (first, last) = pixels.ColumnsOf(a, b, row);
            if (first <= last)
                mask |= (0xFFUL >> (7 - last + first)) << ((row * 8) + first);
        }
        return mask;
    }

    /// <summary>Which of the free pixels a cell covers, one test for each patch of them.</summary>
    private ulong CoveredBy(int cell, TileRaster pixels, ulong free)
    {
        var covered = 0UL;
        while (free != 0)
        {
            var seed = BitOperations.TrailingZeroCount(free);
            var patch = PatchAt(seed, free);
            if (_borders.Covers(cell, pixels.CentreOf(seed % 8, seed / 8)))
                covered |= patch;
            free &= ~patch;
        }
        return covered;
    }

    private static ulong PatchAt(int seed, ulong free)
    {
        var patch = 1UL << seed;
        while (true)
        {
            var grown = patch | (patch << 8) | (patch >> 8)
                | ((patch << 1) & ~LeftColumn) | ((patch & ~LeftColumn) >> 1);
            grown &= free;
            if (grown == patch)
                return patch;
            patch = grown;
        }
    }

    /// <summary>
    /// Parts the pixels into patches that have the same cells and the same single edge, and writes the block.
    /// </summary>
    private int AddBlock()
    {
        _patches.Clear();
        _patches.Add(ulong.MaxValue);
        foreach (var touch in _touches)
        {
            Part(touch.Touched);
            Part(touch.More);
            Part(touch.Covered);
        }
        foreach (var edge in _edges)
            Part(edge.Alone);
        _patches.Sort((one, other) => BitOperations.PopCount(other).CompareTo(BitOperations.PopCount(one)));
        var block = _blocks.Count;
        Span<int> slots = stackalloc int[TileIndex.PaletteStart];
        slots.Clear();
        for (var slot = 0; slot < _patches.Count; slot++)
            Paint(slots, _patches[slot], slot);
        foreach (var four in slots)
            _blocks.Add(four);
        var palette = _blocks.Count;
        foreach (var _ in _patches)
            _blocks.Add(TileIndex.Nothing);
        for (var slot = 0; slot < _patches.Count; slot++)
            _blocks[palette + slot] = AddList(1UL << BitOperations.TrailingZeroCount(_patches[slot]));
        return TileIndex.Flip(block);
    }

    /// <summary>Splits every patch that lies partly in a mask.</summary>
    private void Part(ulong mask)
    {
        for (var i = _patches.Count - 1; i >= 0 && mask != 0; i--)
        {
            var (within, without) = (_patches[i] & mask, _patches[i] & ~mask);
            if (within == 0 || without == 0)
                continue;
            _patches[i] = within;
            _patches.Add(without);
        }
    }

    private static void Paint(Span<int> slots, ulong patch, int slot)
    {
        for (; patch != 0; patch &= patch - 1)
        {
            var pixel = BitOperations.TrailingZeroCount(patch);
            slots[pixel / 4] |= unchecked(slot << (pixel % 4 * 8));
        }
    }

    /// <summary>
    /// The entry of one pixel: nothing, the one cell that covers it, an edge, or a list of all that may cover a part.
    /// Where cells overlap, as they should not, the list has them all, so that whoever looks for overlaps finds them.
    /// </summary>
    private int AddList(ulong pixel)
    {
        var start = _blocks.Count;
        _blocks.Add(0);
        var isAllCovered = true;
        foreach (var touch in _touches)
        {
            if (((touch.Covered | touch.Touched) & pixel) == 0)
                continue;
            _blocks.Add(touch.Cell);
            isAllCovered &= (touch.Covered & pixel) != 0;
        }
        var length = _blocks.Count - start - 1;
        var entry = length == 0 ? TileIndex.Nothing : length == 1 && isAllCovered ? _blocks[^1] : TileIndex.Flip(start);
        if (entry >= TileIndex.Nothing)
            _blocks.RemoveRange(start, length + 1);
        else if (length > 2 || !TryAddEdge(pixel, start, length))
            _blocks[start] = length;
        return entry;
    }

    /// <summary>
    /// Where one edge is all that a cell has in a pixel, and for a neighbour it is the same edge the other way round,
    /// the side of that edge tells everything.
    /// </summary>
    private bool TryAddEdge(ulong pixel, int start, int length)
    {
        var edges = _edges.FindAll(edge => (edge.Alone & pixel) != 0);
        if (edges.Count != length || (length == 2 && !_borders.AreOpposite(edges[0].Place, edges[1].Place)))
            return false;
        _blocks[start] = ~edges[0].Place;
        if (length == 1)
            _blocks.Add(TileIndex.Nothing);
        return true;
    }

    /// <summary>The pixels of a tile that a cell touches at all, with more than one edge, or covers.</summary>
    private readonly record struct Touch(int Cell, ulong Touched, ulong More, ulong Covered);

    /// <summary>An edge by the place of its first point, and the pixels where it is its cell's only one.</summary>
    private readonly record struct Edge(int Cell, int Place, ulong Alone);
}
