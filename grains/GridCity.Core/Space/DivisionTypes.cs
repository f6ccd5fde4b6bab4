using NetTopologySuite.Geometries;

namespace GridCity.Core.Space;

/// <summary>A community (社区) that is to be divided: its 12 digits and its land in the metre plane.</summary>
public sealed record Community(AreaCode Code, Geometry Shape);

/// <summary>How communities are divided.</summary>
public sealed record DivisionOptions
{
    /// <summary>The area of an ordinary cell in square metres. About 10,000 in Dongcheng (万米单元网格).</summary>
    public double CellArea { get; init; } = 10_000;

    /// <summary>
    /// A piece below this part of <see cref="CellArea"/> is joined to a neighbour of its community. With one half the
    /// mean comes out at the target; less keeps more barriers and makes more small cells.
    /// </summary>
    public double LeastPart { get; init; } = 0.5;

    /// <summary>
    /// A piece whose mean width (twice its area over its perimeter) is below this part of an ordinary cell's side is a
    /// sliver, whatever its area. A square has 0.5.
    /// </summary>
    public double LeastWidth { get; init; } = 0.05;

    /// <summary>An enclosed gap between communities below this area, in square metres, goes to a neighbour.</summary>
    public double LargestGap { get; init; } = 2_500;

    /// <summary>Roads, rivers, railways: cells end at them where that leaves no piece too small.</summary>
    public IReadOnlyList<Geometry> Barriers { get; init; } = [];

    /// <summary>
    /// Dividing lines by community, instead of a lattice of squares; they are clipped to the community.
    /// </summary>
    public IReadOnlyDictionary<AreaCode, Geometry>? Lines { get; init; }

    /// <summary>
    /// Whether a community of more than 999 cells is parted into several with consecutive codes; otherwise it is
    /// refused.
    /// </summary>
    public bool SplitLarge { get; init; }
}

/// <summary>A cell that a division made.</summary>
public sealed record DividedCell(CellCode Code, double Area, IReadOnlyList<CellRing> Rings);

/// <summary>How far a division has come: what it does, and the part of the whole that is done, from 0 to 1.</summary>
public readonly record struct DivisionProgress(string Doing, double Part);

/// <summary>What can be wrong with a community. Zero is never stored.</summary>
public enum CommunityFault
{
    /// <summary>The shape is empty or no polygon; there are no cells.</summary>
    Empty = 1,

    /// <summary>The shape crossed itself and was repaired.</summary>
    Repaired = 2,

    /// <summary>Two communities have one code; the second has no cells.</summary>
    DuplicateCode = 3,

    /// <summary>Nothing was left after others with lower codes took what overlaps.</summary>
    Covered = 4,

    /// <summary>A coordinate is NaN, infinite or more than 10,000 km away; there are no cells.</summary>
    NotFinite = 5,
}

/// <summary>A fault of an input and what was done about it.</summary>
public sealed record CommunityFinding(AreaCode Code, CommunityFault Fault);

/// <summary>
/// One community before and after: its areas in square metres, its cells, and the community codes that its cells bear
/// (more than one if it was too large for three digits).
/// </summary>
public sealed record CommunityAccount(
    AreaCode Code,
    double AreaBefore,
    double AreaAfter,
    int Cells,
    IReadOnlyList<AreaCode> Parts);

/// <summary>A cell that is too small or too thin, in square metres and metres of mean width.</summary>
public sealed record Sliver(CellCode Code, double Area, double MeanWidth);

/// <summary>What a division did: accounts, faults of inputs, and the coverage before and after.</summary>
public sealed record DivisionReport(
    IReadOnlyList<CommunityAccount> Communities,
    IReadOnlyList<CommunityFinding> Faults,
    CoverageReport Before,
    CoverageReport After,
    IReadOnlyList<Sliver> Slivers);

/// <summary>The cells in the order of their codes, and the report.</summary>
public sealed record DivisionResult(IReadOnlyList<DividedCell> Cells, DivisionReport Report);

/// <summary>A community has more cells than its codes can tell apart.</summary>
public sealed class TooManyCellsException(AreaCode community, int cells, AreaCode? takenBy)
    : Exception(takenBy is { } other
        ? $"Community {community} has {cells} cells; a part would need {other}, which is taken or of another street."
        : $"Community {community} has {cells} cells; three digits tell 999 apart.")
{
    /// <summary>The community.</summary>
    public AreaCode Community { get; } = community;

    /// <summary>How many cells it has.</summary>
    public int Cells { get; } = cells;

    /// <summary>The code that a part would need and cannot have, if it was to be parted.</summary>
    public AreaCode? TakenBy { get; } = takenBy;
}
