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
    string? Reference);

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
public readonly record struct Sighting(CaseId Case, string Class, PlanePoint Point, DateTimeOffset SeenAt);
