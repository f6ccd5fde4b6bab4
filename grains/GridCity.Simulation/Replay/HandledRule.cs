namespace GridCity.Simulation.Replay;

/// <summary>What a mapping says of the handling that history records, for replays.</summary>
internal sealed record HandledRule
{
    /// <summary>When a report became a case.</summary>
    public TimeRule? Filed { get; init; }

    /// <summary>When it was closed.</summary>
    public TimeRule? Closed { get; init; }

    /// <summary>How it ended, one of <c>case</c>, <c>duplicate</c> and <c>rejected</c>; everything is a case if not set.</summary>
    public FieldRule? End { get; init; }

    /// <summary>How often the unit that had it sent it back, a number; nothing is known of that if not set.</summary>
    public FieldRule? Returns { get; init; }

    /// <summary>How often the work had to be done again, a number; nothing is known of that if not set.</summary>
    public FieldRule? Reworks { get; init; }

    /// <summary>What is done with what is odd.</summary>
    public Oddities Oddities { get; init; } = new();
}

/// <summary>What is done with a report that has a day and no time.</summary>
internal enum DayRule
{
    /// <summary>It is at the day's first moment.</summary>
    Midnight = 1,

    /// <summary>It is at a moment of the day that follows from its key.</summary>
    Spread = 2,
}

/// <summary>What is done with a case that was closed before it was reported.</summary>
internal enum EarlyClosing
{
    /// <summary>It is closed as it is reported.</summary>
    AtOnce = 1,

    /// <summary>Nobody knows when it was closed: it stays open.</summary>
    Open = 2,

    /// <summary>The row is left out.</summary>
    Drop = 3,
}

/// <summary>What is done with rows that have one key.</summary>
internal enum RepeatedKey
{
    /// <summary>The first in the file counts.</summary>
    First = 1,

    /// <summary>The last in the file counts.</summary>
    Last = 2,

    /// <summary>Each counts.</summary>
    Each = 3,

    /// <summary>
    /// They are the events of one life, as event logs write it: reported at the first, closed at the last of the column of
    /// closings or, where the mapping names none, at the last event.
    /// </summary>
    Life = 4,
}

/// <summary>What is done with a row without a place.</summary>
internal enum MissingPlace
{
    /// <summary>It is a bad row.</summary>
    Drop = 1,

    /// <summary>It lies where some other report of its class lies, which follows from its key.</summary>
    Borrow = 2,

    /// <summary>It lies somewhere in the city, which follows from its key: for tables that know no places at all.</summary>
    Scatter = 3,
}

/// <summary>What is done with times that say how far from UTC they are.</summary>
internal enum OffsetRule
{
    /// <summary>They mean that moment.</summary>
    Written = 1,

    /// <summary>What they say is ignored: they are local times of the zone.</summary>
    Zone = 2,
}

/// <summary>What is done with what is odd in a history. Everything odd is counted whatever is done with it.</summary>
internal sealed record Oddities
{
    /// <summary>Days without times.</summary>
    public DayRule Days { get; init; } = DayRule.Midnight;

    /// <summary>Whether exactly midnight is a day without a time also where the layout has one.</summary>
    public bool IsMidnightADay { get; init; }

    /// <summary>Closings before openings.</summary>
    public EarlyClosing EarlyClosing { get; init; } = EarlyClosing.AtOnce;

    /// <summary>Repeated keys.</summary>
    public RepeatedKey RepeatedKey { get; init; } = RepeatedKey.First;

    /// <summary>Missing coordinates.</summary>
    public MissingPlace MissingPlace { get; init; } = MissingPlace.Drop;

    /// <summary>Several offsets.</summary>
    public OffsetRule Offsets { get; init; } = OffsetRule.Written;
}
