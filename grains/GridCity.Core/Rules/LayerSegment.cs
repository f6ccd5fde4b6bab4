using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>
/// A piece of a feature's border or line, from one vertex to the next; a point is a piece without length. Parts of
/// lines have sides; where a line ends (<paramref name="IsFlatStart"/>, <paramref name="IsFlatEnd"/>) a corridor with
/// flat ends does not reach on.
/// </summary>
internal readonly record struct LayerSegment(
    int Feature, double X1, double Y1, double X2, double Y2, bool IsLine, bool IsFlatStart, bool IsFlatEnd)
{
    // What whole-cell states leave to each point: a micrometre, far above the rounding of metres in a city.
    public const double Margin = 1e-6;

    public PlaneBox Bounds =>
        new(Math.Min(X1, X2), Math.Min(Y1, Y2), Math.Max(X1, X2), Math.Max(Y1, Y2));

    /// <summary>
    /// The square of the distance to a point. Two pieces that share a vertex say exactly the same of a point whose
    /// nearest place is the vertex.
    /// </summary>
    public double SquaredDistanceTo(PlanePoint point)
    {
        var (dx, dy) = (X2 - X1, Y2 - Y1);
        var squaredLength = (dx * dx) + (dy * dy);
        var along = squaredLength == 0 ? 0 : (((point.X - X1) * dx) + ((point.Y - Y1) * dy)) / squaredLength;
        var (x, y) = along <= 0 ? (X1, Y1) : along >= 1 ? (X2, Y2) : (X1 + (along * dx), Y1 + (along * dy));
        return ((x - point.X) * (x - point.X)) + ((y - point.Y) * (y - point.Y));
    }

    /// <summary>Whether a point lies beyond an end of the line at which a corridor is cut off.</summary>
    public bool IsBeyondEnd(PlanePoint point) =>
        (IsFlatStart && Along(point, X1, Y1) < 0) || (IsFlatEnd && Along(point, X2, Y2) > 0);

    /// <summary>The side on which a point lies, decided as if without rounding; on the line itself it is left.</summary>
    public LineSide SideOf(PlanePoint point) =>
        Orientation.Of(new PlanePoint(X1, Y1), new PlanePoint(X2, Y2), point) >= 0 ? LineSide.Left : LineSide.Right;

    /// <summary>The distance of a point from the endless line through the piece.</summary>
    public double OffsetOf(PlanePoint point)
    {
        var length = Math.Sqrt(((X2 - X1) * (X2 - X1)) + ((Y2 - Y1) * (Y2 - Y1)));
        return length == 0 ? 0 : Math.Abs(Cross(point)) / length;
    }

    /// <summary>
    /// Whether no point of a box is within a distance. A yes is sure; a no may be a box that is a micrometre off.
    /// </summary>
    public bool Misses(PlaneBox box, double metres, bool isFlat)
    {
        if (isFlat && IsBeyondEnd(box))
        {
            return true;
        }
        var reach = metres + Margin;
        var grown = box.Grow(reach);
        var (low, high) = (Bounds, grown);
        if (low.MinX > high.MaxX || low.MaxX < high.MinX || low.MinY > high.MaxY || low.MaxY < high.MinY)
        {
            return true;
        }
        // Separated by the direction across the piece: all corners of the box on one side and farther than the reach.
        var length = Math.Sqrt(((X2 - X1) * (X2 - X1)) + ((Y2 - Y1) * (Y2 - Y1)));
        if (length > 0)
        {
            var (least, most) = Crosses(box);
            if (least > reach * length || most < -reach * length)
            {
                return true;
            }
        }
        // What is left is near a vertex, where the corner of the grown box is farther than the reach.
        return IsBeyondCorner(box, reach);
    }

    /// <summary>Whether every point of a box is within a distance; a no may be a box that just is.</summary>
    public bool Holds(PlaneBox box, double metres, bool isFlat)
    {
        // The distance to a piece is a convex function: over a box it is largest in a corner. So is a cut at an end.
        var reach = metres - Margin;
        if (reach <= 0)
        {
            return false;
        }
        foreach (var corner in Corners(box))
        {
            if (SquaredDistanceTo(corner) > reach * reach || (isFlat && IsNearOrBeyondEnd(corner)))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The one side on which a whole box lies, or null.</summary>
    public LineSide? SideOf(PlaneBox box)
    {
        var (least, most) = Crosses(box);
        var margin = Margin * (Math.Abs(X2 - X1) + Math.Abs(Y2 - Y1));
        return least > margin ? LineSide.Left : most < -margin ? LineSide.Right : null;
    }

    private static Corners4 Corners(PlaneBox box)
    {
        var corners = default(Corners4);
        corners[0] = new PlanePoint(box.MinX, box.MinY);
        corners[1] = new PlanePoint(box.MinX, box.MaxY);
        corners[2] = new PlanePoint(box.MaxX, box.MinY);
        corners[3] = new PlanePoint(box.MaxX, box.MaxY);
        return corners;
    }

    private double Along(PlanePoint point, double x, double y) =>
        ((point.X - x) * (X2 - X1)) + ((point.Y - y) * (Y2 - Y1));

    private double Cross(PlanePoint point) => ((X2 - X1) * (point.Y - Y1)) - ((Y2 - Y1) * (point.X - X1));

    private bool IsNearOrBeyondEnd(PlanePoint point)
    {
        var margin = Margin * (Math.Abs(X2 - X1) + Math.Abs(Y2 - Y1));
        return (IsFlatStart && Along(point, X1, Y1) < margin) || (IsFlatEnd && Along(point, X2, Y2) > -margin);
    }

    private bool IsBeyondEnd(PlaneBox box)
    {
        var margin = Margin * (Math.Abs(X2 - X1) + Math.Abs(Y2 - Y1));
        var (isBefore, isAfter) = (IsFlatStart, IsFlatEnd);
        foreach (var corner in Corners(box))
        {
            isBefore &= Along(corner, X1, Y1) < -margin;
            isAfter &= Along(corner, X2, Y2) > margin;
        }
        return isBefore || isAfter;
    }

    private (double Least, double Most) Crosses(PlaneBox box)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var corner in Corners(box))
        {
            var cross = Cross(corner);
            least = Math.Min(least, cross);
            most = Math.Max(most, cross);
        }
        return (least, most);
    }

    private bool IsBeyondCorner(PlaneBox box, double reach)
    {
        // Only when the whole piece lies diagonally off one corner of the box is that corner the nearest place.
        var bounds = Bounds;
        double? x = bounds.MinX > box.MaxX ? box.MaxX : bounds.MaxX < box.MinX ? box.MinX : null;
        double? y = bounds.MinY > box.MaxY ? box.MaxY : bounds.MaxY < box.MinY ? box.MinY : null;
        return x is { } cornerX && y is { } cornerY
            && SquaredDistanceTo(new PlanePoint(cornerX, cornerY)) > reach * reach;
    }

    [System.Runtime.CompilerServices.InlineArray(4)]
    private struct Corners4
    {
        private PlanePoint _first;
    }
}
