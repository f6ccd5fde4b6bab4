namespace GridCity.Core.Space;

/// <summary>A city's plane in metres: a transverse Mercator projection about the city's middle.</summary>
public sealed class MetrePlane
{
    /// <summary>Makes a plane whose origin is the given point (WGS 84).</summary>
    public MetrePlane(GeoPoint origin) => Origin = origin;

    /// <summary>The point (WGS 84) that has the coordinates 0, 0.</summary>
    public GeoPoint Origin { get; }

    /// <summary>Degrees of WGS 84 to metres.</summary>
    public PlanePoint ToPlane(GeoPoint point) => throw new NotImplementedException();

    /// <summary>Metres to degrees of WGS 84.</summary>
    public GeoPoint ToGeo(PlanePoint point) => throw new NotImplementedException();
}
