using GridCity.Core.Space;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Union;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>Shapes of the plan, bent like the land.</summary>
internal sealed class DongchengShapes(DongchengLand land)
{
    /// <summary>How strips end and shrink: flat at the ends, sharp at the corners.</summary>
    public static BufferParameters Flat { get; } = new(4, EndCapStyle.Flat, JoinStyle.Round, 5);

    /// <summary>What is cut out lies on a lattice, so that it is still an area when its degrees are rounded.</summary>
    private static readonly PrecisionModel Centimetres = new(100);

    /// <summary>A line with a width, its corners cut twice (Chaikin) as water does.</summary>
    public Geometry River(PlanePoint[] line, double width)
    {
        static PlanePoint Part(PlanePoint a, PlanePoint b, double part) =>
            new(a.X + (part * (b.X - a.X)), a.Y + (part * (b.Y - a.Y)));
        for (var pass = 0; pass < 2; pass++)
        {
            var corners = line.Zip(line.Skip(1), (a, b) => new[] { Part(a, b, 0.25), Part(a, b, 0.75) });
            line = [line[0], .. corners.SelectMany(pair => pair).Skip(1).SkipLast(1), line[^1]];
        }
        return Strip(line, width);
    }

    /// <summary>A line with a width.</summary>
    public Geometry Strip(PlanePoint[] line, double width) =>
        BufferOp.Buffer(
            GeometryFactory.Default.CreateLineString(land.Warp.Apply(line, isClosed: false)), width / 2, Flat);

    /// <summary>The strips of a depth on both sides of a straight one with a width.</summary>
    public Geometry Sides(Cut line, double width, double depth)
    {
        var length = line.From.DistanceTo(line.To);
        var (x, y) = ((line.From.Y - line.To.Y) / length, (line.To.X - line.From.X) / length);
        Geometry Side(double aside) => Strip(
            [
                new(line.From.X + (aside * x), line.From.Y + (aside * y)),
                new(line.To.X + (aside * x), line.To.Y + (aside * y)),
            ],
            depth);
        var middle = (width + depth) / 2;
        return GeometryFactory.Default.CreateMultiPolygon([(Polygon)Side(middle), (Polygon)Side(-middle)]);
    }

    /// <summary>A closed ring.</summary>
    public Polygon Area(IReadOnlyList<PlanePoint> ring) =>
        GeometryFactory.Default.CreatePolygon(land.Warp.Apply(ring, isClosed: true));

    /// <summary>A box, less a strip along its sides.</summary>
    public Geometry Box(PlannedArea area, double inset)
    {
        var (x, y) = ((area.Width / 2) - inset, (area.Height / 2) - inset);
        var (middleX, middleY) = (area.Middle.X, area.Middle.Y);
        return Area(
        [
            new(middleX - x, middleY - y), new(middleX + x, middleY - y), new(middleX + x, middleY + y), new(
                middleX - x, middleY + y),
        ]);
    }

    /// <summary>An ellipse with a shore.</summary>
    public Geometry Ellipse(PlannedArea area)
    {
        const int Corners = 36;
        var shore = new PlanePoint[Corners];
        for (var corner = 0; corner < Corners; corner++)
        {
            var turn = 2 * Math.PI * corner / Corners;

            // A little of the third and fifth harmonic, so that a lake is no coin.
            var reach = 1 + (0.10 * Math.Sin((3 * turn) + area.Middle.X)) + (0.05 * Math.Sin(
                (5 * turn) + area.Middle.Y));
            shore[corner] = new PlanePoint(
                area.Middle.X + (area.Width / 2 * reach * Math.Cos(turn)),
                area.Middle.Y + (area.Height / 2 * reach * Math.Sin(turn)));
        }
        return Area(shore);
    }

    /// <summary>A point of the plan.</summary>
    public Geometry Point(PlanePoint place)
    {
        var bent = land.Warp.Apply(place);
        return GeometryFactory.Default.CreatePoint(new Coordinate(bent.X, bent.Y));
    }

    /// <summary>What two areas share, without lines and points at which they only touch.</summary>
    public static Geometry Common(Geometry one, Geometry other) =>
        AreasOf(OverlayNG.Overlay(one, other, SpatialFunction.Intersection, Centimetres));

    /// <summary>What one area has and the other lacks.</summary>
    public static Geometry Without(Geometry one, Geometry other) =>
        AreasOf(OverlayNG.Overlay(one, other, SpatialFunction.Difference, Centimetres));

    /// <summary>All areas as one.</summary>
    public static Geometry Together(IEnumerable<Geometry> areas) => AreasOf(UnaryUnionOp.Union(areas));

    private static Geometry AreasOf(Geometry shape)
    {
        var polygons = PolygonExtracter.GetPolygons(shape).Cast<Polygon>().Where(polygon => polygon.Area > 1).ToArray();
        return polygons.Length == 1 ? polygons[0] : GeometryFactory.Default.CreateMultiPolygon(polygons);
    }
}
