namespace GridCity.Core.Space;

/// <summary>
/// A raster of squares over a part of the plane, and which of its squares a segment may touch. The answer errs to one
/// side only: within <see cref="Margin"/> of a segment a square counts as touched, so that whatever rounding does to a
/// point's square, a square that is not touched lies wholly on one side of the segment.
/// </summary>
internal readonly record struct TileRaster(double X0, double Y0, double Size, int Columns, int Rows, double Margin)
{
    public PlanePoint CentreOf(int column, int row) => new(X0 + ((column + 0.5) * Size), Y0 + ((row + 0.5) * Size));

    /// <summary>
    /// The pixels of a tile, or of a part that begins at a pixel and has so many of them to a side.
    /// </summary>
    public TileRaster SquareAt(int column, int row, int side) => this with
    {
        X0 = X0 + (column * Size),
        Y0 = Y0 + (row * Size),
        Size = Size * side / TileIndex.Side,
        Columns = TileIndex.Side,
        Rows = TileIndex.Side,
    };

    /// <summary>The rows that a segment may touch; none if the last is below the first.</summary>
    public (int First, int Last) RowsOf(PlanePoint a, PlanePoint b) =>
        Clip(Math.Min(a.Y, b.Y) - Y0, Math.Max(a.Y, b.Y) - Y0, Rows);

    /// <summary>The columns that a segment may touch in a row; none if the last is below the first.</summary>
    public (int First, int Last) ColumnsOf(PlanePoint a, PlanePoint b, int row)
    {
        var (left, right) = (Math.Min(a.X, b.X), Math.Max(a.X, b.X));
        var height = b.Y - a.Y;
        if (height != 0)
        {
            var (bottom, top) = (Math.Min(a.Y, b.Y), Math.Max(a.Y, b.Y));
            var low = Math.Clamp(Y0 + (row * Size) - Margin, bottom, top);
            var high = Math.Clamp(Y0 + ((row + 1) * Size) + Margin, bottom, top);
            var atLow = a.X + ((b.X - a.X) * ((low - a.Y) / height));
            var atHigh = a.X + ((b.X - a.X) * ((high - a.Y) / height));
            left = Math.Max(left, Math.Min(atLow, atHigh));
            right = Math.Min(right, Math.Max(atLow, atHigh));
        }
        return Clip(left - X0, right - X0, Columns);
    }

    private (int First, int Last) Clip(double from, double to, int count)
    {
        var first = Math.Floor((from - Margin) / Size);
        var last = Math.Floor((to + Margin) / Size);
        return first >= count || last < 0 ? (0, -1) : ((int)Math.Max(first, 0), (int)Math.Min(last, count - 1));
    }
}
