namespace GridCity.Core.Space;

/// <summary>
/// A city's plane in metres: a transverse Mercator projection about the city's middle, with scale 1 on the origin's
/// meridian. Krüger's series to the sixth order on the WGS 84 ellipsoid, as in C. F. F. Karney, "Transverse Mercator
/// with an accuracy of a few nanometers", Journal of Geodesy 85 (2011), equations 7–12, 35 and 36. The ellipsoid of
/// CGCS2000 differs by 0.1 mm in its lesser axis. Within 100 km of the origin there and back again ends less than a
/// micrometre away, and lengths are true to 0.013 %. Immutable; any thread may call it.
/// </summary>
public sealed class MetrePlane
{
    private const double EquatorialRadius = 6_378_137.0;
    private const double Flattening = 1 / 298.257223563;
    private const double DegreesPerRadian = 180 / Math.PI;
    private const double N = Flattening / (2 - Flattening);
    private const double N2 = N * N;
    private const double N3 = N2 * N;
    private const double N4 = N3 * N;
    private const double N5 = N4 * N;
    private const double N6 = N5 * N;

    // The radius of the sphere whose meridian is as long as the ellipsoid's.
    private const double RectifyingRadius = EquatorialRadius / (1 + N) * (1 + (N2 / 4) + (N4 / 64) + (N6 / 256));

    private static readonly double Eccentricity = Math.Sqrt(Flattening * (2 - Flattening));

    private static readonly double[] Alpha =
    [
        (N / 2) - (2 * N2 / 3) + (5 * N3 / 16) + (41 * N4 / 180) - (127 * N5 / 288) + (7891 * N6 / 37800),
        (13 * N2 / 48) - (3 * N3 / 5) + (557 * N4 / 1440) + (281 * N5 / 630) - (1983433 * N6 / 1935360),
        (61 * N3 / 240) - (103 * N4 / 140) + (15061 * N5 / 26880) + (167603 * N6 / 181440),
        (49561 * N4 / 161280) - (179 * N5 / 168) + (6601661 * N6 / 7257600),
        (34729 * N5 / 80640) - (3418889 * N6 / 1995840),
        212378941 * N6 / 319334400,
    ];

    private static readonly double[] Beta =
    [
        (N / 2) - (2 * N2 / 3) + (37 * N3 / 96) - (N4 / 360) - (81 * N5 / 512) + (96199 * N6 / 604800),
        (N2 / 48) + (N3 / 15) - (437 * N4 / 1440) + (46 * N5 / 105) - (1118711 * N6 / 3870720),
        (17 * N3 / 480) - (37 * N4 / 840) - (209 * N5 / 4480) + (5569 * N6 / 90720),
        (4397 * N4 / 161280) - (11 * N5 / 504) - (830251 * N6 / 7257600),
        (4583 * N5 / 161280) - (108847 * N6 / 3991680),
        20648693 * N6 / 638668800,
    ];

    private readonly double _originNorthing;

    /// <summary>Makes a plane whose origin is the given point (WGS 84).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The origin is not on the earth or is a pole.</exception>
    public MetrePlane(GeoPoint origin)
    {
        if (!(Math.Abs(origin.Latitude) < 90) || !(Math.Abs(origin.Longitude) <= 180))
        {
            throw new ArgumentOutOfRangeException(nameof(origin), origin, "An origin lies on earth, off the poles.");
        }
        Origin = origin;
        _originNorthing = 0;
        _originNorthing = ToPlane(origin).Y;
    }

    /// <summary>The point (WGS 84) that has the coordinates 0, 0.</summary>
    public GeoPoint Origin { get; }

    /// <summary>Degrees of WGS 84 to metres. What is no number stays none.</summary>
    public PlanePoint ToPlane(GeoPoint point)
    {
        var tau = Math.Tan(point.Latitude / DegreesPerRadian);
        var lambda = Math.IEEERemainder(point.Longitude - Origin.Longitude, 360) / DegreesPerRadian;
        var conformal = ConformalTangent(tau);
        var (sin, cos) = Math.SinCos(lambda);
        var xi = Math.Atan2(conformal, cos);
        var eta = Math.Asinh(sin / Math.Sqrt((conformal * conformal) + (cos * cos)));
        var (dXi, dEta) = Sum(Alpha, xi, eta);
        return new PlanePoint(RectifyingRadius * (eta + dEta), (RectifyingRadius * (xi + dXi)) - _originNorthing);
    }

    /// <summary>Metres to degrees of WGS 84. What is no number stays none.</summary>
    public GeoPoint ToGeo(PlanePoint point)
    {
        var xi = (point.Y + _originNorthing) / RectifyingRadius;
        var eta = point.X / RectifyingRadius;
        var (dXi, dEta) = Sum(Beta, xi, eta);
        xi -= dXi;
        eta -= dEta;
        var (sin, cos) = Math.SinCos(xi);
        var sinh = Math.Sinh(eta);
        var tau = GeographicTangent(sin / Math.Sqrt((sinh * sinh) + (cos * cos)));
        var longitude = Origin.Longitude + (Math.Atan2(sinh, cos) * DegreesPerRadian);
        return new GeoPoint(
            Math.Abs(longitude) <= 180 ? longitude : Math.IEEERemainder(longitude, 360),
            Math.Atan(tau) * DegreesPerRadian);
    }

    /// <summary>
    /// The tangent of the conformal latitude from that of the geographic one (Karney, equations 7 and 9).
    /// </summary>
    private static double ConformalTangent(double tau)
    {
        var secant = Math.Sqrt(1 + (tau * tau));
        var sigma = Math.Sinh(Eccentricity * Math.Atanh(Eccentricity * tau / secant));
        return (tau * Math.Sqrt(1 + (sigma * sigma))) - (sigma * secant);
    }

    /// <summary>The way back, by Newton's method (Karney, equations 19–21); two rounds reach the last digit.</summary>
    private static double GeographicTangent(double conformal)
    {
        const double Flat = 1 - (Flattening * (2 - Flattening));
        var tau = conformal / Flat;
        for (var round = 0; round < 5; round++)
        {
            var reached = ConformalTangent(tau);
            var step = (conformal - reached) / Math.Sqrt(1 + (reached * reached))
                * (1 + (Flat * tau * tau)) / (Flat * Math.Sqrt(1 + (tau * tau)));
            tau += step;
            if (!(Math.Abs(step) > 1e-15 * Math.Max(1, Math.Abs(tau))))
                break;
        }
        return tau;
    }

    /// <summary>
    /// The series, its multiples of the angle by addition so that four transcendental functions are enough.
    /// </summary>
    private static (double Xi, double Eta) Sum(double[] coefficients, double xi, double eta)
    {
        var (sin1, cos1) = Math.SinCos(2 * xi);
        var sinh1 = Math.Sinh(2 * eta);
        var cosh1 = Math.Cosh(2 * eta);
        var (sin, cos, sinh, cosh) = (sin1, cos1, sinh1, cosh1);
        var (sumXi, sumEta) = (0.0, 0.0);
        foreach (var coefficient in coefficients)
        {
            sumXi += coefficient * sin * cosh;
            sumEta += coefficient * cos * sinh;
            (sin, cos) = ((sin * cos1) + (cos * sin1), (cos * cos1) - (sin * sin1));
            (sinh, cosh) = ((sinh * cosh1) + (cosh * sinh1), (cosh * cosh1) + (sinh * sinh1));
        }
        return (sumXi, sumEta);
    }
}
