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
    private readonly int[] _seqs = new int[cellCount];
    private readonly int[] _cases = new int[cellCount];
    private readonly List<CaseRow> _open = [];
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
            var row = isNew ? Report(entries) : Advance(place % _open.Count, entries);
            rows[row.Opened] = row;
        }
        return (entries, [.. rows.Values]);
    }

    private CaseRow Report(List<Entry> entries)
    {
        var index = _random.Next(cellCount);
        var id = new CaseId(Cell(index), ++_cases[index]);
        var row = new CaseRow
        {
            Id = id,
            Cell = id.Birthplace,
            Opened = _position + 1,
            Updated = _position + 1,
            Command = Command(),
            Stage = Stage.PendingFiling,
            Class = $"{_random.Next(1, 12):00}{_random.Next(1, 20):000}",
            Channel = "inspector",
            Longitude = 116.38 + (_random.NextDouble() * 0.08),
            Latitude = 39.87 + (_random.NextDouble() * 0.09),
            SeenAt = At.AddMinutes(-5),
            ReportedAt = At,
            Text = Texts[_random.Next(Texts.Length)],
        };
        var by = new Actor(Role.Inspector, $"i-{_random.Next(400):000}");
        var point = new GeoPoint(row.Longitude, row.Latitude);
        var place = new PlanePoint(_random.NextDouble() * 5000, _random.NextDouble() * 8000);
        var report = new Report(row.Class, null, row.Channel, point, 12, row.Text, row.SeenAt, null);
        Add(entries, row, index, new CaseReported(by, report, place, default, null));
        _open.Add(row);
        return row;
    }

    private CaseRow Advance(int place, List<Entry> entries)
    {
        var row = _open[place];
        var centre = new Actor(Role.Supervision, "s-01");
        var unit = new Actor(Role.Unit, row.Unit ?? "");
        CaseEvent happened = row.Stage switch
        {
            Stage.PendingFiling => new CaseFiled(centre, null),
            Stage.PendingDispatch => Dispatched(),
            Stage.PendingAcceptance => new CaseAccepted(unit),
            Stage.Handling => new CaseFinished(unit, "已清理", At.AddHours(2)),
            Stage.PendingCheck => new CaseChecked(new Actor(Role.Inspector, "i-017"), CheckResult.Pass, null),
            _ => new CaseClosed(centre, null),
        };
        row = Moved(row, happened);
        var index = (int)(row.Cell.Value - Cell(0).Value);
        Add(entries, row, index, happened);
        if (row.Stage == Stage.Closed)
        {
            _open[place] = _open[^1];
            _open.RemoveAt(_open.Count - 1);
        }
        else
        {
            _open[place] = row;
        }
        return row;
    }

    private CaseRow Moved(CaseRow row, CaseEvent happened) => row with
    {
        Updated = _position + 1,
        Stage = row.Stage + 1,
        FiledAt = happened is CaseFiled ? At : row.FiledAt,
        DispatchedAt = happened is CaseDispatched ? At : row.DispatchedAt,
        Due = happened is CaseDispatched sent ? sent.Due : row.Due,
        Unit = happened is CaseDispatched to ? to.Unit : row.Unit,
        Rule = happened is CaseDispatched by ? by.Reason.Rule : row.Rule,
        EndedAt = happened is CaseClosed ? At : row.EndedAt,
    };

    private CaseDispatched Dispatched()
    {
        var reason = new Reason(
            $"r-{_random.Next(30):00}", RuleVersion, "rivers", "liangma", Math.Round(_random.NextDouble() * 60, 2), "territorial", null);
        return new CaseDispatched(Actor.System, $"unit-{_random.Next(60):00}", "4wh", At.AddHours(4), reason, null);
    }

    private void Add(List<Entry> entries, CaseRow row, int index, CaseEvent happened)
    {
        var command = happened is CaseReported ? row.Command : Command();
        entries.Add(new Entry(_position + 1, row.Cell, ++_seqs[index], At, command, row.Id, happened));
        _position++;
    }

    private DateTimeOffset At => Start.AddMilliseconds(_position * 137);

    private static CellCode Cell(int index) => new(110101001001001 + index);

    private Guid Command()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
