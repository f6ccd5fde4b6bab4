using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Tests.Cases;

/// <summary>
/// A small city for tests: ten by ten square cells of 100 m, the western half one street, the eastern half another, a river
/// along the northern edge of the fifth row, and a road across.
/// </summary>
internal static class TestCity
{
    public const string West = "110101001";
    public const string East = "110101002";

    public static readonly GeoPoint Origin = new(116.41, 39.92);

    public static City Make(
        IReadOnlyList<Rule>? rules = null,
        Policy? policy = null,
        IReadOnlyList<Layer>? layers = null,
        string id = "testville",
        string hash = "0000",
        BaseMap? baseMap = null)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var plane = new MetrePlane(Origin);
        var grid = MakeGrid(10, 10);
        layers ??= [River(), Road()];
        var classes = new[]
        {
            new CaseClass("06010", "Exposed rubbish", "暴露垃圾", "2026", "sanitation", false),
            new CaseClass("06025", "Unclean water", "水域不洁", "2026", "water", false),
            new CaseClass("09001", "Unlicensed vendor", "无照经营游商", "2026", "street-order", false),
            new CaseClass("01002", "Sewage cover", "污水井盖", "2026", "utilities", true),
        }.ToDictionary(one => one.Code);
        var units = new[]
        {
            new Unit("street-west", "West Street Office", "西街道", UnitKind.Street, Tier.Street, null, AreaCode.Parse(West)),
            new Unit("street-east", "East Street Office", "东街道", UnitKind.Street, Tier.Street, null, AreaCode.Parse(East)),
            new Unit("sanitation", "Sanitation Centre", "环卫中心", UnitKind.Department, Tier.District, null, null),
            new Unit("river-office", "River Office", "河湖管理处", UnitKind.Department, Tier.City, null, null),
            new Unit("drainage", "Drainage Group", "排水集团", UnitKind.Company, Tier.City, null, null),
        }.ToDictionary(one => one.Id);
        rules ??= Rules();
        var calendar = new WorkCalendar(
            zone,
            [(TimeSpan.FromHours(8), TimeSpan.FromHours(12)), (TimeSpan.FromHours(14), TimeSpan.FromHours(18))],
            [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
            [new DateOnly(2026, 10, 1)],
            [new DateOnly(2026, 10, 10)]);
        return new City
        {
            Id = id,
            Name = "Testville",
            NameZh = "测试城",
            IsSynthetic = true,
            Hash = hash,
            TimeZone = zone,
            InputFrame = Frame.Wgs84,
            Plane = plane,
            Grid = grid,
            Layers = layers,
            Areas = new Dictionary<AreaCode, Area>
            {
                [AreaCode.Parse(West)] = new(AreaCode.Parse(West), "West", "西街道"),
                [AreaCode.Parse(East)] = new(AreaCode.Parse(East), "East", "东街道"),
            },
            Classes = classes,
            Channels = new[]
            {
                new Core.Cities.Channel("inspector", "Inspector", "监督员", true) { Kind = ChannelKind.Inspector },
                new Core.Cities.Channel("hotline", "Hotline", "热线", false),
            }.ToDictionary(one => one.Id),
            Units = units,
            Inspectors = new[]
            {
                new Inspector("i-1", "One", "day", [.. Enumerable.Range(0, grid.Count).Select(grid.CodeOf)]),
            }.ToDictionary(one => one.Id),
            Limits = new LimitTable(
                [
                    new LimitRow("06010", null, new Limit(4, LimitUnit.WorkingHours), "cleared"),
                    new LimitRow("06025", null, new Limit(1, LimitUnit.WorkingDays), "cleared"),
                    new LimitRow("09001", null, new Limit(2, LimitUnit.WorkingHours), "gone"),
                    new LimitRow("01002", null, new Limit(2, LimitUnit.WorkingDays), "repaired"),
                    new LimitRow("01002", "missing", new Limit(2, LimitUnit.UrgentHours), "restored"),
                ],
                calendar),
            Rules = RuleBook.Compile("v1", rules, grid, layers, classes, units, zone),
            Policy = policy ?? new Policy(),
            BaseMap = baseMap,
        };
    }

    public static IReadOnlyList<Rule> Rules() =>
    [
        new Rule
        {
            Id = "water-on-river",
            When = new RuleCondition { Families = ["water"], Near = [new NearLayer("rivers", 0, NoAttributes)] },
            Lead = "{rivers.manager}",
            Inform = ["{street}"],
        },
        new Rule
        {
            Id = "water-near-river",
            When = new RuleCondition { Families = ["water"], Near = [new NearLayer("rivers", 50, NoAttributes)] },
            Lead = "{street}",
        },
        new Rule { Id = "sanitation", When = new RuleCondition { Families = ["sanitation"] }, Lead = "sanitation" },
        new Rule { Id = "covers", When = new RuleCondition { Classes = ["01002"] }, Lead = "drainage" },
    ];

    public static readonly IReadOnlyDictionary<string, string> NoAttributes = new Dictionary<string, string>();

    public static Layer River() => new("rivers", [new Feature(
        "north-river",
        Box(0, 480, 1_000, 500),
        new Dictionary<string, string> { ["manager"] = "river-office", ["chief"] = "chief-1" })]);

    public static Layer Road() => new("roads", [new Feature(
        "ring-road",
        new LineString([new Coordinate(0, 150), new Coordinate(1_000, 150)]),
        new Dictionary<string, string> { ["owner"] = "city" })]);

    public static Polygon Box(double minX, double minY, double maxX, double maxY) => new(new LinearRing(
    [
        new Coordinate(minX, minY), new Coordinate(maxX, minY), new Coordinate(maxX, maxY), new Coordinate(minX, maxY), new Coordinate(minX, minY),
    ]));

    /// <summary>The code of the cell in a column and row, counted from the south-west.</summary>
    public static CellCode CodeAt(int column, int row) =>
        CellCode.Parse((column < 5 ? West : East) + "001" + ((row * 5) + (column % 5) + 1).ToString("D3", null));

    /// <summary>The degrees of a point of the plane.</summary>
    public static GeoPoint At(double x, double y) => new MetrePlane(Origin).ToGeo(new PlanePoint(x, y));

    private static Grid MakeGrid(int columns, int rows)
    {
        var builder = new GridBuilder();
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                var (x, y) = (column * 100.0, row * 100.0);
                builder.Add(CodeAt(column, row), [new CellRing(false, new PlanePoint[]
                {
                    new(x, y), new(x + 100, y), new(x + 100, y + 100), new(x, y + 100), new(x, y),
                })]);
            }
        }
        return builder.Build();
    }
}
