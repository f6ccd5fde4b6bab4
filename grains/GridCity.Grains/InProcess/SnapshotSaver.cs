using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.InProcess;

/// <summary>
/// Saves the cells that changed, a few after each commit: a city of many open cases must not stand still for it. The mark
/// moves when all cells that had changed at the beginning are saved; those saved later know more than the mark, which does
/// no harm.
/// </summary>
internal sealed class SnapshotSaver(IJournal journal, CellSet cells, InProcessOptions options)
{
    private const int AtEndMax = 16_384;

    private readonly Queue<CellCode> _unsaved = new();
    private long _savedUpTo = cells.SavedUpTo;
    private long _savingUpTo = cells.SavedUpTo;
    private long _entries;

    /// <summary>Why snapshots cannot be saved, or null. They only save time: nothing is lost without them.</summary>
    public string? Problem { get; private set; }

    /// <summary>So many entries more are durable.</summary>
    public void Count(int entries) => _entries += entries;

    /// <summary>Saves a few cells when it is time.</summary>
    public async Task SaveSomeAsync(CancellationToken stop)
    {
        if (_unsaved.Count == 0)
        {
            if (_entries < options.SnapshotEntries)
            {
                return;
            }
            Begin();
        }
        await SaveNextAsync(options.SnapshotCellsAtOnce, stop);
    }

    /// <summary>Saves everything, as a host does before it ends.</summary>
    public async Task SaveAllAsync(CancellationToken stop)
    {
        Begin();
        do
        {
            // Nobody waits for a host that ends, so that fewer and larger transactions are better here.
            await SaveNextAsync(AtEndMax, stop);
        }
        while (_unsaved.Count > 0 && Problem is null);
    }

    private void Begin()
    {
        _entries = 0;
        _savingUpTo = journal.LastPosition;
        foreach (var code in cells.TakeChanged())
        {
            _unsaved.Enqueue(code);
        }
    }

    private async Task SaveNextAsync(int cellsMax, CancellationToken stop)
    {
        var snapshots = new List<CellSnapshot>();
        long upTo;
        try
        {
            foreach (var code in _unsaved.Take(cellsMax))
            {
                snapshots.Add(await cells.SnapshotAsync(code, stop));
            }
            upTo = snapshots.Count == _unsaved.Count ? _savingUpTo : _savedUpTo;
            await journal.SaveSnapshotsAsync(snapshots, upTo, stop);
        }
        catch (JournalUnavailableException e)
        {
            Problem = "Snapshots cannot be saved: " + e.Message;
            return;
        }
        Problem = null;
        _savedUpTo = upTo;
        for (var saved = 0; saved < snapshots.Count; saved++)
        {
            _unsaved.Dequeue();
        }
    }
}
