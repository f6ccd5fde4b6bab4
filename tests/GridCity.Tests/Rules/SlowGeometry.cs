using GridCity.Core.Rules;
using GridCity.Core.Space;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using Orientation = NetTopologySuite.Algorithm.Orientation;

namespace GridCity.Tests.Rules;

/// <summary>Conditions on a layer, answered feature by feature by the geometry library: slow, obvious and by other ways.</summary>
internal static class SlowGeometry
{
    /// <summary>The nearest feature that fulfils a condition at a point, with its distance.</summary>
    public static (string Feature, double Distance)? Find(NearLayer near, Layer layer, PlanePoint at)
    {
        var point = new Point(at.X, at.Y);
        (string, double)? best = null;
        foreach (var feature in layer.Features.Where(near.Accepts))
        {
            var distance = DistanceTo(near, feature.Shape, point);
            if (distance <= near.Metres && (best is null || distance < best.Value.Item2))
            {
                best = (feature.Id, distance);
            }
        }
        return best;
    }

    private static double DistanceTo(NearLayer near, Geometry shape, Point point)
    {
        var pieces = Lines(shape).SelectMany(line => Pieces(near, line, point.Coordinate, shape)).ToList();
        if (near.Side is { } side)
        {
            return pieces.Count > 0 && SideOf(pieces, point.Coordinate) == side
                ? pieces.Min(piece => piece.Distance(point.Coordinate))
                : double.PositiveInfinity;
        }
        return near.HasFlatEnds && Lines(shape).Any()
            ? pieces.Select(piece => piece.Distance(point.Coordinate)).Append(double.PositiveInfinity).Min()
            : shape.Distance(point);
    }

    /// <summary>The pieces of a line that count.</summary>
    private static IEnumerable<LineSegment> Pieces(NearLayer near, LineString line, Coordinate point, Geometry whole)
    {
        var last = line.NumPoints - 2;
        for (var index = 0; index <= last; index++)
        {
            var piece = new LineSegment(line.GetCoordinateN(index), line.GetCoordinateN(index + 1));
            var along = piece.ProjectionFactor(point);
            var isCut = (index == 0 && along < 0 && IsEnd(whole, piece.P0)) || (index == last && along > 1 && IsEnd(whole, piece.P1));
            if (!near.HasFlatEnds || !isCut)
            {
                yield return piece;
            }
        }
    }

    private static bool IsEnd(Geometry whole, Coordinate place) =>
        Lines(whole).Sum(line => (line.StartPoint.Coordinate.Equals2D(place) ? 1 : 0) + (line.EndPoint.Coordinate.Equals2D(place) ? 1 : 0)) == 1;

    private static IEnumerable<LineString> Lines(Geometry shape) =>
        Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<LineString>();

    /// <summary>The side by the nearest piece; at a bend a point is nearest only from the outer side. On the line is left.</summary>
    private static LineSide SideOf(List<LineSegment> pieces, Coordinate point)
    {
        var nearest = pieces.MinBy(piece => piece.Distance(point))!;
        var place = nearest.ClosestPoint(point);
        if (nearest.Distance(point) == 0)
        {
            return LineSide.Left;
        }
        var before = pieces.Find(piece => piece.P1.Equals2D(place));
        var after = pieces.Find(piece => piece.P0.Equals2D(place));
        if (before is not null && after is not null
            && Orientation.Index(before.P0, place, after.P1) is not OrientationIndex.Collinear and var turn)
        {
            return turn == OrientationIndex.CounterClockwise ? LineSide.Right : LineSide.Left;
        }
        return Orientation.Index(nearest.P0, nearest.P1, point) == OrientationIndex.Clockwise ? LineSide.Right : LineSide.Left;
    }
}
