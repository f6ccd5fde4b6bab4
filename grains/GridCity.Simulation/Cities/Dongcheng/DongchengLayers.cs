using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using NetTopologySuite.Geometries;
using NetTopologySuite.LinearReferencing;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>Draws the layers of the demonstration city; every feature says that it is synthetic.</summary>
internal sealed class DongchengLayers(DongchengLand land, MetrePlane plane, IReadOnlyList<Reach> reaches)
{
    private const int SiteCount = 16;
    private const double SiteAreaLeast = 5_000;
    private const int CompoundCount = 150;
    private const double CompoundAreaLeast = 4_000;
    private const int PropertyManagers = 4;

    /// <summary>How far the layer of neighbours reaches over the border, in metres.</summary>
    private const double NeighbourDepth = 250;

    private readonly DongchengShapes _shapes = new(land);

    /// <summary>All layers by name.</summary>
    public IReadOnlyList<CityLayer> Draw(int seed)
    {
        var parks = DongchengWaters.Parks.Select(park => Feature(park, _shapes.Box(park, 0))).ToList();
        var sites = Sites(Dice.For(seed, "sites")).ToList();
        var streets = MainStreets().Concat(LesserStreets()).ToList();
        return
        [
            new("compounds", [.. Compounds(Dice.For(seed, "compounds"), sites)]),
            new("lakes", [.. reaches.Where(reach => reach.Kind == WaterKind.Lake).Select(Water)]),
            new("neighbours", [.. Neighbours()]),
            new("outfalls", [.. Outfalls()]),
            new("parks", parks),
            new("pavements", [.. streets.Select(Pavement)]),
            new("rivers", [.. reaches.Where(reach => reach.Kind == WaterKind.River).Select(Water)]),
            new("roads", [.. streets.Select(Road)]),
            new("sites", [.. sites.Select(site => Feature(
                site.Id, site.Shape, ("name", site.Name), ("supervisor", site.Supervisor)))]),
        ];
    }

    /// <summary>Building sites: some cells, less a strip along their borders.</summary>
    public IEnumerable<DrawnSite> Sites(Dice dice)
    {
        for (var number = 1; number <= SiteCount;)
        {
            if (Yard(dice, 14, SiteAreaLeast) is { } yard)
            {
                var supervisor = number % 4 == 0 ? "urban-management" : "housing-construction";
                yield return new DrawnSite(Number("site", number), $"Site {number} (synthetic)", supervisor, yard);
                number++;
            }
        }
    }

    private GeoFeature Water(Reach reach) => Feature(
        reach.Id,
        reach.Shape,
        ("name", reach.Name),
        ("name_zh", reach.NameZh),
        ("water", reach.Water),
        ("water_name", reach.WaterName.Name),
        ("water_name_zh", reach.WaterName.NameZh),
        ("manager", reach.Manager),
        ("level", reach.IsCity ? "city" : "district"),
        ("street", reach.Street.ToString()),
        ("chief", reach.IsCity ? "river-chief-city" : "river-chief-district"),
        ("chief_district", reach.Chiefs.District),
        ("chief_street", reach.Chiefs.Street),
        ("chief_community", reach.Chiefs.Community),
        ("target", reach.Target),
        ("covered", reach.IsCovered ? "yes" : "no"));

    private GeoFeature Feature(PlannedArea area, Geometry shape) => Feature(
        area.Id,
        shape,
        ("name", area.Name),
        ("name_zh", area.NameZh),
        ("manager", area.Manager),
        ("level", area.IsCity ? "city" : "district"));

    /// <summary>Where water runs into the open rivers: two places of each reach's banks.</summary>
    private IEnumerable<GeoFeature> Outfalls()
    {
        var number = 0;
        foreach (var reach in reaches.Where(reach => reach is { Kind: WaterKind.River, IsCovered: false }))
        {
            var bank = new LengthIndexedLine(reach.Shape.GetGeometryN(0).Boundary.GetGeometryN(0));
            foreach (var part in new[] { 0.2, 0.7 })
            {
                var place = GeometryFactory.Default.CreatePoint(bank.ExtractPoint(part * bank.EndIndex));
                var (kind, permit) = (number++ % 5) switch
                {
                    0 => ("mixed", "yes"),
                    4 => ("sewage", "no"),
                    _ => ("storm", "yes"),
                };
                yield return Feature(
                    Number("outfall", number),
                    place,
                    ("name", $"Outfall {number} (synthetic)"),
                    ("water", reach.Water),
                    ("reach", reach.Id),
                    ("kind", kind),
                    ("permit", permit),
                    ("unit", "drainage-group"));
            }
        }
    }

