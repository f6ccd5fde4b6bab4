using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Silo.Http;

namespace GridCity.Silo.Views;

/// <summary>
/// What a command centre looks at: open and overdue cases of every cell, street and unit, and the flow of today. A fold
/// of what was committed; the part of today that lies before the start is read back from the journal.
/// </summary>
public sealed class CityBoard : ICommitObserver
{
    private const int FlashesKept = 64;

    private readonly City _city;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly int[] _open;
    private readonly int[] _overdue;
    private readonly int[] _total;
    private readonly Dictionary<CaseId, Case> _cases = [];
    private readonly int[] _byStage = new int[Stages.All.Max(stage => (int)stage) + 1];
    private readonly SortedDictionary<AreaCode, Load> _streets = [];
    private readonly SortedDictionary<string, Load> _units = new(StringComparer.Ordinal);
    private readonly FlowOfDay _flow;
    private readonly HashSet<int> _changed = [];
    private readonly List<Flash> _flashes = [];
    private int _skipped;
    private int _overdueCases;
    private int _supervised;
    private readonly HashSet<CaseId> _whistled = [];
    private int _untaken;
    private long _position;

    /// <summary>Makes an empty board of a city.</summary>
    public CityBoard(City city, TimeProvider time)
    {
        _city = city;
        _time = time;
        _open = new int[city.Grid.Count];
        _overdue = new int[city.Grid.Count];
        _total = new int[city.Grid.Count];
        _flow = new FlowOfDay(city.TimeZone);
        for (var index = 0; index < city.Grid.Count; index++)
        {
            _streets.TryAdd(city.Grid.CodeOf(index).Street, new Load());
        }
        foreach (var unit in city.Units.Keys)
        {
            _units.Add(unit, new Load());
        }
    }

    /// <inheritdoc/>
    public void OnOpened(IReadOnlyCollection<Case> open, long position)
    {
        lock (_gate)
        {
            _position = position;
            foreach (var item in open)
            {
                Count(item, 1);
                _cases.Add(item.Id, item);
                Whistle(item);
            }
        }
    }

    /// <inheritdoc/>
    public void OnCommitted(IReadOnlyList<Committed> committed)
    {
        lock (_gate)
        {
            foreach (var (entry, after) in committed)
            {
                _position = entry.Position;
                if (after is null)
                {
                    continue;
                }
                Replace(after);
                CountFlow(entry, after.Unit);
                Flash(entry, after);
            }
        }
    }

    /// <summary>Counts the entries of today that were there before the start, up to a position.</summary>
    public async Task CatchUpAsync(IJournal journal, long upTo, CancellationToken stop)
    {
        var midnight = _flow.MidnightOf(_time.GetUtcNow());
        await foreach (var entry in journal.ReadAsync(await FindFirstAsync(journal, midnight, upTo, stop) - 1, stop))
        {
            if (entry.Position > upTo)
            {
                break;
            }
            var unit = entry.Event is CaseClosed ? (await journal.FindCaseAsync(entry.Case, stop))?.Unit : null;
            lock (_gate)
            {
                CountFlow(entry, unit);
            }
        }
    }

    /// <summary>Open and overdue cases of a cell, and how many it reported since the start.</summary>
    public (int Open, int Overdue, int Total) OfCell(int index)
    {
        lock (_gate)
        {
            return (_open[index], _overdue[index], _total[index]);
        }
    }

    /// <summary>Whether a whistle of a case has not ended: those of which the board counts how many there are.</summary>
    public bool IsWhistled(CaseId id)
    {
        lock (_gate)
        {
            return _whistled.Contains(id);
        }
    }

