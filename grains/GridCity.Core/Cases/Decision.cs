namespace GridCity.Core.Cases;

/// <summary>
/// What a cell says to a command: events of one case, or one refusal, or that the command was answered before.
/// </summary>
public readonly record struct Decision
{
    private Decision(CaseId id, IReadOnlyList<CaseEvent> events, Refusal? refusal, bool isRepeat)
    {
        Case = id;
        Events = events;
        Refusal = refusal;
        IsRepeat = isRepeat;
    }

    /// <summary>The case that the decision is about; none for a refused report.</summary>
    public CaseId Case { get; }

    /// <summary>What happens; empty when refused or answered before.</summary>
    public IReadOnlyList<CaseEvent> Events { get; }

    /// <summary>Why not, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether the command was answered before and changes nothing now.</summary>
    public bool IsRepeat { get; }

    /// <summary>Yes: these events happen to the case.</summary>
    public static Decision Of(CaseId id, params CaseEvent[] events) => new(id, events, null, false);

    /// <summary>Answered before.</summary>
    public static Decision Repeat(CaseId id) => new(id, [], null, true);

    /// <summary>No.</summary>
    public static Decision Refuse(RefusalCode code, string subject, string detail) =>
        new(default, [], new Refusal(code, subject, detail), false);
}
