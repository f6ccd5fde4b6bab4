using System.Runtime.InteropServices;

namespace GridCity.Core.Space;

/// <summary>
/// Builds a <see cref="TileIndex"/>: first, cell by cell, which tiles a border touches and which it encloses; then a
/// block for each tile that is not one cell's, and for its quarters where the tile has too much in it. Whatever no
/// border touches needs one test for each connected patch of squares, since such a patch lies wholly on one side.
/// </summary>
internal sealed class TileIndexBuilder
{
    /// <summary>A square is parted if more of its pixels than this would have to ask the borders.</summary>
    private const int MissingMax = 0;

    private readonly CellBorders _borders;
    private readonly TileRaster _raster;
    private readonly List<int> _pairTiles = [];
    private readonly List<int> _pairEntries = [];
    private readonly List<ulong> _lines = [];
    private readonly List<ulong> _rest = [];
    private readonly TileIndexBlock?[] _blocks = new TileIndexBlock?[TileIndex.DepthMax + 1];
    private bool[] _touched = [];

    private TileIndexBuilder(CellBorders borders, TileRaster raster)
    {
        _borders = borders;
        _raster = raster;
    }

    public static TileIndex Build(CellBorders borders, PlaneBox bounds)
    {
        if (borders.Count == 0)
            return new TileIndex(new TileRaster(0, 0, 1, 0, 0, 0), new TileDirectory([]), [], []);
        var builder = new TileIndexBuilder(borders, Pave(borders, bounds));
        for (var cell = 0; cell < borders.Count; cell++)
            builder.Spread(cell);
        var tiles = builder.Settle();
        return new TileIndex(
            builder._raster,
            new TileDirectory(tiles),
            CollectionsMarshal.AsSpan(builder._lines),
            CollectionsMarshal.AsSpan(builder._rest));
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
        {
            var (row, column) = Math.DivRem(tile, _raster.Columns);
            var square = _raster.SquareAt(column, row, 1);
            tiles[tile] = EntryOf(square, sorted.AsSpan(ends[tile], ends[tile + 1] - ends[tile]), 0);
        }
        return tiles;
    }

    /// <summary>
    /// The entry of a square by the cells that touch it (their indices) or cover it (the complements of these).
    /// </summary>
    private int EntryOf(TileRaster square, ReadOnlySpan<int> cells, int depth)
    {
        if (cells.Length == 0)
            return TileIndex.Nothing;
        if (cells.Length == 1 && cells[0] < 0)
            return ~cells[0];
        var block = _blocks[depth] ??= new TileIndexBlock(_borders);
        Span<ulong> line = stackalloc ulong[TileIndex.LineWords];
        line.Clear();
        if (block.Read(square, cells) <= MissingMax || depth == TileIndex.DepthMax)
            block.Write(line, _rest);
        else
            Part(square, block, line, depth);
        var place = _rest.Count;
        (depth == 0 ? _lines : _rest).AddRange(line);
        return TileIndex.Flip(place);
    }

    private void Part(TileRaster square, TileIndexBlock block, Span<ulong> line, int depth)
    {
        Span<int> entries = stackalloc int[4];
        for (var quarter = 0; quarter < entries.Length; quarter++)
        {
            var (column, row) = (quarter % 2 * TileIndex.Side / 2, quarter / 2 * TileIndex.Side / 2);
            var part = square.SquareAt(column, row, TileIndex.Side / 2);
            entries[quarter] = EntryOf(part, block.CellsIn(column, row), depth + 1);
        }
        block.WriteParted(line, _rest, entries);
    }
}
