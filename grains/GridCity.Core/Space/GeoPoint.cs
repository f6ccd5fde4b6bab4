namespace GridCity.Core.Space;

/// <summary>A longitude and latitude in degrees, in a frame that its holder names. <c>default</c> lies off Africa.</summary>
public readonly record struct GeoPoint(double Longitude, double Latitude);

/// <summary>A point of a city's metre plane: east and north of the plane's origin, in metres.</summary>
public readonly record struct PlanePoint(double X, double Y)
{
    /// <summary>The distance to another point of the same plane, in metres.</summary>
    public double DistanceTo(PlanePoint other)
    {
        var dx = X - other.X;
        var dy = Y - other.Y;
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}

/// <summary>The coordinate frames (坐标系) in which points arrive. Zero is never stored.</summary>
public enum Frame
{
    /// <summary>GPS, HTML5 geolocation.</summary>
    Wgs84 = 1,

    /// <summary>The national frame of China; agrees with WGS 84 to within a decimetre or so.</summary>
    Cgcs2000 = 2,

    /// <summary>The obfuscated frame of Chinese phone maps (Amap, Tencent, WeChat).</summary>
    Gcj02 = 3,

    /// <summary>Baidu's frame: GCJ-02 shifted once more.</summary>
    Bd09 = 4,
}
