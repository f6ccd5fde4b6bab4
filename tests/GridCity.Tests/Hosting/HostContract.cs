using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Hosting;

/// <summary>What every host of the cells must do, whatever it runs on.</summary>
public abstract class HostContract : IAsyncLifetime
{
    internal static readonly DateTimeOffset Start = new(2026, 9, 14, 1, 0, 0, TimeSpan.Zero);

    internal City City { get; } = TestCity.Make();

    internal ManualTime Time { get; } = new(Start);

    private protected IJournal Journal { get; private set; } = null!;

    private protected ICityHost Host { get; private set; } = null!;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Journal = await OpenJournalAsync();
        Host = await OpenHostAsync(Journal, []);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Journal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_report_is_answered_with_its_case_and_is_in_the_journal()
    {
        var reply = await Host.SendAsync(Report(50, 50), Stop);

        Assert.Equal(ReplyKind.Accepted, reply.Kind);
        Assert.Equal("sanitation", reply.Case!.Unit);
        Assert.Equal(Journal.LastPosition, reply.Position);
        var kinds = (await Journal.ReadCaseAsync(reply.Case.Id, Stop)).Select(entry => EventCodec.KindOf(entry.Event));
        Assert.Equal(["case.reported.2", "case.filed.1", "case.dispatched.2"], kinds);
    }

    [Fact]
    public async Task The_same_report_again_gets_the_same_answer_and_nothing_more_happens()
    {
        var report = Report(50, 50);
        var first = await Host.SendAsync(report, Stop);
        var last = Journal.LastPosition;
        var again = await Host.SendAsync(report, Stop);
        var both = await Host.SendAsync([report, report], Stop);

        Assert.Equal(ReplyKind.Repeated, again.Kind);
        Assert.Equal(first.Case!.Id, again.Case!.Id);
        Assert.All(both, reply => Assert.Equal(ReplyKind.Repeated, reply.Kind));
        Assert.Equal(last, Journal.LastPosition);
    }

    [Fact]
    public async Task The_same_report_twice_in_one_group_is_one_case()
    {
        var report = Report(50, 50);
        var replies = await Host.SendAsync([report, report], Stop);

        Assert.Equal([ReplyKind.Accepted, ReplyKind.Repeated], replies.Select(reply => reply.Kind));
        Assert.Equal(replies[0].Case!.Id, replies[1].Case!.Id);
        Assert.Equal(3, Journal.LastPosition);
    }

    [Fact]
    public async Task The_same_id_for_another_report_is_refused_and_the_field_is_named()
    {
        var report = Report(50, 50);
        await Host.SendAsync(report, Stop);
        var elsewhere = await Host.SendAsync(Report(750, 750) with { Id = report.Id }, Stop);
        var otherText = await Host.SendAsync(report with { Report = report.Report with { Text = "other" } }, Stop);

        Assert.Equal((RefusalCode.CommandIdReused, "lon,lat"), (elsewhere.Refusal!.Code, elsewhere.Refusal.Subject));
        Assert.Equal((RefusalCode.CommandIdReused, "text"), (otherText.Refusal!.Code, otherText.Refusal.Subject));
    }

    [Fact]
    public async Task A_command_to_a_case_that_has_ended_is_still_answered_the_same()
    {
        var id = (await Host.SendAsync(Report(50, 50, "hotline"), Stop)).Case!.Id;
        var reject = new RejectCommand(Guid.NewGuid(), default, new Actor(Role.Supervision, "desk"), id, "no");
        Assert.Equal(ReplyKind.Accepted, (await Host.SendAsync(reject, Stop)).Kind);

        var again = await Host.SendAsync(reject, Stop);
        var other = await Host.SendAsync(reject with { Id = Guid.NewGuid() }, Stop);

        Assert.Equal((ReplyKind.Repeated, Stage.Rejected), (again.Kind, again.Case!.Stage));
        Assert.Equal(RefusalCode.CaseEnded, other.Refusal!.Code);
    }

