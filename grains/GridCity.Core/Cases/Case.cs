using System.Collections.Immutable;
using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>A command that a case has answered: its id and kind, so that the same id again gets the same answer.</summary>
public readonly record struct AnsweredCommand(Guid Id, CommandKind Kind);

/// <summary>
/// A problem from the report to its end, as the fold of its events. Values are immutable: each event makes the next one,
/// so that a view may hold one while its cell goes on.
/// </summary>
public sealed record Case
{
    /// <summary>The number of the case.</summary>
    public required CaseId Id { get; init; }

    /// <summary>The cell that has the case.</summary>
    public required CellCode Cell { get; init; }

    /// <summary>What was reported.</summary>
    public required Report Report { get; init; }

    /// <summary>Who reported it.</summary>
    public required Actor Reporter { get; init; }

    /// <summary>The reported point in the city's metre plane.</summary>
    public required PlanePoint Place { get; init; }

    /// <summary>The other cell in which the point may lie, or none.</summary>
    public CellCode SecondCell { get; init; }

    /// <summary>The distance in metres to <see cref="SecondCell"/>.</summary>
    public double? BorderDistance { get; init; }

    /// <summary>Where the case stands.</summary>
    public required Stage Stage { get; init; }

    /// <summary>When the report was received.</summary>
    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>When it became a case.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>When it was last sent to a unit.</summary>
    public DateTimeOffset? DispatchedAt { get; init; }

    /// <summary>When it was closed, rejected or found to be a duplicate.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the due time that counts now is for.</summary>
    public DueKind? DueFor { get; init; }

    /// <summary>The due time that counts now.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether the journal already says that <see cref="Due"/> passed.</summary>
    public bool IsDuePassed { get; init; }

    /// <summary>Until when the unit has to finish, kept while others look.</summary>
    public DateTimeOffset? HandlingDue { get; init; }

    /// <summary>Whether the handling limit passed without a result.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>The responsible unit.</summary>
    public string? Unit { get; init; }

    /// <summary>The limit for handling, as it is written.</summary>
    public string? Limit { get; init; }

    /// <summary>Why the case went to <see cref="Unit"/>.</summary>
    public Reason? Reason { get; init; }

    /// <summary>The inspector who was asked to look.</summary>
    public string? Inspector { get; init; }

    /// <summary>How often a check failed.</summary>
    public int Reworks { get; init; }

    /// <summary>How often the case was sent to a unit after the first time.</summary>
    public int Redispatches { get; init; }

    /// <summary>The earlier case of the same problem, or none.</summary>
    public CaseId DuplicateOf { get; init; }

    /// <summary>The position in the journal of the first entry of the case.</summary>
    public required long Opened { get; init; }

    /// <summary>The position in the journal of the last entry of the case.</summary>
    public long Updated { get; init; }

    /// <summary>The commands that the case has answered, in order; the first is the report's.</summary>
    public ImmutableArray<AnsweredCommand> Answered { get; init; } = [];

    /// <summary>The due time for which the clock has to ask, or null.</summary>
    public DateTimeOffset? Alarm => IsDuePassed || !Stage.IsOpen() ? null : Due;

    /// <summary>The case that a report makes.</summary>
    internal static Case From(CaseId id, CellCode cell, in CaseStep step, CaseReported reported) => new()
    {
        Id = id,
        Cell = cell,
        Report = reported.Report,
        Reporter = reported.By,
        Place = reported.Place,
        SecondCell = reported.SecondCell,
        BorderDistance = reported.BorderDistance,
        // What follows in the same decision says more; a report alone waits for somebody to look.
        Stage = Stage.PendingVerification,
        ReportedAt = step.At,
        Opened = step.Position,
        Updated = step.Position,
        Answered = step.Answered,
    };

    /// <summary>The case after one more event.</summary>
    internal Case After(in CaseStep step, CaseEvent happened) => happened switch
    {
        DuplicateFound e => Ended(step, Stage.Duplicate) with { DuplicateOf = e.Original },
        VerificationAsked e => Waiting(step, Stage.PendingVerification, DueKind.Verification, e.Due) with { Inspector = e.Inspector },
        CaseVerified { Sight: Sight.Exists } => Waiting(step, Stage.PendingFiling, null, null),
        CaseVerified => Unmoved(step),
        CaseFiled => Waiting(step, Stage.PendingDispatch, null, null) with { FiledAt = step.At },
        CaseRejected => Ended(step, Stage.Rejected),
        CaseDispatched e => Dispatched(step, e),
        CaseAccepted => this with { Stage = Stage.Handling, Updated = step.Position, Answered = step.Answered },
        CaseReturned => Waiting(step, Stage.PendingDispatch, null, null) with { Unit = null, Reason = null },
        CaseFinished e => Waiting(step, Stage.PendingCheck, DueKind.Check, e.CheckDue),
        CaseChecked { Result: CheckResult.Pass } => Waiting(step, Stage.PendingClosing, null, null),
        CaseChecked { Result: CheckResult.Fail } => Reworked(step),
        CaseChecked => Unmoved(step),
        CaseClosed => Ended(step, Stage.Closed),
        DuePassed e => Unmoved(step) with { IsDuePassed = true, IsOverdue = IsOverdue || e.Due == DueKind.Handling },
        _ => throw new InvariantBroken($"Case {Id} cannot fold {happened.GetType().Name}."),
    };

    private Case Dispatched(in CaseStep step, CaseDispatched e) => this with
    {
        Stage = Stage.PendingAcceptance,
        DueFor = DueKind.Handling,
        Due = e.Due,
        IsDuePassed = false,
        Unit = e.Unit,
        Limit = e.Limit,
        Reason = e.Reason,
        HandlingDue = e.Due,
        DispatchedAt = step.At,
        Redispatches = DispatchedAt is null ? 0 : Redispatches + 1,
        Updated = step.Position,
        Answered = step.Answered,
    };

    // Rework counts by the first limit: a unit does not win time by a bad result.
    private Case Reworked(in CaseStep step) => Waiting(step, Stage.Handling, DueKind.Handling, HandlingDue) with
    {
        Reworks = Reworks + 1,
        IsDuePassed = IsOverdue,
    };

    private Case Waiting(in CaseStep step, Stage stage, DueKind? dueFor, DateTimeOffset? due) => this with
    {
        Stage = stage,
        DueFor = dueFor,
        Due = due,
        IsDuePassed = false,
        Updated = step.Position,
        Answered = step.Answered,
    };

    private Case Unmoved(in CaseStep step) => this with { Updated = step.Position, Answered = step.Answered };

    private Case Ended(in CaseStep step, Stage stage) => this with
    {
        Stage = stage,
        DueFor = null,
        Due = null,
        IsDuePassed = false,
        EndedAt = step.At,
        Updated = step.Position,
        Answered = step.Answered,
    };
}

/// <summary>
/// What every event changes in its case: the position of the last entry, and the commands that have been answered. A case
/// is large and a fold makes a new one for each event, so all that an event changes is changed in one copy.
/// </summary>
internal readonly record struct CaseStep(long Position, DateTimeOffset At, ImmutableArray<AnsweredCommand> Answered);
