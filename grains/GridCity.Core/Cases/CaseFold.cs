using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <content>How events change a case.</content>
public sealed partial record Case
{
    private static readonly Case Blank = new()
    {
        Id = default,
        Cell = default,
        Report = null!,
        Reporter = default,
        Place = default,
        Stage = default,
        ReportedAt = default,
        UpdatedAt = default,
        Opened = default,
        Command = default,
        Answered = null!,
    };

    /// <summary>The case that a report makes.</summary>
    internal static Case From(CaseId id, CellCode cell, in CaseStep step, CaseReported reported)
    {
        var origin = new CaseOrigin
        {
            Id = id,
            Cell = cell,
            Report = reported.Report,
            Reporter = reported.By,
            Place = reported.Place,
            SecondCell = reported.SecondCell,
            BorderDistance = reported.BorderDistance,
            ReportedAt = step.At,
            Opened = step.Position,
            Command = step.Answered.Last.Id,
        };
        // What follows in the same decision says more; a report alone waits for somebody to look.
        return Blank with { Last = step, _origin = origin, Stage = Stage.PendingVerification };
    }

    /// <summary>The case as it arrives in another cell.</summary>
    internal Case Arrived(in CaseStep step, CellCode cell) => this with { Last = step, Cell = cell };

    /// <summary>The case after one more event.</summary>
    internal Case After(in CaseStep step, CaseEvent happened) => happened switch
    {
        DuplicateFound e => this with
        {
            Last = step,
            Wait = new(Stage.Duplicate),
            EndedAt = step.At,
            DuplicateOf = e.Original,
        },
        VerificationAsked e => this with
        {
            Last = step,
            Wait = new(Stage.PendingVerification, DueKind.Verification, e.Due),
            Inspector = e.Inspector,
        },
        CaseVerified { Sight: Sight.Exists } => this with { Last = step, Wait = new(Stage.PendingFiling) },
        CaseVerified => this with { Last = step },
        CaseFiled => this with { Last = step, Wait = new(Stage.PendingDispatch), FiledAt = step.At },
        CaseRejected => this with { Last = step, Wait = new(Stage.Rejected), EndedAt = step.At },
        CaseDispatched e => Dispatched(step, e),
        CaseAccepted => this with { Last = step, Stage = Stage.Handling },
        CaseReturned => this with
        {
            Last = step,
            Wait = new(Stage.PendingDispatch),
            _handling = _handling with { Unit = null, Reason = null },
            Returns = Returns + 1,
        },
        CaseFinished e => this with { Last = step, Wait = new(Stage.PendingCheck, DueKind.Check, e.CheckDue) },
        CaseChecked { Result: CheckResult.Pass } => this with { Last = step, Wait = new(Stage.PendingClosing) },
        CaseChecked { Result: CheckResult.Fail } => Reworked(step),
        CaseChecked => this with { Last = step },
        CaseClosed or CaseSelfFixed => this with { Last = step, Wait = new(Stage.Closed), EndedAt = step.At },
        CaseForceClosed => this with { Last = step, Wait = new(Stage.ForcedClosed), EndedAt = step.At },
        DuePassed e => this with
        {
            Last = step,
            IsDuePassed = true,
            IsOverdue = IsOverdue || e.Due == DueKind.Handling,
        },
        _ => AfterLater(step, happened),
    };

    private Case AfterLater(in CaseStep step, CaseEvent happened) => happened switch
    {
        RepeatFound e => this with { Last = step, Repeats = e.Times },
        CaseJoined e => this with { Last = step, Joined = Joined.With(e.Reporter) },
        TaskGiven e => this with { Last = step, _look = _look.Given(e) },
        TaskTaken e => this with { Last = step, _look = _look.Taken(e) },
        ApplicationMade e => this with { Last = step, _rare = _rare.Applied(e.Application, e.Until) },
        ApplicationDecided e => Decided(step, e),
        CaseResumed e => this with
        {
            Last = step,
            Wait = new(StageBefore ?? Stage.Handling, DueKind.Handling, e.Due),
            HandlingDue = e.Due,
            _rare = _rare with { SuspendedAt = null, StageBefore = null },
        },
        CaseSentBack => this with { Last = step, Wait = new(Stage.PendingFiling) },
        CaseSupervised => this with { Last = step, IsSupervised = true },
        CaseEscalated e => this with { Last = step, Tier = e.To },
        CaseRemarked => this with { Last = step },
        CaseGraded e => this with { Last = step, Grade = e.Grade },
        CaseRelocated e => this with
        {
            Last = step,
            _origin = _origin with
            {
                Cell = e.To,
                Report = Report with { Point = e.Point },
                Place = e.Place,
                SecondCell = e.SecondCell,
                BorderDistance = e.BorderDistance,
            },
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
        return this with { Last = step, Calls = calls };
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

    private Case Dispatched(in CaseStep step, CaseDispatched e) => this with
    {
        Last = step,
        Wait = new(Stage.PendingAcceptance, DueKind.Handling, e.Due),
        _handling = new CaseHandling
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
        },
        _rare = DispatchedAt is null ? _rare : _rare with { Redispatches = Redispatches + 1 },
    };

    private Case Decided(in CaseStep step, ApplicationDecided e) => (e.IsGranted, e.Application) switch
    {
        (false, _) => this with { Last = step, _rare = _rare.Applied(null, null) },
        (true, ApplicationKind.Extension) => this with
        {
            Last = step,
            Due = e.Due,
            HandlingDue = e.Due,
            IsDuePassed = false,
            _rare = _rare.Applied(null, null) with { Extensions = Extensions + 1 },
        },
        _ => this with
        {
            Last = step,
            Wait = new(Stage.Suspended, DueKind.Resumption, e.Due),
            _rare = _rare.Applied(null, null) with
            {
                Suspensions = Suspensions + 1,
                SuspendedAt = step.At,
                StageBefore = Stage,
            },
        },
    };

    // Rework counts by the first limit: a unit does not win time by a bad result.
    private Case Reworked(in CaseStep step) => this with
    {
        Last = step,
        Wait = new(Stage.Handling, DueKind.Handling, HandlingDue),
        Reworks = Reworks + 1,
        IsDuePassed = IsOverdue,
    };

    // Every event moves these. As one property that only sets, a step is one copy of the case and not two.
    private CaseStep Last
    {
        init
        {
            Updated = value.Position;
            UpdatedAt = value.At;
            Answered = value.Answered;
        }
    }

    // A new stage has its own due time and its own task; what was asked for in the old one is void.
    private CaseWait Wait
    {
        init
        {
            Stage = value.Stage;
            DueFor = value.DueFor;
            Due = value.Due;
            IsDuePassed = false;
            _look = _look.Ended();
            _rare = Application is null ? _rare : _rare.Applied(null, null);
        }
    }
}

/// <summary>
/// What every event changes in its case: the position of the last entry, when it happened, and the commands that have been
/// answered.
/// </summary>
internal readonly record struct CaseStep(long Position, DateTimeOffset At, AnsweredCommands Answered);

/// <summary>The stage in which a case waits from now on, with what for and until when.</summary>
internal readonly record struct CaseWait(Stage Stage, DueKind? DueFor = null, DateTimeOffset? Due = null);
