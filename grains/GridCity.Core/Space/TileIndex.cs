using System.Runtime.InteropServices;

namespace GridCity.Core.Space;

/// <summary>
/// The raster that finds a cell by point. The plane is paved with square tiles as large as an ordinary cell. A tile
/// that one cell covers, or none, costs four bytes; any other has a block. In a large city an answer waits for memory
/// most of all, so three answers in four need one line of the cache, 64 bytes, and the directory that finds it takes
/// two bits a tile. A block is numbered in words of eight bytes; the first eight are the line:
/// <list type="bullet">
/// <item>words 0–3: 8 × 8 pixels of four bits, each the number of a node;</item>
/// <item>words 4 and 5, in halves: where the other words stand, and the first three cells;</item>
/// <item>words 6 and 7: the two nodes of most pixels. A node is a line and what lies left and right of it: a cell or
/// one more node. A pixel without a border shares a node that has all of it on one side;</item>
/// <item>words from 8, elsewhere: the other nodes, the other cells, and for each cell a mask of the pixels in which it
/// has a point. In front of them is a word with the numbers of cells and nodes.</item>
/// </list>
/// A line's coefficients are rounded to two bytes. A point so near to it, 2 cm in a tile of 100 m, that this might turn
/// the answer is looked for in the borders themselves. A square with too many lines has one node, of which nothing is
/// known, and is parted into four: their entries (a cell, <see cref="Nothing"/>, or below that a block's place) follow
/// the masks.
/// </summary>
internal sealed partial class TileIndex
{
    /// <summary>The entry for land of no cell.</summary>
    public const int Nothing = -1;

    /// <summary>How many pixels a square's side has; 8 × 8 pixels are the 64 bits of a mask.</summary>
    public const int Side = 8;

    /// <summary>How often a tile may be parted into four.</summary>
    public const int DepthMax = 4;

    /// <summary>How many words of a block stand in its line.</summary>
    public const int LineWords = 8;

    /// <summary>The word of the first node.</summary>
    public const int NodeWord = 6;

    /// <summary>The half of a word that tells where the words from 8 stand; the first cells follow it.</summary>
    public const int RestHalf = 8;

    /// <summary>How many cells stand in the line.</summary>
    public const int LineCells = 3;

    // No block: no place in the words is negative.
    private const int None = -1;

    // A place in a square has 15 bits, and as many more at the lower end as parting may ask for.
    private const int PlaceBits = 15;
    private const int TileBits = PlaceBits + DepthMax;
    private const int PlaceMask = (1 << PlaceBits) - 1;
    private const int PixelBits = PlaceBits - 3;

    // Cutting a place off at 15 bits moves a line's value by less than another step.
    private const long Band = (TileLine.Error + 1L) << PlaceBits;

    private readonly TileDirectory _tiles;
    private readonly ulong[] _words;
    private readonly int _start;
    private readonly int _rest;
    private readonly double _x0;
    private readonly double _y0;
    private readonly double _perMetre;
    private readonly int _columns;
    private readonly ulong _width;
    private readonly ulong _height;

