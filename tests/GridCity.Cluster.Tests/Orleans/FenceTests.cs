using GridCity.Cluster.Tests.Postgres;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Grains.Cluster;
using GridCity.Journal;
using GridCity.Journal.Postgres;
using GridCity.Tests.Cases;
using GridCity.Tests.Hosting;
using Orleans.Storage;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>What must not happen when a cell lives twice, when neighbours decide at once, and when silos come and go.</summary>
public sealed class FenceTests(PostgresServer server)
{
    private readonly City _city = TestCity.Make();
    private readonly ManualTime _time = new(HostContract.Start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_activations_of_a_cell_write_in_turns_and_never_both()
    {
        var connection = await server.CreateDatabaseAsync();
        // Two clusters that know nothing of each other, over one journal: each has an activation of every cell.
        await using var here = await TestCluster.StartAsync(connection, _city, _time, 1, Stop, options => options with { ClusterId = "here" });
        await using var there = await TestCluster.StartAsync(connection, _city, _time, 1, Stop, options => options with { ClusterId = "there" });
        var reports = Enumerable.Range(0, 120).Select(number => Report(520 + (number % 3 * 20), 520 + (number / 3 % 3 * 20))).ToList();
        await Task.WhenAll(reports.Select((report, number) => Task.Run(async () =>
        {
            var reply = await (number % 2 == 0 ? here : there).SendAsync(report, Stop);
            Assert.Equal(ReplyKind.Accepted, reply.Kind);
        })));
        await AssertSoundAsync(here, connection, reports);
    }

    [Fact]
    public async Task Clocks_of_silos_that_differ_date_no_entry_before_another_of_its_cell()
    {
        var connection = await server.CreateDatabaseAsync();
        var behind = new ManualTime(HostContract.Start.AddSeconds(-20));
        await using var here = await TestCluster.StartAsync(connection, _city, _time, 1, Stop, options => options with { ClusterId = "here" });
        await using var there = await TestCluster.StartAsync(connection, _city, behind, 1, Stop, options => options with { ClusterId = "there" });
        var reports = new List<ReportCommand>();
        for (var number = 0; number < 12; number++)
        {
            // On both sides of a border and near enough to be one problem, so that each is written into both cells.
            reports.Add(Report(number % 4 < 2 ? 496 : 504, 550));
            var reply = await (number % 2 == 0 ? here : there).SendAsync(reports[^1], Stop);
            Assert.Equal(ReplyKind.Accepted, reply.Kind);
        }
        await AssertSoundAsync(here, connection, reports);
        // The time of a cell comes with its state as well as with its entries.
        await using var third = await TestCluster.StartAsync(connection, _city, behind, 1, Stop, options => options with { ClusterId = "third" });
        reports.Add(Report(496, 550));
        Assert.Equal(ReplyKind.Accepted, (await third.SendAsync(reports[^1], Stop)).Kind);
        await AssertSoundAsync(third, connection, reports);
    }

    [Fact]
    public async Task Reports_on_both_sides_of_a_border_at_the_same_moment_are_one_problem()
    {
        await using var cluster = await TestCluster.StartAsync(await server.CreateDatabaseAsync(), _city, _time, 2, Stop);
        for (var row = 0; row < 10; row++)
        {
            // Column 4 and column 5 are of two streets, and so of two silos as often as not.
            var replies = await Task.WhenAll(
                Enumerable.Range(0, 6).Select(number => cluster.SendAsync(Report(number % 2 == 0 ? 496 : 504, (row * 100) + 50), Stop).AsTask()));
            Assert.Single(replies, reply => reply.Case!.DuplicateOf is null);
        }
    }

    [Fact]
    public async Task Due_times_are_asked_once_though_silos_come_and_go()
    {
        var connection = await server.CreateDatabaseAsync();
        await using var cluster = await TestCluster.StartAsync(connection, _city, _time, 2, Stop);
        var ids = new List<CaseId>();
        for (var column = 0; column < 10; column++)
        {
            for (var row = 0; row < 4; row++)
            {
                ids.Add((await cluster.SendAsync(Report((column * 100) + 50, (row * 100) + 50), Stop)).Case!.Id);
            }
        }
        await cluster.RemoveAsync(cluster.Nodes[0]);
        await cluster.AddAsync(connection, _city, _time, Stop);
        _time.Advance(TimeSpan.FromHours(7));
        await cluster.SettleAsync();
        await cluster.RemoveAsync(cluster.Nodes[0]);
        for (var round = 0; round < 3; round++)
        {
            _time.Advance(TimeSpan.FromSeconds(20));
            await cluster.SettleAsync();
        }
        foreach (var id in ids)
        {
            Assert.Single(await cluster.Journal.ReadCaseAsync(id, Stop), entry => entry.Event is DuePassed);
        }
    }

    [Fact]
    public async Task First_writes_of_a_state_at_the_same_moment_have_one_winner()
    {
        await using var cluster = await TestCluster.StartAsync(await server.CreateDatabaseAsync(), _city, _time, 1, Stop);
        var storage = cluster.Nodes[0].Keyed<IGrainStorage>(CellStates.Name);
        for (var round = 0; round < 50; round++)
        {
            var grain = GrainId.Create("cell", $"G-1101010010{round:D5}");
            var won = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TryWriteAsync(storage, grain))));
            Assert.Single(won, true);
            var read = new GrainState<Cell>();
            await storage.ReadStateAsync(CellStates.Name, grain, read);
            Assert.Equal("1", read.ETag);
        }
    }

    [Fact]
    public async Task A_silo_that_starts_takes_states_and_tails_and_agrees_with_the_journal()
    {
        var connection = await server.CreateDatabaseAsync();
        var script = new DayScript(_city, _time, 21);
        await using (var cluster = await TestCluster.StartAsync(connection, _city, _time, 2, Stop))
        {
            await script.PlayAsync(cluster, 300, cluster.SettleAsync, Stop);
        }
        Assert.NotEqual(0L, await ThrowawayPostgres.ExecuteAsync(connection, "SELECT count(*) FROM gridcity.grain_states"));

        await using var again = await TestCluster.StartAsync(connection, _city, _time, 1, Stop);
        var cells = new Dictionary<CellCode, Cell>();
        await foreach (var entry in again.Journal.ReadAsync(0, Stop))
        {
            cells.TryAdd(entry.Cell, new Cell(entry.Cell));
            cells[entry.Cell].Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, entry.Event);
        }
        foreach (var cell in cells.Values)
        {
            Assert.Equal(CellImage.Write(cell), CellImage.Write(again.Nodes[0].Service<CellServices>().Replica.CopyOf(cell.Code)));
        }
        Assert.Equal((cells.Count, cells.Values.Sum(cell => cell.Open.Count)), (again.Condition.Cells, again.Condition.OpenCases));
    }

    private static async Task<bool> TryWriteAsync(IGrainStorage storage, GrainId grain)
    {
        try
        {
            await storage.WriteStateAsync(CellStates.Name, grain, new GrainState<Cell>(new Cell(TestCity.CodeAt(0, 0))));
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private static async Task AssertSoundAsync(TestCluster cluster, string connection, IReadOnlyCollection<ReportCommand> reports)
    {
        var commands = new List<Guid>();
        await foreach (var entry in cluster.Journal.ReadAsync(0, Stop))
        {
            if (entry.Event is CaseReported)
            {
                commands.Add(entry.Command);
            }
        }
        Assert.Equal(reports.Select(report => report.Id).Order(), commands.Order());
        var verified = await JournalVerifier.VerifyAsync(
            PostgresPlace.Parse(connection, string.Empty), new VerifyOptions { Agrees = CellSnapshots.Agrees }, Stop);
        Assert.True(verified.IsSound, string.Join('\n', verified.Faults));
    }

    private ReportCommand Report(double x, double y)
    {
        var at = TestCity.At(x, y);
        var draft = new ReportDraft("06010", null, "inspector", at.Longitude, at.Latitude, null, null, "text", null, null);
        Assert.Null(Intake.Check(_city, draft, _time.GetUtcNow(), out var report, out var placement));
        return new ReportCommand(Guid.NewGuid(), default, new Actor(Role.Inspector, "i-1"), report!, placement!);
    }
}
