namespace GridCity.Silo.Http;

/// <summary>A photo that was kept.</summary>
public sealed record PhotoBody(string Name, int Width, int Height, int Bytes);

/// <summary>Somebody who walks a beat.</summary>
public sealed record WalkerBody(string Id, string Name, string Kind, string Shift, int Cells);

/// <summary>Everybody who walks a beat.</summary>
public sealed record InspectorList(IReadOnlyList<WalkerBody> Items);

/// <summary>Where a point lies.</summary>
public sealed record PlaceBody(string Cell, NamedCode Street, NamedCode Community, bool IsNearBorder, string? SecondCell);

/// <summary>
/// What the public may know of a report: how far it is (received, sent, handling, checking, done, notTaken), what, about where,
/// when, and who works on it.
/// </summary>
public sealed record PublicCaseBody(
    string Number,
    string Step,
    string ClassName,
    string ClassNameZh,
    NamedCode Street,
    NamedCode Community,
    DateTimeOffset ReportedAt,
    DateTimeOffset? FiledAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ExpectedBy,
    string? UnitName,
    string? UnitNameZh)
{
    /// <summary>Whether it was reported before, and what is told is what became of that report.</summary>
    public bool IsDuplicate { get; init; }
}

/// <summary>
/// A patrol that a running great event asks for: of each of its areas so often a day, in some hours, by some kinds of people
/// (anybody when there are none), until the end of a local day.
/// </summary>
public sealed record AskedPatrolBody(
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
