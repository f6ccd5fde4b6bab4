using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Journal;
using GridCity.Journal.Postgres;
using GridCity.Tests.Faults;
using Xunit;

namespace GridCity.Cluster.Tests.Postgres;

/// <summary>The server as a process of its own over a journal on PostgreSQL.</summary>
public sealed class PostgresSiloTests(PostgresServer server) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-silo-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_killed_silo_goes_on_where_its_journal_ends()
    {
        var database = await PostgresCity.CreateAsync(server);
        var environment = new Dictionary<string, string> { [PostgresPlace.Variable] = database.Connection };
        var city = SquareCity.Make(_folder.FullName);
        var answered = new List<(Dictionary<string, object> Report, string Case)>();
        for (var round = 0; round < 3; round++)
        {
            await using var silo = await SiloProcess.StartAsync(city, PostgresPlace.Word, Stop, environment);
            Assert.Contains("PostgreSQL 127.0.0.1:", silo.Said, StringComparison.Ordinal);
            foreach (var (report, known) in answered)
            {
                Assert.Equal((HttpStatusCode.OK, known), await ReportAsync(silo, report));
            }
            var random = new Random(round);
            var bounds = await SquareCity.BoundsAsync(silo.Http, Stop);
            for (var count = 0; count < 20; count++)
            {
                var report = SquareCity.NextReport(random, bounds);
                var (status, id) = await ReportAsync(silo, report);
                Assert.Equal(HttpStatusCode.Created, status);
                answered.Add((report, id));
            }
            await silo.KillAsync();
        }
        var verified = await JournalVerifier.VerifyAsync(database.Place(city: ""), new VerifyOptions { Agrees = CellSnapshots.Agrees }, Stop);
        Assert.True(verified.IsSound, string.Join('\n', verified.Faults));
        Assert.Equal(60, verified.Cases);
    }

    [Fact]
    public async Task A_silo_without_its_database_says_so_and_ends()
    {
        await server.StartAsync();
        var city = SquareCity.Make(_folder.FullName);
        var environment = new Dictionary<string, string> { [PostgresPlace.Variable] = "Host=127.0.0.1;Port=1;Database=x;Password=geheim" };
        var (exitCode, said) = await SiloProcess.RunAsync(city, PostgresPlace.Word, Stop, environment);
        Assert.Equal(1, exitCode);
        Assert.Contains("The database 127.0.0.1:1/x cannot be reached", said, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", said, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Case)> ReportAsync(SiloProcess silo, Dictionary<string, object> report)
    {
        using var response = await silo.Http.PostAsJsonAsync("/api/v1/reports", report, Stop);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return (response.StatusCode, body.GetProperty("case").GetProperty("id").GetString()!);
    }
}
