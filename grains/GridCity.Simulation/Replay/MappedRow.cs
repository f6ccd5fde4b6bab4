using GridCity.Core.Space;

namespace GridCity.Simulation.Replay;

/// <summary>How history says that a report ended. Zero is never stored.</summary>
internal enum RecordedEnd
{
    /// <summary>It became a case, open or closed as the times say.</summary>
    Case = 1,

    /// <summary>It was called a repetition of another.</summary>
    Duplicate = 2,

    /// <summary>It never became a case.</summary>
    Rejected = 3,
}

/// <summary>
/// A row of a table as its mapping reads it: a report, and, where they were asked for, the times of its handling. Used
/// anew for every row that is read.
/// </summary>
internal sealed record MappedRow
{
    /// <summary>The command id, which follows from the channel and the key; worked out whenever it is asked for.</summary>
    public Guid Id => CommandIds.Of(Channel, Key);

    /// <summary>The row's key.</summary>
    public required string Key { get; init; }

    /// <summary>The code of the class.</summary>
    public required string Class { get; init; }

    /// <summary>The filing condition, where the class has several.</summary>
    public string? Condition { get; init; }

    /// <summary>The id of the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The longitude in degrees; not a number where the row has none and that is allowed.</summary>
    public required double Longitude { get; init; }

    /// <summary>The latitude in degrees.</summary>
    public required double Latitude { get; init; }

    /// <summary>The frame of the coordinates; the city's input frame if not set.</summary>
    public Frame? Frame { get; init; }

    /// <summary>What was seen, in words.</summary>
    public string? Text { get; init; }

    /// <summary>When it was seen.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>The number under which the other system knows it.</summary>
    public string? Reference { get; init; }

    /// <summary>Who reports.</summary>
    public string? By { get; init; }

    /// <summary>When it became a case, if history says.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>When it was closed, if history says.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How it ended.</summary>
    public RecordedEnd End { get; init; } = RecordedEnd.Case;

    /// <summary>How often the unit that had it sent it back, as far as this row says.</summary>
    public byte Returns { get; init; }

    /// <summary>How often the work had to be done again, as far as this row says.</summary>
    public byte Reworks { get; init; }

    /// <summary>Whether the report's time is a day without a time.</summary>
    public bool IsDayOnly { get; init; }

    /// <summary>Whether the closing time is a day without a time.</summary>
    public bool IsClosedDayOnly { get; init; }
}
