using System.Numerics;

namespace GridCity.Core.Space;

/// <summary>
/// What lies in one square of 8 × 8 pixels: which pixels a cell touches or covers, and the edges with their lines. A
/// set of pixels is a mask of 64 bits. Read again and again while an index is built, so that nothing is allocated anew.
/// </summary>
internal sealed class TileIndexSquare(CellBorders borders)
{
    /// <summary>The left half of the lower half.</summary>
    private const ulong FirstQuarter = 0x0F0F_0F0F;

    // The side of a pixel in a square whose side is 1.
    private const double Pixel = 1.0 / TileIndex.Side;

    private const ulong LeftColumn = 0x0101_0101_0101_0101;

    private readonly List<Touch> _touches = [];
    private readonly List<TileEdge> _edges = [];
    private readonly List<TileLine> _lines = [];
    private readonly List<ulong> _lineMasks = [];
    private TileRaster _pixels;

    /// <summary>The cells that have a point in the square, in the order of their codes.</summary>
    public int CellCount => _touches.Count;

    /// <summary>The lines of the edges, each once.</summary>
    public IReadOnlyList<TileLine> Lines => _lines;

    /// <summary>Where no edge passes.</summary>
    public ulong Free { get; private set; }

    /// <summary>Where edges of one line only pass.</summary>
    public ulong Single { get; private set; }

    public void Read(TileRaster pixels, ReadOnlySpan<int> cells)
    {
        _pixels = pixels;
        _touches.Clear();
        _edges.Clear();
        _lines.Clear();
        _lineMasks.Clear();
        foreach (var cell in cells)
            _touches.Add(cell < 0 ? new Touch(~cell, 0, ulong.MaxValue, 0, 0) : TouchOf(cell));
        var (once, more) = (0UL, 0UL);
        foreach (var mask in _lineMasks)
        {
            more |= once & mask;
            once |= mask;
        }
        (Free, Single) = (~once, once & ~more);
    }

    /// <summary>One of the cells.</summary>
    public int CellAt(int number) => _touches[number].Cell;

    /// <summary>The pixels that a cell covers without an edge of its own in them.</summary>
    public ulong CoveredAt(int number) => _touches[number].Covered;

    /// <summary>The pixels in which a cell has a point.</summary>
    public ulong PixelsOf(int cell)
    {
        foreach (var touch in _touches)
        {
            if (touch.Cell == cell)
                return touch.Touched | touch.Covered;
        }
        return 0;
    }

    /// <summary>Where the edges of a line pass and no others.</summary>
    public ulong PixelsAlone(int line) => _lineMasks[line] & Single;

    /// <summary>The pixels that lie on the left (1) or right (-1) of a line, too far from it to doubt.</summary>
    public ulong PixelsBeside(TileLine line, int side)
    {
        var (a, b) = (side * line.A, side * line.B);
        var (low, high) = CornersOf(0);
        var nearest = (a * (a > 0 ? low.X : high.X)) + (b * (b > 0 ? low.Y : high.Y))
            + (side * line.C) - TileLine.Doubt;
        var mask = 0UL;
        for (var row = 0; row < TileIndex.Side; row++)
        {
            var first = nearest + (b * row * Pixel);
            var turn = Math.Clamp(first / (-a * Pixel), -1, TileIndex.Side);
            var columns = a > 0 ? 0xFF << ((int)Math.Floor(turn) + 1)
                : a < 0 ? 0xFF >> (TileIndex.Side - (int)Math.Ceiling(turn))
                : first > 0 ? 0xFF : 0;
            mask |= (ulong)(columns & 0xFF) << (row * TileIndex.Side);
        }
        return mask;
    }

    /// <summary>
    /// The node of a pixel in which the edges of one line only pass. A side on which the pixel has nothing to speak of
    /// may get any cell.
    /// </summary>
    public TileNode DivideBy(int number, int pixel)
    {
        var line = _lines[number];
        var (low, high) = CornersOf(pixel);
        var mask = 1UL << pixel;
        return new TileNode(line, OwnerOf(mask, line, low, high, 1), OwnerOf(mask, line, high, low, -1));
    }

    /// <summary>The corners of a pixel with a little overhang, in a square whose side is 1.</summary>
    public (PlanePoint Low, PlanePoint High) CornersOf(int pixel)
    {
        var overhang = _pixels.Margin / _pixels.Size * Pixel / 2;
        var (row, column) = Math.DivRem(pixel, TileIndex.Side);
        return (
            new PlanePoint((column * Pixel) - overhang, (row * Pixel) - overhang),
            new PlanePoint(((column + 1) * Pixel) + overhang, ((row + 1) * Pixel) + overhang));
    }

    /// <summary>Copies the edges that pass through a pixel, as many as have room; returns how many there are.</summary>
    public int CopyEdges(ulong pixel, Span<TileEdge> found)
    {
        var count = 0;
        foreach (var edge in _edges)
        {
            if ((edge.Pixels & pixel) == 0)
                continue;
            if (count < found.Length)
                found[count] = edge;
            count++;
        }
        return count;
    }

