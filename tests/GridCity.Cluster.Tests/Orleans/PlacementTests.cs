using GridCity.Cluster.Tests.Postgres;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Grains.Cluster;
using GridCity.Tests.Cases;
using GridCity.Tests.Hosting;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>On which silo a cell lives, and what becomes of it when nobody asks it any more.</summary>
public sealed class PlacementTests(PostgresServer server)
{
    private readonly City _city = TestCity.Make();
    private readonly ManualTime _time = new(HostContract.Start);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_cells_of_a_street_live_on_one_silo()
    {
        await using var cluster = await TestCluster.StartAsync(await server.CreateDatabaseAsync(), _city, _time, 3, Stop);
        await ReportEverywhereAsync(cluster);
        foreach (var street in (await HomesAsync(cluster)).GroupBy(cell => cell.Code.Street))
        {
            Assert.True(street.Count() >= 50);
            Assert.Single(street.Select(cell => cell.Silo).Distinct());
        }
    }

    [Fact]
    public void When_a_silo_goes_only_its_own_streets_move()
    {
        var silos = Enumerable.Range(1, 5).Select(number => SiloAddress.New(System.Net.IPAddress.Loopback, 11_000 + number, number)).ToList();
        var streets = Enumerable.Range(1, 300).Select(number => AreaCode.Parse($"110101{number:D3}")).ToList();
        var before = streets.ConvertAll(street => StreetPlacementDirector.SiloOf(street, silos));
        var gone = silos[2];
        var after = streets.ConvertAll(street => StreetPlacementDirector.SiloOf(street, [.. silos.Where(silo => !silo.Equals(gone))]));
        Assert.All(before.Zip(after).Where(pair => !pair.First.Equals(gone)), pair => Assert.Equal(pair.First, pair.Second));
        // Of three hundred streets each of five silos has about sixty.
        Assert.All(before.GroupBy(silo => silo), share => Assert.InRange(share.Count(), 30, 90));
    }

    [Fact]
    public async Task A_cell_that_nobody_asks_leaves_the_memory_and_comes_back_as_it_was()
    {
        var connection = await server.CreateDatabaseAsync();
        await using var cluster = await TestCluster.StartAsync(connection, _city, _time, 2, Stop);
        var reported = await ReportEverywhereAsync(cluster);
        await ManagementOf(cluster).ForceActivationCollection(TimeSpan.Zero);
        Assert.Empty(await HomesAsync(cluster));
        // Each saved its state before it left.
        Assert.Equal((long)reported.Count, await ThrowawayPostgres.ExecuteAsync(connection, "SELECT count(*) FROM gridcity.grain_states"));
        foreach (var item in reported.Take(10))
        {
            var again = await cluster.SendAsync(Report(item.Place), Stop);
            Assert.Equal(item.Case, again.Case!.DuplicateOf);
        }
        Assert.Equal(10, (await HomesAsync(cluster)).Count(cell => reported.Take(10).Any(item => item.Case.Birthplace == cell.Code)));
    }

    private async Task<List<(CaseId Case, GeoPoint Place)>> ReportEverywhereAsync(TestCluster cluster)
    {
        var reported = new List<(CaseId, GeoPoint)>();
        for (var index = 0; index < _city.Grid.Count; index++)
        {
            var place = TestCity.At((index % 10 * 100) + 50, (index / 10 * 100) + 50);
            reported.Add(((await cluster.SendAsync(Report(place), Stop)).Case!.Id, place));
        }
        return reported;
    }

    private static IManagementGrain ManagementOf(TestCluster cluster) =>
        cluster.Nodes[0].Service<IGrainFactory>().GetGrain<IManagementGrain>(0);

    private static async Task<List<(CellCode Code, SiloAddress Silo)>> HomesAsync(TestCluster cluster) =>
        [.. (await ManagementOf(cluster).GetDetailedGrainStatistics())
            .Where(grain => grain.GrainId.Key.ToString()!.StartsWith("G-", StringComparison.Ordinal))
            .Select(grain => (CellKeys.CodeOf(grain.GrainId.Key.ToString()!), grain.SiloAddress))];

    private ReportCommand Report(GeoPoint at)
    {
        var draft = new ReportDraft("06010", null, "inspector", at.Longitude, at.Latitude, null, null, "Rubbish", null, null);
        Assert.Null(Intake.Check(_city, draft, _time.GetUtcNow(), out var report, out var placement));
        return new ReportCommand(Guid.CreateVersion7(), _time.GetUtcNow(), new Actor(Role.Inspector, "i-1"), report!, placement!);
    }
}
