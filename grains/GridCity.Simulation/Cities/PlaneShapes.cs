using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using NetTopologySuite.Geometries;

namespace GridCity.Simulation.Cities;

/// <summary>Shapes of files, in degrees, as geometries of a metre plane, and back.</summary>
internal static class PlaneShapes
{
    /// <summary>
    /// What is wrong with the rings or lines of a shape, or nothing: only then can it become a geometry.
    /// </summary>
    public static string? ProblemOf(GeoShape shape)
    {
        if (shape.Parts.Count == 0 || shape.Parts.Any(part => part.Count == 0))
        {
            return "has a part without points";
        }
        foreach (var line in shape.Parts.SelectMany(part => part))
        {
            if (shape.IsArea && (line.Length < 4 || line[0] != line[^1]))
            {
                return line.Length < 4
                    ? $"has a ring of {line.Length} points; four or more were expected"
                    : "has a ring that is not closed: its last point must be its first";
            }
            if (!shape.IsArea && shape.Kind != GeoKind.Point && line.Length < 2)
            {
                return $"has a line of {line.Length} points; two or more were expected";
            }
        }
        return null;
    }

    /// <summary>The geometry of a shape in which <see cref="ProblemOf"/> finds nothing.</summary>
    public static Geometry ToGeometry(GeoShape shape, MetrePlane plane)
    {
        var factory = GeometryFactory.Default;
        Coordinate[] Project(GeoPoint[] line) => Array.ConvertAll(line, point => ToCoordinate(plane.ToPlane(point)));
        Polygon ToPolygon(IReadOnlyList<GeoPoint[]> rings) => factory.CreatePolygon(
            factory.CreateLinearRing(Project(rings[0])),
            [.. rings.Skip(1).Select(ring => factory.CreateLinearRing(Project(ring)))]);
        return shape.Kind switch
        {
            GeoKind.Point => factory.CreatePoint(ToCoordinate(plane.ToPlane(shape.Parts[0][0][0]))),
            GeoKind.LineString => factory.CreateLineString(Project(shape.Parts[0][0])),
            GeoKind.MultiLineString => factory.CreateMultiLineString(
                [.. shape.Parts[0].Select(line => factory.CreateLineString(Project(line)))]),
            GeoKind.Polygon => ToPolygon(shape.Parts[0]),
            _ => factory.CreateMultiPolygon([.. shape.Parts.Select(ToPolygon)]),
        };
    }

    /// <summary>A point, line or polygon, or several, in degrees.</summary>
    /// <exception cref="ArgumentException">The geometry mixes kinds.</exception>
    public static GeoShape ToShape(Geometry geometry, MetrePlane plane)
    {
        GeoPoint[] Unproject(Geometry line) =>
            Array.ConvertAll(line.Coordinates, point => plane.ToGeo(new PlanePoint(point.X, point.Y)));
        IReadOnlyList<GeoPoint[]> Rings(Polygon polygon) =>
            [Unproject(polygon.ExteriorRing), .. polygon.InteriorRings.Select(Unproject)];
        return geometry switch
        {
            Point => new GeoShape(GeoKind.Point, [[Unproject(geometry)]]),
            LineString => new GeoShape(GeoKind.LineString, [[Unproject(geometry)]]),
            MultiLineString lines => new GeoShape(GeoKind.MultiLineString, [[.. lines.Geometries.Select(Unproject)]]),
            Polygon polygon => new GeoShape(GeoKind.Polygon, [Rings(polygon)]),
            MultiPolygon polygons =>
                new GeoShape(GeoKind.MultiPolygon, [.. polygons.Geometries.Cast<Polygon>().Select(Rings)]),
            _ => throw new ArgumentException($"A {geometry.GeometryType} is no shape of one kind.", nameof(geometry)),
        };
    }

    /// <summary>The shape of a cell in degrees.</summary>
    public static GeoShape ToShape(IReadOnlyList<CellRing> rings, MetrePlane plane)
    {
        var parts = new List<List<GeoPoint[]>>();
        foreach (var ring in rings)
        {
            if (!ring.IsHole)
            {
                parts.Add([]);
            }
            parts[^1].Add(Array.ConvertAll(ring.Points.ToArray(), plane.ToGeo));
        }
        return new GeoShape(parts.Count == 1 ? GeoKind.Polygon : GeoKind.MultiPolygon, parts);
    }

    private static Coordinate ToCoordinate(PlanePoint point) => new(point.X, point.Y);
}
