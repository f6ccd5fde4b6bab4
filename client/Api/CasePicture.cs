using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Client.Api;

/// <summary>
/// A case as the server shows it. Coordinates are degrees of WGS 84, times carry their zone (the server sends UTC),
/// <c>Opened</c> and <c>Updated</c> are positions of the journal.
/// </summary>
public sealed record CasePicture(
    string Id,
    string Cell,
    string Street,
    string Community,
    Stage Stage,
    string Class,
    string ClassName,
    string ClassNameZh,
    string Channel,
    double Lon,
    double Lat,
    string Text,
    string? Reference,
    DateTimeOffset SeenAt,
    DateTimeOffset ReportedAt,
    DateTimeOffset? FiledAt,
    DateTimeOffset? DispatchedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? Due,
    bool IsOverdue,
    string? Unit,
    string? UnitName,
    string? UnitNameZh,
    string? Rule,
    int Reworks,
    int Redispatches,
    string? DuplicateOf,
    bool IsNearBorder,
    string? SecondCell,
    long Opened,
    long Updated)
{
    /// <summary>The tier that has it.</summary>
    public Tier? Tier { get; init; }

    /// <summary>Whether somebody above watches it.</summary>
    public bool IsSupervised { get; init; }

    /// <summary>How many extensions were granted.</summary>
    public int Extensions { get; init; }

    /// <summary>How many calls to other bodies are open.</summary>
    public int OpenCalls { get; init; }

    /// <summary>When it can be solved.</summary>
    public ItemGrade? Grade { get; init; }

    /// <summary>How often the same problem was there before.</summary>
    public int Repeats { get; init; }

    /// <summary>The inspector who is asked to look, or took the task.</summary>
    public string? Inspector { get; init; }

    /// <summary>Where the task of looking stands: <c>asked</c>, <c>taken</c> or <c>nobody</c>.</summary>
    public string? Task { get; init; }

    /// <summary>The filing condition.</summary>
    public string? Condition { get; init; }

    /// <summary>What has to be so before the case may be closed.</summary>
    public string? ClosingCondition { get; init; }

    /// <summary>The edition of the standard of the class.</summary>
    public string? Edition { get; init; }

    /// <summary>The code in which it was reported, when that was another edition's; of one case, not in lists.</summary>
    public string? ReportedClass { get; init; }

    /// <summary>The edition of that code.</summary>
    public string? ReportedEdition { get; init; }

    /// <summary>The registered source.</summary>
    public string? Source { get; init; }
}

/// <summary>One page of cases; <c>Next</c> is the cursor of the page after it, none on the last.</summary>
public sealed record CasePage(IReadOnlyList<CasePicture> Items, string? Next);

/// <summary>A case, everything that happened to it in order, and why its unit has it.</summary>
public sealed record CaseLife(CasePicture Case, IReadOnlyList<JournalEntry> Entries, Why? Why);

/// <summary>
/// Why a case went where it went: the rule and the version of the rule book, the feature of the layer that the rule
/// named with the distance to it in metres, and the rule that would have matched next.
/// </summary>
public sealed record Why(
    string Rule,
    string Version,
    string? Layer,
    string? Feature,
    double? Distance,
    string? RunnerUp,
    string? RunnerUpUnit);

/// <summary>Which cases are wanted; what is not set does not narrow. Newest first.</summary>
public sealed record CaseQuery
{
    /// <summary>The 15 digits of a cell.</summary>
    public string? Cell { get; init; }

    /// <summary>The 6, 9 or 12 digits of a district, street or community.</summary>
    public string? Area { get; init; }

    /// <summary>The stages to show; none shows all.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>The id of the unit that has the case.</summary>
    public string? Unit { get; init; }

    /// <summary>The code of a class.</summary>
    public string? Class { get; init; }

    /// <summary>Only cases that still need somebody (<c>true</c>) or only those that do not (<c>false</c>).</summary>
    public bool? IsOpen { get; init; }

    /// <summary>Only cases past their due time (<c>true</c>) or only those that are not (<c>false</c>).</summary>
    public bool? IsOverdue { get; init; }

    /// <summary>Only cases under supervision.</summary>
    public bool? IsSupervised { get; init; }

    /// <summary>Only cases that this tier has.</summary>
    public Tier? Tier { get; init; }

    /// <summary>Only cases whose task of looking this inspector was asked for or took.</summary>
    public string? Inspector { get; init; }

    /// <summary>Only cases that came by this channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Only cases with open calls to other bodies.</summary>
    public bool? HasOpenCalls { get; init; }

    /// <summary>Only cases with a whistle that has not ended.</summary>
    public bool? HasOpenWhistle { get; init; }

    /// <summary>Only cases whose task of looking nobody took.</summary>
    public bool? IsUntaken { get; init; }

    /// <summary>Only open cases that are due before this moment.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>The cursor of the page before this one.</summary>
    public string? Before { get; init; }

    /// <summary>How many at most, up to 1,000; the server's own number (50) if not set.</summary>
    public int? Limit { get; init; }
}
