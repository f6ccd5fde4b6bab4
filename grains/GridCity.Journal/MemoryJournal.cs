using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal;

/// <summary>
/// A journal that lives as long as its process: for tests and for simulated cities. It keeps the same contract as
/// the one on disk, except that nothing of it is durable. Thread-safe.
/// </summary>
public sealed class MemoryJournal : IClusterJournal
{
    private const int PageLength = 1024;

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<CellCode, List<Entry>> _entriesOfCell = [];
    private readonly SortedDictionary<long, CaseRow> _newestFirst = new(Comparer<long>.Create((a, b) => b.CompareTo(a)));
    private readonly Dictionary<CaseId, CaseRow> _byId = [];
    private readonly Dictionary<Guid, CaseRow> _byReport = [];
    private readonly Dictionary<CellCode, CellSnapshot> _snapshots = [];
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _mark;

    /// <summary>Makes an empty journal of a city.</summary>
    public MemoryJournal(string city, TimeProvider clock) =>
        Header = new JournalHeader(city, Sqlite.JournalSchema.FormatVersion, clock.GetUtcNow());

    /// <inheritdoc/>
    public JournalHeader Header { get; }

    /// <inheritdoc/>
    public long LastPosition
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(IReadOnlyList<Entry> entries, IReadOnlyList<CaseRow> cases, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Append(entries, cases);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<long> AppendAsync(Func<long, JournalBatch> compose, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var batch = compose(_entries.Count);
            Append(batch.Entries, batch.Cases);
            return ValueTask.FromResult<long>(_entries.Count);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Entry> FollowAsync(long after, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            Task appended;
            lock (_gate)
            {
                appended = _appended.Task;
            }
            await foreach (var entry in ReadAsync(after, stop).ConfigureAwait(false))
            {
                yield return entry;
                after = entry.Position;
            }
            await appended.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Entry> ReadAsync(long after, [EnumeratorCancellation] CancellationToken stop)
    {
        var count = PageLength;
        while (count == PageLength)
        {
            var page = await ReadPageAsync(after, PageLength, stop).ConfigureAwait(false);
            foreach (var entry in page)
            {
                stop.ThrowIfCancellationRequested();
                yield return entry;
                after = entry.Position;
            }
            count = page.Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadPageAsync(long after, int limit, CancellationToken stop) =>
        AskAsync<IReadOnlyList<Entry>>(
            () =>
            {
                var start = (int)Math.Min(after, _entries.Count);
                return _entries.GetRange(start, Math.Min(limit, _entries.Count - start));
            },
            stop);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadCellAsync(CellCode cell, int afterSeq, CancellationToken stop) =>
        AskAsync<IReadOnlyList<Entry>>(() => [.. OfCell(cell).Where(entry => entry.Seq > afterSeq)], stop);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadCaseAsync(CaseId id, CancellationToken stop) =>
        AskAsync<IReadOnlyList<Entry>>(
            () => _byId.ContainsKey(id) ? LifeOf(id) : [], stop);

    /// <inheritdoc/>
    public ValueTask<CaseRow?> FindCaseAsync(CaseId id, CancellationToken stop) =>
        AskAsync(() => _byId.GetValueOrDefault(id), stop);

    /// <inheritdoc/>
    public ValueTask<CaseRow?> FindReportAsync(Guid command, CancellationToken stop) =>
        AskAsync(() => _byReport.GetValueOrDefault(command), stop);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CaseRow>> ReadCasesAsync(CaseFilter filter, CancellationToken stop)
    {
        filter.CheckLimit();
        return AskAsync<IReadOnlyList<CaseRow>>(
            () => [.. _newestFirst.Values.Where(filter.Takes).Take(filter.Limit)], stop);
    }

    /// <inheritdoc/>
    public ValueTask SaveSnapshotsAsync(IReadOnlyList<CellSnapshot> cells, long upTo, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_gate)
        {
            EntryOrder.CheckMark(upTo, _mark, _entries.Count);
            foreach (var cell in cells)
            {
                _snapshots[cell.Cell] = cell with { Body = cell.Body.ToArray() };
            }
            _mark = upTo;
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotSet> LoadSnapshotsAsync(CancellationToken stop) =>
        AskAsync(() => new SnapshotSet(_mark, [.. _snapshots.Values]), stop);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Append(IReadOnlyList<Entry> entries, IReadOnlyList<CaseRow> cases)
    {
        EntryOrder.Check(entries, _entries.Count);
        CheckNumbers(entries);
        CheckCases(cases);
        CheckForms(entries);
        foreach (var entry in entries)
        {
            _entries.Add(entry);
            OfCell(entry.Cell).Add(entry);
        }
        foreach (var row in cases)
        {
            Put(row.InWholeMilliseconds());
        }
        _appended.SetResult();
        _appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    // From the cell of its birth to every cell to which it was moved, and perhaps back.
    private List<Entry> LifeOf(CaseId id)
    {
        var entries = new List<Entry>();
        var cells = new List<CellCode> { id.Birthplace };
        for (var index = 0; index < cells.Count; index++)
        {
            var here = OfCell(cells[index]).Where(entry => entry.Case == id).ToList();
            entries.AddRange(here);
            cells.AddRange(here.Select(entry => entry.Event).OfType<CaseRelocated>().Select(moved => moved.To).Except(cells));
        }
        entries.Sort((left, right) => left.Position.CompareTo(right.Position));
        return entries;
    }

    private void CheckNumbers(IReadOnlyList<Entry> entries)
    {
        var next = new Dictionary<CellCode, int>();
        foreach (var entry in entries)
        {
            var last = next.TryGetValue(entry.Cell, out var seq) ? seq : OfCell(entry.Cell).LastOrDefault()?.Seq ?? 0;
            if (entry.Seq <= last)
            {
                throw new JournalConflictException(
                    entry.Cell, $"Cell {entry.Cell} already has an entry {entry.Seq}.");
            }
            next[entry.Cell] = entry.Seq;
        }
    }

    private void CheckCases(IReadOnlyList<CaseRow> cases)
    {
        foreach (var row in cases)
        {
            if ((_byId.TryGetValue(row.Id, out var same) && same.Opened != row.Opened)
                || (_byReport.TryGetValue(row.Command, out same) && same.Opened != row.Opened))
            {
                throw new JournalConflictException(
                    row.Cell, $"Case {row.Id} of cell {row.Cell} or its report {row.Command} is already in the table of cases.");
            }
        }
    }

    // What could not be written to a disk is refused here too, so that no test passes that a real city would fail.
    private void CheckForms(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
        {
            _scratch.ResetWrittenCount();
            EventCodec.Encode(entry.Event, _scratch);
        }
    }

    private void Put(CaseRow row)
    {
        _newestFirst[row.Opened] = row;
        _byId[row.Id] = row;
        _byReport[row.Command] = row;
    }

    private List<Entry> OfCell(CellCode cell) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_entriesOfCell, cell, out _) ??= [];

    private ValueTask<T> AskAsync<T>(Func<T> answer, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return ValueTask.FromResult(answer());
        }
    }
}
