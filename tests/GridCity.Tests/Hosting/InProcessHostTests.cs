using GridCity.Core.Cases;
using GridCity.Grains;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using Xunit;

namespace GridCity.Tests.Hosting;

public sealed class InProcessHostTests : HostContract
{
    private readonly InProcessOptions _options = new() { WaitingMax = 8 * 1_024, SnapshotEntries = 60, SnapshotCellsAtOnce = 3 };
    private FaultyJournal _faulty = null!;

    [Fact]
    public async Task A_restart_from_snapshots_and_tail_goes_on_where_the_journal_ends()
    {
        var ids = new List<CaseId>();
        for (var x = 50; x < 1_000; x += 100)
        {
            ids.Add((await Host.SendAsync(Report(x, 50), Stop)).Case!.Id);
        }
        await ReopenAsync();
        Assert.Equal(10, Host.Condition.OpenCases);

        var accepted = await Host.SendAsync(new AcceptCommand(Guid.NewGuid(), default, new Actor(Role.Unit, "sanitation"), ids[3]), Stop);
        var next = await Host.SendAsync(Report(350, 10, caseClass: "09001"), Stop);

        Assert.Equal(Stage.Handling, accepted.Case!.Stage);
        Assert.Equal(new CaseId(ids[3].Birthplace, 2), next.Case!.Id);
    }

    [Fact]
    public async Task A_restart_without_a_graceful_end_folds_the_tail()
    {
        await Host.SendAsync(Report(50, 50), Stop);
        await using var second = await InProcessHost.OpenAsync(City, Journal, _options, Time, [], Stop);

        Assert.Equal(1, second.Condition.OpenCases);
        Assert.Equal(1, second.Condition.Cells);
    }

    [Fact]
    public async Task A_restart_with_a_clock_that_went_back_a_little_goes_on_from_the_last_entry()
    {
        await Host.SendAsync(Report(50, 50), Stop);
        var last = (await ReadAllAsync())[^1].At;
        var behind = new ManualTime(last - City.Policy.ClockTolerance);
        await using var second = await InProcessHost.OpenAsync(City, Journal, _options, behind, [], Stop);

        await second.SendAsync(Report(350, 50), Stop);

        Assert.Equal(last, (await ReadAllAsync())[^1].At);
    }

    [Fact]
    public async Task A_restart_with_a_clock_that_went_back_far_is_refused_with_what_to_do()
    {
        await Host.SendAsync(Report(50, 50), Stop);
        var last = (await ReadAllAsync())[^1].At;
        var behind = new ManualTime(last - City.Policy.ClockTolerance - TimeSpan.FromSeconds(1));

        var refused = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => InProcessHost.OpenAsync(City, Journal, _options, behind, [], Stop));

