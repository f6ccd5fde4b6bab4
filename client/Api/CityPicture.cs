namespace GridCity.Client.Api;

/// <summary>A longitude and latitude in degrees of WGS 84.</summary>
public sealed record LonLat(double Lon, double Lat);

/// <summary>
/// What a server says about its city. <c>Bounds</c> is west, south, east, north in degrees; <c>Hash</c> is the version
/// of the city's folder; <c>Speed</c> paces the synthetic driver of a demonstration.
/// </summary>
public sealed record CityPicture(
    string Id,
    string Name,
    string NameZh,
    bool IsSynthetic,
    bool IsDemonstration,
    double? Speed,
    string Hash,
    string TimeZone,
    string InputFrame,
    int CellCount,
    LonLat Center,
    IReadOnlyList<double> Bounds,
    IReadOnlyList<ClassPicture> Classes,
    IReadOnlyList<ChannelPicture> Channels,
    IReadOnlyList<UnitPicture> Units,
    IReadOnlyList<string> Layers,
    IReadOnlyList<StreetPicture> Streets,
    int Inspectors);

/// <summary>A class of components or events.</summary>
public sealed record ClassPicture(string Code, string Name, string NameZh, string Family, bool IsComponent)
{
    /// <summary>The filing conditions for which it has limits of their own; absent when there are none.</summary>
    public IReadOnlyList<string>? Conditions { get; init; }
}

/// <summary>A channel by which reports come.</summary>
public sealed record ChannelPicture(string Id, string Name, string NameZh, bool IsTrusted);

/// <summary>A responsible unit.</summary>
public sealed record UnitPicture(string Id, string Name, string NameZh, string Kind, string Tier);

/// <summary>A street of the city.</summary>
public sealed record StreetPicture(string Code, string Name, string NameZh);

/// <summary>
/// A cell with its place, its neighbours, who walks it, and its latest cases. <c>Area</c> is square metres.
/// </summary>
public sealed record CellPicture(
    string Code,
    int Index,
    string Street,
    string StreetName,
    string StreetNameZh,
    string Community,
    string CommunityName,
    string CommunityNameZh,
    double Area,
    LonLat Center,
    IReadOnlyList<string> Neighbours,
    int Open,
    int Overdue,
    int Total,
    IReadOnlyList<InspectorPicture> Inspectors,
    IReadOnlyList<CasePicture> Recent)
{
    /// <summary>What running great events ask to be patrolled here.</summary>
    public IReadOnlyList<AskedPatrolPicture> Patrols { get; init; } = [];
}

/// <summary>
/// A patrol that a running great event asks for: of each of its areas so often a day, in some hours, by some kinds of people
/// (anybody when there are none), until the end of a local day.
/// </summary>
public sealed record AskedPatrolPicture(
    string Id,
    string Name,
    string NameZh,
    string Event,
    string EventName,
    string EventNameZh,
    IReadOnlyList<string> Areas,
    int TimesADay,
    string? Hours,
    IReadOnlyList<string> Kinds,
    DateOnly Until);

/// <summary>A grid supervisor.</summary>
public sealed record InspectorPicture(string Id, string Name);
