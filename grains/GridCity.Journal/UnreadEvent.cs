namespace GridCity.Journal;

/// <summary>Why an event of a kind could not be read: the kind is not known, or its body is not as the format says.</summary>
public abstract record UnreadEvent(string Kind)
{
    /// <summary>What is wrong, as a sentence.</summary>
    public abstract string What { get; }

    /// <summary>What somebody can do about it, as a sentence.</summary>
    public abstract string Remedy { get; }
}

/// <summary>
/// The kind is not known to this version; <paramref name="IsNewer"/> when it is a later version of a kind that is.
/// </summary>
public sealed record UnknownEvent(string Kind, bool IsNewer) : UnreadEvent(Kind)
{
    /// <inheritdoc/>
    public override string What => IsNewer
        ? $"The kind '{Kind}' is newer than this GridCity."
        : $"The kind '{Kind}' is not known to this GridCity.";

    /// <inheritdoc/>
    public override string Remedy => IsNewer
        ? "Open the journal with the GridCity that wrote it, or a later one."
        : "Find out which program wrote the entry; if none should have, restore the journal from a copy.";
}

/// <summary>The kind is known but the body is not JSON, or lacks a field, or has one that does not belong there.</summary>
public sealed record BrokenBody(string Kind, string Fault) : UnreadEvent(Kind)
{
    /// <inheritdoc/>
    public override string What => $"The body of a '{Kind}' cannot be read: {Fault}";

    /// <inheritdoc/>
    public override string Remedy => "Restore the journal from a copy; the entries before this one are readable.";
}
