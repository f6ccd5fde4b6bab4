using System.Globalization;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>Draws the layers of the demonstration city; every feature says that it is synthetic.</summary>
internal sealed class DongchengLayers(DongchengLand land, MetrePlane plane)
{
    private const int SiteCount = 16;
    private const double SiteAreaLeast = 5_000;

    private static readonly BufferParameters Banks = new(4, EndCapStyle.Flat, JoinStyle.Round, 5);

    /// <summary>All layers by name.</summary>
    public IReadOnlyList<CityLayer> Draw(int seed) =>
    [
        new("lakes", [.. DongchengWaters.Lakes.Select(lake => Feature(lake, Ellipse(lake)))]),
        new("parks", [.. DongchengWaters.Parks.Select(park => Feature(park, Box(park, 0)))]),
        new("rivers", [Moat(), .. DongchengWaters.Rivers.Select(River)]),
        new("roads", [.. MainStreets(), .. LesserStreets()]),
        new("sections", Sections()),
        new("sites", [.. Sites(Dice.For(seed, "sites"))]),
    ];

    private GeoFeature River(PlannedRiver river) => Feature(
        river.Id,
        Strip(Round(river.Line), river.Width),
        ("name", river.Name),
        ("name_zh", river.NameZh),
        ("manager", river.Manager),
        ("level", river.IsCity ? "city" : "district"),
        ("chief", river.IsCity ? "river-chief-city" : "river-chief-district"),
        ("target", river.Target),
        ("covered", river.IsCovered ? "yes" : "no"));

    private GeoFeature Moat()
    {
        var moat = DongchengWaters.MoatOuter;
        return Feature(
            moat.Id,
            Box(moat, 0).Difference(Box(moat, DongchengWaters.MoatWidth)),
            ("name", moat.Name),
            ("name_zh", moat.NameZh),
            ("manager", moat.Manager),
            ("level", "city"),
            ("chief", "river-chief-city"),
            ("target", "III"),
            ("covered", "no"));
    }

    private GeoFeature Feature(PlannedArea area, Geometry shape) => Feature(
        area.Id,
        shape,
        ("name", area.Name),
        ("name_zh", area.NameZh),
        ("manager", area.Manager),
        ("level", area.IsCity ? "city" : "district"));

    private IEnumerable<GeoFeature> MainStreets()
    {
        var avenue = land.Avenue.Select(cut => new PlannedStreet("Chang'an Avenue", "长安街", cut));
        return land.Plan.Roads.Concat(avenue).Select((road, index) => Feature(
            Number("main", index + 1),
            Strip([road.Line.From, road.Line.To], road.Name.Contains("Ring", StringComparison.Ordinal) ? 56 : 42),
            ("name", road.Name),
            ("name_zh", road.NameZh),
            ("owner", "city"),
            ("keeper", "roads-city")));
    }

    private IEnumerable<GeoFeature> LesserStreets() => land.Lanes.Select((lane, index) => Feature(
        Number("lane", index + 1),
        Strip([lane.From, lane.To], 14),
        ("name", $"Lane {index + 1} (synthetic)"),
        ("name_zh", $"支路{index + 1}（合成）"),
        ("owner", "district"),
        ("keeper", "roads-district")));

    /// <summary>The three sections that the city assesses, with their targets of 2018.</summary>
    private List<GeoFeature> Sections() =>
    [
        Section("dongbianmen", "南护城河东便门", new PlanePoint(1_852, -1_240), "IV"),
        Section("wenhuagong", "筒子河文化宫", new PlanePoint(-1_400, 554), "III"),
        Section("longtanhu", "龙潭湖龙潭东湖", new PlanePoint(1_480, -3_890), "IV"),
    ];

    private GeoFeature Section(string id, string nameZh, PlanePoint place, string target)
    {
        var bent = land.Warp.Apply(place);
        return Feature(
            id,
            GeometryFactory.Default.CreatePoint(new Coordinate(bent.X, bent.Y)),
            ("name_zh", nameZh),
            ("target", target));
    }

    /// <summary>Building sites: some cells, less a strip along their borders.</summary>
    private IEnumerable<GeoFeature> Sites(Dice dice)
    {
        for (var number = 1; number <= SiteCount;)
        {
            var community = land.Communities[dice.Below(land.Communities.Count)];
            var cell = community.Cells[dice.Below(community.Cells.Count)];
            var lot = GeometryFactory.Default.CreatePolygon(land.Warp.Apply(cell.Ring, isClosed: true));
            var site = lot.Buffer(-14, Banks);
            if (site is Polygon { Area: > SiteAreaLeast })
            {
                var supervisor = number % 4 == 0 ? "urban-management" : "housing-construction";
                yield return Feature(
                    Number("site", number), site, ("name", $"Site {number} (synthetic)"), ("supervisor", supervisor));
                number++;
            }
        }
    }

    /// <summary>Cuts the corners of a line twice (Chaikin), as water does.</summary>
    private static PlanePoint[] Round(PlanePoint[] line)
    {
        static PlanePoint Part(PlanePoint a, PlanePoint b, double part) =>
            new(a.X + (part * (b.X - a.X)), a.Y + (part * (b.Y - a.Y)));
        for (var pass = 0; pass < 2; pass++)
        {
            var corners = line.Zip(line.Skip(1), (a, b) => new[] { Part(a, b, 0.25), Part(a, b, 0.75) });
            line = [line[0], .. corners.SelectMany(pair => pair).Skip(1).SkipLast(1), line[^1]];
        }
        return line;
    }

    private Geometry Strip(PlanePoint[] line, double width) =>
        BufferOp.Buffer(
            GeometryFactory.Default.CreateLineString(land.Warp.Apply(line, isClosed: false)), width / 2, Banks);

    private Geometry Box(PlannedArea area, double inset)
    {
        var (x, y) = ((area.Width / 2) - inset, (area.Height / 2) - inset);
        var (middleX, middleY) = (area.Middle.X, area.Middle.Y);
        PlanePoint[] corners =
        [
            new(middleX - x, middleY - y), new(middleX + x, middleY - y), new(middleX + x, middleY + y), new(
                middleX - x, middleY + y),
        ];
        return GeometryFactory.Default.CreatePolygon(land.Warp.Apply(corners, isClosed: true));
    }

    private Geometry Ellipse(PlannedArea area)
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
        return GeometryFactory.Default.CreatePolygon(land.Warp.Apply(shore, isClosed: true));
    }

    private GeoFeature Feature(string id, Geometry shape, params (string Name, string Value)[] properties) => new(
        id,
        PlaneShapes.ToShape(shape, plane),
        [.. properties.Append(("synthetic", "yes")).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))]);

    private static string Number(string word, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{word}-{number:D3}");
}
