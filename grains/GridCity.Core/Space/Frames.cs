namespace GridCity.Core.Space;

/// <summary>
/// Conversions between coordinate frames (坐标系). GCJ-02 and BD-09 have no published definition: the formulas are those
/// that the field has used since they were found out in 2010 (eviltransform, coordtransform), on Krasovsky's ellipsoid.
/// Outside China, by the same custom the box 72.004–137.8347° E, 0.8293–55.8271° N, all frames are the same. Points
/// within a kilometre of that box's border, far from any Chinese city, are ambiguous in GCJ-02 and BD-09.
/// </summary>
public static class Frames
{
    private const double KrasovskyRadius = 6_378_245.0;
    private const double KrasovskyEccentricitySquared = 0.00669342162296594323;
    private const double BaiduAngle = Math.PI * 3000 / 180;

    // A hundred-millionth of a degree is a millimetre; the iteration shrinks its error some hundred times a round.
    private const double ToleranceDegrees = 1e-10;
    private const int RoundsMax = 30;

    /// <summary>Converts a point to WGS 84. What is no number stays none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The frame is none of the four.</exception>
    public static GeoPoint ToWgs84(GeoPoint point, Frame from) => from switch
    {
        Frame.Wgs84 or Frame.Cgcs2000 => point,
        Frame.Gcj02 => IsInChina(point) ? Invert(point, ToGcj02) : point,
        Frame.Bd09 => IsInChina(point) ? Invert(Invert(point, ToBd09), ToGcj02) : point,
        _ => throw Unknown(from),
    };

    /// <summary>Converts a point from WGS 84. What is no number stays none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The frame is none of the four.</exception>
    public static GeoPoint FromWgs84(GeoPoint point, Frame to) => to switch
    {
        Frame.Wgs84 or Frame.Cgcs2000 => point,
        Frame.Gcj02 => IsInChina(point) ? ToGcj02(point) : point,
        Frame.Bd09 => IsInChina(point) ? ToBd09(ToGcj02(point)) : point,
        _ => throw Unknown(to),
    };

    /// <summary>
    /// How far in metres a converted point may be from the truth. The inverses here end within a millimetre of their
    /// forward formulas; the rest is allowed for the formulas themselves, which nobody has confirmed, and for CGCS2000
    /// the decimetre in which it is taken for WGS 84.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The frame is none of the four.</exception>
    public static double ErrorMetres(Frame from) => from switch
    {
        Frame.Wgs84 => 0,
        Frame.Cgcs2000 => 0.1,
        Frame.Gcj02 => 0.5,
        Frame.Bd09 => 1.0,
        _ => throw Unknown(from),
    };

    private static ArgumentOutOfRangeException Unknown(Frame frame) =>
        new(nameof(frame), frame, "A frame is WGS 84, CGCS2000, GCJ-02 or BD-09.");

    private static bool IsInChina(GeoPoint point) =>
        point.Longitude is >= 72.004 and <= 137.8347 && point.Latitude is >= 0.8293 and <= 55.8271;

    private static GeoPoint ToGcj02(GeoPoint point)
    {
        var x = point.Longitude - 105;
        var y = point.Latitude - 35;
        var (sin, cos) = Math.SinCos(point.Latitude / 180 * Math.PI);
        var magic = 1 - (KrasovskyEccentricitySquared * sin * sin);
        var root = Math.Sqrt(magic);
        var metresPerRadianNorth = KrasovskyRadius * (1 - KrasovskyEccentricitySquared) / (magic * root);
        var metresPerRadianEast = KrasovskyRadius / root * cos;
        return new GeoPoint(
            point.Longitude + (MetresEast(x, y) / metresPerRadianEast * 180 / Math.PI),
            point.Latitude + (MetresNorth(x, y) / metresPerRadianNorth * 180 / Math.PI));
    }

    private static double MetresEast(double x, double y) =>
        300 + x + (2 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x))) + Ripple(x)
        + (((20 * Math.Sin(x * Math.PI)) + (40 * Math.Sin(x / 3 * Math.PI))) * 2 / 3)
        + (((150 * Math.Sin(x / 12 * Math.PI)) + (300 * Math.Sin(x / 30 * Math.PI))) * 2 / 3);

    private static double MetresNorth(double x, double y) =>
        -100 + (2 * x) + (3 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x))) + Ripple(x)
        + (((20 * Math.Sin(y * Math.PI)) + (40 * Math.Sin(y / 3 * Math.PI))) * 2 / 3)
        + (((160 * Math.Sin(y / 12 * Math.PI)) + (320 * Math.Sin(y * Math.PI / 30))) * 2 / 3);

    private static double Ripple(double x) =>
        ((20 * Math.Sin(6 * x * Math.PI)) + (20 * Math.Sin(2 * x * Math.PI))) * 2 / 3;

    private static GeoPoint ToBd09(GeoPoint point)
    {
        var (x, y) = (point.Longitude, point.Latitude);
        var radius = Math.Sqrt((x * x) + (y * y)) + (0.00002 * Math.Sin(y * BaiduAngle));
        var (sin, cos) = Math.SinCos(Math.Atan2(y, x) + (0.000003 * Math.Cos(x * BaiduAngle)));
        return new GeoPoint((radius * cos) + 0.0065, (radius * sin) + 0.006);
    }

    /// <summary>
    /// Finds the point that a frame's formula moves to <paramref name="target"/>: the shift changes so slowly that
    /// taking it off again and again closes in.
    /// </summary>
    private static GeoPoint Invert(GeoPoint target, Func<GeoPoint, GeoPoint> forward)
    {
        var guess = target;
        for (var round = 0; round < RoundsMax; round++)
        {
            var reached = forward(guess);
            var dx = target.Longitude - reached.Longitude;
            var dy = target.Latitude - reached.Latitude;
            guess = new GeoPoint(guess.Longitude + dx, guess.Latitude + dy);
            if (Math.Abs(dx) < ToleranceDegrees && Math.Abs(dy) < ToleranceDegrees)
                break;
        }
        return guess;
    }
}
