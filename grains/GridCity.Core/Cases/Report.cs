using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// What somebody says they saw. The point is in degrees of WGS 84 (CGCS2000 is not told apart from it);
/// <paramref name="Accuracy"/> is the radius in metres that the device claims, <paramref name="SeenAt"/> the moment the
/// reporter gives, which for an import may lie years before the moment of receipt.
/// </summary>
public sealed record Report(
    string Class,
    string? Condition,
    string Channel,
    GeoPoint Point,
    double? Accuracy,
    string Text,
    DateTimeOffset SeenAt,
    string? Reference)
{
    /// <summary>The edition of the standard that <see cref="Class"/> is a code of, when the report was made.</summary>
    public string? Edition { get; init; }

    /// <summary>The code as it was reported, with its edition (<c>2013:0136</c>), when that was not the city's.</summary>
    public string? ReportedClass { get; init; }

    /// <summary>What was reported: the edition and its code, which are the city's own unless another was mapped to it.</summary>
    public (string? Edition, string Code) AsReported => ReportedClass is { } reported && reported.LastIndexOf(':') is >= 0 and var colon
        ? (reported[..colon], reported[(colon + 1)..])
        : (Edition, Class);

    /// <summary>The registered source (a site, a restaurant …) that the report points at.</summary>
    public string? Source { get; init; }
}

/// <summary>
/// Where a report lies: its cell, the point in the metre plane, and, when the position is so near to a border that the
/// stated error could change the cell, the other cell and the distance to it in metres.
/// </summary>
public sealed record Placement(CellCode Cell, int CellIndex, PlanePoint Point, CellCode SecondCell, double? BorderDistance)
{
    /// <summary>Whether the cell could be another within the error of the position.</summary>
    public bool IsNearBorder => !SecondCell.IsNone;
}

/// <summary>A report or case near a new report, in this cell or a neighbouring one, that might be the same problem.</summary>
/// <param name="Case">The case.</param>
/// <param name="Class">Its class.</param>
/// <param name="Point">Where it is.</param>
/// <param name="SeenAt">When it was seen.</param>
/// <param name="IsOpen">Whether the case is open; one that ended makes a new report a repetition, not a duplicate.</param>
public readonly record struct Sighting(CaseId Case, string Class, PlanePoint Point, DateTimeOffset SeenAt, bool IsOpen = true);
