using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;
using GridCity.Journal.Postgres;

namespace GridCity.Grains.Cluster;

/// <summary>
/// The whole city as one silo has read it from the journal: what its pages and streams show, where its grains find their
/// cells without a question each, and which due times its clock looks for. It lags behind the journal by a moment;
/// <see cref="CatchUpAsync"/> waits for that. Thread-safe.
/// </summary>
internal sealed class CityReplica : IAsyncDisposable
{
    private const int PageLength = 1_024;
    private static readonly TimeSpan AwayPeriod = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<CellCode, Cell> _cells = [];
    private readonly PriorityQueue<CaseId, (DateTimeOffset At, CaseId Case)> _alarms = new();
    private readonly Lock _gate = new();
    private readonly Lock _taking = new();
    private readonly SemaphoreSlim _commits = new(1);
    private readonly CancellationTokenSource _ended = new();
    private readonly City _city;
    private readonly PostgresJournal _journal;
    private readonly IReadOnlyList<ICommitObserver> _observers;
    private readonly SharedQuestion<long> _end;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _following = Task.CompletedTask;
    private int _open;
    private long _position;

    public CityReplica(City city, PostgresJournal journal, IReadOnlyList<ICommitObserver> observers)
    {
        _city = city;
        _journal = journal;
        _observers = observers;
        _end = new SharedQuestion<long>(() => journal.ReadLastPositionAsync(_ended.Token).AsTask());
    }

    /// <summary>The last position that has been read.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>How many cells have a history, and how many cases are open.</summary>
    public (int Cells, int Open) Counts
    {
        get
        {
            lock (_gate)
            {
                return (_cells.Count, _open);
            }
        }
    }

    /// <summary>Ends with the fault that broke it, or when it has been disposed of.</summary>
    public Task Completion => _following;

    /// <summary>Reads the city and begins to follow the journal.</summary>
    public async Task StartAsync(PostgresPlace place, CancellationToken stop)
    {
        var (cells, position) = await CellStates.LoadAsync(place, _city, stop);
        var open = new List<Case>();
        foreach (var cell in cells)
        {
            _cells.Add(cell.Code, cell);
            open.AddRange(cell.Open);
        }
        _open = open.Count;
        _position = position;
        foreach (var item in open)
        {
            Watch(item);
        }
        foreach (var observer in _observers)
        {
            observer.OnOpened(open, position);
        }
        _following = Task.Run(FollowAsync, CancellationToken.None);
    }

    /// <summary>A cell as it is at <see cref="Position"/>, for somebody who will fold into it.</summary>
    public Cell CopyOf(CellCode code)
    {
        lock (_gate)
        {
            return _cells.TryGetValue(code, out var cell) ? CellImage.Copy(cell) : new Cell(code);
        }
    }

    /// <summary>Whether a cell is known to have entries after a number.</summary>
    public bool HasMoved(CellCode code, int seq)
    {
        lock (_gate)
        {
            return _cells.TryGetValue(code, out var cell) && cell.Seq > seq;
        }
    }

    /// <summary>The cells with open cases.</summary>
    public IReadOnlyList<CellCode> Busy()
    {
        lock (_gate)
        {
            return [.. _cells.Values.Where(cell => cell.Open.Count > 0).Select(cell => cell.Code)];
        }
    }

    /// <summary>Waits until everything that is durable now has been read; many who wait share one question.</summary>
    public async Task CatchUpAsync(CancellationToken stop)
    {
        var end = await _end.AskAsync().WaitAsync(stop);
        while (Position < end)
        {
            Task moved;
            lock (_gate)
            {
                if (_position >= end)
                {
                    return;
                }
                moved = _moved.Task;
            }
            await (await Task.WhenAny(moved, _following).WaitAsync(stop));
        }
    }

    /// <summary>Takes the next case whose due time has come and still counts, or null.</summary>
    public CaseAlarmOf? TakeDue(DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_alarms.TryPeek(out var id, out var due) && due.At <= now)
            {
                _alarms.Dequeue();
                if (HomeOf(id)?.Find(id) is { NextAlarm: { } alarm } item && alarm.At <= now)
                {
                    return new CaseAlarmOf(id, item.Cell, alarm);
                }
            }
            return null;
        }
    }

    /// <summary>Looks at a case again at a time.</summary>
    public void LookAgain(CaseId id, DateTimeOffset at)
    {
        lock (_gate)
        {
            _alarms.Enqueue(id, (at, id));
        }
    }

    /// <summary>
    /// Runs a commit of this silo and takes over what it wrote, in the order of the journal, so that it need not be read again.
    /// </summary>
    public async Task AroundCommitAsync(Func<Task<IReadOnlyList<Entry>>> commit)
    {
        await _commits.WaitAsync();
        try
        {
            Take(await commit());
        }
        finally
        {
            _commits.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Cell? HomeOf(CaseId id)
    {
        var cell = _cells.GetValueOrDefault(id.Birthplace);
        while (cell?.MovedTo(id) is { } next)
        {
            cell = _cells.GetValueOrDefault(next);
        }
        return cell;
    }

    // Own commits hand over what they wrote; only what others wrote has to be read.
    private async Task FollowAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                await _journal.WaitBeyondAsync(Position, _ended.Token);
                var mayHaveMissed = _journal.LastPosition <= Position;
                await _commits.WaitAsync(_ended.Token);
                _commits.Release();
                if (mayHaveMissed || _journal.LastPosition > Position)
                {
                    Take(await _journal.ReadPageAsync(Position, PageLength, _ended.Token));
                }
            }
            catch (JournalUnavailableException) when (!_ended.IsCancellationRequested)
            {
                // The database is away: it is asked again after a while.
                await Task.WhenAny(Task.Delay(AwayPeriod, _ended.Token));
            }
            catch (Exception e) when (_ended.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Take(IReadOnlyList<Entry> entries)
    {
        lock (_taking)
        {
            var committed = new List<Committed>(entries.Count);
            TaskCompletionSource moved;
            lock (_gate)
            {
                foreach (var entry in entries)
                {
                    // Read and handed over at the same time, some entries come twice.
                    if (entry.Position == _position + 1)
                    {
                        committed.Add(new Committed(entry, Fold(entry)));
                        Volatile.Write(ref _position, entry.Position);
                    }
                }
                if (committed.Count == 0)
                {
                    return;
                }
                moved = _moved;
                _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            foreach (var observer in _observers)
            {
                observer.OnCommitted(committed);
            }
            moved.SetResult();
        }
    }

    private Case? Fold(Entry entry)
    {
        if (!_cells.TryGetValue(entry.Cell, out var cell))
        {
            _cells.Add(entry.Cell, cell = new Cell(entry.Cell));
        }
        var open = cell.Open.Count;
        var alarm = cell.Find(entry.Case)?.Alarm;
        var after = cell.Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, entry.Event);
        _open += cell.Open.Count - open;
        if (after is not null && after.Cell == cell.Code && after.Alarm != alarm)
        {
            Watch(after);
        }
        return after;
    }

    private void Watch(Case item)
    {
        if (item.Alarm is { } due)
        {
            _alarms.Enqueue(item.Id, (due, item.Id));
        }
    }
}

/// <summary>A due time of a case that lies in a cell.</summary>
internal readonly record struct CaseAlarmOf(CaseId Case, CellCode Cell, CaseAlarm Alarm);
