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
            _touches.Add(cell < 0 ? new Touch(~cell, 0, ulong.MaxValue) : TouchOf(cell));
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
        const double Pixel = 1.0 / TileIndex.Side;
        var (a, b) = (side * line.A, side * line.B);
        var (low, high) = CornersOf(0);
        var nearest = (a * (a > 0 ? low.X : high.X)) + (b * (b > 0 ? low.Y : high.Y)) + (side * line.C) - TileLine.Doubt;
        var mask = 0UL;
        for (var row = 0; row < TileIndex.Side; row++)
        {
            for (var column = 0; column < TileIndex.Side; column++)
            {
                var isBeside = nearest + (((a * column) + (b * row)) * Pixel) > 0;
                mask |= (isBeside ? 1UL : 0) << ((row * TileIndex.Side) + column);
            }
        }
        return mask;
    }

    /// <summary>The node of a pixel in which the edges of one line only pass.</summary>
    public TileNode DivideBy(int line, int pixel)
    {
        var (low, high) = CornersOf(pixel);
        var (a, b) = (_lines[line].A, _lines[line].B);
        var (left, right) = (new PlanePoint(a > 0 ? high.X : low.X, b > 0 ? high.Y : low.Y), new PlanePoint(a > 0 ? low.X : high.X, b > 0 ? low.Y : high.Y));
        return new TileNode(_lines[line], OwnerOf(1UL << pixel, left), OwnerOf(1UL << pixel, right));
    }

    /// <summary>The corners of a pixel with a little overhang, in a square whose side is 1.</summary>
    public (PlanePoint Low, PlanePoint High) CornersOf(int pixel)
    {
        const double Pixel = 1.0 / TileIndex.Side;
        var overhang = _pixels.Margin / _pixels.Size * Pixel / 2;
        var (row, column) = Math.DivRem(pixel, TileIndex.Side);
        return (
            new PlanePoint((column * Pixel) - overhang, (row * Pixel) - overhang),
            new PlanePoint(((column + 1) * Pixel) + overhang, ((row + 1) * Pixel) + overhang));
    }

    /// <summary>The edges that pass through a pixel.</summary>
    public TileEdge[] EdgesIn(ulong pixel)
    {
        var found = new List<TileEdge>();
        foreach (var edge in _edges)
        {
            if ((edge.Pixels & pixel) != 0)
                found.Add(edge);
        }
        return [.. found];
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

    /// <summary>Which pixels a cell touches or covers. Its edges that touch any are noted, too.</summary>
    private Touch TouchOf(int cell)
    {
        var touched = 0UL;
        var ring = borders.PointsOf(cell);
        for (var i = 1; i < ring.Length; i++)
        {
            if (double.IsNaN(ring[i].X) || double.IsNaN(ring[i - 1].X))
                continue;
            var mask = MaskOf(ring[i - 1], ring[i]);
            if (mask == 0)
                continue;
            touched |= mask;
            AddEdge(Local(ring[i - 1]), Local(ring[i]), mask);
        }
        return new Touch(cell, touched, CoveredBy(cell, ~touched));
    }

    private PlanePoint Local(PlanePoint point)
    {
        var side = _pixels.Size * TileIndex.Side;
        return new PlanePoint((point.X - _pixels.X0) / side, (point.Y - _pixels.Y0) / side);
    }

    private void AddEdge(PlanePoint a, PlanePoint b, ulong mask)
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

    /// <summary>The pixels that a cell touches with an edge, and those that it covers besides.</summary>
    private readonly record struct Touch(int Cell, ulong Touched, ulong Covered);
}

/// <summary>An edge in a square whose side is 1, its line, and the pixels where it passes.</summary>
internal readonly record struct TileEdge(PlanePoint A, PlanePoint B, TileLine Line, ulong Pixels);
