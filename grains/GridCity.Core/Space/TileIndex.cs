using System.Runtime.InteropServices;

namespace GridCity.Core.Space;

/// <summary>
/// The raster that finds a cell by point. The plane is paved with square tiles as large as an ordinary cell. The entry
/// of a tile is the cell that covers all of it, <see cref="Nothing"/>, or below that it names a block. In a large city
/// an answer waits for memory most of all, so a block begins at a line of the cache, 64 bytes, and most answers need
/// no other line of it. In words of eight bytes it is
/// <list type="bullet">
/// <item>four words: 8 × 8 pixels of four bits, each the number of a node;</item>
/// <item>two words: how many cells and nodes there are, and the first three cells;</item>
/// <item>a word for each node, those of most pixels first. A node is a line and what lies on its left and right side:
/// a cell or one more node. A pixel without a border shares a node that has it on one side;</item>
/// <item>the other cells, two in a word, and for each cell a mask of the pixels in which it has a point.</item>
/// </list>
/// A line's coefficients are rounded to two bytes. A point so near to it, 2 cm in a tile of 100 m, that this might turn
/// the answer is looked for in the borders themselves. A tile with too many lines is parted into four squares; their
/// entries then stand in the place of its pixels.
/// </summary>
internal sealed class TileIndex
{
    /// <summary>The entry for land of no cell.</summary>
    public const int Nothing = -1;

    /// <summary>How many pixels a square's side has; 8 × 8 pixels are the 64 bits of a mask.</summary>
    public const int Side = 8;

    /// <summary>How often a tile may be parted into four.</summary>
    public const int DepthMax = 4;

    /// <summary>How many words a line of the cache has.</summary>
    public const int LineWords = 8;

    /// <summary>In which word of a block its first node stands.</summary>
    public const int NodeStart = 6;

    /// <summary>In which half of a word, counted from the block, the counts stand; the first cells follow.</summary>
    public const int HeaderHalf = 8;

    /// <summary>How many cells stand before the nodes.</summary>
    public const int HeadCells = 3;

    // A place in a square has 15 bits; the column or row of a tile has as many more at the lower end as it may need
    // when the tile is parted.
    private const int PlaceBits = 15;
    private const int TileBits = PlaceBits + DepthMax;
    private const int PlaceMask = (1 << PlaceBits) - 1;
    private const int PixelBits = PlaceBits - 3;

    // Cutting a place off at 15 bits moves a line's value by less than another step.
    private const long Band = (TileLine.Error + 1L) << PlaceBits;

    private readonly int[] _tiles;
    private readonly ulong[] _words;
    private readonly int _start;
    private readonly double _x0;
    private readonly double _y0;
    private readonly double _perMetre;
    private readonly int _columns;
    private readonly ulong _width;
    private readonly ulong _height;

    /// <summary>Copies the blocks to where lines of the cache begin, in memory that never moves.</summary>
    public TileIndex(TileRaster raster, int[] tiles, ReadOnlySpan<ulong> blocks)
    {
        Raster = raster;
        _tiles = tiles;
        _words = GC.AllocateUninitializedArray<ulong>(blocks.Length + LineWords, pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_words, 0);
        _start = (int)(unchecked(-address / sizeof(ulong)) & (LineWords - 1));
        blocks.CopyTo(_words.AsSpan(_start));
        _x0 = raster.X0;
        _y0 = raster.Y0;
        _perMetre = (1 << TileBits) / raster.Size;
        _columns = raster.Columns;
        _width = (ulong)raster.Columns << TileBits;
        _height = (ulong)raster.Rows << TileBits;
    }

    /// <summary>The tiles, as a raster.</summary>
    public TileRaster Raster { get; }

    /// <summary>How much memory the index takes, in bytes.</summary>
    public long Bytes => (4L * _tiles.Length) + (8L * _words.Length);

    /// <summary>Makes an entry of what names a block, or the other way round: the same formula both ways.</summary>
    public static int Flip(int value) => unchecked(-2 - value);

    /// <summary>The entry of a block that begins at a word.</summary>
    public static int EntryOf(int word, bool isParted) => Flip((word / LineWords * 2) + (isParted ? 1 : 0));

