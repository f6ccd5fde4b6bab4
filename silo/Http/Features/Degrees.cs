using GridCity.Core.Space;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GridCity.Silo.Http.Features;

/// <summary>Shapes of a city's metre plane as shapes in degrees, longitude first.</summary>
internal static class Degrees
{
    /// <summary>How shapes in degrees are made.</summary>
    public static readonly GeometryFactory Shapes = new();

    /// <summary>A shape of the plane.</summary>
    public static Geometry Of(MetrePlane plane, Geometry shape) => new GeometryEditor(Shapes).Edit(shape, new ToDegrees(plane));

    /// <summary>A cell.</summary>
    public static MultiPolygon Of(MetrePlane plane, Grid grid, int index)
    {
        var parts = new List<Polygon>();
        LinearRing? outer = null;
        var holes = new List<LinearRing>();
        foreach (var ring in grid.RingsOf(index))
        {
            if (ring.IsHole)
            {
                holes.Add(Ring(plane, ring));
                continue;
            }
            Close();
            outer = Ring(plane, ring);
        }
        Close();
        return Shapes.CreateMultiPolygon([.. parts]);

        void Close()
        {
            if (outer is not null)
            {
                parts.Add(Shapes.CreatePolygon(outer, [.. holes]));
                holes.Clear();
            }
        }
    }

    private static LinearRing Ring(MetrePlane plane, CellRing ring)
    {
        var points = new Coordinate[ring.Points.Length];
        for (var index = 0; index < points.Length; index++)
        {
            var at = plane.ToGeo(ring.Points.Span[index]);
            points[index] = new Coordinate(at.Longitude, at.Latitude);
        }
        return Shapes.CreateLinearRing(points);
    }

    private sealed class ToDegrees(MetrePlane plane) : GeometryEditor.CoordinateOperation
    {
        public override Coordinate[] Edit(Coordinate[] coordinates, Geometry geometry) =>
        [
            .. coordinates.Select(point =>
            {
                var at = plane.ToGeo(new PlanePoint(point.X, point.Y));
                return new Coordinate(at.Longitude, at.Latitude);
            }),
        ];
    }
}
