namespace GridCity.Core.Space;

/// <summary>A box in degrees (WGS 84), its edges included; it does not cross the antimeridian.</summary>
public readonly record struct DegreeBox(double West, double South, double East, double North)
{
    /// <summary>Whether a point lies in the box or on its edge.</summary>
    public bool Contains(double longitude, double latitude) =>
        longitude >= West && longitude <= East && latitude >= South && latitude <= North;
}
