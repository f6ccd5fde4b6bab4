namespace GridCity.Journal.Verify;

/// <summary>
/// One state of a journal to verify, although writers may go on: the last position, the snapshots and the table of cases
/// as they were when it was opened; entries up to there never change.
/// </summary>
internal abstract class VerifySource : IDisposable
{
    public abstract JournalHeader Header { get; }

    /// <summary>The position up to which to read; the largest number when damage hides it.</summary>
    public abstract long Last { get; }

    /// <summary>Opens one more connection for a worker.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be opened again.</exception>
    public abstract BlockReader OpenBlocks();

    public abstract SnapshotSet Snapshots(FaultList faults);

    /// <summary>What the table of cases says, by the position of each case's first entry.</summary>
    public abstract Dictionary<long, CaseMark> Cases(FaultList faults, CancellationToken stop);

    /// <summary>What the store itself finds wrong with what it holds, a sentence each.</summary>
    public abstract IReadOnlyList<string> CheckStore();

    public abstract void Dispose();
}