    /// <summary>Copies the words to where a line of the cache begins, in memory that never moves.</summary>
    public TileIndex(TileRaster raster, TileDirectory tiles, ReadOnlySpan<ulong> lines, ReadOnlySpan<ulong> rest)
    {
        Raster = raster;
        _tiles = tiles;
        _words = GC.AllocateUninitializedArray<ulong>(LineWords + lines.Length + rest.Length, pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_words, 0);
        _start = (int)(unchecked(-address / sizeof(ulong)) & (LineWords - 1));
        _rest = _start + lines.Length;
        lines.CopyTo(_words.AsSpan(_start));
        rest.CopyTo(_words.AsSpan(_rest));
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
    public long Bytes => _tiles.Bytes + (8L * _words.Length);

    /// <summary>Makes an entry of a place, or the other way round: the same formula both ways.</summary>
    public static int Flip(int value) => unchecked(-2 - value);

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
            var (number, hasBlock) = _tiles.Find(((int)(y >> TileBits) * _columns) + (int)(x >> TileBits));
            return hasBlock
                ? LocateIn(_start + (number * LineWords), x, y, DepthMax, point, borders)
                : _tiles.CellOf(number);
        }
    }

    /// <summary>
    /// All cells that have a point in a box and maybe some near it, in no order, maybe more than once.
    /// </summary>
    public TileCandidates Near(PlaneBox box) => new(this, box);

    /// <summary>The cell of a tile, or if it has a block its place and how many cells have a point in it.</summary>
    public (int Cell, int Block, int Count) TileAt(int column, int row)
    {
        var (number, hasBlock) = _tiles.Find((row * _columns) + column);
        if (!hasBlock)
            return (_tiles.CellOf(number), 0, 0);
        var block = _start + (number * LineWords);
        return (Nothing, block, CountsOf(RestOf(block)).Cells);
    }

    /// <summary>One of the cells of a block, and a mask of the pixels in which it has a point.</summary>
    public (int Cell, ulong Pixels) CellIn(int block, int number)
    {
        var rest = RestOf(block);
        var counts = CountsOf(rest);
        return (HalfAt(block, rest, counts.CellHalf(number)), WordAt(block, rest, counts.MaskWord + number));
    }

    private int LocateIn(int block, long x, long y, int depthLeft, PlanePoint point, CellBorders borders)
    {
        unchecked
        {
            var (column, row) = (PixelOf(x, depthLeft), PixelOf(y, depthLeft));
            var child = (int)(_words[block + (row >> 1)] >> (((row & 1) * 32) + (column * 4))) & 0xF;
            return Descend(block, child, x, y, depthLeft, point, borders);
        }
    }

    /// <summary>Goes from a node of a block to the cell, from line to line.</summary>
    private int Descend(int block, int child, long x, long y, int depthLeft, PlanePoint point, CellBorders borders)
    {
        unchecked
        {
            var (placeX, placeY) = (PlaceOf(x, depthLeft), PlaceOf(y, depthLeft));
            var rest = RestOf(block);
            do
            {
                var node = WordAt(block, rest, NodeWord + (child & ~TileNode.IsNode));
                var value = TileNode.ValueAt(node, placeX, placeY, PlaceBits);
                if (IsClose(value))
                    return LookCloser(block, x, y, depthLeft, point, borders);
                child = TileNode.ChildOf(node, value);
            }
            while (child >= TileNode.IsNode);
            return HalfAt(block, rest, child);
        }
    }

    private static int PlaceOf(long x, int depthLeft) => unchecked((int)(x >> depthLeft) & PlaceMask);

    private static int PixelOf(long x, int depthLeft) => PlaceOf(x, depthLeft) >> PixelBits;

    private static bool IsClose(long value) => unchecked((ulong)(value + Band) <= 2 * Band);

    /// <summary>Asks the quarter of a parted square, or else the borders of all cells that reach the pixel.</summary>
    private int LookCloser(int block, long x, long y, int depthLeft, PlanePoint point, CellBorders borders)
    {
        unchecked
        {
            var rest = RestOf(block);
            var counts = CountsOf(rest);
            if (counts.IsParted)
            {
                var quarter = (QuarterOf(y, depthLeft) * 2) + QuarterOf(x, depthLeft);
                var entry = HalfAt(block, rest, ((counts.MaskWord + counts.Cells) * 2) + quarter);
                return entry >= Nothing
                    ? entry
                    : LocateIn(_rest + Flip(entry), x, y, depthLeft - 1, point, borders);
            }
            var bits = depthLeft + PixelBits;
            var pixel = 1UL << (((int)(y >> bits) % Side * Side) + ((int)(x >> bits) % Side));
            var found = Nothing;
            for (var number = 0; number < counts.Cells; number++)
            {
                var cell = HalfAt(block, rest, counts.CellHalf(number));
                if ((WordAt(block, rest, counts.MaskWord + number) & pixel) != 0
                    && (uint)cell < (uint)found
                    && borders.Covers(cell, point))
                {
                    found = cell;
                }
            }
            return found;
        }
    }

    private static int QuarterOf(long place, int depthLeft) => (int)(place >> (depthLeft + PlaceBits - 1)) & 1;

    /// <summary>
    /// A word of a block, here or there chosen without a jump: a quarter of the jumps would be foretold wrong.
    /// </summary>
    private ulong WordAt(int block, int rest, int word) => _words[PlaceOfWord(block, rest, word)];

    private static int PlaceOfWord(int block, int rest, int word)
    {
        unchecked
        {
            var isInRest = (LineWords - 1 - word) >> 31;
            return block + ((rest - block) & isInRest) + word;
        }
    }

    private int HalfAt(int block, int rest, int half) => HalfIn(WordAt(block, rest, half >> 1), half);

    /// <summary>The place that word 0 of a block would have if it stood with the words from 8.</summary>
    private int RestOf(int block) => unchecked(_rest + HalfIn(_words[block + (RestHalf >> 1)], RestHalf));

    private static int HalfIn(ulong word, int half) => unchecked((int)(word >> ((half & 1) * 32)));

    private Counts CountsOf(int rest) => new(_words[rest + LineWords - 1]);

    /// <summary>The word in front of word 8: how many cells and nodes there are, and whether the square is parted.</summary>
    public readonly record struct Counts(ulong Word)
    {
        public Counts(int cells, int nodes, bool isParted)
            : this((uint)cells | ((ulong)nodes << 32) | (isParted ? 1UL << 63 : 0))
        {
        }

        public int Cells => (int)(Word & 0xFFFF_FFFF);

        public int Nodes => (int)((Word >> 32) & 0xFF);

        public bool IsParted => Word >> 63 != 0;

        /// <summary>The word of the first mask; the two words behind the masks have the entries of quarters.</summary>
        public int MaskWord => NodeWord + Nodes + ((Math.Max(Cells - LineCells, 0) + 1) / 2);

        /// <summary>The half of a word in which a cell stands.</summary>
        public int CellHalf(int number) => number < LineCells
            ? RestHalf + 1 + number
            : ((NodeWord + Nodes) * 2) + number - LineCells;
    }
}
