using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal.Verify;

/// <summary>Compares the snapshots with the cells that are folded past them, and with the mark.</summary>
internal sealed class SnapshotCheck
{
    private readonly Dictionary<CellCode, CellSnapshot> _snapshots;
    private readonly long _covered;
    private readonly Func<CellSnapshot, Cell, bool>? _agrees;
    private readonly FaultList _faults;
    private readonly HashSet<CellCode> _uncovered = [];

    public SnapshotCheck(SnapshotSet set, Func<CellSnapshot, Cell, bool>? agrees, FaultList faults)
    {
        _snapshots = set.Cells.ToDictionary(snapshot => snapshot.Cell);
        _covered = set.UpTo;
        _agrees = agrees;
        _faults = faults;
    }

    /// <summary>Looks at the snapshot of a cell into which an entry has just been folded.</summary>
    public void Look(Entry entry, Cell cell)
    {
        if (_snapshots.Count == 0 && _covered == 0)
        {
            return;
        }
        var snapshot = _snapshots.GetValueOrDefault(entry.Cell);
        if (entry.Position <= _covered && entry.Seq > (snapshot?.Seq ?? 0) && _uncovered.Add(entry.Cell))
        {
            Fault(entry.Cell, $"Entry {entry.Position} lies before the mark {_covered}, but no snapshot of its cell covers it.");
        }
        if (snapshot?.Seq == entry.Seq && _agrees?.Invoke(snapshot, cell) == false)
        {
            Fault(entry.Cell, $"The snapshot at number {entry.Seq} does not agree with the entries up to there.");
        }
    }

    /// <summary>Looks at the snapshots that know more than the journal.</summary>
    public void Finish(Func<CellCode, int> seqOf)
    {
        foreach (var snapshot in _snapshots.Values.Where(snapshot => snapshot.Seq > seqOf(snapshot.Cell)))
        {
            Fault(snapshot.Cell, $"The snapshot knows {snapshot.Seq} entries, the journal only {seqOf(snapshot.Cell)}.");
        }
    }

    private void Fault(CellCode cell, string what) => _faults.Add(new JournalFault(
        null, cell, null, what, "Delete all snapshots and set the mark to 0: the entries make them again."));
}
