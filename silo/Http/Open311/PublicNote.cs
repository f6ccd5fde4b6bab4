using GridCity.Core.Cases;
using GridCity.Journal;

namespace GridCity.Silo.Http.Open311;

/// <summary>
/// Something that happened to a case as the public is told of it: what kind it was, in words, and, where it changes how things
/// stand, the status that peers understand. What officers write to each other is not among it.
/// </summary>
internal sealed record PublicNote(Entry Entry, string Kind, string? Status, string Text)
{
    private const string Open = "OPEN", Investigating = "INVESTIGATING", Scheduled = "ACTION_SCHEDULED", Working = "IN_PROGRESS";
    private const string Planned = "PLANNED", NoAction = "NO_FURTHER_ACTION", Duplicate = "DUPLICATE", Fixed = "FIXED", Closed = "CLOSED";

    /// <summary>What the public is told of an entry, or null for nothing.</summary>
    public static PublicNote? Of(Entry entry, PublicWords words)
    {
        var (kind, status, text) = entry.Event switch
        {
            VerificationAsked => Stands(Stage.PendingVerification, Investigating, words),
            CaseVerified { Sight: Sight.Exists } => Stands(Stage.PendingFiling, Investigating, words),
            CaseFiled => Stands(Stage.PendingDispatch, Open, words),
            CaseRejected e => Stands(Stage.Rejected, NoAction, words, e.By == Actor.System
                ? words.Say("An inspector did not find it on the spot.", "监督员现场未发现该问题。")
                : e.Reason),
            DuplicateFound e => Stands(Stage.Duplicate, Duplicate, words, words.Say("It goes on as ", "并入案件 ") + e.Original),
            CaseAccepted => Stands(Stage.Handling, Working, words, words.Unit(entry.Event.By.Id)),
            CaseFinished e => Stands(Stage.PendingCheck, Working, words, e.Result),
            CaseClosed => Stands(Stage.Closed, Fixed, words),
            CaseSelfFixed e => Stands(Stage.Closed, Fixed, words, e.Result),
            CaseForceClosed => Stands(Stage.ForcedClosed, Closed, words),
            _ => OfLater(entry.Event, words),
        };
        return kind is null ? null : new PublicNote(entry, kind, status, text);
    }

    private static (string? Kind, string? Status, string Text) OfLater(CaseEvent happened, PublicWords words) => happened switch
    {
        CaseReported => ("reported", null, words.Say("Reported.", "已上报。")),
        CaseDispatched e => Stands(Stage.PendingAcceptance, Scheduled, words, words.Say(
            $"{words.Unit(e.Unit)}, until {words.Moment(e.Due)}", $"{words.Unit(e.Unit)}，时限 {words.Moment(e.Due)}")),
        CaseChecked { Result: CheckResult.Pass } => Stands(Stage.PendingClosing, Working, words),
        CaseChecked { Result: CheckResult.Fail } => Stands(
            Stage.Handling, Working, words, words.Say("The check found that it is not done.", "核查未通过，返工。")),
        CaseReturned => Stands(Stage.PendingDispatch, Investigating, words, words.Say("The unit gave it back.", "处置单位回退。")),
        CaseSentBack => Stands(Stage.PendingFiling, Investigating, words),
        ApplicationDecided { IsGranted: true, Application: ApplicationKind.Suspension, Due: { } until } =>
            Stands(Stage.Suspended, Planned, words, words.Moment(until)),
        ApplicationDecided { IsGranted: true, Due: { } until } =>
            ("extended", null, words.Say("There is more time: until ", "延期至 ") + words.Moment(until)),
        CaseResumed => Stands(Stage.Handling, Working, words),
        CaseRelocated => ("relocated", null, words.Say("Moved to where the problem really is.", "已移至实际位置。")),
        DuePassed { Due: DueKind.Handling } => ("overdue", null, words.Say("The time limit has passed.", "已超过处置时限。")),
        _ => (null, null, string.Empty),
    };

    private static (string? Kind, string? Status, string Text) Stands(Stage stage, string status, PublicWords words, string? more = null) =>
        (WireNames.Of(stage), status, more is null ? words.Stage(stage) : words.Stage(stage) + " " + more);
}