        Assert.Contains("Set the clock right", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_saving_snapshots_loses_nothing()
    {
        var random = new Random(3);
        for (var round = 0; round < 60; round++)
        {
            await Host.SendAsync(Report(random.NextDouble() * 999, random.NextDouble() * 999), Stop);
            var saved = await Journal.LoadSnapshotsAsync(Stop);
            var again = await CellSet.LoadAsync(City, Journal, Stop);
            Assert.Equal((Host.Condition.OpenCases, Host.Condition.Cells), (again.OpenCount, again.Count));
            Assert.InRange(saved.UpTo, 0, Journal.LastPosition);
        }
        var entries = await ReadAllAsync();
        Assert.All(entries.GroupBy(entry => entry.Cell), cell =>
            Assert.Equal(Enumerable.Range(1, cell.Count()), cell.Select(entry => entry.Seq)));
        Assert.NotEqual(0, (await Journal.LoadSnapshotsAsync(Stop)).UpTo);
    }

    [Fact]
    public async Task A_failed_commit_tells_every_waiter_and_the_memory_goes_back_to_the_journal()
    {
        var before = await Host.SendAsync(Report(50, 50), Stop);
        _faulty.IsBroken = true;
        var lost = Report(50, 10, caseClass: "09001");
        var replies = await Host.SendAsync([lost, Report(850, 850)], Stop);
        Assert.All(replies, reply => Assert.Equal((ReplyKind.Unavailable, "The disk is full."), (reply.Kind, reply.Detail)));
        Assert.False(Host.Condition.IsReady);
        Assert.Equal(["The disk is full."], Host.Condition.Problems);

        _faulty.IsBroken = false;
        var again = await Host.SendAsync(lost, Stop);
        Assert.Equal((ReplyKind.Accepted, new CaseId(before.Case!.Cell, 2)), (again.Kind, again.Case!.Id));
        Assert.True(Host.Condition.IsReady);
        Assert.Equal(2, Host.Condition.OpenCases);
        Assert.Equal(6, Journal.LastPosition);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_tells_every_waiter_and_the_host_goes_on_when_it_can()
    {
        var known = (await Host.SendAsync(Report(50, 50), Stop)).Case!.Id;
        _faulty.IsUnreadable = true;
        var lost = Report(50, 10, caseClass: "09001");
        var accept = new AcceptCommand(Guid.NewGuid(), default, new Actor(Role.Unit, "sanitation"), known);
        var replies = await Host.SendAsync([accept, lost], Stop);
        Assert.All(replies, reply => Assert.Equal((ReplyKind.Unavailable, "Nobody answers."), (reply.Kind, reply.Detail)));
        Assert.False(Host.Condition.IsReady);

        _faulty.IsUnreadable = false;
        replies = await Host.SendAsync([accept, lost], Stop);
        Assert.All(replies, reply => Assert.Equal(ReplyKind.Accepted, reply.Kind));
        Assert.True(Host.Condition.IsReady);
    }

    [Fact]
    public async Task A_due_time_that_passes_while_the_journal_is_away_is_marked_once_when_it_is_back()
    {
        var id = (await Host.SendAsync(Report(50, 50), Stop)).Case!.Id;
        _faulty.IsBroken = true;
        Time.Advance(TimeSpan.FromHours(7));
        await SettleAsync();
        _faulty.IsUnreadable = true;
        Time.Advance(TimeSpan.FromSeconds(1));
        await SettleAsync();
        Assert.False((await Journal.FindCaseAsync(id, Stop))!.IsOverdue);

        (_faulty.IsBroken, _faulty.IsUnreadable) = (false, false);
        Time.Advance(TimeSpan.FromSeconds(1));
        await SettleAsync();
        Time.Advance(TimeSpan.FromHours(1));
        await SettleAsync();
        Assert.Single(await Journal.ReadCaseAsync(id, Stop), entry => entry.Event is DuePassed);
    }

    [Fact]
    public async Task A_full_queue_refuses_visibly_and_takes_again_when_it_is_shorter()
    {
        var gate = _faulty.Hold();
        var first = Host.SendAsync(Report(50, 50), Stop).AsTask();
        var filling = Enumerable.Range(0, 9).Select(_ => Host.SendAsync([.. Enumerable.Repeat(Report(150, 50), 1_000)], Stop).AsTask()).ToList();
        var overloaded = filling.Where(task => task.IsCompleted).ToList();

        Assert.NotEmpty(overloaded);
        Assert.All(overloaded, task => Assert.All(task.Result, reply => Assert.Equal(ReplyKind.Overloaded, reply.Kind)));
        gate.SetResult();
        Assert.Equal(ReplyKind.Accepted, (await first).Kind);
        await Task.WhenAll(filling);
        Assert.Equal(ReplyKind.Accepted, (await Host.SendAsync(Report(250, 50), Stop)).Kind);
    }

    [Fact]
    public async Task Commands_that_wait_together_share_one_commit()
    {
        var gate = _faulty.Hold();
        var first = Host.SendAsync(Report(50, 50), Stop).AsTask();
        var others = Enumerable.Range(0, 200).Select(index => Host.SendAsync(Report(5 * index, 250 + (index % 7 * 60)), Stop).AsTask()).ToList();
        gate.SetResult();
        await Task.WhenAll(others.Append(first));

        Assert.InRange(_faulty.Appends, 1, 2);
    }

    [Fact]
    public async Task Observers_see_everything_once_in_the_order_of_the_journal()
    {
        var observer = new Collector();
        await Host.DisposeAsync();
        await using var host = await InProcessHost.OpenAsync(City, Journal, _options, Time, [observer], Stop);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(index => host.SendAsync(Report(25 * index, 50), Stop).AsTask()));

        Assert.Equal(Enumerable.Range(1, (int)Journal.LastPosition).Select(position => (long)position), observer.Positions);
    }

    [Fact]
    public async Task A_stopped_host_answers_what_waits_and_takes_no_more()
    {
        var gate = _faulty.Hold();
        var first = Host.SendAsync(Report(50, 50), Stop).AsTask();
        var ending = Host.DisposeAsync().AsTask();
        var late = await Host.SendAsync(Report(150, 50), Stop);
        gate.SetResult();
        await ending;

        Assert.Equal(ReplyKind.Accepted, (await first).Kind);
        Assert.Equal(ReplyKind.Overloaded, late.Kind);
    }

    private protected override ValueTask<IJournal> OpenJournalAsync() =>
        ValueTask.FromResult<IJournal>(_faulty = new FaultyJournal(new MemoryJournal("testville", Time)));

    private protected override async ValueTask<ICityHost> OpenHostAsync(IJournal journal, IReadOnlyList<ICommitObserver> observers) =>
        await InProcessHost.OpenAsync(City, journal, _options, Time, observers, Stop);

    private sealed class Collector : ICommitObserver
    {
        public List<long> Positions { get; } = [];

        public void OnOpened(IReadOnlyCollection<Case> open, long position)
        {
        }

        public void OnCommitted(IReadOnlyList<Committed> committed) => Positions.AddRange(committed.Select(one => one.Entry.Position));
    }
}
