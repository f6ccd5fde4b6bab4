using System.Globalization;
using System.Text;
using System.Xml.Linq;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
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

        Assert.Equal((XesReader.Value(trace, "grid:cell"), XesReader.Value(moved, "grid:cell")), (XesReader.Value(moved, "grid:from"), XesReader.Value(moved, "grid:from")));
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
            [("Reported", "schedule"), ("Filed", "complete"), ("Dispatched", "assign"), ("Accepted", "start"), ("Returned", "complete"), ("Dispatched", "reassign")],
            steps.Take(6));
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
        await log.EndAsync(Stop);

        Assert.Equal((await WriteAsync(heard, new EventLogOptions())).Text, Encoding.UTF8.GetString(direct.ToArray()));
    }

    private List<Core.Evaluation.Happening> Lives()
    {
        var heard = new List<Core.Evaluation.Happening>();
        using var run = new RunLog([new Ear(heard)]);
        Play(new VirtualCity(_city, run));
        return heard;
    }

    // Three cases in one cell, an hour apart: the first is returned and then moves, the second is closed, the third stays open.
    private void Play(VirtualCity cells)
    {
        var cell = _city.Grid.Locate(new PlanePoint(250, 150));
        Report(cells, 0, 250);
        Report(cells, 1, 220, "06025");
        Report(cells, 2, 280, "09001");
        var first = new CaseId(_city.Grid.CodeOf(cell), 1);
        var second = first with { Number = 2 };
        foreach (var id in new[] { first, second })
        {
            var unit = new Actor(Role.Unit, id == first ? "sanitation" : "river-office");
            cells.Send(new AcceptCommand(cells.NextCommand(), Start.AddHours(3), unit, id), cell);
            if (id == first)
            {
                cells.Send(new ReturnCommand(cells.NextCommand(), Start.AddHours(3), unit, id, "not ours"), cell);
                cells.Send(new DispatchCommand(cells.NextCommand(), Start.AddHours(4), new Actor(Role.Command, "desk"), id, "sanitation", null), cell);
                var to = TestCity.At(750, 150);
                Assert.Null(Intake.Locate(_city, to, out var placement));
                cells.Send(new RelocateCommand(cells.NextCommand(), Start.AddHours(5), new Actor(Role.Command, "desk"), id, to, placement!, "across the road"), cell);
                cell = _city.Grid.Locate(new PlanePoint(750, 150));
            }
            cells.Send(new FinishCommand(cells.NextCommand(), Start.AddHours(6), unit, id, "done"), id == first ? cell : _city.Grid.Locate(new PlanePoint(250, 150)));
        }
    }

    private void Report(VirtualCity cells, int hour, double x, string caseClass = "06010")
    {
        var at = Start.AddHours(hour);
        var point = TestCity.At(x, 150);
        var draft = new ReportDraft(caseClass, null, "inspector", point.Longitude, point.Latitude, null, null, "at Mrs Wang's <door> & \"gate\"", at, $"a<{hour}>&");
        Assert.Null(Intake.Check(_city, draft, at, out var report, out var placement));
        var answer = cells.Send(new ReportCommand(cells.NextCommand(), at, new Actor(Role.Public, "Mrs Wang"), report!, placement!), placement!.CellIndex);
        Assert.Null(answer.Refusal);
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
