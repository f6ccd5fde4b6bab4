using GridCity.Core.Cases;

namespace GridCity.Simulation.EventLogs;

/// <summary>
/// What an event is to process mining: the name of the activity, and the step of the standard lifecycle of XES that it is for
/// the case: reported is <c>schedule</c>, sent to a unit <c>assign</c> (again: <c>reassign</c>), accepted <c>start</c>, and closed
/// <c>complete</c>. What is done in one moment and moves no such step is <c>complete</c> too.
/// </summary>
internal readonly record struct Activity(string Name, string Transition)
{
    private const string Complete = "complete";

    /// <summary>The activity of an event; <paramref name="isAgain"/> when the case was with a unit before.</summary>
    public static Activity Of(CaseEvent happened, bool isAgain) => happened switch
    {
        CaseReported => new("Reported", "schedule"),
        VerificationAsked => new("Verification asked", Complete),
        CaseVerified => new("Verified", Complete),
        CaseFiled => new("Filed", Complete),
        CaseRejected => new("Rejected", "withdraw"),
        DuplicateFound => new("Found to be a duplicate", "withdraw"),
        CaseDispatched => new("Dispatched", isAgain ? "reassign" : "assign"),
        CaseAccepted => new("Accepted", "start"),
        CaseReturned => new("Returned", Complete),
        CaseFinished => new("Finished", Complete),
        CaseChecked e => new(e.Result == CheckResult.Fail ? "Check failed" : e.Result == CheckResult.Pass ? "Checked" : "Check not possible", Complete),
        CaseClosed => new("Closed", Complete),
        CaseSelfFixed => new("Fixed on the spot", Complete),
        CaseForceClosed => new("Closed by force", "pi_abort"),
        DuePassed e => new($"{Words(e.Due)} overdue", Complete),
        _ => Later(happened),
    };

    private static Activity Later(CaseEvent happened) => happened switch
    {
        ApplicationDecided { IsGranted: true, Application: ApplicationKind.Suspension } => new("Suspended", "suspend"),
        ApplicationDecided { IsGranted: true } => new("Extended", Complete),
        ApplicationDecided => new("Application denied", Complete),
        ApplicationMade e => new(e.Application == ApplicationKind.Suspension ? "Suspension asked" : "Extension asked", Complete),
        CaseResumed => new("Resumed", "resume"),
        CaseSentBack => new("Sent back", Complete),
        CaseSupervised => new("Supervised", Complete),
        CaseEscalated => new("Escalated", Complete),
        CaseGraded => new("Graded", Complete),
        CaseRemarked => new("Remarked", Complete),
        RepeatFound => new("Found to be a repetition", Complete),
        CaseJoined => new("Joined by a reporter", Complete),
        CaseRelocated => new("Moved", Complete),
        CaseArrived => new("Arrived", Complete),
        TaskGiven e => new(e.Inspector is null ? "Task with nobody" : "Task given", Complete),
        TaskTaken => new("Task taken", Complete),
        _ => After(happened),
    };

    private static Activity After(CaseEvent happened) => happened switch
    {
        CallMade e => new($"{e.Call} called", Complete),
        CallAnswered => new("Call answered", Complete),
        CallGraded => new("Call graded", Complete),
        CallOverdue => new("Call overdue", Complete),
        CallClosed => new("Call closed", Complete),
        ReportersTold => new("Reporters told", Complete),
        AppealMade => new("Appealed", Complete),
        AppealReviewed => new("Appeal reviewed", Complete),
        AppealDecided e => new(e.IsGranted ? "Appeal granted" : "Appeal denied", Complete),
        ReporterCalledBack => new("Reporter called back", Complete),
        CaseExcluded => new("Excluded", Complete),
        _ => new(happened.GetType().Name, Complete),
    };

    private static string Words(DueKind due) => due switch
    {
        DueKind.Verification => "Verification",
        DueKind.Handling => "Handling",
        DueKind.Check => "Check",
        DueKind.Resumption => "Resumption",
        DueKind.Task => "Task",
        _ => "Call",
    };
}
