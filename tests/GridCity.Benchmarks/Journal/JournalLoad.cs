using GridCity.Core.Cases;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Benchmarks.Journal;

/// <summary>
/// A city's year in short: reports fall on cells, and each case goes its way through the stages while others do the same.
/// The same seed gives the same entries.
/// </summary>
internal sealed class JournalLoad(int seed, int cellCount)
{
    private const int OpenMax = 20_000;
    private const string RuleVersion = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Texts =
    [
        "路面积水,影响行人通行", "Rubbish beside the bins again, third time this week", "共享单车占道",
        "A street lamp is out at the corner of the lane, opposite the school gate", "井盖破损 请尽快处理",
    ];

    private readonly Random _random = new(seed);
    private readonly Cell[] _cells = [.. Enumerable.Range(0, cellCount).Select(index => new Cell(CodeOf(index)))];
    private readonly List<Case> _open = [];
    private long _position;

    /// <summary>The next entries with the rows of the cases that they move, each row once.</summary>
    public (List<Entry> Entries, List<CaseRow> Rows) Next(int count)
    {
        var entries = new List<Entry>(count);
        var rows = new Dictionary<long, CaseRow>();
        while (entries.Count < count)
        {
            var place = _random.Next(_open.Count + 1);
            var isNew = _open.Count < OpenMax && (place == _open.Count || _random.Next(5) == 0);
            var moved = isNew ? Report(entries) : Advance(place % _open.Count, entries);
            rows[moved.Opened] = CaseRow.From(moved);
        }
        return (entries, [.. rows.Values]);
    }

    private Case Report(List<Entry> entries)
    {
        var cell = _cells[_random.Next(cellCount)];
        var by = new Actor(Role.Inspector, $"i-{_random.Next(400):000}");
        var code = $"{_random.Next(1, 12):00}{_random.Next(1, 20):000}";
        var point = new GeoPoint(116.38 + (_random.NextDouble() * 0.08), 39.87 + (_random.NextDouble() * 0.09));
        var place = new PlanePoint(_random.NextDouble() * 5000, _random.NextDouble() * 8000);
        var text = Texts[_random.Next(Texts.Length)];
        var report = new Report(code, null, "inspector", point, 12, text, At.AddMinutes(-5), null);
        var id = new CaseId(cell.Code, cell.LastNumber + 1);
        _open.Add(Add(entries, cell, id, new CaseReported(by, report, place, default, null)));
        return _open[^1];
    }

    private Case Advance(int place, List<Entry> entries)
    {
        var before = _open[place];
        var centre = new Actor(Role.Supervision, "s-01");
        var unit = new Actor(Role.Unit, before.Unit ?? "");
        CaseEvent happened = before.Stage switch
        {
            Stage.PendingVerification => new CaseVerified(new Actor(Role.Inspector, "i-017"), Sight.Exists, null),
            Stage.PendingFiling => new CaseFiled(centre, null),
            Stage.PendingDispatch => Dispatched(),
            Stage.PendingAcceptance => new CaseAccepted(unit),
            Stage.Handling => new CaseFinished(unit, "已清理", At.AddHours(2)),
            Stage.PendingCheck => new CaseChecked(new Actor(Role.Inspector, "i-017"), CheckResult.Pass, null),
            _ => new CaseClosed(centre, null),
        };
        var after = Add(entries, _cells[before.Cell.Value - CodeOf(0).Value], before.Id, happened);
        if (after.Stage.IsOpen())
        {
            _open[place] = after;
        }
        else
        {
            _open[place] = _open[^1];
            _open.RemoveAt(_open.Count - 1);
        }
        return after;
    }

    private CaseDispatched Dispatched()
    {
        var distance = Math.Round(_random.NextDouble() * 60, 2);
        var rule = $"r-{_random.Next(30):00}";
        var reason = new Reason(rule, RuleVersion, "rivers", "liangma", distance, "territorial", null);
        return new CaseDispatched(Actor.System, $"unit-{_random.Next(60):00}", "4wh", At.AddHours(4), reason, null);
    }

    private Case Add(List<Entry> entries, Cell cell, CaseId id, CaseEvent happened)
    {
        var entry = new Entry(++_position, cell.Code, cell.Seq + 1, At, Command(), id, happened);
        entries.Add(entry);
        return cell.Apply(entry.Position, entry.Seq, entry.At, entry.Command, id, happened)!;
    }

    private DateTimeOffset At => Start.AddMilliseconds(_position * 137);

    private static CellCode CodeOf(int index) => new(110101001001001 + index);

    private Guid Command()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
