namespace GridCity.Core.Space;

/// <summary>
/// The line of an edge in a square whose side is 1, its coefficients rounded to whole numbers so that two neighbours'
/// edges, which run in opposite directions, give the same line. A point's value is positive left of it and tells the
/// distance in steps of less than a square's 11,000th part.
/// </summary>
internal readonly record struct TileLine(short A, short B, short C)
{
    /// <summary>
    /// By how many steps the value of a point of the edge itself may differ from 0: half a step for each coefficient,
    /// and half a step for what else was rounded.
    /// </summary>
    public const int Error = 2;

    /// <summary>
    /// Below so many steps the side of a point may be taken for uncertain: a place that is cut off at 15 bits moves the
    /// value by less than one more.
    /// </summary>
    public const int Doubt = Error + 2;

    // With C at most twice as large, three numbers of two bytes.
    private const int Scale = short.MaxValue / 2;

    /// <summary>A line with everything on its left.</summary>
    public static TileLine Far { get; } = new(0, 0, short.MaxValue);

    /// <summary>A line with every point on it, so that the borders must be asked.</summary>
    public static TileLine Unknown { get; } = default;

    /// <summary>The line through two points of an edge that touches the square.</summary>
    public static TileLine Through(PlanePoint a, PlanePoint b)
    {
        var (nx, ny) = (a.Y - b.Y, b.X - a.X);
        var scale = Scale / Math.Max(Math.Abs(nx), Math.Abs(ny));
        if (nx < 0 || (nx == 0 && ny < 0))
            scale = -scale;
        var c = Math.Clamp(-((nx * a.X) + (ny * a.Y)) * scale, -short.MaxValue, short.MaxValue);
        return new TileLine((short)Math.Round(nx * scale), (short)Math.Round(ny * scale), (short)Math.Round(c));
    }

    /// <summary>Whether an edge of this line runs so that its left is the line's.</summary>
    public bool IsAlong(PlanePoint a, PlanePoint b) =>
        Math.Abs(A) > Math.Abs(B) ? A > 0 == a.Y > b.Y : B > 0 == b.X > a.X;

    public double ValueAt(PlanePoint point) => (A * point.X) + (B * point.Y) + C;
}
