using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

// A case changes with every event and is copied each time: what changes together, or hardly ever, is one part of it, so that
// a copy is small.

/// <summary>What a case is from its report on; only relocation changes it.</summary>
internal sealed record CaseOrigin
{
    public static readonly CaseOrigin None = new();

    public CaseId Id { get; init; }

    public CellCode Cell { get; init; }

    public Report Report { get; init; } = null!;

    public Actor Reporter { get; init; }

    public PlanePoint Place { get; init; }

    public CellCode SecondCell { get; init; }

    public double? BorderDistance { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    public long Opened { get; init; }

    public Guid Command { get; init; }
}

/// <summary>Who handles a case, by what limit and why: what a dispatch says.</summary>
internal sealed record CaseHandling
{
    public static readonly CaseHandling None = new();

    public DateTimeOffset? DispatchedAt { get; init; }

    public DateTimeOffset? HandlingDue { get; init; }

    public string? Unit { get; init; }

    public string? Limit { get; init; }

    public Reason? Reason { get; init; }

    public ValueList<string> Supporting { get; init; }

    public ValueList<string> Inform { get; init; }

    public Tier? Tier { get; init; }

    public string? Event { get; init; }
}

/// <summary>The task of looking at the place.</summary>
internal sealed record CaseLook
{
    public static readonly CaseLook None = new();

    public string? Inspector { get; init; }

    public DateTimeOffset? TaskDue { get; init; }

    public bool IsTaskTaken { get; init; }

    public ValueList<string> Asked { get; init; }

    public CaseLook Given(TaskGiven task) => this with
    {
        Inspector = task.Inspector,
        TaskDue = task.TakeBy,
        IsTaskTaken = false,
        Asked = task.Inspector is null ? Asked : Asked.With(task.Inspector),
    };

    public CaseLook Taken(TaskTaken task) => this with { Inspector = task.By.Id, TaskDue = null, IsTaskTaken = true };

    /// <summary>The task is over; who was asked last stays known.</summary>
    public CaseLook Ended() => TaskDue is null && !IsTaskTaken && Asked.Count == 0 ? this : new CaseLook { Inspector = Inspector };
}

/// <summary>What most cases never have, or have only at their end.</summary>
internal sealed record CaseRarities
{
    public static readonly CaseRarities None = new();

    public bool IsOverdue { get; init; }

    public ApplicationKind? Application { get; init; }

    public DateTimeOffset? ApplicationUntil { get; init; }

    public int Extensions { get; init; }

    public int Suspensions { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }

    public Stage? StageBefore { get; init; }

    public bool IsSupervised { get; init; }

    public ItemGrade? Grade { get; init; }

    public int Repeats { get; init; }

    public int Returns { get; init; }

    public ValueList<Reporter> Joined { get; init; }

    public ValueList<Call> Calls { get; init; }

    public int Reworks { get; init; }

    public int Redispatches { get; init; }

    public CaseId DuplicateOf { get; init; }

    public CaseRarities Applied(ApplicationKind? application, DateTimeOffset? until) =>
        this with { Application = application, ApplicationUntil = until };
}
