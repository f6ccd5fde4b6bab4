using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <content>How events change a case.</content>
public sealed partial record Case
{
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
        UpdatedAt = step.At,
        Opened = step.Position,
        Updated = step.Position,
        Command = step.Answered.Last.Id,
        Answered = step.Answered,
    };

    /// <summary>The case as it arrives in another cell.</summary>
    internal Case Arrived(in CaseStep step, CellCode cell) => Unmoved(step) with { Cell = cell };

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
        CaseAccepted => Unmoved(step) with { Stage = Stage.Handling },
        CaseReturned => Waiting(step, Stage.PendingDispatch, null, null) with { Unit = null, Reason = null, Returns = Returns + 1 },
        CaseFinished e => Waiting(step, Stage.PendingCheck, DueKind.Check, e.CheckDue),
        CaseChecked { Result: CheckResult.Pass } => Waiting(step, Stage.PendingClosing, null, null),
        CaseChecked { Result: CheckResult.Fail } => Reworked(step),
        CaseChecked => Unmoved(step),
        CaseClosed or CaseSelfFixed => Ended(step, Stage.Closed),
        CaseForceClosed => Ended(step, Stage.ForcedClosed),
        DuePassed e => Unmoved(step) with { IsDuePassed = true, IsOverdue = IsOverdue || e.Due == DueKind.Handling },
        _ => AfterLater(step, happened),
    };

    private Case AfterLater(in CaseStep step, CaseEvent happened) => happened switch
    {
        RepeatFound e => Unmoved(step) with { Repeats = e.Times },
        CaseJoined e => Unmoved(step) with { Joined = Joined.With(e.Reporter) },
        TaskGiven e => Unmoved(step) with
        {
            Inspector = e.Inspector,
            TaskDue = e.TakeBy,
            Asked = e.Inspector is null ? Asked : Asked.With(e.Inspector),
        },
        TaskTaken e => Unmoved(step) with { Inspector = e.By.Id, TaskDue = null, IsTaskTaken = true },
        ApplicationMade e => Unmoved(step) with { Application = e.Application, ApplicationUntil = e.Until },
        ApplicationDecided e => Decided(step, e),
        CaseResumed e => Waiting(step, StageBefore ?? Stage.Handling, DueKind.Handling, e.Due) with
        {
            HandlingDue = e.Due,
            SuspendedAt = null,
            StageBefore = null,
        },
        CaseSentBack => Waiting(step, Stage.PendingFiling, null, null),
        CaseSupervised => Unmoved(step) with { IsSupervised = true },
        CaseEscalated e => Unmoved(step) with { Tier = e.To },
        CaseGraded e => Unmoved(step) with { Grade = e.Grade },
        CaseRelocated e => Unmoved(step) with
        {
            Cell = e.To,
            Report = Report with { Point = e.Point },
            Place = e.Place,
            SecondCell = e.SecondCell,
            BorderDistance = e.BorderDistance,
        },
        _ => AfterCall(step, happened),
    };

    private Case AfterCall(in CaseStep step, CaseEvent happened)
    {
        var calls = happened switch
        {
            CallMade e => Calls.With(Made(step.At, e)),
            CallAnswered e => WithParty(e.Number, PartyOf(e.Number, e.Party) with { AnsweredAt = step.At, Text = e.Text }),
            CallGraded e => WithParty(e.Number, PartyOf(e.Number, e.Party) with { Score = e.Score }),
            CallOverdue e => Calls.With(e.Number - 1, CallOf(e.Number) with { IsDuePassed = true }),
            CallClosed e => Calls.With(e.Number - 1, CallOf(e.Number) with { ClosedAt = step.At, Outcome = e.Outcome }),
            _ => throw new InvariantBroken($"Case {Id} cannot fold {happened.GetType().Name}."),
        };
        return Unmoved(step) with { Calls = calls };
    }

    private static Call Made(DateTimeOffset at, CallMade e) => new()
    {
        Number = e.Number,
        Kind = e.Call,
        Caller = e.By,
        Topic = e.Topic,
        Text = e.Text,
        MadeAt = at,
        Due = e.Due,
        Parties = [.. e.Parties.Select(unit => new CallParty(unit))],
    };

    private Call CallOf(int number) =>
        FindCall(number) ?? throw new InvariantBroken($"Case {Id} has no call {number}.");

    private CallParty PartyOf(int number, string unit) =>
        CallOf(number).Find(unit) ?? throw new InvariantBroken($"Call {number} of case {Id} is not to {unit}.");

    private ValueList<Call> WithParty(int number, CallParty changed)
    {
        var call = CallOf(number);
        ValueList<CallParty> parties = [.. call.Parties.Select(party => party.Unit == changed.Unit ? changed : party)];
        return Calls.With(number - 1, call with { Parties = parties });
    }

    private Case Dispatched(in CaseStep step, CaseDispatched e) =>
        Waiting(step, Stage.PendingAcceptance, DueKind.Handling, e.Due) with
        {
            Unit = e.Unit,
            Supporting = e.Supporting,
            Inform = e.Inform,
            Tier = e.Tier ?? Tier,
            Event = e.Event,
            Limit = e.Limit,
            Reason = e.Reason,
            HandlingDue = e.Due,
            DispatchedAt = step.At,
            Redispatches = DispatchedAt is null ? 0 : Redispatches + 1,
        };

    private Case Decided(in CaseStep step, ApplicationDecided e)
    {
        var answered = Unmoved(step) with { Application = null, ApplicationUntil = null };
        return (e.IsGranted, e.Application) switch
        {
            (false, _) => answered,
            (true, ApplicationKind.Extension) => answered with
            {
                Due = e.Due,
                HandlingDue = e.Due,
                IsDuePassed = false,
                Extensions = Extensions + 1,
            },
            _ => Waiting(step, Stage.Suspended, DueKind.Resumption, e.Due) with
            {
                Suspensions = Suspensions + 1,
                SuspendedAt = step.At,
                StageBefore = Stage,
            },
        };
    }

    // Rework counts by the first limit: a unit does not win time by a bad result.
    private Case Reworked(in CaseStep step) => Waiting(step, Stage.Handling, DueKind.Handling, HandlingDue) with
    {
        Reworks = Reworks + 1,
        IsDuePassed = IsOverdue,
    };

    // A new stage has its own due time and its own task; what was asked for in the old one is void.
    private Case Waiting(in CaseStep step, Stage stage, DueKind? dueFor, DateTimeOffset? due) => this with
    {
        Updated = step.Position,
        UpdatedAt = step.At,
        Answered = step.Answered,
        Stage = stage,
        DueFor = dueFor,
        Due = due,
        IsDuePassed = false,
        TaskDue = null,
        IsTaskTaken = false,
        Asked = default,
        Application = null,
        ApplicationUntil = null,
    };

    private Case Unmoved(in CaseStep step) =>
        this with { Updated = step.Position, UpdatedAt = step.At, Answered = step.Answered };

    private Case Ended(in CaseStep step, Stage stage) => Waiting(step, stage, null, null) with { EndedAt = step.At };
}

/// <summary>
/// What every event changes in its case: the position of the last entry, when it happened, and the commands that have been
/// answered.
/// </summary>
internal readonly record struct CaseStep(long Position, DateTimeOffset At, AnsweredCommands Answered);
