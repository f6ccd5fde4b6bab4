using System.Numerics;

namespace GridCity.Core.Space;

/// <summary>
/// The raster that finds a cell by point. The plane is paved with square tiles as large as an ordinary cell. A tile
/// that one cell covers, or none, says so in one number; any other points at a block that parts it into 8 × 8 pixels. A
/// block is 16 numbers with one byte for each pixel, a palette, and lists of cells. An entry, in the table of tiles or
/// in a palette, is the index of a cell that covers all of it, <see cref="Nothing"/>, or below that <c>-2 -</c> a place
/// in the blocks: a block, or a list (its length, then cells in the order of their codes), or, where a single edge
/// passes, the complement of the edge's place, the cell to its left, and the one to its right or <see cref="Nothing"/>.
/// One byte a pixel keeps what a point touches within few cache lines, and empty land costs four bytes a tile.
/// </summary>
internal sealed class TileIndex(TileRaster raster, int[] tiles, int[] blocks)
{
    /// <summary>The entry for land of no cell.</summary>
    public const int Nothing = -1;

    /// <summary>How many pixels a tile's side has; 8 × 8 pixels are the 64 bits of a mask.</summary>
    public const int Side = 8;

    /// <summary>Where in a block its palette stands: behind the bytes of the pixels.</summary>
    public const int PaletteStart = Side * Side / sizeof(int);

    private readonly int[] _tiles = tiles;
    private readonly int[] _blocks = blocks;
    private readonly double _x0 = raster.X0;
    private readonly double _y0 = raster.Y0;
    private readonly double _perMetre = 1 / raster.Size;
    private readonly int _columns = raster.Columns;
    private readonly int _rows = raster.Rows;

    /// <summary>How much memory the index takes, in bytes.</summary>
    public long Bytes => 4L * (_tiles.Length + _blocks.Length);

    /// <summary>
    /// Makes an entry of a place in the blocks, or the place of an entry: the same formula both ways.
    /// </summary>
    public static int Flip(int value) => unchecked(-2 - value);

    /// <summary>The entry of the pixel in which a point lies: a cell, <see cref="Nothing"/>, or a list.</summary>
    public int EntryAt(PlanePoint point)
    {
        var x = (point.X - _x0) * _perMetre;
        var y = (point.Y - _y0) * _perMetre;

        // Written so that NaN fails it.
        if (!(x >= 0 && y >= 0 && x < _columns && y < _rows))
            return Nothing;
        unchecked
        {
            var (column, row) = ((int)x, (int)y);
            var entry = _tiles[(row * _columns) + column];
            return entry >= Nothing ? entry : EntryOf(Flip(entry), (int)((x - column) * Side), (int)((y - row) * Side));
        }
    }

    /// <summary>The cell among those of a list that covers a point, the first if several do, or -1.</summary>
    public int Choose(int entry, PlanePoint point, CellBorders borders)
    {
        unchecked
        {
            var place = Flip(entry);
            var head = _blocks[place];
            if (head >= 0)
                return FirstOf(_blocks.AsSpan(place + 1, head), point, borders);
            var (left, right) = (_blocks[place + 1], _blocks[place + 2]);
            var side = borders.SideOf(~head, point);
            return side > 0 || (side == 0 && (uint)left < (uint)right) ? left : right;
        }
    }

    /// <summary>
    /// All cells that have a point in a box and maybe some near it, in no order, maybe more than once.
    /// </summary>
    public Candidates Near(PlaneBox box) => new(this, box);

    private static int FirstOf(ReadOnlySpan<int> cells, PlanePoint point, CellBorders borders)
    {
        foreach (var cell in cells)
        {
            if (borders.Covers(cell, point))
                return cell;
        }
        return Nothing;
    }

