using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// How often an area had to be walked because of a great event, how often it was, and what was found. Days that had not begun
/// and days before the journal began are owed by nobody.
/// </summary>
public sealed record EventPatrolLine(string Event, string Duty, AreaCode Area, int Required, int Walked, int Problems)
{
    /// <summary>Whether it was walked as often as it had to be.</summary>
    public bool IsEnough => Walked >= Required;
}

/// <summary>
/// How often a registered source had to be looked at, null where the register does not say, how often it was, and what was
/// found. Only days on which it was in the register are owed.
/// </summary>
public sealed record SourcePatrolLine(string Source, string Kind, string Unit, int? Required, int Walked, int Problems)
{
    /// <summary>Whether it was looked at as often as it had to be, or null when nothing is required.</summary>
    public bool? IsEnough => Required is null ? null : Walked >= Required;
}

/// <summary>The sources of a kind: how many had to be looked at, and how many of them were as often as they had to be.</summary>
public sealed record SourceKindLine(string Kind, int Owed, int Fulfilled, int Required, int Walked, int Problems);

/// <summary>What had to be patrolled in a period, and what was.</summary>
public sealed record PatrolAccount(IReadOnlyList<EventPatrolLine> Events, IReadOnlyList<SourcePatrolLine> Sources)
{
    /// <summary>The sources by kind.</summary>
    public IReadOnlyList<SourceKindLine> Kinds =>
    [
        .. Sources.GroupBy(line => line.Kind, StringComparer.Ordinal)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => new SourceKindLine(
                kind.Key,
                kind.Count(line => line.Required > 0),
                kind.Count(line => line.Required > 0 && line.IsEnough == true),
                kind.Sum(line => line.Required ?? 0),
                kind.Sum(line => line.Walked),
                kind.Sum(line => line.Problems))),
    ];
}
