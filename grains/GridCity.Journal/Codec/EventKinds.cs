using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using GridCity.Core.Cases;

namespace GridCity.Journal.Codec;

/// <summary>A kind: the type of its events and its name, a stable word with the version of the body.</summary>
internal sealed class EventKind(Type type, string name, bool isPlain = false)
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(name);

    public Type Type { get; } = type;

    public string Name { get; } = name;

    /// <summary>Whether its bodies are written and read by <see cref="PlainBodies"/>.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>The name as it is stored.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;
}

/// <summary>
/// The kinds that this version writes. A name is never given a second meaning; a body that changes its shape gets the next
/// version and an <see cref="EventUpgrade"/> from the old one.
/// </summary>
internal static class EventKinds
{
    public const string Reported = "case.reported.2";
    public const string Duplicate = "case.duplicate.1";
    public const string VerificationAsked = "verification.asked.1";
    public const string Verified = "case.verified.1";
    public const string Filed = "case.filed.1";
    public const string Rejected = "case.rejected.1";
    public const string Dispatched = "case.dispatched.2";
    public const string Accepted = "case.accepted.1";
    public const string Returned = "case.returned.1";
    public const string Finished = "case.finished.1";
    public const string Checked = "case.checked.1";
    public const string Closed = "case.closed.1";
    public const string Expired = "due.passed.1";
    public const string Repeated = "case.repeated.1";
    public const string Joined = "case.joined.1";
    public const string TaskGiven = "task.given.1";
    public const string TaskTaken = "task.taken.1";
    public const string ReportersTold = "reporters.told.1";

    // The way of every case first, then what may come in between, its end, and what belongs to no case.
    private static readonly EventKind[] Kinds =
    [
        new(typeof(CaseReported), Reported),
        new(typeof(DuplicateFound), Duplicate),
        new(typeof(VerificationAsked), VerificationAsked),
        new(typeof(CaseVerified), Verified),
        new(typeof(CaseFiled), Filed),
        new(typeof(CaseRejected), Rejected),
        new(typeof(CaseDispatched), Dispatched),
        new(typeof(CaseAccepted), Accepted),
        new(typeof(CaseReturned), Returned),
        new(typeof(CaseFinished), Finished),
        new(typeof(CaseChecked), Checked),
        new(typeof(CaseClosed), Closed),
        new(typeof(DuePassed), Expired),
        new(typeof(CaseSelfFixed), "case.selffixed.1", isPlain: true),
        new(typeof(RepeatFound), Repeated),
        new(typeof(CaseJoined), Joined),
        new(typeof(TaskGiven), TaskGiven),
        new(typeof(TaskTaken), TaskTaken),
        new(typeof(ApplicationMade), "application.made.1", isPlain: true),
        new(typeof(ApplicationDecided), "application.decided.1", isPlain: true),
        new(typeof(CaseResumed), "case.resumed.1", isPlain: true),
        new(typeof(CaseSentBack), "case.sentback.1", isPlain: true),
        new(typeof(CaseSupervised), "case.supervised.1", isPlain: true),
        new(typeof(CaseEscalated), "case.escalated.1", isPlain: true),
        new(typeof(CaseGraded), "case.graded.1", isPlain: true),
        new(typeof(CaseRemarked), "case.remarked.1", isPlain: true),
        new(typeof(CaseForceClosed), "case.forceclosed.1", isPlain: true),
        new(typeof(CaseRelocated), "case.relocated.1", isPlain: true),
        new(typeof(CaseArrived), "case.arrived.1", isPlain: true),
        new(typeof(CallMade), "call.made.1", isPlain: true),
        new(typeof(CallAnswered), "call.answered.1", isPlain: true),
        new(typeof(CallGraded), "call.graded.1", isPlain: true),
        new(typeof(CallOverdue), "call.overdue.1", isPlain: true),
        new(typeof(CallClosed), "call.closed.1", isPlain: true),
        new(typeof(ReportersTold), ReportersTold),
        new(typeof(AppealMade), "appeal.made.1", isPlain: true),
        new(typeof(AppealReviewed), "appeal.reviewed.1", isPlain: true),
        new(typeof(AppealDecided), "appeal.decided.1", isPlain: true),
        new(typeof(ReporterCalledBack), "reporter.calledback.1", isPlain: true),
        new(typeof(CaseExcluded), "case.excluded.1", isPlain: true),
        new(typeof(SampleTaken), "sample.taken.1", isPlain: true),
        new(typeof(PatrolWalked), "patrol.walked.1", isPlain: true),
    ];

    private static readonly FrozenDictionary<Type, EventKind> ByType = Kinds.ToFrozenDictionary(kind => kind.Type);

    // Names of one length are few, so that a name is found after two or three comparisons.
    private static readonly EventKind[][] ByLength =
    [
        .. Enumerable.Range(0, Kinds.Max(kind => kind.Name.Length) + 1)
            .Select(length => Kinds.Where(kind => kind.Name.Length == length).ToArray()),
    ];

    /// <summary>The names of all kinds: the way of every case first, what belongs to no case last.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Kinds.Select(kind => kind.Name)];

    /// <summary>The current kind whose name is written in these bytes, or null.</summary>
    public static EventKind? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < ByLength.Length)
        {
            foreach (var kind in ByLength[name.Length])
            {
                if (name.SequenceEqual(kind.Bytes))
                {
                    return kind;
                }
            }
        }
        return null;
    }

    /// <summary>The kind of an event.</summary>
    /// <exception cref="ArgumentException">It has none: its type is not listed here.</exception>
    public static EventKind Of(CaseEvent happened) => ByType.GetValueOrDefault(happened.GetType())
        ?? throw new ArgumentException($"{happened.GetType().Name} has no kind in the journal.", nameof(happened));

    /// <summary>Whether a kind is a later version of one that is known, as a newer GridCity would write it.</summary>
    public static bool IsNewer(string kind)
    {
        var dot = kind.LastIndexOf('.');
        return dot > 0 && int.TryParse(kind.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && All.Any(known => known.LastIndexOf('.') == dot
                && known.AsSpan(0, dot).SequenceEqual(kind.AsSpan(0, dot))
                && int.Parse(known.AsSpan(dot + 1), CultureInfo.InvariantCulture) < version);
    }
}
