using GridCity.Core.Space;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>
/// A river of the plan: its middle line and width in metres, who keeps it, its chief, and whether it flows under a
/// street.
/// </summary>
internal sealed record PlannedRiver(
    string Id,
    string Name,
    string NameZh,
    string Manager,
    bool IsCity,
    string Target,
    bool IsCovered,
    double Width,
    PlanePoint[] Line);

/// <summary>A lake or a park of the plan: an ellipse or a box about a middle, and who keeps it.</summary>
internal sealed record PlannedArea(
    string Id, string Name, string NameZh, string Manager, bool IsCity, PlanePoint Middle, double Width, double Height);

/// <summary>
/// Rivers, lakes and parks near their real places: the names are real, the shapes are ours. Eight rivers and six lakes
/// are sampled in Dongcheng; which they are is not published, so these are the likely ones.
/// </summary>
internal static class DongchengWaters
{
    private const string North = "rivers-north";
    private const string South = "rivers-south";
    private const string District = "rivers-district";

    /// <summary>The rivers; the moat of the palace, which is a ring, comes from <see cref="MoatOuter"/>.</summary>
    public static IReadOnlyList<PlannedRiver> Rivers { get; } =
    [
        new("north-moat", "North Moat", "北护城河", North, true, "IV", false, 24, Line(
            -825, 4_372, 300, 4_380, 1_262, 4_386, 1_520, 4_420)),
        new("east-moat", "East Moat (covered)", "东护城河", North, true, "IV", true, 20, Line(
            1_330, 4_300, 1_312, 3_400, 1_302, 2_540, 1_560, 2_420,
            1_548, 1_400, 1_540, 700, 1_538, 380, 1_595, -1_000)),
        new("south-moat", "South Moat", "南护城河", South, true, "IV", false, 34, Line(
            1_830, -1_085, 1_955, -2_080, 1_950, -2_150, 1_928, -3_020,
            1_900, -4_020, 1_672, -4_395, 200, -4_392, -1_960, -4_384)),
        new("inner-golden", "Inner Golden Water River", "内金水河", North, true, "III", false, 8, Line(
            -1_770, 715, -1_640, 690, -1_520, 640, -1_400, 655, -1_280, 640, -1_160, 690, -1_030, 715)),
        new("changpu", "Changpu River", "菖蒲河", District, false, "IV", false, 12, Line(
            -1_340, 262, -1_050, 255, -700, 262)),
        new("yuhe", "Yuhe River", "玉河", District, false, "IV", false, 12, Line(
            -1_840, 2_930, -1_790, 2_640, -1_520, 2_590, -1_200, 2_545)),
        new("sanli", "Sanli River", "三里河", District, false, "IV", false, 14, Line(
            -1_250, -1_120, -1_120, -1_240, -1_150, -1_420, -1_010, -1_560, -1_040, -1_760, -930, -1_900)),
    ];

    /// <summary>The lakes.</summary>
    public static IReadOnlyList<PlannedArea> Lakes { get; } =
    [
        new("longtan-east", "Longtan East Lake", "龙潭东湖", "park-longtan", false, new(1_480, -3_890), 330, 210),
        new("longtan-middle", "Longtan Middle Lake", "龙潭中湖", "park-longtan", false, new(1_010, -3_850), 330, 230),
        new("longtan-west", "Longtan West Lake", "龙潭西湖", "park-longtan", false, new(520, -3_690), 260, 190),
        new("qingnian", "Qingnian Lake", "青年湖", "park-qingnianhu", false, new(-480, 4_880), 300, 260),
        new("liuyin", "Liuyin Lake", "柳荫湖", "park-liuyin", false, new(-400, 5_420), 230, 190),
        new("ditan", "Ditan Pond", "地坛湖", "park-ditan", false, new(180, 4_690), 130, 90),
    ];

    /// <summary>The parks.</summary>
    public static IReadOnlyList<PlannedArea> Parks { get; } =
    [
        new("tiantan", "Temple of Heaven Park", "天坛公园", "park-tiantan", true, new(-845, -3_245), 1_270, 1_590),
        new("ditan", "Ditan Park", "地坛公园", "park-ditan", false, new(300, 4_830), 540, 690),
        new("qingnianhu", "Qingnianhu Park", "青年湖公园", "park-qingnianhu", false, new(-480, 4_880), 440, 385),
        new("liuyin", "Liuyin Park", "柳荫公园", "park-liuyin", false, new(-400, 5_420), 410, 410),
        new("longtan", "Longtan Park", "龙潭公园", "park-longtan", false, new(1_245, -3_870), 900, 430),
        new("longtan-west", "Longtan West Lake Park", "龙潭西湖公园", "park-longtan", false, new(520, -3_690), 390, 310),
        new("city-wall", "City Wall Relics Park", "明城墙遗址公园", "park-district", false, new(800, -1_102), 1_400, 60),
        new("imperial-wall", "Imperial Wall Relics Park", "皇城根遗址公园", "park-district", false, new(-690, 870), 30, 1_500),
    ];

    /// <summary>The moat of the palace: 52 m wide, 3.5 km long.</summary>
    public static PlannedArea MoatOuter { get; } = new(
        "moat", "Tongzi River", "筒子河", North, true, new(-1_400, 1_068), 880, 1_080);

    /// <summary>The width of the moat in metres.</summary>
    public const double MoatWidth = 52;

    private static PlanePoint[] Line(params double[] numbers) =>
        [.. numbers.Chunk(2).Select(pair => new PlanePoint(pair[0], pair[1]))];
}
