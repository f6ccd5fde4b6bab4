namespace GridCity.Core.Cases;

/// <summary>
/// What a cell says to a command: events of one case, or one refusal, or that the command was answered before.
/// </summary>
public readonly record struct Decision
{
    private Decision(CaseId id, ValueList<CaseEvent> events, Refusal? refusal, bool isRepeat)
    {
        Case = id;
        Events = events;
        Refusal = refusal;
        IsRepeat = isRepeat;
    }

    /// <summary>The case that the decision is about; none for a refused report.</summary>
    public CaseId Case { get; }

    /// <summary>What happens; empty when refused or answered before.</summary>
    public ValueList<CaseEvent> Events { get; }

    /// <summary>
    /// Commands that follow from the decision and go to other cells or cases; whoever hosts the cells sends them, in the same
    /// commit where it can. Their ids are derived, so that sending one again changes nothing.
    /// </summary>
    public ValueList<Command> Sent { get; init; }

    /// <summary>Why not, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether the command was answered before and changes nothing now.</summary>
    public bool IsRepeat { get; }

    /// <summary>Yes: these events happen to the case.</summary>
    public static Decision Of(CaseId id, params ValueList<CaseEvent> events) => new(id, events, null, false);

    /// <summary>The id of a command that follows from another: the same one each time it is asked for.</summary>
    public static Guid DerivedId(Guid command, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        command.TryWriteBytes(bytes);
        // The variant bits of what a caller makes are 10; with 11 a derived id can be none of these.
        bytes[8] |= 0xC0;
        bytes[15] ^= (byte)number;
        bytes[14] ^= (byte)(number >> 8);
        return new Guid(bytes);
    }

    /// <summary>Answered before.</summary>
    public static Decision Repeat(CaseId id) => new(id, [], null, true);

    /// <summary>No.</summary>
    public static Decision Refuse(RefusalCode code, string subject, string detail) => Refuse(new Refusal(code, subject, detail));

    /// <summary>No.</summary>
    public static Decision Refuse(Refusal refusal) => new(default, [], refusal, false);
}
