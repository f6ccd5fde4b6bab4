namespace GridCity.Core.Space;

/// <summary>
/// Walks over the cells that have a point in the pixels that a box touches, and maybe in a neighbouring one, without
/// allocating. One cell may come more than once.
/// </summary>
internal ref struct TileCandidates
{
    private readonly TileIndex _index;
    private readonly int _left;
    private readonly int _right;
    private readonly int _bottom;
    private readonly int _top;
    private int _column;
    private int _row;
    private int _block;
    private ulong _pixels;
    private int _number;

    public TileCandidates(TileIndex index, PlaneBox box)
    {
        _index = index;
        var tiles = index.Raster;
        (_left, _right) = PixelsOf(box.MinX - tiles.X0, box.MaxX - tiles.X0, tiles.Size, tiles.Columns);
        (_bottom, _top) = PixelsOf(box.MinY - tiles.Y0, box.MaxY - tiles.Y0, tiles.Size, tiles.Rows);
        _column = (_left / TileIndex.Side) - 1;
        _row = _bottom / TileIndex.Side;
    }

    /// <summary>The cell at which the walk stands.</summary>
    public int Current { get; private set; }

    public readonly TileCandidates GetEnumerator() => this;

    public bool MoveNext()
    {
        while (true)
        {
            while (_number > 0)
            {
                (Current, var pixels) = _index.CellIn(_block, --_number);
                if ((pixels & _pixels) != 0)
                    return true;
            }
            if (!NextTile())
                return false;
            if (Current > TileIndex.Nothing)
                return true;
        }
    }

    private bool NextTile()
    {
        if (_right < _left || _top < _bottom)
            return false;
        if (++_column > _right / TileIndex.Side)
            (_column, _row) = (_left / TileIndex.Side, _row + 1);
        if (_row > _top / TileIndex.Side)
            return false;
        (Current, _block, _number) = _index.TileAt(_column, _row);
        if (_number > 0)
            _pixels = PixelsHere();
        return true;
    }

    /// <summary>The pixels of this tile that the box touches.</summary>
    private readonly ulong PixelsHere()
    {
        const int Last = TileIndex.Side - 1;
        var (x, y) = (_column * TileIndex.Side, _row * TileIndex.Side);
        var (left, right) = (Math.Max(_left - x, 0), Math.Min(_right - x, Last));
        var (bottom, top) = (Math.Max(_bottom - y, 0), Math.Min(_top - y, Last));
        var pixels = 0UL;
        for (var row = bottom; row <= top; row++)
            pixels |= (0xFFUL >> (Last - right + left)) << ((row * TileIndex.Side) + left);
        return pixels;
    }

    /// <summary>
    /// The first and last pixel of a stretch, a little more at each end against rounding; none for NaN.
    /// </summary>
    private static (int First, int Last) PixelsOf(double from, double to, double tileSize, int tileCount)
    {
        if (tileCount == 0 || !(from <= to))
            return (0, -1);
        var last = (tileCount * TileIndex.Side) - 1.0;
        var low = Math.Clamp((from / tileSize * TileIndex.Side) - 1e-3, 0, last);
        var high = Math.Clamp((to / tileSize * TileIndex.Side) + 1e-3, 0, last);
        return ((int)low, (int)high);
    }
}
