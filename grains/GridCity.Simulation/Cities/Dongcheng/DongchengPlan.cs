using GridCity.Core.Space;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>A main street of the plan: the border between sub-districts along which it runs.</summary>
internal sealed record PlannedStreet(string Name, string NameZh, Cut Line);

/// <summary>
/// The sub-districts as land of their official areas, in their real places relative to each other. The outline is our
/// own and coarse: bands from south to north between main streets, each as deep as its sub-districts need.
/// </summary>
internal sealed class DongchengPlan
{
    /// <summary>
    /// Band by band from the south: the west and the east border as steps from south to north, in metres.
    /// </summary>
    private static readonly Band[] Bands =
    [
        new([17], -0.004, [(0, -2_480), (0.5, -2_600), (1, -2_380)], [(0, -900), (0.35, -690), (1, -560)]),
        new(
            [11, 12, 13, 16, 15, 14],
            0.006,
            [(0, -1_990), (0.6, -1_900), (1, -1_850)],
            [(0, 1_700), (0.12, 1_960), (0.7, 2_010), (1, 1_870)]),
        new(
            [1, 2, 6, 7, 8],
            -0.005,
            [(0, -1_930), (0.55, -1_880), (1, -1_960)],
            [(0, 1_640), (0.4, 1_580), (1, 1_600)]),
        new([4, 3, 5, 9], 0.004, [(0, -1_890), (0.5, -1_960), (1, -1_930)], [(0, 2_360), (0.4, 2_560), (1, 2_140)]),
        new([10], -0.01, [(0, -840), (0.45, -800), (1, -560)], [(0, 1_560), (0.5, 1_760), (1, 1_480)]),
    ];

    private readonly Dictionary<int, Lot> _streets = [];
    private readonly List<PlannedStreet> _roads = [];

    private DongchengPlan()
    {
    }

    /// <summary>The land of each sub-district by its number.</summary>
    public IReadOnlyDictionary<int, Lot> Streets => _streets;

    /// <summary>The main streets between sub-districts.</summary>
    public IReadOnlyList<PlannedStreet> Roads => _roads;

    /// <summary>Draws the plan; it is the same for every seed.</summary>
    public static DongchengPlan Draw()
    {
        var plan = new DongchengPlan();
        var bottom = new Edge(-6_250, 0.004);
        var lots = new List<Lot>();
        foreach (var band in Bands)
        {
            var top = TopOf(band, bottom);
            lots.Add(LotOf(band, bottom, top));
            bottom = top;
        }
        plan.DrawBands(lots);
        return plan;
    }

    private static double AreaOf(params int[] numbers) =>
        numbers.Sum(number => DongchengFacts.Streets[number - 1].AreaKm2) * 1_000_000;

    private static Edge TopOf(Band band, Edge bottom)
    {
        var wanted = AreaOf(band.Streets);
        var (low, high) = (bottom.Height, bottom.Height + 8_000);
        for (var round = 0; round < 64; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = LotOf(band, bottom, new Edge(middle, band.Slope)).Area < wanted
                ? (middle, high)
                : (low, middle);
        }
        return new Edge((low + high) / 2, band.Slope);
    }

    private static Lot LotOf(Band band, Edge bottom, Edge top)
    {
        PlanePoint Place((double Part, double X) step)
        {
            var (south, north) = (bottom.At(step.X), top.At(step.X));
            return new PlanePoint(step.X, south + (step.Part * (north - south)));
        }
        return new Lot([.. band.East.Select(Place), .. band.West.Reverse().Select(Place)]);
    }

    private void DrawBands(List<Lot> lots)
    {
        _streets[17] = lots[0];
        Along("South Second Ring Road", "南二环路", lots[1]);
        var (north, south) = Part(
            lots[1], isNorthSouth: false, 0.004, "Guangqumen Street", "广渠门内大街", [11, 12, 13], [16, 15, 14]);
        var (qianmen, northEast) = Part(north, isNorthSouth: true, 0.01, "Qianmen East Road", "前门东路", [11], [12, 13]);
        var (chongwai, donghuashi) = Part(
            northEast, isNorthSouth: true, -0.01, "Chongwenmen Outer Street", "崇文门外大街", [12], [13]);
        var (tiantan, southEast) = Part(
            south, isNorthSouth: true, 0.015, "Temple of Heaven East Road", "天坛东路", [16], [15, 14]);
        var (tiyuguan, longtan) = Part(southEast, isNorthSouth: false, -0.02, "Longtan Road", "龙潭路", [15], [14]);
        (_streets[11], _streets[12], _streets[13]) = (qianmen, chongwai, donghuashi);
        (_streets[16], _streets[15], _streets[14]) = (tiantan, tiyuguan, longtan);

        Along("Qiansanmen Street", "前三门大街", lots[2]);
        var (west, east) = Part(lots[2], isNorthSouth: true, 0.006, "Dongsi South Street", "东四南大街", [1, 2], [6, 7, 8]);
        (_streets[2], _streets[1]) = Part(west, isNorthSouth: false, 0.012, "Wusi Street", "五四大街", [2], [1]);
        var (dongsi, southOfDongsi) = Part(
            east, isNorthSouth: false, -0.008, "Chaoyangmen Inner Street", "朝阳门内大街", [6], [7, 8]);
        _streets[6] = dongsi;
        (_streets[7], _streets[8]) = Part(southOfDongsi, isNorthSouth: false, 0.006, "Jinbao Street", "金宝街", [7], [8]);

        Along("Ping'an Street", "平安大街", lots[3]);
        var (northWest, rest) = Part(lots[3], isNorthSouth: true, -0.012, "Yonghegong Street", "雍和宫大街", [4, 3], [5, 9]);
        (_streets[4], _streets[3]) = Part(northWest, isNorthSouth: false, 0.008, "Guloudong Street", "鼓楼东大街", [4], [3]);
        (_streets[5], _streets[9]) = Part(rest, isNorthSouth: true, 0.01, "East Second Ring Road", "东二环路", [5], [9]);

        Along("North Second Ring Road", "北二环路", lots[4]);
        _streets[10] = lots[4];
    }

    private (Lot First, Lot Second) Part(
        Lot land, bool isNorthSouth, double slope, string name, string nameZh, int[] first, int[] second)
    {
        var share = AreaOf(first) / AreaOf([.. first, .. second]);
        var split = land.Split(isNorthSouth, slope, share)
            ?? throw new InvalidOperationException($"{name} does not part the land in two.");
        _roads.Add(new PlannedStreet(name, nameZh, split.Cut));
        return (split.First, split.Second);
    }

    /// <summary>A street along the south border of a band.</summary>
    private void Along(string name, string nameZh, Lot band)
    {
        var corners = band.Ring.OrderBy(point => point.Y).Take(2).OrderBy(point => point.X).ToList();
        _roads.Add(new PlannedStreet(name, nameZh, new Cut(corners[0], corners[1])));
    }

    /// <summary>A border from west to east: its height at x = 0 and its slope.</summary>
    private readonly record struct Edge(double Height, double Slope)
    {
        public double At(double x) => Height + (Slope * x);
    }

    private sealed record Band(
        int[] Streets, double Slope, (double Part, double X)[] West, (double Part, double X)[] East);
}
