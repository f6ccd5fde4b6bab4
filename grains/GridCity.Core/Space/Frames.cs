namespace GridCity.Core.Space;

/// <summary>Conversions between coordinate frames.</summary>
public static class Frames
{
    /// <summary>Converts a point to WGS 84.</summary>
    public static GeoPoint ToWgs84(GeoPoint point, Frame from) => throw new NotImplementedException();

    /// <summary>Converts a point from WGS 84.</summary>
    public static GeoPoint FromWgs84(GeoPoint point, Frame to) => throw new NotImplementedException();

    /// <summary>How far in metres a converted point may be from the truth.</summary>
    public static double ErrorMetres(Frame from) => throw new NotImplementedException();
}
