using System.Diagnostics;
using System.Globalization;
using System.Text;
using GridCity.Core.Cases;

namespace GridCity.Journal.Codec;

/// <summary>
/// The kinds that this version writes: a stable name and a version. A name is never given a second meaning; a body that
/// changes its shape gets the next version and an <see cref="EventUpgrade"/> from the old one.
/// </summary>
internal static class EventKinds
{
    public const string Reported = "case.reported.1";
    public const string Duplicate = "case.duplicate.1";
    public const string VerificationAsked = "verification.asked.1";
    public const string Verified = "case.verified.1";
    public const string Filed = "case.filed.1";
    public const string Rejected = "case.rejected.1";
    public const string Dispatched = "case.dispatched.1";
    public const string Accepted = "case.accepted.1";
    public const string Returned = "case.returned.1";
    public const string Finished = "case.finished.1";
    public const string Checked = "case.checked.1";
    public const string Closed = "case.closed.1";
    public const string Expired = "due.passed.1";

    /// <summary>All kinds, in the order of a case's life.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Reported, Duplicate, VerificationAsked, Verified, Filed, Rejected, Dispatched,
        Accepted, Returned, Finished, Checked, Closed, Expired,
    ];

    private static readonly (byte[] Name, string Kind)[] Names =
        [.. All.Select(kind => (Encoding.UTF8.GetBytes(kind), kind))];

    /// <summary>The current kind whose name is written in these bytes, or null.</summary>
    public static string? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (bytes, kind) in Names)
        {
            if (name.SequenceEqual(bytes))
            {
                return kind;
            }
        }
        return null;
    }

    /// <summary>The kind of an event, as bytes.</summary>
    public static ReadOnlySpan<byte> BytesOf(CaseEvent happened)
    {
        var kind = Of(happened);
        foreach (var (bytes, name) in Names)
        {
            if (ReferenceEquals(name, kind))
            {
                return bytes;
            }
        }
        throw new UnreachableException($"The kind '{kind}' is not in the list of kinds.");
    }

    /// <summary>The kind of an event.</summary>
    public static string Of(CaseEvent happened) => happened switch
    {
        CaseReported => Reported,
        DuplicateFound => Duplicate,
        Core.Cases.VerificationAsked => VerificationAsked,
        CaseVerified => Verified,
        CaseFiled => Filed,
        CaseRejected => Rejected,
        CaseDispatched => Dispatched,
        CaseAccepted => Accepted,
        CaseReturned => Returned,
        CaseFinished => Finished,
        CaseChecked => Checked,
        CaseClosed => Closed,
        DuePassed => Expired,
        _ => throw new ArgumentException($"{happened.GetType().Name} has no kind in the journal.", nameof(happened)),
    };

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
