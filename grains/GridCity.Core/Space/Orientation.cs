using NetTopologySuite.Algorithm;

namespace GridCity.Core.Space;

/// <summary>On which side of a line a point lies, decided as if without rounding.</summary>
internal static class Orientation
{
    // Twice what Shewchuk (1997) proves for the error of this determinant, in parts of the sum of its two products.
    private const double SafeError = 1e-15;

    /// <summary>1 if <paramref name="p"/> lies left of the line from a to b, -1 if right, 0 if exactly on it.</summary>
    public static int Of(PlanePoint a, PlanePoint b, PlanePoint p)
    {
        var left = (a.X - p.X) * (b.Y - p.Y);
        var right = (a.Y - p.Y) * (b.X - p.X);
        var determinant = left - right;
        var error = SafeError * (Math.Abs(left) + Math.Abs(right));
        if (determinant > error)
            return 1;
        if (determinant < -error)
            return -1;
        return CGAlgorithmsDD.OrientationIndex(a.X, a.Y, b.X, b.Y, p.X, p.Y);
    }
}
