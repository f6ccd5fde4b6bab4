using GridCity.Core.Space;

namespace GridCity.Silo.Http.Features;

/// <summary>
/// A coordinate reference system in which features are served, by its address. Everything is kept in degrees of WGS 84,
/// which CGCS2000 is not told apart from.
/// </summary>
internal sealed class FeatureCrs
{
    /// <summary>Longitude, latitude: what everybody gets who does not ask.</summary>
    public static readonly FeatureCrs Crs84 = new("http://www.opengis.net/def/crs/OGC/1.3/CRS84", false, 7, null);

    /// <summary>CGCS2000 in degrees (EPSG:4490): latitude first, as its definition has it.</summary>
    public static readonly FeatureCrs Cgcs2000 = new("http://www.opengis.net/def/crs/EPSG/0/4490", true, 7, null);

    private const double FalseEasting = 500_000;
    private const int FirstZone = 75, LastZone = 135, FirstZoneEpsg = 4534;

    private readonly MetrePlane? _plane;
    private readonly bool _isNorthFirst;
    private readonly int _decimals;

    private FeatureCrs(string uri, bool isNorthFirst, int decimals, MetrePlane? plane)
    {
        Uri = uri;
        _isNorthFirst = isNorthFirst;
        _decimals = decimals;
        _plane = plane;
    }

    /// <summary>The address that names it.</summary>
    public string Uri { get; }

    /// <summary>Whether its numbers are degrees, which have bounds.</summary>
    public bool IsDegrees => _plane is null;

    /// <summary>Those in which a city is served: degrees, and where its surveyors have one, the Gauss–Krüger zone of 3 degrees.</summary>
    public static IReadOnlyList<FeatureCrs> Of(MetrePlane city)
    {
        var meridian = (int)Math.Round(city.Origin.Longitude / 3) * 3;
        if (meridian is < FirstZone or > LastZone)
        {
            return [Crs84, Cgcs2000];
        }
        var code = FirstZoneEpsg + ((meridian - FirstZone) / 3);
        var plane = new MetrePlane(new GeoPoint(meridian, 0));
        return [Crs84, Cgcs2000, new FeatureCrs($"http://www.opengis.net/def/crs/EPSG/0/{code}", true, 3, plane)];
    }

    /// <summary>The two numbers of a point, in the order of the axes.</summary>
    public (double First, double Second) Write(double longitude, double latitude)
    {
        var (x, y) = (longitude, latitude);
        if (_plane is not null)
        {
            var at = _plane.ToPlane(new GeoPoint(longitude, latitude));
            (x, y) = (at.X + FalseEasting, at.Y);
        }
        (x, y) = (Math.Round(x, _decimals), Math.Round(y, _decimals));
        return _isNorthFirst ? (y, x) : (x, y);
    }

    /// <summary>The degrees of two numbers in the order of the axes.</summary>
    public GeoPoint Read(double first, double second)
    {
        var (x, y) = _isNorthFirst ? (second, first) : (first, second);
        return _plane is null ? new GeoPoint(x, y) : _plane.ToGeo(new PlanePoint(x - FalseEasting, y));
    }
}