    private IEnumerable<DrawnStreet> MainStreets()
    {
        var avenue = land.Avenue.Select(cut => new PlannedStreet("Chang'an Avenue", "长安街", cut));
        return land.Plan.Roads.Concat(avenue).Select((road, index) => new DrawnStreet(
            Number("main", index + 1),
            road.Name,
            road.NameZh,
            road.Line,
            road.Name.Contains("Ring", StringComparison.Ordinal) ? 56 : 42,
            IsCity: true));
    }

    private IEnumerable<DrawnStreet> LesserStreets() => land.Lanes.Select((lane, index) => new DrawnStreet(
        Number("lane", index + 1),
        $"Lane {index + 1} (synthetic)",
        $"支路{index + 1}（合成）",
        lane,
        14,
        IsCity: false));

    private GeoFeature Road(DrawnStreet street) => Feature(
        street.Id,
        _shapes.Strip([street.Line.From, street.Line.To], street.Width),
        ("name", street.Name),
        ("name_zh", street.NameZh),
        ("owner", street.IsCity ? "city" : "district"),
        ("keeper", street.IsCity ? "roads-city" : "roads-district"));

    /// <summary>The strips on both sides of a carriageway.</summary>
    private GeoFeature Pavement(DrawnStreet street) => Feature(
        street.Id,
        _shapes.Sides(street.Line, street.Width, street.IsCity ? 6 : 3),
        ("name", street.Name),
        ("name_zh", street.NameZh),
        ("owner", street.IsCity ? "city" : "district"),
        ("keeper", street.IsCity ? "roads-city" : "roads-district"));

    /// <summary>Walled compounds with a property manager, beside waters, parks and building sites.</summary>
    private IEnumerable<GeoFeature> Compounds(Dice dice, List<DrawnSite> sites)
    {
        var taken = reaches.Select(reach => reach.Shape)
            .Concat(DongchengWaters.Parks.Select(park => _shapes.Box(park, 0)))
            .Concat(sites.Select(site => site.Shape))
            .Append(_shapes.Box(DongchengWaters.MoatOuter, 0))
            .ToList();
        for (var number = 1; number <= CompoundCount;)
        {
            if (Yard(dice, 10, CompoundAreaLeast) is { } yard && !taken.Exists(yard.Intersects))
            {
                taken.Add(yard);
                var manager = $"property-{1 + (number % PropertyManagers)}";
                yield return Feature(
                    Number("compound", number),
                    yard,
                    ("name", $"Compound {number} (synthetic)"),
                    ("name_zh", $"小区{number}（合成）"),
                    ("manager", manager));
                number++;
            }
        }
    }

    /// <summary>
    /// What lies over the border: Xicheng in the west, which shares the central axis, Chaoyang in the north and east,
    /// Fengtai in the south.
    /// </summary>
    private IEnumerable<GeoFeature> Neighbours()
    {
        var district = DongchengShapes.Together(
            DongchengFacts.Streets.Select(fact => _shapes.Area(land.Plan.Streets[fact.Number].Ring)));
        var around = DongchengShapes.Without(district.Buffer(NeighbourDepth), district);
        Geometry Part(double west, double south, double east, double north) => DongchengShapes.Common(
            around, GeometryFactory.Default.ToGeometry(new Envelope(west, east, south, north)));
        const double Far = 9_000;
        yield return Neighbour("xicheng", "Xicheng", "西城区", "110102", Part(-Far, -4_500, -300, Far));
        yield return Neighbour("chaoyang", "Chaoyang", "朝阳区", "110105", Part(-300, -4_500, Far, Far));
        yield return Neighbour("fengtai", "Fengtai", "丰台区", "110106", Part(-Far, -Far, Far, -4_500));
    }

    private GeoFeature Neighbour(string id, string name, string nameZh, string code, Geometry shape) => Feature(
        id,
        shape,
        ("name", name),
        ("name_zh", nameZh),
        ("district", code),
        ("platform", id),
        ("enforcement", $"enforcement-{id}"));

    /// <summary>A cell drawn by the dice, less a strip along its border, if enough is left in one piece.</summary>
    private Polygon? Yard(Dice dice, double inset, double areaLeast)
    {
        var community = land.Communities[dice.Below(land.Communities.Count)];
        var cell = community.Cells[dice.Below(community.Cells.Count)];
        var yard = _shapes.Area(cell.Ring).Buffer(-inset, DongchengShapes.Flat);
        return yard is Polygon polygon && polygon.Area > areaLeast ? polygon : null;
    }

    private GeoFeature Feature(string id, Geometry shape, params (string Name, string Value)[] properties) => new(
        id,
        PlaneShapes.ToShape(shape, plane),
        [.. properties.Append(("synthetic", "yes")).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))]);

    private static string Number(string word, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{word}-{number:D3}");

    private sealed record DrawnStreet(string Id, string Name, string NameZh, Cut Line, double Width, bool IsCity);
}

/// <summary>A building site, in the metre plane.</summary>
internal sealed record DrawnSite(string Id, string Name, string Supervisor, Polygon Shape);
