using GridCity.Core.Cases;

namespace GridCity.Journal;

/// <summary>
/// What a verification found. <paramref name="Hash"/> is the SHA-256 over the sums of all entries in order, in small
/// hexadecimal letters: two journals with the same hash tell the same history. Of the faults the first
/// <see cref="FaultsMax"/> are listed and all are counted.
/// </summary>
public sealed record VerifyReport(
    JournalHeader Header,
    long Entries,
    int Cells,
    int Cases,
    DateTimeOffset? FirstAt,
    DateTimeOffset? LastAt,
    string Hash,
    IReadOnlyList<JournalFault> Faults,
    long FaultCount)
{
    /// <summary>How many faults are listed at most.</summary>
    public const int FaultsMax = 100;

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => FaultCount == 0;
}

/// <summary>How to verify.</summary>
public sealed record VerifyOptions
{
    /// <summary>
    /// Whether a snapshot says the same as the cell that was refolded up to its number; whoever writes snapshots knows.
    /// Without it only their numbers are looked at.
    /// </summary>
    public Func<CellSnapshot, Cell, bool>? Agrees { get; init; }

    /// <summary>Is told now and then up to which position the journal has been verified.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>How many threads work.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