    /// <summary>
    /// The most frequent entry is read before the slot is known: two cache lines are then waited for at once, not one
    /// after the other.
    /// </summary>
    private int EntryOf(int block, int column, int row)
    {
        unchecked
        {
            var frequent = _blocks[block + PaletteStart];
            var slot = SlotOf(block, column, row);
            return slot == 0 ? frequent : _blocks[block + PaletteStart + slot];
        }
    }

    private int SlotOf(int block, int column, int row)
    {
        unchecked
        {
            return (_blocks[block + (row * 2) + (column >> 2)] >> ((column & 3) * 8)) & 0xFF;
        }
    }

    /// <summary>The first and last pixel of a stretch, one more at each end against rounding; none for NaN.</summary>
    private (int First, int Last) PixelsOf(double from, double to, int tileCount)
    {
        if (tileCount == 0 || !(from <= to))
            return (0, -1);
        var last = (tileCount * Side) - 1.0;
        var low = Math.Clamp((from * _perMetre * Side) - 1e-3, 0, last);
        var high = Math.Clamp((to * _perMetre * Side) + 1e-3, 0, last);
        return ((int)low, (int)high);
    }

    /// <summary>Walks over the cells of the pixels that a box touches, without allocating.</summary>
    public ref struct Candidates
    {
        private readonly TileIndex _index;
        private readonly int _left;
        private readonly int _right;
        private readonly int _bottom;
        private readonly int _top;
        private int _column;
        private int _row;
        private int _block;
        private ulong _slots;
        private int _next;
        private int _end;

        internal Candidates(TileIndex index, PlaneBox box)
        {
            _index = index;
            (_left, _right) = index.PixelsOf(box.MinX - index._x0, box.MaxX - index._x0, index._columns);
            (_bottom, _top) = index.PixelsOf(box.MinY - index._y0, box.MaxY - index._y0, index._rows);
            _column = (_left / Side) - 1;
            _row = _bottom / Side;
        }

        /// <summary>The cell at which the walk stands.</summary>
        public int Current { get; private set; }

        public readonly Candidates GetEnumerator() => this;

        public bool MoveNext()
        {
            var blocks = _index._blocks;
            while (true)
            {
                if (_next < _end)
                {
                    Current = blocks[_next++];
                }
                else if (!NextEntry(out var entry))
                {
                    return false;
                }
                else if (entry < Nothing)
                {
                    _next = Flip(entry) + 1;
                    _end = _next + (blocks[_next - 1] < 0 ? 2 : blocks[_next - 1]);
                    continue;
                }
                else
                {
                    Current = entry;
                }
                if (Current != Nothing)
                    return true;
            }
        }

        /// <summary>The next palette entry of the block at hand, or the next tile.</summary>
        private bool NextEntry(out int entry)
        {
            if (_slots != 0)
            {
                entry = _index._blocks[_block + PaletteStart + BitOperations.TrailingZeroCount(_slots)];
                _slots &= unchecked(_slots - 1);
                return true;
            }
            entry = Nothing;
            if (_right < _left || _top < _bottom)
                return false;
            if (++_column > _right / Side)
                (_column, _row) = (_left / Side, _row + 1);
            if (_row > _top / Side)
                return false;
            entry = _index._tiles[(_row * _index._columns) + _column];
            if (entry < Nothing)
            {
                _block = Flip(entry);
                _slots = SlotsHere();
                entry = Nothing;
            }
            return true;
        }

        /// <summary>Which entries of the palette the pixels of this tile use that the box touches.</summary>
        private readonly ulong SlotsHere()
        {
            var (left, right) = (Math.Max(_left - (_column * Side), 0), Math.Min(_right - (_column * Side), Side - 1));
            var (bottom, top) = (Math.Max(_bottom - (_row * Side), 0), Math.Min(_top - (_row * Side), Side - 1));
            var slots = 0UL;
            for (var row = bottom; row <= top; row++)
            {
                for (var column = left; column <= right; column++)
                    slots |= 1UL << _index.SlotOf(_block, column, row);
            }
            return slots;
        }
    }
}
