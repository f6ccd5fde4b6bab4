namespace GridCity.Core.Water;

/// <summary>
/// Everything that a sample may hold. The first 24 are table 1 of GB 3838-2002, Environmental quality standards for surface
/// water (地表水环境质量标准), basic items (基本项目), in its order and with its limits; the others are what the black-odorous
/// criteria and the saturation of table 1 need. The greatest possible values are ours and only keep out slips: a litre of
/// water weighs about a million milligrams.
/// </summary>
public static class WaterParameters
{
    /// <summary>Dissolved oxygen (溶解氧).</summary>
    public const string Oxygen = "DO";

    /// <summary>Dissolved oxygen in percent of saturation; 90 % is class I in table 1, beside 7.5 mg/L.</summary>
    public const string Saturation = "DO-saturation";

    /// <summary>Ammonia nitrogen (氨氮).</summary>
    public const string Ammonia = "NH3-N";

    /// <summary>Transparency by the Secchi disc (透明度).</summary>
    public const string Transparency = "transparency";

    /// <summary>Oxidation-reduction potential (氧化还原电位).</summary>
    public const string Potential = "ORP";

    /// <summary>The depth of the water where its transparency was measured (水深).</summary>
    public const string Depth = "depth";

    private const double PerLitre = 1_000_000;

    private static readonly WaterParameter[] InOrder = [.. Table()];
    private static readonly Dictionary<string, int> Orders = InOrder.Select((one, order) => (one.Id, order))
        .ToDictionary(pair => pair.Id, pair => pair.order, StringComparer.Ordinal);

    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<WaterParameter> All => InOrder;

    /// <summary>A parameter by its exact id, or null.</summary>
    public static WaterParameter? Find(string id) => Orders.TryGetValue(id, out var order) ? InOrder[order] : null;

    internal static int OrderOf(string id) => Orders.GetValueOrDefault(id, InOrder.Length);

    private static IEnumerable<WaterParameter> Table() =>
    [
        new("temperature", "Water temperature", "水温", "°C", -5, 60),
        new("pH", "pH", "pH值", "", 0, 14) { Side = LimitSide.Between, InRivers = [6, 9], InLakes = [6, 9], IsJudged = true },
        new(Oxygen, "Dissolved oxygen", "溶解氧", "mg/L", 0, 30)
        {
            Side = LimitSide.AtLeast,
            InRivers = [7.5, 6, 5, 3, 2],
            InLakes = [7.5, 6, 5, 3, 2],
            IsJudged = true,
        },
        Milligrams("CODMn", "Permanganate index", "高锰酸盐指数", 2, 4, 6, 10, 15),
        Milligrams("COD", "Chemical oxygen demand", "化学需氧量", 15, 15, 20, 30, 40),
        Milligrams("BOD5", "Five-day biochemical oxygen demand", "五日生化需氧量", 3, 3, 4, 6, 10),
        Milligrams(Ammonia, "Ammonia nitrogen", "氨氮", 0.15, 0.5, 1.0, 1.5, 2.0),
        Milligrams("TP", "Total phosphorus", "总磷", 0.02, 0.1, 0.2, 0.3, 0.4) with { InLakes = [0.01, 0.025, 0.05, 0.1, 0.2] },
        Milligrams("TN", "Total nitrogen", "总氮", 0.2, 0.5, 1.0, 1.5, 2.0) with { InRivers = default, IsJudged = false },
        Milligrams("Cu", "Copper", "铜", 0.01, 1.0, 1.0, 1.0, 1.0),
        Milligrams("Zn", "Zinc", "锌", 0.05, 1.0, 1.0, 2.0, 2.0),
        Milligrams("F", "Fluoride", "氟化物", 1.0, 1.0, 1.0, 1.5, 1.5),
        Milligrams("Se", "Selenium", "硒", 0.01, 0.01, 0.01, 0.02, 0.02),
        Milligrams("As", "Arsenic", "砷", 0.05, 0.05, 0.05, 0.1, 0.1),
        Milligrams("Hg", "Mercury", "汞", 0.00005, 0.00005, 0.0001, 0.001, 0.001),
        Milligrams("Cd", "Cadmium", "镉", 0.001, 0.005, 0.005, 0.005, 0.01),
        Milligrams("Cr6", "Chromium (VI)", "六价铬", 0.01, 0.05, 0.05, 0.05, 0.1),
        Milligrams("Pb", "Lead", "铅", 0.01, 0.01, 0.05, 0.05, 0.1),
        Milligrams("CN", "Cyanide", "氰化物", 0.005, 0.05, 0.2, 0.2, 0.2),
        Milligrams("phenol", "Volatile phenols", "挥发酚", 0.002, 0.002, 0.005, 0.01, 0.1),
        Milligrams("oil", "Petroleum", "石油类", 0.05, 0.05, 0.05, 0.5, 1.0),
        Milligrams("LAS", "Anionic surfactants", "阴离子表面活性剂", 0.2, 0.2, 0.2, 0.3, 0.3),
        Milligrams("S", "Sulphide", "硫化物", 0.05, 0.1, 0.2, 0.5, 1.0),
        new("coliform", "Faecal coliforms", "粪大肠菌群", "1/L", 0, 1e12)
        {
            Side = LimitSide.AtMost,
            InRivers = [200, 2_000, 10_000, 20_000, 40_000],
            InLakes = [200, 2_000, 10_000, 20_000, 40_000],
        },
        new(Saturation, "Oxygen saturation", "溶解氧饱和率", "%", 0, 300),
        new(Transparency, "Transparency", "透明度", "cm", 0.1, 10_000),
        new(Potential, "Oxidation-reduction potential", "氧化还原电位", "mV", -2_000, 2_000),
        new(Depth, "Depth", "水深", "cm", 0.1, 20_000),
    ];

    private static WaterParameter Milligrams(string id, string name, string nameZh, params double[] limits) =>
        new(id, name, nameZh, "mg/L", 0, PerLitre)
        {
            Side = LimitSide.AtMost,
            InRivers = [.. limits],
            InLakes = [.. limits],
            IsJudged = true,
        };
}
