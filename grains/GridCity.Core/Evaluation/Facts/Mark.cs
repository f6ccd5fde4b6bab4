namespace GridCity.Core.Evaluation;

/// <summary>What a mark says. Marks live in memory only, so numbers may change.</summary>
internal enum MarkKind : byte
{
    VerificationAsked,
    Verified,
    Filed,
    Rejected,
    Duplicate,
    Dispatched,
    Accepted,
    Returned,
    Finished,
    Checked,
    Closed,
    SelfFixed,
    ForceClosed,
    TaskGiven,
    TaskTaken,
    Extended,
    Suspended,
    Resumed,
    SentBack,
    Supervised,
    Escalated,
    Joined,
    Moved,
    MovedX,
    MovedY,
    CallMade,
    CallParty,
    CallAnswered,
    CallGraded,
    CallClosed,
    AppealGranted,
    CalledBack,
    Excluded,
}

/// <summary>
/// An event of a case in 24 bytes: when (milliseconds of Unix time), what, by whom, and up to three small things that its kind
/// explains. Words and actors are numbers of <see cref="Words"/>.
/// </summary>
internal readonly struct Mark
{
    private readonly long _head;

    public Mark(MarkKind kind, long at, int who = Words.None, int what = Words.None, byte detail = 0, long due = Moments.Never)
    {
        _head = (at << 16) | ((long)kind << 8) | detail;
        Who = who;
        What = what;
        Due = due;
    }

    /// <summary>When, in milliseconds of Unix time; 48 bits are enough for some thousand years both ways.</summary>
    public long At => _head >> 16;

    public MarkKind Kind => (MarkKind)((_head >> 8) & 0xFF);

    /// <summary>A small number: a result, a tier, the number of a call.</summary>
    public byte Detail => (byte)(_head & 0xFF);

    /// <summary>The actor.</summary>
    public int Who { get; }

    /// <summary>A word: a unit, an inspector, a channel, a topic.</summary>
    public int What { get; }

    /// <summary>The due time that the event sets, or another long number.</summary>
    public long Due { get; }
}

/// <summary>Times as whole milliseconds of Unix time, which is what the journal keeps.</summary>
internal static class Moments
{
    /// <summary>Later than everything: what has not happened.</summary>
    public const long Never = long.MaxValue;

    public static long Of(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();

    public static long Of(DateTimeOffset? moment) => moment is { } known ? Of(known) : Never;

    public static DateTimeOffset ToTime(long moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment);

    public static DateTimeOffset? ToTimeOrNone(long moment) => moment == Never ? null : ToTime(moment);
}
