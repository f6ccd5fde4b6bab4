namespace GridCity.Silo.Http;

/// <summary>How many places each tier has to solve.</summary>
public sealed record TiersBody(int City, int District, int Street);

/// <summary>A class that a street's demands are about, and how many.</summary>
public sealed record SpecialClassBody(string Class, string Name, string NameZh, int Demands);

/// <summary>A place that repeats: how often in the period and in all, what of it is open, and before when somebody should look.</summary>
public sealed record SpecialPlaceBody(
    string Class,
    string Name,
    string NameZh,
    string Cell,
    string? Unit,
    string Tier,
    int InPeriod,
    int All,
    int Open,
    DateTimeOffset Last,
    DateTimeOffset Expected);

/// <summary>A street of the special list.</summary>
public sealed record SpecialStreetBody(
    string Code,
    string Name,
    string NameZh,
    int Demands,
    double? Share,
    IReadOnlyList<SpecialClassBody> Classes,
    TiersBody Problems,
    IReadOnlyList<SpecialPlaceBody> Places);

/// <summary>
/// The special list of the hotline (治理类): the streets with the most demands in a period, and the places that repeat there.
/// </summary>
public sealed record SpecialBody(
    string Period,
    string Previous,
    DateTimeOffset From,
    DateTimeOffset Until,
    DateTimeOffset AsOf,
    TiersBody Problems,
    IReadOnlyList<SpecialStreetBody> Streets);
