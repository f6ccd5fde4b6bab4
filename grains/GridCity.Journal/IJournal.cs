using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal;

/// <summary>What a journal says about itself: whose it is, in which version of the format, since when.</summary>
public sealed record JournalHeader(string City, int FormatVersion, DateTimeOffset CreatedAt);

/// <summary>The state of a cell after its entry number <paramref name="Seq"/>, in the form that the host chose.</summary>
public sealed record CellSnapshot(CellCode Cell, int Seq, ReadOnlyMemory<byte> Body)
{
    /// <summary>The latest time of the cell's entries, where the host keeps it.</summary>
    public DateTimeOffset LastAt { get; init; }
}

/// <summary>
/// The snapshots of all cells that have one, and the mark: every entry up to <paramref name="UpTo"/> is covered by them,
/// so that reading continues after it. A snapshot may know more than the mark: skip entries up to its number.
/// </summary>
public sealed record SnapshotSet(long UpTo, IReadOnlyList<CellSnapshot> Cells);

/// <summary>
/// A city's journal: one ordered sequence of entries without a gap, the table of cases that follows from it, and
/// snapshots of cells. One writer at a time appends; everybody may read at any time.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>What the journal says about itself.</summary>
    JournalHeader Header { get; }

    /// <summary>The position of the last durable entry; 0 when there is none.</summary>
    long LastPosition { get; }

    /// <summary>
    /// Appends entries and moves their cases in one durable transaction. The token is looked at before it begins. It may wait for
    /// the disk or the database on the thread that calls it: whoever appends has one to spare.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The positions do not continue <see cref="LastPosition"/>, or a time is not a whole number of milliseconds.
    /// </exception>
    /// <exception cref="JournalConflictException">A cell's sequence number is taken; nothing was written.</exception>
    /// <exception cref="JournalUnavailableException">
    /// The journal cannot write; <see cref="LastPosition"/> has been read again and says what is there.
    /// </exception>
    ValueTask AppendAsync(IReadOnlyList<Entry> entries, IReadOnlyList<CaseRow> cases, CancellationToken stop);

    /// <summary>All entries after a position, in order, until there are no more; may run beside appends.</summary>
    /// <exception cref="JournalFaultException">An entry cannot be read; those before it have been delivered.</exception>
    IAsyncEnumerable<Entry> ReadAsync(long after, CancellationToken stop);

    /// <summary>Up to <paramref name="limit"/> entries after a position.</summary>
    ValueTask<IReadOnlyList<Entry>> ReadPageAsync(long after, int limit, CancellationToken stop);

    /// <summary>The entries of a cell after its entry number <paramref name="afterSeq"/>.</summary>
    ValueTask<IReadOnlyList<Entry>> ReadCellAsync(CellCode cell, int afterSeq, CancellationToken stop);

    /// <summary>
    /// The life of a case: all its entries in order, through every cell to which it was moved and beyond its end, or none
    /// when there is no such case.
    /// </summary>
    ValueTask<IReadOnlyList<Entry>> ReadCaseAsync(CaseId id, CancellationToken stop);

    /// <summary>A case, or null.</summary>
    ValueTask<CaseRow?> FindCaseAsync(CaseId id, CancellationToken stop);

    /// <summary>
    /// The case that a report command made, or null. A journal in this process completes at once; where a server is
    /// asked, many reports are better asked for together.
    /// </summary>
    ValueTask<CaseRow?> FindReportAsync(Guid command, CancellationToken stop);

    /// <summary>The cases that report commands made, of those that made one.</summary>
    async ValueTask<IReadOnlyList<CaseRow>> FindReportsAsync(IReadOnlyList<Guid> commands, CancellationToken stop)
    {
        var found = new List<CaseRow>();
        foreach (var command in commands)
        {
            if (await FindReportAsync(command, stop).ConfigureAwait(false) is { } row)
            {
                found.Add(row);
            }
        }
        return found;
    }

    /// <summary>One page of cases, newest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not from 1 to <see cref="CaseFilter.LimitMax"/>.</exception>
    ValueTask<IReadOnlyList<CaseRow>> ReadCasesAsync(CaseFilter filter, CancellationToken stop);

    /// <summary>
    /// Keeps snapshots and moves the mark in one transaction: together with those kept before, every entry up to
    /// <paramref name="upTo"/> is covered.
    /// </summary>
    /// <exception cref="ArgumentException">The mark would go back, or beyond the last entry.</exception>
    /// <exception cref="JournalUnavailableException">The journal cannot write.</exception>
    ValueTask SaveSnapshotsAsync(IReadOnlyList<CellSnapshot> cells, long upTo, CancellationToken stop);

    /// <summary>The mark and all snapshots.</summary>
    ValueTask<SnapshotSet> LoadSnapshotsAsync(CancellationToken stop);
}
