using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.InProcess;

/// <summary>
/// The cells of a city that have a history, in memory, with the due times of their open cases. One writer at a time.
/// </summary>
internal sealed class CellSet
{
    private readonly Dictionary<CellCode, Cell> _cells = [];
    private readonly HashSet<CellCode> _lost = [];
    private readonly HashSet<CellCode> _changed = [];
    private readonly PriorityQueue<CaseId, DateTimeOffset> _alarms = new();
    private readonly List<int> _around = [];
    private readonly List<Sighting> _sightings = [];
    private readonly City _city;
    private readonly IJournal _journal;

    private CellSet(City city, IJournal journal)
    {
        _city = city;
        _journal = journal;
    }

    /// <summary>How many cells have a history.</summary>
    public int Count => _cells.Count;

    /// <summary>How many cases are open.</summary>
    public int OpenCount { get; private set; }

    /// <summary>The position up to which the snapshots that were loaded cover the journal.</summary>
    public long SavedUpTo { get; private set; }

    /// <summary>All open cases.</summary>
    public IReadOnlyList<Case> Open => [.. _cells.Values.SelectMany(cell => cell.Open)];

    /// <summary>Rebuilds the cells from their snapshots and the tail of the journal.</summary>
    public static async ValueTask<CellSet> LoadAsync(City city, IJournal journal, CancellationToken stop)
    {
        var cells = new CellSet(city, journal);
        var snapshots = await journal.LoadSnapshotsAsync(stop);
        var (upTo, saved) = CellSnapshots.Read(snapshots);
        foreach (var cell in saved)
        {
            cells._cells.Add(cell.Code, cell);
        }
        cells.SavedUpTo = upTo;
        await foreach (var entry in journal.ReadAsync(upTo, stop))
        {
            if (!cells._cells.TryGetValue(entry.Cell, out var cell))
            {
                cells._cells.Add(entry.Cell, cell = new Cell(entry.Cell));
            }
            // A snapshot may know more than the mark, because they are saved a few at a time.
            if (entry.Seq > cell.Seq)
            {
                Fold(cell, entry);
                cells._changed.Add(entry.Cell);
            }
        }
        foreach (var item in cells.Open)
        {
            cells.OpenCount++;
            cells.SetAlarm(item);
        }
        return cells;
    }

    /// <summary>The cell of a code; one that was lost to a failed commit is rebuilt from the journal first.</summary>
    public async ValueTask<Cell> GetAsync(CellCode code, CancellationToken stop)
    {
        if (_cells.TryGetValue(code, out var cell))
        {
            return cell;
        }
        cell = new Cell(code);
        if (_lost.Contains(code))
        {
            // A cell stays lost until it has been read: the journal may be away for longer than one question.
            foreach (var entry in await _journal.ReadCellAsync(code, 0, stop))
            {
                Fold(cell, entry);
            }
            _lost.Remove(code);
            OpenCount += cell.Open.Count;
            foreach (var item in cell.Open)
            {
                SetAlarm(item);
            }
        }
        _cells.Add(code, cell);
        return cell;
    }

    /// <summary>Rebuilds the cells that were lost to a failed commit, so that their due times are known again.</summary>
    public async ValueTask RebuildLostAsync(CancellationToken stop)
    {
        foreach (var code in _lost.ToArray())
        {
            await GetAsync(code, stop);
        }
    }

    /// <summary>Folds an entry that is about to be durable.</summary>
    public Case? Apply(Cell cell, Entry entry)
    {
        var open = cell.Open.Count;
        var alarm = cell.Find(entry.Case)?.Alarm;
        var after = Fold(cell, entry);
        OpenCount += cell.Open.Count - open;
        _changed.Add(cell.Code);
        // Asked for once: an event that leaves the alarm as it was adds nothing to the queue.
        if (after is not null && after.Cell == cell.Code && after.Alarm != alarm)
        {
            SetAlarm(after);
        }
        return after;
    }

    /// <summary>The cell that has a case, or that knows that there is none: where it was born, or to where it was moved.</summary>
    public async ValueTask<Cell> FindHomeAsync(CaseId id, CancellationToken stop)
    {
        var cell = await GetAsync(id.Birthplace, stop);
        while (cell.MovedTo(id) is { } next)
        {
            cell = await GetAsync(next, stop);
        }
        return cell;
    }

    /// <summary>Cases of the cells around a report that might be the same problem, or be the same problem as before.</summary>
    public async ValueTask<IReadOnlyList<Sighting>> FindSightingsAsync(ReportCommand command, CancellationToken stop)
    {
        _sightings.Clear();
        _around.Clear();
        var metres = Math.Max(_city.Policy.DuplicateMetres, _city.Policy.Escalation.RepeatMetres);
        _city.Grid.FindWithin(command.Placement.Point, metres, _around);
        foreach (var index in _around)
        {
            var code = _city.Grid.CodeOf(index);
            if (code != command.Placement.Cell && (_cells.ContainsKey(code) || _lost.Contains(code)))
            {
                var cell = await GetAsync(code, stop);
                cell.FindSightings(command.Report, command.Placement.Point, _city.Policy, _sightings);
            }
        }
        return _sightings;
    }

    /// <summary>Takes the next case whose due time has come, or null.</summary>
    public CaseId? TakeDue(DateTimeOffset now)
    {
        if (_alarms.TryPeek(out var id, out var due) && due <= now)
        {
            _alarms.Dequeue();
            return id;
        }
        return null;
    }

    /// <summary>Forgets cells whose last events did not become durable; they are rebuilt when next asked for.</summary>
    public void Lose(IEnumerable<CellCode> codes)
    {
        foreach (var code in codes)
        {
            if (_cells.Remove(code, out var cell))
            {
                OpenCount -= cell.Open.Count;
            }
            _lost.Add(code);
        }
    }

    /// <summary>The cells that changed since the last time this was asked.</summary>
    public IReadOnlyList<CellCode> TakeChanged()
    {
        CellCode[] changed = [.. _changed];
        _changed.Clear();
        return changed;
    }

    /// <summary>A snapshot of a cell as it is now.</summary>
    public async ValueTask<CellSnapshot> SnapshotAsync(CellCode code, CancellationToken stop) =>
        CellSnapshots.Write(await GetAsync(code, stop));

    private static Case? Fold(Cell cell, Entry entry) =>
        cell.Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, entry.Event);

    private void SetAlarm(Case item)
    {
        if (item.Alarm is { } due)
        {
            _alarms.Enqueue(item.Id, due);
        }
    }
}
