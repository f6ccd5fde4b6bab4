using GridCity.Core.Cases;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Tests.Journal;

/// <summary>Cases that live their lives in a few cells, folded by the cells themselves: what a sound journal holds.</summary>
internal sealed class CaseLives(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<CellCode, Cell> _cells = [];
    private readonly List<Case> _open = [];
    private readonly SortedDictionary<long, CaseRow> _rows = [];

    /// <summary>All entries so far.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>The cells as they are now.</summary>
    public IReadOnlyCollection<Cell> Cells => _cells.Values;

    /// <summary>Lives on for some entries and appends them, in batches of a length.</summary>
    public async Task AppendAsync(IJournal journal, int count, int batch, CancellationToken stop)
    {
        for (var end = Entries.Count + count; Entries.Count < end;)
        {
            var first = Entries.Count;
            _rows.Clear();
            while (Entries.Count < Math.Min(end, first + batch))
            {
                Step();
            }
            await journal.AppendAsync(Entries.GetRange(first, Entries.Count - first), [.. _rows.Values], stop);
        }
    }

    /// <summary>One more entry.</summary>
    public void Step()
    {
        if (_open.Count == 0 || _random.Next(4) == 0)
        {
            Report();
        }
        else
        {
            Advance(_random.Next(_open.Count));
        }
    }

    private void Report()
    {
        var code = JournalSamples.Cell(_random.Next(1, 30));
        var cell = _cells.TryGetValue(code, out var known) ? known : _cells[code] = new Cell(code);
        var point = new GeoPoint(116.4 + _random.NextDouble(), 39.9);
        // Below a millisecond, because some reporter's clock is: the table keeps less than the entry.
        var seenAt = JournalSamples.Morning.AddTicks(_random.Next(100_000));
        var report = new Report(
            "06025", null, "hotline", point, null, new EventSamples(_random.Next()).Text(), seenAt, $"r-{Entries.Count}");
        var second = _random.Next(3) == 0 ? JournalSamples.Cell(99) : default;
        var reported = new CaseReported(new Actor(Role.Public, "anonymous"), report, new PlanePoint(1, 2), second, null);
        _open.Add(Add(cell, new CaseId(code, cell.LastNumber + 1), reported));
    }

    private void Advance(int place)
    {
        var item = _open[place];
        var centre = new Actor(Role.Supervision, "zhang");
        var due = JournalSamples.Morning.AddDays(1);
        CaseEvent happened = item.Stage switch
        {
            Stage.PendingVerification when _random.Next(5) == 0 => new DuplicateFound(Actor.System, Other(item), 3.5),
            Stage.PendingVerification => new CaseVerified(centre, Sight.Exists, null),
            Stage.PendingFiling => _random.Next(5) == 0 ? new CaseRejected(centre, "范围外") : new CaseFiled(centre, null),
            Stage.PendingDispatch => new CaseDispatched(Actor.System, "u-1", "5wd", due, Why, null),
            Stage.PendingAcceptance => new CaseAccepted(new Actor(Role.Unit, "u-1")),
            Stage.Handling => _random.Next(4) == 0
                ? new DuePassed(Actor.System, DueKind.Handling, due)
                : new CaseFinished(new Actor(Role.Unit, "u-1"), "done", due),
            Stage.PendingCheck => new CaseChecked(centre, (CheckResult)_random.Next(1, 4), null),
            _ => new CaseClosed(centre, null),
        };
        var after = Add(_cells[item.Cell], item.Id, happened);
        if (after.Stage.IsOpen())
        {
            _open[place] = after;
        }
        else
        {
            _open.RemoveAt(place);
        }
    }

    private static Reason Why => new("r-1", "v1", "rivers", "liangma", 12.5, null, null);

    private static CaseId Other(Case item) => item.Id with { Number = item.Id.Number + 1 };

    private Case Add(Cell cell, CaseId id, CaseEvent happened)
    {
        var position = Entries.Count + 1L;
        var entry = new Entry(
            position,
            cell.Code,
            cell.Seq + 1,
            JournalSamples.Morning.AddSeconds(position),
            JournalSamples.Command(position),
            id,
            happened);
        Entries.Add(entry);
        var after = cell.Apply(position, entry.Seq, entry.At, entry.Command, id, happened);
        _rows[after.Opened] = CaseRow.From(after);
        return after;
    }
}
