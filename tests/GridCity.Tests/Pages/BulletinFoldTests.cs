using GridCity.Core.Cases;
using GridCity.Grains;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Silo.Views;
using GridCity.Tests.Cases;
using GridCity.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GridCity.Tests.Pages;

/// <summary>The journal is folded for the bulletins beside the work; who asks too early is told how far it is.</summary>
public sealed class BulletinFoldTests : IAsyncLifetime
{
    private readonly MemoryJournal _journal = new("testville", TimeProvider.System);
    private ICityHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var city = TestCity.Make();
        var time = new ManualTime(HostContract.Start);
        _host = await InProcessHost.OpenAsync(city, _journal, new InProcessOptions(), time, [], Stop);
        for (var x = 50; x < 1_000; x += 100)
        {
            var at = TestCity.At(x, 50);
            var draft = new ReportDraft("06010", null, "inspector", at.Longitude, at.Latitude, null, null, "t", null, null);
            Assert.Null(Intake.Check(city, draft, HostContract.Start, out var report, out var place));
            var reply = await _host.SendAsync(
                new ReportCommand(Guid.NewGuid(), HostContract.Start, new Actor(Role.Inspector, "i-1"), report!, place!), Stop);
            Assert.Equal(ReplyKind.Accepted, reply.Kind);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task Who_asks_early_is_told_how_far_it_is_and_later_gets_the_answer()
    {
        using var fold = Make(askedEntries: 3);
        var (answer, behind) = await fold.AskAsync(desk => desk.Position.ToString(), Stop);
        Assert.Null(answer);
        Assert.Equal(new FoldState(0, 30, false), behind);

        await fold.StartAsync(Stop);
        while (answer is null)
        {
            (answer, _) = await fold.AskAsync(desk => $"{desk.CaseCount} cases at {desk.Position}", Stop);
            await Task.Yield();
        }
        Assert.Equal("10 cases at 30", answer);
        await fold.StopAsync(Stop);
    }

    [Fact]
    public async Task A_few_entries_are_read_by_who_asks()
    {
        using var fold = Make(askedEntries: 30);
        var (answer, behind) = await fold.AskAsync(desk => desk.Position.ToString(), Stop);
        Assert.Equal(("30", null), (answer, behind));
    }

    [Fact]
    public async Task It_keeps_no_more_cases_than_it_may()
    {
        using var fold = Make(askedEntries: 30, casesMax: 4);
        var (answer, behind) = await fold.AskAsync(desk => "all", Stop);
        Assert.Null(answer);
        Assert.Equal(new FoldState(10, 30, true), behind);
        Assert.Equal(behind, (await fold.AskAsync(desk => "all", Stop)).Behind);
    }

    private BulletinFold Make(int askedEntries, int casesMax = 100) =>
        new(_host, NullLogger<BulletinFold>.Instance) { AskedEntries = askedEntries, CasesMax = casesMax };
}
