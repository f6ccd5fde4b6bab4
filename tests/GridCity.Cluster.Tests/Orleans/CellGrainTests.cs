using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Grains.Cluster;
using GridCity.Journal;
using GridCity.Simulation.Cities;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace GridCity.Cluster.Tests;

public sealed class CellGrainTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-grains-");
    private readonly MemoryJournal _journal = new("grid", TimeProvider.System);
    private City _city = null!;
    private InProcessTestCluster _cluster = null!;
    private OrleansHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        CityWriter.Save(SyntheticGridCity.Create(10, 10), _folder.FullName);
        _city = CityFolder.Load(_folder.FullName).City!;
        var journal = new ClusterJournal(_journal);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.Services.AddSingleton(_city).AddSingleton(journal));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        _host = new OrleansHost(_city, journal, _cluster.Client, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _journal.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_report_to_a_grain_is_durable_and_answered_once()
    {
        var report = Report(35, 35);
        var first = await _host.SendAsync(report, Stop);
        var again = await _host.SendAsync(report, Stop);

        Assert.Equal((ReplyKind.Accepted, "sanitation"), (first.Kind, first.Case!.Unit));
        Assert.Equal((ReplyKind.Repeated, first.Case.Id), (again.Kind, again.Case!.Id));
        Assert.Equal(3, _journal.LastPosition);
    }

    [Fact]
    public async Task A_case_lives_on_in_its_grain_and_duplicates_are_seen_in_neighbours()
    {
        var first = await _host.SendAsync(Report(95, 50), Stop);
        var second = await _host.SendAsync(Report(105, 50), Stop);
        var accepted = await _host.SendAsync(
            new AcceptCommand(Guid.NewGuid(), default, new Actor(Role.Unit, "sanitation"), first.Case!.Id), Stop);

        Assert.Equal(first.Case.Id, second.Case!.DuplicateOf);
        Assert.Equal(Stage.Handling, accepted.Case!.Stage);
    }

    // Coordinates count from the south-west corner of the city.
    private ReportCommand Report(double x, double y)
    {
        var corner = _city.Grid.Bounds;
        var point = _city.Plane.ToGeo(new Core.Space.PlanePoint(corner.MinX + x, corner.MinY + y));
        var draft = new ReportDraft("06010", null, "inspector", point.Longitude, point.Latitude, null, null, "text", null, null);
        Assert.Null(Intake.Check(_city, draft, DateTimeOffset.UtcNow, out var report, out var placement));
        return new ReportCommand(Guid.NewGuid(), default, new Actor(Role.Inspector, "i-1"), report!, placement!);
    }
}
