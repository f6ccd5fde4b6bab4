using System.Globalization;
using System.Text;
using System.Xml.Linq;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.EventLogs;
using GridCity.Simulation.Runs;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Planner;

public sealed class EventLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 14, 1, 0, 0, TimeSpan.Zero);
    private readonly City _city = TestCity.Make();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_is_valid_and_holds_every_event_of_every_case()
    {
        var entries = Lives();
        var (text, cases, events) = await WriteAsync(entries, new EventLogOptions());

        Assert.Equal((3, entries.Count), (cases, (int)events));
        Assert.Equal((3, entries.Count), XesReader.Check(new MemoryStream(Encoding.UTF8.GetBytes(text))));
        Assert.Contains("2026-09-14T09:00:00.000+08:00", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mrs Wang", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_moves_says_from_which_cell_to_which()
    {
        var log = XDocument.Parse((await WriteAsync(Lives(), new EventLogOptions())).Text);
        var moved = log.Descendants(XesReader.X("event")).Single(one => XesReader.Value(one, "concept:name") == "Moved");
        var trace = moved.Parent!;

        Assert.Equal(XesReader.Value(trace, "grid:cell"), XesReader.Value(moved, "grid:from"));
        Assert.NotEqual(XesReader.Value(moved, "grid:from"), XesReader.Value(moved, "grid:to"));
        var last = trace.Elements(XesReader.X("event")).Last();
        Assert.Equal((XesReader.Value(moved, "grid:to"), "sanitation"), (XesReader.Value(last, "grid:cell"), XesReader.Value(last, "org:group")));
    }

    [Fact]
    public async Task Steps_of_a_life_have_the_transitions_of_the_standard()
    {
        var log = XDocument.Parse((await WriteAsync(Lives(), new EventLogOptions())).Text);
        var steps = log.Descendants(XesReader.X("trace")).First().Elements(XesReader.X("event"))
            .Select(one => (XesReader.Value(one, "concept:name"), XesReader.Value(one, "lifecycle:transition")));

        Assert.Equal(
            [("Reported", "schedule"), ("Filed", "complete"), ("Dispatched", "assign"), ("Accepted", "start"), ("Returned", "complete")], steps.Take(5));
        Assert.Contains(("Dispatched", "reassign"), steps);
    }

    [Fact]
    public async Task Only_cases_of_the_period_are_written_with_their_whole_lives()
    {
        var entries = Lives();
        var options = new EventLogOptions { From = Start.AddHours(1), Until = Start.AddHours(2) };
        var (text, cases, events) = await WriteAsync(entries, options);

        Assert.Equal(1, cases);
        Assert.Equal(entries.Count(entry => entry.Case.Number == 2), (int)events);
        Assert.Equal((1, (int)events), XesReader.Check(new MemoryStream(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public async Task The_table_has_the_same_events_in_the_order_of_time()
    {
        var entries = Lives();
        var (text, _, _) = await WriteAsync(entries, new EventLogOptions { Form = EventLogForm.Csv });
        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToList();

        Assert.StartsWith("case:concept:name,concept:name,lifecycle:transition,time:timestamp,", text, StringComparison.Ordinal);
        Assert.Equal(entries.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(14, row.Length));
        var times = rows.ConvertAll(row => DateTimeOffset.Parse(row[3], CultureInfo.InvariantCulture));
        Assert.Equal(entries.Select(entry => entry.At), times);
    }

    [Fact]
    public async Task A_run_writes_the_same_log_as_its_entries_read_from_a_journal()
    {
        var heard = new List<Core.Evaluation.Happening>();
        using var direct = new MemoryStream();
        await using var log = new EventLog(_city, new EventLogOptions(), direct);
        using var run = new RunLog([log, new Ear(heard)]);
        Play(new VirtualCity(_city, run));
        run.Seal();
        await log.EndAsync(Stop);

        Assert.Equal((await WriteAsync(heard, new EventLogOptions())).Text, Encoding.UTF8.GetString(direct.ToArray()));
    }

    private List<Core.Evaluation.Happening> Lives()
    {
        var heard = new List<Core.Evaluation.Happening>();
        using var run = new RunLog([new Ear(heard)]);
        Play(new VirtualCity(_city, run));
        run.Seal();
        return heard;
    }

    // Three cases in one cell, an hour apart: the first is returned and then moves, the second is closed, the third stays open.
    private void Play(VirtualCity cells)
    {
        var first = Report(cells, 0, 250, "06010");
        var second = Report(cells, 1, 220, "06025");
        Report(cells, 2, 280, "09001");
        var (here, there) = (_city.Grid.IndexOf(first.Cell), _city.Grid.Locate(new PlanePoint(750, 150)));
        Give(cells, here, 3, (id, at) => new AcceptCommand(id, at, UnitOf(first), first.Id));
        Give(cells, here, 3, (id, at) => new ReturnCommand(id, at, UnitOf(first), first.Id, "not ours"));
        Give(cells, here, 4, (id, at) => new DispatchCommand(id, at, new Actor(Role.Command, "desk"), first.Id, "sanitation", null));
        var to = TestCity.At(750, 150);
        var placement = Intake.Place(_city, to, 0)!;
        Give(cells, here, 5, (id, at) => new RelocateCommand(id, at, new Actor(Role.Supervision, "desk"), first.Id, to, placement, "across the road"));
        var sanitation = new Actor(Role.Unit, "sanitation");
        Give(cells, there, 6, (id, at) => new AcceptCommand(id, at, sanitation, first.Id));
        Give(cells, there, 6, (id, at) => new FinishCommand(id, at, sanitation, first.Id, "done"));
        Give(cells, here, 7, (id, at) => new AcceptCommand(id, at, UnitOf(second), second.Id));
        Give(cells, here, 7, (id, at) => new FinishCommand(id, at, UnitOf(second), second.Id, "done"));
        Give(cells, here, 8, (id, at) => new CheckCommand(id, at, new Actor(Role.Inspector, "i-1"), second.Id, CheckResult.Pass, null));
        Give(cells, here, 9, (id, at) => new CloseCommand(id, at, new Actor(Role.Supervision, "desk"), second.Id, null));
    }

    private static Actor UnitOf(Case item) => new(Role.Unit, item.Unit!);

    private static void Give(VirtualCity cells, int cell, int hour, Func<Guid, DateTimeOffset, CaseCommand> command) =>
        Assert.Null(cells.Send(command(cells.NextCommand(), Start.AddHours(hour)), cell).Refusal);

    private Case Report(VirtualCity cells, int hour, double x, string caseClass)
    {
        var at = Start.AddHours(hour);
        var point = TestCity.At(x, 150);
        const string text = "at Mrs Wang's <door> & \"gate\"";
        var draft = new ReportDraft(caseClass, null, "inspector", point.Longitude, point.Latitude, null, null, text, at, $"a<{hour}>&");
        Assert.Null(Intake.Check(_city, draft, at, out var report, out var placement));
        var command = new ReportCommand(cells.NextCommand(), at, new Actor(Role.Public, "Mrs Wang"), report!, placement!);
        return cells.Send(command, placement!.CellIndex).Case!;
    }

    private async Task<(string Text, int Cases, long Events)> WriteAsync(List<Core.Evaluation.Happening> entries, EventLogOptions options)
    {
        using var to = new MemoryStream();
        var (cases, events) = await EventLog.WriteAsync(_city, entries.ToAsyncEnumerable(), options, to, Stop);
        return (Encoding.UTF8.GetString(to.ToArray()), cases, events);
    }

    private sealed class Ear(List<Core.Evaluation.Happening> heard) : IRunObserver
    {
        public void OnEntry(in LogEntry entry, Case after) => heard.Add(entry.ToHappening());
    }
}
