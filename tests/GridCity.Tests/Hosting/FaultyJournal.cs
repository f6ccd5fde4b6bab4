using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Tests.Hosting;

/// <summary>A journal that can be made to fail when it is written or read, or to wait at a gate before the next append.</summary>
internal sealed class FaultyJournal(IJournal inner) : IJournal
{
    private TaskCompletionSource? _gate;

    public bool IsBroken { get; set; }

    public bool IsUnreadable { get; set; }

    public int Appends { get; private set; }

    public JournalHeader Header => inner.Header;

    public long LastPosition => inner.LastPosition;

    public TaskCompletionSource Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask AppendAsync(IReadOnlyList<Entry> entries, IReadOnlyList<CaseRow> cases, CancellationToken stop)
    {
        if (_gate is { } gate)
        {
            await gate.Task;
        }
        if (IsBroken)
        {
            throw new JournalUnavailableException("The disk is full.");
        }
        Appends++;
        await inner.AppendAsync(entries, cases, stop);
    }

    public IAsyncEnumerable<Entry> ReadAsync(long after, CancellationToken stop) => inner.ReadAsync(after, stop);

    public ValueTask<IReadOnlyList<Entry>> ReadPageAsync(long after, int limit, CancellationToken stop) =>
        inner.ReadPageAsync(after, limit, stop);

    public ValueTask<IReadOnlyList<Entry>> ReadCellAsync(CellCode cell, int afterSeq, CancellationToken stop) =>
        Readable().ReadCellAsync(cell, afterSeq, stop);

    public ValueTask<IReadOnlyList<Entry>> ReadCaseAsync(CaseId id, CancellationToken stop) => inner.ReadCaseAsync(id, stop);

    public ValueTask<CaseRow?> FindCaseAsync(CaseId id, CancellationToken stop) => inner.FindCaseAsync(id, stop);

    public ValueTask<CaseRow?> FindReportAsync(Guid command, CancellationToken stop) =>
        Readable().FindReportAsync(command, stop);

    public ValueTask<IReadOnlyList<CaseRow>> ReadCasesAsync(CaseFilter filter, CancellationToken stop) =>
        inner.ReadCasesAsync(filter, stop);

    public ValueTask SaveSnapshotsAsync(IReadOnlyList<CellSnapshot> cells, long upTo, CancellationToken stop) =>
        inner.SaveSnapshotsAsync(cells, upTo, stop);

    public ValueTask<SnapshotSet> LoadSnapshotsAsync(CancellationToken stop) => inner.LoadSnapshotsAsync(stop);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private IJournal Readable() => IsUnreadable ? throw new JournalUnavailableException("Nobody answers.") : inner;
}
