using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Core.Water;
using NetTopologySuite.Geometries;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>
/// The registers of sources and the monitoring sections of the demonstration city. That there are 14 kinds of source, 122
/// plots of bare ground and three sections that the city assesses is published, and so are the sections' names and targets;
/// the kinds, where things lie and everything else is made up.
/// </summary>
internal sealed class DongchengRegisters(DongchengLand land, MetrePlane plane)
{
    /// <summary>The kinds besides building sites, which the layer of sites has: how many, whose, patrolled how often.</summary>
    private static readonly Register[] Registers =
    [
        new("bare-ground", "Bare ground", "裸露地块", 122, "greening", 7),
        new("boiler", "Boiler", "锅炉", 40, "ecology", 30),
        new("restaurant", "Restaurant", "餐饮单位", 300, "market-supervision", 30),
        new("car-repair", "Car repair", "汽修企业", 24, "transport", 30),
        new("petrol-station", "Petrol station", "加油站", 12, "emergency", 7),
        new("print-shop", "Print shop", "印刷企业", 16, "ecology", 90),
        new("dry-cleaner", "Dry cleaner", "干洗店", 20, "ecology", 90),
        new("market", "Market", "农贸市场", 22, "market-supervision", 7),
        new("hospital", "Hospital", "医疗机构", 18, "health", 30),
        new("hotel", "Hotel", "宾馆旅店", 40, "fire", 30),
        new("refuse-station", "Refuse station", "垃圾楼", 34, "sanitation", 1),
        new("spoil-yard", "Spoil yard", "渣土消纳点", 4, "urban-management", 1),
        new("basement", "Basement in use", "地下空间", 60, "emergency", 30),
    ];

    private readonly DongchengShapes _shapes = new(land);

    /// <summary>The sources: the building sites, then kind by kind.</summary>
    public IEnumerable<Source> Sources(int seed, IEnumerable<DrawnSite> sites)
    {
        foreach (var (index, site) in sites.Index())
        {
            var nameZh = $"工地{Text(index + 1)}（合成）";
            yield return new Source(
                site.Id, "construction-site", site.Name, nameZh, ToGeo(site.Shape.InteriorPoint), site.Supervisor)
            {
                PatrolDays = 1,
                Since = new DateOnly(2026, 1, 1),
            };
        }
        foreach (var register in Registers)
        {
            var dice = Dice.For(seed, register.Kind);
            for (var number = 1; number <= register.Count; number++)
            {
                yield return new Source(
                    $"{register.Kind}-{number.ToString("D3", CultureInfo.InvariantCulture)}",
                    register.Kind,
                    $"{register.Name} {Text(number)} (synthetic)",
                    $"{register.NameZh}{Text(number)}（合成）",
                    Somewhere(dice),
                    register.Unit)
                {
                    PatrolDays = register.PatrolDays,
                    // One that is registered no more, so that the city shows what becomes of it.
                    Until = register.Kind == "boiler" && number == register.Count ? new DateOnly(2026, 6, 30) : null,
                };
            }
        }
    }

    /// <summary>The three sections that the city assesses, with their targets of 2018, and one of the district for each other water.</summary>
    public IEnumerable<MonitoringSection> Sections(IReadOnlyList<Reach> reaches)
    {
        MonitoringSection[] assessed =
        [
            City("dongbianmen", "south-moat", "Dongbianmen", "东便门", new(1_852, -1_240), WaterKind.River, WaterClass.IV),
            City("wenhuagong", "moat", "Wenhuagong", "文化宫", new(-1_400, 554), WaterKind.River, WaterClass.III),
            City("longtanhu", "longtan-east", "Longtan East Lake", "龙潭东湖", new(1_480, -3_890), WaterKind.Lake, WaterClass.IV),
        ];
        var others = reaches.Where(reach => !Array.Exists(assessed, section => section.Water == reach.Water))
            .GroupBy(reach => reach.Water)
            .Select(water => water.MaxBy(reach => reach.Shape.Area)!);
        return assessed.Concat(others.Select(reach => new MonitoringSection(
            $"section-{reach.Water}",
            reach.Water,
            $"{reach.Name} (synthetic)",
            $"{reach.NameZh}断面（合成）",
            ToGeo(reach.Shape.InteriorPoint),
            reach.Kind,
            Enum.Parse<WaterClass>(reach.Target),
            Tier.District)
        {
            IsBlackOdorous = !reach.IsCity,
        }));
    }

    private MonitoringSection City(
        string id, string water, string name, string nameZh, PlanePoint place, WaterKind kind, WaterClass target) =>
        new(id, water, name, nameZh, ToGeo(_shapes.Point(place)), kind, target, Tier.City);

    /// <summary>Near the middle of a cell drawn by the dice.</summary>
    private GeoPoint Somewhere(Dice dice)
    {
        var community = land.Communities[dice.Below(land.Communities.Count)];
        var middle = community.Cells[dice.Below(community.Cells.Count)].Middle;
        return ToGeo(_shapes.Point(new PlanePoint(middle.X + dice.Between(-15, 15), middle.Y + dice.Between(-15, 15))));
    }

    // Seven decimals of a degree are a centimetre.
    private GeoPoint ToGeo(Geometry point)
    {
        var place = plane.ToGeo(new PlanePoint(point.Coordinate.X, point.Coordinate.Y));
        return new GeoPoint(Math.Round(place.Longitude, 7), Math.Round(place.Latitude, 7));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Register(string Kind, string Name, string NameZh, int Count, string Unit, int PatrolDays);
}