    /// <summary>The whole board.</summary>
    public BoardBody Snapshot()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            _flow.TurnTo(now);
            return new BoardBody(_position, now, Bytes(_open), Bytes(_overdue), Totals(now), Streets(), Units());
        }
    }

    /// <summary>How many open cases of a kind each cell has.</summary>
    public byte[] CountByCell(Func<Case, bool> isMeant)
    {
        var counts = new int[_city.Grid.Count];
        lock (_gate)
        {
            foreach (var item in _cases.Values)
            {
                if (isMeant(item) && _city.Grid.IndexOf(item.Cell) is >= 0 and var index)
                {
                    counts[index]++;
                }
            }
        }
        return Bytes(counts);
    }

    /// <summary>For each cell the step of its street by open cases a cell: 0 for none, 5 for the fullest fifth.</summary>
    public byte[] StreetSteps()
    {
        var grid = _city.Grid;
        var sizes = Enumerable.Range(0, grid.Count).CountBy(index => grid.CodeOf(index).Street).ToDictionary();
        Dictionary<AreaCode, byte> steps;
        lock (_gate)
        {
            var loaded = _streets.Where(street => street.Value.Open > 0 && sizes.ContainsKey(street.Key))
                .OrderBy(street => (double)street.Value.Open / sizes[street.Key]).Select(street => street.Key).ToList();
            steps = loaded.Index().ToDictionary(street => street.Item, street => (byte)(1 + (street.Index * 5 / loaded.Count)));
        }
        return [.. Enumerable.Range(0, grid.Count).Select(index => steps.GetValueOrDefault(grid.CodeOf(index).Street))];
    }

    /// <summary>What changed since the last frame was taken, or null when nothing did; streets and units when asked for.</summary>
    public FrameBody? TakeFrame(bool withLoads)
    {
        lock (_gate)
        {
            if (_changed.Count == 0 && _flashes.Count == 0 && !withLoads)
            {
                return null;
            }
            var now = _time.GetUtcNow();
            if (_flow.TurnTo(now))
            {
                ResetDay();
            }
            var cells = new List<int[]>(_changed.Count);
            foreach (var cell in _changed)
            {
                cells.Add([cell, _open[cell], _overdue[cell]]);
            }
            var frame = new FrameBody(
                _position,
                now,
                cells,
                Totals(now),
                withLoads ? Streets() : null,
                withLoads ? Units() : null,
                Sample(),
                _skipped + Math.Max(0, _flashes.Count - SampleSize));
            _changed.Clear();
            _flashes.Clear();
            _skipped = 0;
            return frame;
        }
    }

    private const int SampleSize = 8;

    private Flash[] Sample() => [.. _flashes.TakeLast(SampleSize)];

    private static byte[] Bytes(int[] counts)
    {
        var bytes = new byte[counts.Length];
        for (var index = 0; index < counts.Length; index++)
        {
            bytes[index] = (byte)Math.Min(counts[index], byte.MaxValue);
        }
        return bytes;
    }

    private void Replace(Case after)
    {
        if (_cases.Remove(after.Id, out var before))
        {
            Count(before, -1);
            Touch(before.Cell);
        }
        if (after.Stage.IsOpen())
        {
            Count(after, 1);
            _cases.Add(after.Id, after);
        }
        Whistle(after);
        Touch(after.Cell);
    }

    private void Whistle(Case item)
    {
        foreach (var call in item.Calls.AsSpan())
        {
            if (call.IsOpen && call.Kind == CallKind.Whistle && item.Stage.IsOpen())
            {
                _whistled.Add(item.Id);
                return;
            }
        }
        _whistled.Remove(item.Id);
    }

    private void Touch(CellCode cell)
    {
        var index = _city.Grid.IndexOf(cell);
        if (index >= 0)
        {
            _changed.Add(index);
        }
    }

    private void Count(Case item, int by)
    {
        _byStage[(int)item.Stage] += by;
        var late = item.IsOverdue ? by : 0;
        _overdueCases += late;
        _supervised += item.IsSupervised ? by : 0;
        _untaken += item.Task == TaskState.Nobody ? by : 0;
        var index = _city.Grid.IndexOf(item.Cell);
        if (index >= 0)
        {
            _open[index] += by;
            _overdue[index] += late;
        }
        if (_streets.TryGetValue(item.Cell.Street, out var street))
        {
            street.Open += by;
            street.Overdue += late;
        }
        if (item.Unit is not null && _units.TryGetValue(item.Unit, out var unit))
        {
            unit.Open += by;
            unit.Overdue += late;
        }
    }

    private void CountFlow(Entry entry, string? unit)
    {
        if (_flow.TurnTo(entry.At))
        {
            ResetDay();
        }
        if (!_flow.Count(entry))
        {
            return;
        }
        if (entry.Event is CaseReported)
        {
            if (_streets.TryGetValue(entry.Cell.Street, out var street))
            {
                street.Today++;
            }
            var index = _city.Grid.IndexOf(entry.Cell);
            if (index >= 0)
            {
                _total[index]++;
            }
        }
        else if (entry.Event is CaseClosed && unit is not null && _units.TryGetValue(unit, out var closer))
        {
            closer.Today++;
        }
    }

    private void ResetDay()
    {
        foreach (var load in _streets.Values.Concat(_units.Values))
        {
            load.Today = 0;
        }
        Array.Clear(_total);
    }

    private void Flash(Entry entry, Case after)
    {
        if (_flashes.Count == FlashesKept)
        {
            _flashes.RemoveAt(0);
            _skipped++;
        }
        var caseClass = _city.Classes.GetValueOrDefault(after.Report.Class);
        var unit = after.Unit is null ? null : _city.Units.GetValueOrDefault(after.Unit);
        _flashes.Add(new Flash(
            entry.Position,
            entry.At,
            EventCodec.KindOf(entry.Event),
            after.Id.ToString(),
            after.Cell.ToString(),
            after.Report.Point.Longitude,
            after.Report.Point.Latitude,
            after.Report.Class,
            caseClass?.Name ?? after.Report.Class,
            caseClass?.NameZh ?? after.Report.Class,
            WireNames.Of(after.Stage),
            after.Unit,
            unit?.Name,
            unit?.NameZh));
    }

    private TotalsBody Totals(DateTimeOffset now) => new(
        _flow.Reported,
        _flow.Filed,
        _flow.Dispatched,
        _flow.Closed,
        _flow.Rejected,
        _flow.Duplicates,
        _cases.Count,
        _overdueCases,
        _byStage[(int)Stage.PendingVerification],
        _byStage[(int)Stage.PendingFiling],
        _byStage[(int)Stage.PendingDispatch],
        _byStage[(int)Stage.PendingAcceptance],
        _byStage[(int)Stage.Handling],
        _byStage[(int)Stage.PendingCheck],
        _byStage[(int)Stage.PendingClosing],
        _byStage[(int)Stage.Suspended],
        _supervised,
        _whistled.Count,
        _untaken,
        _flow.Minutes(now));

    private List<StreetLoad> Streets()
    {
        var loads = new List<StreetLoad>(_streets.Count);
        foreach (var (code, load) in _streets)
        {
            var name = _city.NameOf(code);
            loads.Add(new StreetLoad(name.Code, name.Name, name.NameZh, load.Open, load.Overdue, load.Today));
        }
        return loads;
    }

    private List<UnitLoad> Units()
    {
        var loads = new List<UnitLoad>(_units.Count);
        foreach (var (id, load) in _units)
        {
            var unit = _city.Units[id];
            loads.Add(new UnitLoad(id, unit.Name, unit.NameZh, load.Open, load.Overdue, load.Today));
        }
        return loads;
    }

    // Times in the journal never go back, so the first entry of a day is found by halving.
    private static async Task<long> FindFirstAsync(IJournal journal, DateTimeOffset since, long last, CancellationToken stop)
    {
        long low = 1;
        var high = last + 1;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var page = await journal.ReadPageAsync(middle - 1, 1, stop);
            if (page.Count > 0 && page[0].At < since)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private sealed class Load
    {
        public int Open { get; set; }

        public int Overdue { get; set; }

        public int Today { get; set; }
    }
}