    /// <summary>The lowest cell that covers a point, or <see cref="Nothing"/>.</summary>
    public int Locate(PlanePoint point, CellBorders borders)
    {
        unchecked
        {
            // No number becomes 0 or the least of all numbers, depending on the machine: no cell reaches either.
            var x = double.ConvertToIntegerNative<long>((point.X - _x0) * _perMetre);
            var y = double.ConvertToIntegerNative<long>((point.Y - _y0) * _perMetre);
            if ((ulong)x >= _width || (ulong)y >= _height)
                return Nothing;
            var entry = _tiles[((int)(y >> TileBits) * _columns) + (int)(x >> TileBits)];
            for (var bits = DepthMax; entry < Nothing; bits--)
            {
                var block = WordOf(entry);
                var (placeX, placeY) = ((int)(x >> bits) & PlaceMask, (int)(y >> bits) & PlaceMask);
                if (!IsParted(entry))
                    return LocateIn(block, placeX, placeY, point, borders);
                entry = HalfOf(block, ((placeY >> (PlaceBits - 1)) * 2) + (placeX >> (PlaceBits - 1)));
            }
            return entry;
        }
    }

    /// <summary>
    /// All cells that have a point in a box and maybe some near it, in no order, maybe more than once.
    /// </summary>
    public TileCandidates Near(PlaneBox box) => new(this, box);

    /// <summary>The entry of a tile.</summary>
    public int EntryAt(int column, int row) => _tiles[(row * _columns) + column];

    /// <summary>How many cells have a point in the square of a block.</summary>
    public int CountOf(int entry) => CountIn(WordOf(entry));

    /// <summary>One of the cells in the square of a block, and a mask of the pixels in which it has a point.</summary>
    public (int Cell, ulong Pixels) CellOf(int entry, int number) => CellIn(WordOf(entry), number);

    private static bool IsParted(int entry) => (Flip(entry) & 1) != 0;

    private int WordOf(int entry) => unchecked(_start + ((Flip(entry) >> 1) * LineWords));

    private int HalfOf(int block, int half)
    {
        unchecked
        {
            return (int)(_words[block + (half >> 1)] >> ((half & 1) * 32));
        }
    }

    private int LocateIn(int block, int x, int y, PlanePoint point, CellBorders borders)
    {
        unchecked
        {
            var (column, row) = (x >> PixelBits, y >> PixelBits);
            var child = TileNode.IsNode | ((HalfOf(block, row) >> (column * 4)) & 0xF);
            do
            {
                var node = _words[block + NodeStart + (child & ~TileNode.IsNode)];
                var value = TileNode.ValueAt(node, x, y, PlaceBits);
                if ((ulong)(value + Band) <= 2 * Band)
                    return SearchIn(block, 1UL << ((row * Side) + column), point, borders);
                child = TileNode.ChildOf(node, value);
            }
            while (child >= TileNode.IsNode);
            return HalfOf(block, child);
        }
    }

    /// <summary>Asks the borders of all cells that have a point in a pixel.</summary>
    private int SearchIn(int block, ulong pixel, PlanePoint point, CellBorders borders)
    {
        var found = Nothing;
        for (var number = CountIn(block) - 1; number >= 0; number--)
        {
            var (cell, pixels) = CellIn(block, number);
            if ((pixels & pixel) != 0 && (found == Nothing || cell < found) && borders.Covers(cell, point))
                found = cell;
        }
        return found;
    }

    private int CountIn(int block) => HalfOf(block, HeaderHalf) & 0xFF_FFFF;

    private (int Cell, ulong Pixels) CellIn(int block, int number)
    {
        unchecked
        {
            var header = (uint)HalfOf(block, HeaderHalf);
            var (cells, rest) = ((int)header & 0xFF_FFFF, NodeStart + (int)(header >> 24));
            var half = number < HeadCells ? HeaderHalf + 1 + number : (rest * 2) + number - HeadCells;
            var masks = rest + ((Math.Max(cells - HeadCells, 0) + 1) / 2);
            return (HalfOf(block, half), _words[block + masks + number]);
        }
    }
}
