using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// A place that repeats (重复点位): the same class of problem, near, again and again. The place is the circle about its first
/// case whose radius is the policy's, so that a street full of problems is many places and not one.
/// </summary>
public sealed record RepeatingPlace
{
    /// <summary>The class.</summary>
    public required string Class { get; init; }

    /// <summary>The middle: where the first case was.</summary>
    public required PlanePoint Middle { get; init; }

    /// <summary>The cell of the last case.</summary>
    public required CellCode Cell { get; init; }

    /// <summary>The unit that had the last case, or null.</summary>
    public required string? Unit { get; init; }

    /// <summary>The highest tier that had one of the cases.</summary>
    public required Tier Tier { get; init; }

    /// <summary>The cases in the order in which they were seen.</summary>
    public required ValueList<CaseId> Cases { get; init; }

    /// <summary>How many of the cases were seen in the period.</summary>
    public required int InPeriod { get; init; }

    /// <summary>How many of the cases are open.</summary>
    public required int Open { get; init; }

    /// <summary>How many of the cases came by the public.</summary>
    public required int ByPublic { get; init; }

    /// <summary>The most cases within the policy's days.</summary>
    public required int Peak { get; init; }

    /// <summary>When the first case was seen.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When the last case was seen.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>The middle one of the times between two cases: how often somebody should look.</summary>
    public required TimeSpan Rhythm { get; init; }

    /// <summary>When the next case is to be expected, if the place goes on as it did: before that somebody should look.</summary>
    public DateTimeOffset Expected => Last + Rhythm;
}
