using GridCity.Core.Cases;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Journal;
using GridCity.Tests.Journal;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Tests.Client;

/// <summary>A sound journal file of two cases in two cells: eight entries.</summary>
internal sealed class SmallJournal : IDisposable
{
    private readonly JournalFolder _folder = new();

    public string FilePath => _folder.FilePath;

    public static async Task<SmallJournal> WriteAsync(CancellationToken stop)
    {
        var small = new SmallJournal();
        var entries = new List<Entry>();
        var rows = new List<CaseRow>();
        Live(1, entries, rows, Reported("积水, \"deep\""), Asked(), Seen(), new CaseFiled(Desk, null), Dispatched());
        Live(2, entries, rows, Reported("rubbish"), Asked(), new CaseRejected(Desk, "private ground"));
        await using var journal = small._folder.Open();
        await journal.AppendAsync(entries, rows, stop);
        return small;
    }

    /// <summary>Does to the file what no journal would do.</summary>
    public void Spoil(string sql) => _folder.Execute(sql);

    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    public void Dispose() => _folder.Dispose();

    private static readonly Actor Desk = new(Role.Supervision, "desk-1");

    private static void Live(int cellNumber, List<Entry> entries, List<CaseRow> rows, params CaseEvent[] events)
    {
        var cell = new Cell(JournalSamples.Cell(cellNumber));
        var id = new CaseId(cell.Code, 1);
        Case? last = null;
        foreach (var happened in events)
        {
            var position = entries.Count + 1;
            var entry = new Entry(position, cell.Code, cell.Seq + 1, Morning.AddMinutes(position), Command(position), id, happened);
            last = cell.Apply(position, entry.Seq, entry.At, entry.Command, id, happened);
            entries.Add(entry);
        }
        rows.Add(CaseRow.From(last!));
    }

    private static CaseReported Reported(string text)
    {
        var report = new Report("06025", null, "inspector", new GeoPoint(116.4, 39.9), null, text, Morning, null);
        return new CaseReported(new Actor(Role.Inspector, "i-017"), report, new PlanePoint(1, 2), default, null);
    }

    private static VerificationAsked Asked() => new(Actor.System, "i-017", Morning.AddDays(1));

    private static CaseVerified Seen() => new(new Actor(Role.Inspector, "i-017"), Sight.Exists, null);

    private static CaseDispatched Dispatched() => new(
        Actor.System, "water", "4uh", Morning.AddHours(4), new Reason("river-bank", "v1", null, null, null, null, null), null);
}
