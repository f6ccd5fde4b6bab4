using GridCity.Core.Cases;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Tests.Journal;

/// <summary>
/// Cases that live their lives in a few cells, folded by the cells themselves: what a sound journal holds. Where they are
/// plain, only what the first version of the format knew happens to them.
/// </summary>
internal sealed class CaseLives(int seed, bool isPlain = false)
{
    private static readonly Actor Centre = new(Role.Supervision, "zhang");
    private static readonly DateTimeOffset Due = JournalSamples.Morning.AddDays(1);

    private readonly Random _random = new(seed);
    private readonly Dictionary<CellCode, Cell> _cells = [];
    private readonly List<Case> _open = [];
    private readonly SortedDictionary<long, CaseRow> _rows = [];
    private Action? _next;

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

    // One more entry: what the last one led to, or something new.
    private void Step()
    {
        if (_next is { } next)
        {
            _next = null;
            next();
        }
        else if (_open.Count == 0 || _random.Next(4) == 0)
        {
            Report();
        }
        else if (!isPlain && _random.Next(3) == 0)
        {
            Beside(_random.Next(_open.Count));
        }
        else
        {
            Advance(_random.Next(_open.Count));
        }
    }

    private void Report()
    {
        var cell = CellOf(JournalSamples.Cell(_random.Next(1, 30)));
        var point = new GeoPoint(116.4 + _random.NextDouble(), 39.9);
        // Below a millisecond, because some reporter's clock is: the table keeps less than the entry.
        var seenAt = JournalSamples.Morning.AddTicks(_random.Next(100_000));
        var condition = _random.Next(2) == 0 ? "depth > 10 cm" : null;
        var report = new Report(
            "06025", condition, "hotline", point, null, new EventSamples(_random.Next()).Text(), seenAt, $"r-{Entries.Count}")
        {
            Edition = isPlain ? null : "2020",
            Source = isPlain ? null : "site-7",
        };
        var second = _random.Next(3) == 0 ? JournalSamples.Cell(99) : default;
        var reported = new CaseReported(new Actor(Role.Public, "anonymous"), report, new PlanePoint(1, 2), second, null);
        _open.Add(Add(cell, new CaseId(cell.Code, cell.LastNumber + 1), reported)!);
    }

    private void Advance(int place)
    {
        var item = _open[place];
        CaseEvent happened = item.Stage switch
        {
            Stage.PendingVerification when item.Due is null => new VerificationAsked(Actor.System, Somebody(), Due),
            Stage.PendingVerification when _random.Next(5) == 0 => new DuplicateFound(Actor.System, Other(item), 3.5),
            Stage.PendingVerification => new CaseVerified(Centre, Sight.Exists, null),
            Stage.PendingFiling => _random.Next(5) == 0 ? new CaseRejected(Centre, "范围外") : new CaseFiled(Centre, null),
            Stage.PendingDispatch => new CaseDispatched(Actor.System, "u-1", "5wd", Due, Why, null)
            {
                Tier = isPlain ? null : Tier.Street,
            },
            Stage.PendingAcceptance => new CaseAccepted(new Actor(Role.Unit, "u-1")),
            Stage.Handling => _random.Next(4) == 0
                ? new DuePassed(Actor.System, DueKind.Handling, Due)
                : new CaseFinished(new Actor(Role.Unit, "u-1"), "done", Due),
            Stage.PendingCheck => new CaseChecked(Centre, (CheckResult)_random.Next(1, 4), null),
            Stage.Suspended => new CaseResumed(Centre, Due, null),
            _ => new CaseClosed(Centre, null),
        };
        Put(place, Add(_cells[item.Cell], item.Id, happened)!);
        if (!isPlain && happened is CaseClosed)
        {
            var told = new Reporter(item.Id, item.Reporter, item.Report.Channel, item.Report.Reference);
            _next = () => Add(_cells[item.Cell], item.Id, new ReportersTold(Actor.System, [told]));
        }
    }

    private void Beside(int place)
    {
        var item = _open[place];
        if (_random.Next(4) == 0)
        {
            Move(place);
        }
        else if (_random.Next(8) == 0)
        {
            var walked = new PatrolWalked(new Actor(Role.Inspector, "i-1"), "beat 7", Due.AddDays(-2), Due.AddDays(-1), 3.5, 0);
            Add(CellOf(JournalSamples.Cell(_random.Next(1, 30))), default, walked);
        }
        else if (Entries.FindLast(entry => entry.Event is ReportersTold) is { } told && _random.Next(4) == 0)
        {
            Add(_cells[told.Cell], told.Case, new AppealMade(new Actor(Role.Unit, "u-1"), "the road was closed"));
        }
        else
        {
            Put(place, Add(_cells[item.Cell], item.Id, Work(item))!);
        }
    }

    private CaseEvent Work(Case item) => _random.Next(7) switch
    {
        0 => new TaskGiven(Actor.System, Somebody(), Due),
        1 => new TaskTaken(new Actor(Role.Inspector, "i-2")),
        2 => new CaseSupervised(Centre, "the press asks"),
        3 when item.Stage is Stage.Handling => new ApplicationDecided(Centre, ApplicationKind.Suspension, true, Due, null),
        4 => new CaseGraded(Centre, ItemGrade.OverYears, null),
        5 when item.Calls.Count > 0 => new CallClosed(Centre, 1, "done", null),
        _ => new CallMade(Centre, item.Calls.Count + 1, CallKind.Whistle, "enforcement", null, ["u-1", "u-2"], Due),
    };

    private void Move(int place)
    {
        var item = _open[place];
        var to = CellOf(JournalSamples.Cell(_random.Next(1, 30)));
        var relocated = new CaseRelocated(
            Centre, to.Code, new GeoPoint(116.5, 39.8), new PlanePoint(3, 4), default, null, "the reporter said so");
        var after = Add(_cells[item.Cell], item.Id, relocated)!;
        Put(place, after);
        if (to.Code != item.Cell)
        {
            _next = () => Put(
                place, Add(to, item.Id, new CaseArrived(Actor.System, item.Cell, after with { Updated = item.Updated }))!);
        }
    }

    private static Reason Why => new("r-1", "v1", "rivers", "liangma", 12.5, null, null);

    private static CaseId Other(Case item) => item.Id with { Number = item.Id.Number + 1 };

    private string? Somebody() => _random.Next(3) == 0 ? null : $"i-{_random.Next(3)}";

    private Cell CellOf(CellCode code) => _cells.TryGetValue(code, out var known) ? known : _cells[code] = new Cell(code);

    private void Put(int place, Case after)
    {
        if (after.Stage.IsOpen())
        {
            _open[place] = after;
        }
        else
        {
            _open.RemoveAt(place);
        }
    }

    private Case? Add(Cell cell, CaseId id, CaseEvent happened)
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
        if (after is not null)
        {
            _rows[after.Opened] = CaseRow.From(after);
        }
        return after;
    }
}
