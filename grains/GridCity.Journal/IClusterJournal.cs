namespace GridCity.Journal;

/// <summary>Entries and the rows of the cases that they move, to be written in one transaction.</summary>
public sealed record JournalBatch(IReadOnlyList<Entry> Entries, IReadOnlyList<CaseRow> Cases);

/// <summary>
/// A journal to which several processes append at the same time. <see cref="IJournal.LastPosition"/> is then the last
/// position that this process has heard of: it may lie behind, and never goes back.
/// </summary>
public interface IClusterJournal : IJournal
{
    /// <summary>
    /// Appends what is composed for the position at which the journal ends. The journal gives that position while it holds
    /// off all other writers, so that <paramref name="compose"/> must be quick, and calls it once. Whatever fails after
    /// it, what it composed was for positions that others may take: what was folded with them is to be dropped.
    /// Returns the last position of the batch. The token is looked at before it begins.
    /// </summary>
    /// <exception cref="ArgumentException">What was composed does not continue that position.</exception>
    /// <exception cref="JournalConflictException">A cell's sequence number is taken; nothing was written.</exception>
    /// <exception cref="JournalUnavailableException">The journal cannot write; reading says what is there.</exception>
    ValueTask<long> AppendAsync(Func<long, JournalBatch> compose, CancellationToken stop);

    /// <summary>
    /// All entries after a position, in order and each once, and then those that anybody appends, as they come, until
    /// the token says stop. Where the journal cannot be reached it waits and goes on when it can.
    /// </summary>
    /// <exception cref="JournalFaultException">An entry cannot be read; those before it have been delivered.</exception>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    IAsyncEnumerable<Entry> FollowAsync(long after, CancellationToken stop);
}
