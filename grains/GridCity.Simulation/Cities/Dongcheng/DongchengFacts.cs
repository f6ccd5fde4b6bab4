using GridCity.Core.Space;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>
/// A sub-district (街道) of Dongcheng: the last three of its nine digits, its names, its official area in square
/// kilometres, and the last three digits of its communities' codes (2020), which have gaps.
/// </summary>
internal sealed record StreetFact(int Number, string Name, string NameZh, double AreaKm2, string CommunityNumbers)
{
    /// <summary>The nine digits.</summary>
    public AreaCode Code => new((DongchengFacts.District.Value * 1_000) + Number, Tier.Street);

    /// <summary>The twelve digits of each community.</summary>
    public IReadOnlyList<AreaCode> Communities =>
        [.. CommunityNumbers.Split(' ').Select(number => AreaCode.Parse($"{Code}{number}"))];
}

/// <summary>
/// What is official about Dongcheng, Beijing (东城区): codes by GB/T 2260 and the statistical division codes, areas of the
/// sub-districts (together 41.84 km²), and the count of cells in 2018.
/// </summary>
internal static class DongchengFacts
{
    /// <summary>How many cells the district had in 2018.</summary>
    public const int CellCount = 2_322;

    /// <summary>How many inspectors walk them ("400+").</summary>
    public const int InspectorCount = 400;

    /// <summary>The district.</summary>
    public static AreaCode District { get; } = new(110101, Tier.District);

    /// <summary>The sub-districts in the order of their codes.</summary>
    public static IReadOnlyList<StreetFact> Streets { get; } =
    [
        new(1, "Donghuamen", "东华门街道", 5.35,
            "001 002 005 006 007 008 009 010 011 013 014 015"),
        new(2, "Jingshan", "景山街道", 1.64,
            "001 002 003 004 005 006 008 009"),
        new(3, "Jiaodaokou", "交道口街道", 1.45,
            "001 002 003 005 007 008 009"),
        new(4, "Andingmen", "安定门街道", 1.76,
            "001 002 003 004 005 006 009 011 012"),
        new(5, "Beixinqiao", "北新桥街道", 2.62,
            "001 002 004 005 006 008 009 010 011 012 014 016"),
        new(6, "Dongsi", "东四街道", 1.53,
            "001 002 003 006 007 008 009"),
        new(7, "Chaoyangmen", "朝阳门街道", 1.24,
            "001 002 003 005 006 007 009 011 013"),
        new(8, "Jianguomen", "建国门街道", 2.70,
            "005 006 007 012 014 015 016 017 018"),
        new(9, "Dongzhimen", "东直门街道", 2.07,
            "003 004 005 006 008 010 012 013 015 016"),
        new(10, "Hepingli", "和平里街道", 5.02,
            "001 002 003 008 009 011 013 014 015 016 017 018 019 020 021 022 023 024 026 027"),
        new(11, "Qianmen", "前门街道", 1.10,
            "001 006 010"),
        new(12, "Chongwenmenwai", "崇文门外街道", 1.10,
            "001 002 003 004 005 006 007 008 009 010 011 012"),
        new(13, "Donghuashi", "东花市街道", 2.00,
            "001 002 003 004 005 006 007 008"),
        new(14, "Longtan", "龙潭街道", 3.06,
            "001 002 006 010 012 013 016 017 018 019"),
        new(15, "Tiyuguanlu", "体育馆路街道", 1.84,
            "001 002 003 004 005 006 007 009 010"),
        new(16, "Tiantan", "天坛街道", 4.03,
            "001 002 004 005 008 010 014 015 017 018 019 020"),
        new(17, "Yongdingmenwai", "永定门外街道", 3.33,
            "001 002 003 004 005 006 007 008 009 010 011 012 013 014 015 016 017 018 019 020"),
    ];
}