    /// <summary>
    /// The cells that touch a quarter of the square (their indices) or cover it (the complements of these).
    /// </summary>
    public int[] CellsIn(int column, int row)
    {
        var quarter = FirstQuarter << ((row * TileIndex.Side) + column);
        var found = new List<int>();
        foreach (var touch in _touches)
        {
            if ((touch.Covered & quarter) == quarter)
                found.Add(~touch.Cell);
            else if (((touch.Covered | touch.Touched) & quarter) != 0)
                found.Add(touch.Cell);
        }
        return [.. found];
    }

    /// <summary>The lowest cell that covers all of a pixel's points alike, by one of them that no edge touches.</summary>
    public int OwnerOf(ulong pixel, PlanePoint point)
    {
        var side = _pixels.Size * TileIndex.Side;
        var place = new PlanePoint(_pixels.X0 + (point.X * side), _pixels.Y0 + (point.Y * side));
        foreach (var touch in _touches)
        {
            if ((touch.Covered & pixel) != 0 || ((touch.Touched & pixel) != 0 && borders.Covers(touch.Cell, place)))
                return touch.Cell;
        }
        return TileIndex.Nothing;
    }

    /// <summary>
    /// The lowest cell on a side of a pixel's only line. A cell with one edge in a pixel has all of that edge's left.
    /// </summary>
    private int OwnerOf(ulong pixel, TileLine line, PlanePoint low, PlanePoint high, int side)
    {
        foreach (var touch in _touches)
        {
            if (((touch.Covered | (side > 0 ? touch.Left : touch.Right)) & pixel) != 0)
                return touch.Cell;
            if ((touch.Touched & ~(touch.Left | touch.Right) & pixel) != 0)
                return OwnerOf(pixel, new PlanePoint(line.A > 0 ? high.X : low.X, line.B > 0 ? high.Y : low.Y));
        }
        return TileIndex.Nothing;
    }

    /// <summary>Which pixels a cell touches or covers. Its edges that touch any are noted, too.</summary>
    private Touch TouchOf(int cell)
    {
        var (touched, more, left) = (0UL, 0UL, 0UL);
        var ring = borders.PointsOf(cell);
        for (var i = 1; i < ring.Length; i++)
        {
            if (double.IsNaN(ring[i].X) || double.IsNaN(ring[i - 1].X))
                continue;
            var mask = MaskOf(ring[i - 1], ring[i]);
            if (mask == 0)
                continue;
            more |= touched & mask;
            touched |= mask;
            var line = AddEdge(Local(ring[i - 1]), Local(ring[i]), mask);
            left |= line.IsAlong(ring[i - 1], ring[i]) ? mask : 0;
        }
        var alone = touched & ~more;
        return new Touch(cell, touched, CoveredBy(cell, ~touched), alone & left, alone & ~left);
    }

    private PlanePoint Local(PlanePoint point)
    {
        var side = _pixels.Size * TileIndex.Side;
        return new PlanePoint((point.X - _pixels.X0) / side, (point.Y - _pixels.Y0) / side);
    }

    private TileLine AddEdge(PlanePoint a, PlanePoint b, ulong mask)
    {
        var line = TileLine.Through(a, b);
        var number = _lines.IndexOf(line);
        if (number < 0)
        {
            number = _lines.Count;
            _lines.Add(line);
            _lineMasks.Add(0);
        }
        _lineMasks[number] |= mask;
        _edges.Add(new TileEdge(a, b, line, mask));
        return line;
    }

    private ulong MaskOf(PlanePoint a, PlanePoint b)
    {
        var mask = 0UL;
        var (firstRow, lastRow) = _pixels.RowsOf(a, b);
        for (var row = firstRow; row <= lastRow; row++)
        {
            var (first, last) = _pixels.ColumnsOf(a, b, row);
            if (first <= last)
                mask |= (0xFFUL >> (7 - last + first)) << ((row * 8) + first);
        }
        return mask;
    }

    /// <summary>Which of the free pixels a cell covers, one test for each patch of them.</summary>
    private ulong CoveredBy(int cell, ulong free)
    {
        var covered = 0UL;
        while (free != 0)
        {
            var seed = BitOperations.TrailingZeroCount(free);
            var patch = PatchAt(seed, free);
            if (borders.Covers(cell, _pixels.CentreOf(seed % 8, seed / 8)))
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
    /// The pixels that a cell touches with an edge, those that it covers besides, and those in which it has one edge
    /// and lies left or right of the line.
    /// </summary>
    private readonly record struct Touch(int Cell, ulong Touched, ulong Covered, ulong Left, ulong Right);
}

/// <summary>An edge in a square whose side is 1, its line, and the pixels where it passes.</summary>
internal readonly record struct TileEdge(PlanePoint A, PlanePoint B, TileLine Line, ulong Pixels);
