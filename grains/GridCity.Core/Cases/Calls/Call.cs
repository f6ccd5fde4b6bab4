namespace GridCity.Core.Cases;

/// <summary>Why other bodies are called to a case. Zero is never stored.</summary>
public enum CallKind
{
    /// <summary>The street whistles, the departments report at the place until a time (街乡吹哨、部门报到).</summary>
    Whistle = 1,

    /// <summary>Several bodies enforce together (联合执法).</summary>
    JointAction = 2,

    /// <summary>A notice that a body has to answer (监管通知单).</summary>
    Notice = 3,

    /// <summary>A lead handed to a body outside: tax, housing, telecom, market (联动惩戒、移送).</summary>
    Transfer = 4,

    /// <summary>A meeting that settles who is responsible (争议协调会).</summary>
    Meeting = 5,

    /// <summary>A regular consultation on a difficult problem (定期会商).</summary>
    Consultation = 6,
}

/// <summary>A body that was called: when it came or answered, what it said, and how the caller graded it.</summary>
public sealed record CallParty(string Unit)
{
    /// <summary>When it came or answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What it said.</summary>
    public string? Text { get; init; }

    /// <summary>The grade, from 0 to 100.</summary>
    public int? Score { get; init; }
}

/// <summary>
/// Other bodies called to a case: a whistle and the other mechanisms of joint work (协同). Every step of it is an event, and
/// it ends with an outcome; a case cannot be closed before.
/// </summary>
public sealed record Call
{
    /// <summary>The largest number of calls of one case.</summary>
    public const int CountMax = 32;

    /// <summary>The largest number of bodies of one call.</summary>
    public const int PartiesMax = 64;

    /// <summary>The number in its case, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Why.</summary>
    public required CallKind Kind { get; init; }

    /// <summary>Who called.</summary>
    public required Actor Caller { get; init; }

    /// <summary>
    /// What it is about: for a whistle its kind (<c>enforcement</c>, <c>key-work</c>, <c>emergency</c>), for others the field.
    /// </summary>
    public required string Topic { get; init; }

    /// <summary>What the caller wrote.</summary>
    public string? Text { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Until when the bodies have to be there or to answer.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether the journal already says that <see cref="Due"/> passed.</summary>
    public bool IsDuePassed { get; init; }

    /// <summary>The bodies.</summary>
    public required ValueList<CallParty> Parties { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What came of it.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether somebody still has to do something.</summary>
    public bool IsOpen => ClosedAt is null;

    /// <summary>The time for which the clock has to ask, or null.</summary>
    public DateTimeOffset? Alarm => IsOpen && !IsDuePassed && Parties.Any(party => party.AnsweredAt is null) ? Due : null;

    /// <summary>A called body, or null.</summary>
    public CallParty? Find(string unit) => Parties.FirstOrDefault(party => party.Unit == unit);
}
