using GridCity.Core.Space;

namespace GridCity.Simulation.Formats;

/// <summary>The kinds of shape that files may hold. Zero is never stored.</summary>
public enum GeoKind
{
    /// <summary>One point.</summary>
    Point = 1,

    /// <summary>One line of at least two points.</summary>
    LineString = 2,

    /// <summary>Several lines.</summary>
    MultiLineString = 3,

    /// <summary>One outer ring and its holes.</summary>
    Polygon = 4,

    /// <summary>Several polygons.</summary>
    MultiPolygon = 5,
}

/// <summary>
/// A shape in degrees as a file has it: parts (the polygons of a multi-polygon; else one) of rings or lines of points.
/// In a polygon the first ring is the outer one and the others are holes. Nothing is checked but the nesting.
/// </summary>
public sealed record GeoShape(GeoKind Kind, IReadOnlyList<IReadOnlyList<GeoPoint[]>> Parts)
{
    /// <summary>Whether the shape has an area.</summary>
    public bool IsArea => Kind is GeoKind.Polygon or GeoKind.MultiPolygon;

    /// <summary>All points, ring by ring.</summary>
    public IEnumerable<GeoPoint> Points => Parts.SelectMany(part => part).SelectMany(ring => ring);
}

/// <summary>
/// A feature of a file: its id if it has one, its shape, its properties as text in the order of the file (a number as
/// it is written, an object as its JSON; a null is left out), and the line on which it begins.
/// </summary>
public sealed record GeoFeature(
    string? Id,
    GeoShape Shape,
    IReadOnlyList<KeyValuePair<string, string>> Properties,
    int Line = 0)
{
    /// <summary>The text of a property, or none.</summary>
    public string? Find(string name)
    {
        // There are a handful of properties; a dictionary for each of a million cells costs more than it saves.
        for (var index = 0; index < Properties.Count; index++)
        {
            if (string.Equals(Properties[index].Key, name, StringComparison.Ordinal))
            {
                return Properties[index].Value;
            }
        }
        return null;
    }
}