    [Fact]
    public async Task Duplicates_are_seen_over_the_border_of_a_cell()
    {
        var first = await Host.SendAsync(Report(95, 50), Stop);
        var second = await Host.SendAsync(Report(105, 50), Stop);

        Assert.NotEqual(first.Case!.Cell, second.Case!.Cell);
        Assert.Equal(first.Case.Id, second.Case.DuplicateOf);
    }

    [Fact]
    public async Task The_clock_marks_what_is_due_once_and_only_then()
    {
        var id = (await Host.SendAsync(Report(50, 50), Stop)).Case!.Id;
        Time.Advance(TimeSpan.FromHours(5.9));
        await SettleAsync();
        Assert.False((await Journal.FindCaseAsync(id, Stop))!.IsOverdue);

        Time.Advance(TimeSpan.FromHours(0.2));
        await SettleAsync();
        Time.Advance(TimeSpan.FromHours(1));
        await SettleAsync();

        Assert.True((await Journal.FindCaseAsync(id, Stop))!.IsOverdue);
        Assert.Single(await Journal.ReadCaseAsync(id, Stop), entry => entry.Event is DuePassed);
    }

    [Fact]
    public async Task Many_clients_at_once_leave_a_journal_without_gap_or_fork()
    {
        var random = new Random(7);
        var reports = Enumerable.Range(0, 800).Select(_ => Report(random.NextDouble() * 999, random.NextDouble() * 999)).ToList();
        var replies = await Task.WhenAll(reports.Chunk(25).Select(chunk => Task.Run(async () =>
        {
            var answered = new List<Reply>();
            foreach (var report in chunk)
            {
                answered.Add(await Host.SendAsync(report, Stop));
            }
            return answered;
        })));

        var entries = await ReadAllAsync();
        Assert.All(replies.SelectMany(answered => answered), reply => Assert.Equal(ReplyKind.Accepted, reply.Kind));
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(position => (long)position), entries.Select(entry => entry.Position));
        Assert.All(entries.GroupBy(entry => entry.Cell), cell =>
            Assert.Equal(Enumerable.Range(1, cell.Count()), cell.Select(entry => entry.Seq)));
        Assert.Equal(reports.Select(report => report.Id).Order(), entries.Where(entry => entry.Event is CaseReported).Select(entry => entry.Command).Order());
    }

    private protected abstract ValueTask<IJournal> OpenJournalAsync();

    private protected abstract ValueTask<ICityHost> OpenHostAsync(IJournal journal, IReadOnlyList<ICommitObserver> observers);

    /// <summary>Waits until what the clock asked for has been decided: a command behind it has been answered.</summary>
    private protected virtual async Task SettleAsync() =>
        await Host.SendAsync(new AcceptCommand(Guid.NewGuid(), default, new Actor(Role.Unit, "nobody"), new CaseId(TestCity.CodeAt(9, 9), 999)), Stop);

    private protected async Task ReopenAsync()
    {
        await Host.DisposeAsync();
        Host = await OpenHostAsync(Journal, []);
    }

    private protected async Task<List<Entry>> ReadAllAsync()
    {
        var entries = new List<Entry>();
        await foreach (var entry in Journal.ReadAsync(0, Stop))
        {
            entries.Add(entry);
        }
        return entries;
    }

    private protected ReportCommand Report(double x, double y, string channel = "inspector", string caseClass = "06010")
    {
        var at = TestCity.At(x, y);
        var draft = new ReportDraft(caseClass, null, channel, at.Longitude, at.Latitude, null, null, "text", null, null);
        var refusal = Intake.Check(City, draft, Time.GetUtcNow(), out var report, out var placement);
        Assert.Null(refusal);
        return new ReportCommand(Guid.NewGuid(), default, new Actor(Role.Inspector, "i-1"), report!, placement!);
    }
}
