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
