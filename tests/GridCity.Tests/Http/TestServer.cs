using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Core.Cities;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Silo;
using GridCity.Silo.Access;
using GridCity.Silo.Views;
using GridCity.Tests.Cases;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace GridCity.Tests.Http;

/// <summary>The real server on a free loopback port, with the small city and a journal file in a temporary folder.</summary>
public class TestServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-http-");
    private InProcessHost _host = null!;
    private IJournal _journal = null!;
    private WebApplication _app = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>The folder of the data.</summary>
    public string Folder => _folder.FullName;

    private protected AccessControl Access { get; private set; } = null!;

    /// <summary>Puts a scenario, small, beside the city.</summary>
    public void WriteScenario()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "scenarios"));
        File.WriteAllText(
            Path.Combine(Folder, "scenarios", "small.yaml"),
            """
            name: small
            from: 2026-09-14
            days: 3
            demand:
              - name: calls
                per_day: 40
                channel: inspector
                families: {sanitation: 2, water: 1}
                hours: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
            work:
              shifts:
                - {name: day, hours: "08:00-18:00", weekdays: [mon, tue, wed, thu, fri]}
              services:
                - {families: [sanitation], work: {median: 0.5, spread: 0.7}}
                - {work: {mean: 1}, procedure: {quantiles: [0, 1, 5]}}
              crews:
                - {unit: sanitation, shift: day, count: 3}
            """);
    }

    /// <summary>A client of the same server that keeps no cookies and follows nothing.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Http.BaseAddress };

    private protected virtual City MakeCity() => TestCity.Make();

    private protected virtual AccessControl OpenAccess() => AccessControl.Open();

    private protected virtual SiloOptions Complete(SiloOptions options) => options;

    public static Guid NewId() => Guid.CreateVersion7();

    public async ValueTask InitializeAsync()
    {
        var city = MakeCity();
        var data = Path.Combine(_folder.FullName, "city.db");
        _journal = SqliteJournal.Open(data, city.Id, TimeProvider.System);
        var board = new CityBoard(city, TimeProvider.System);
        var recent = new RecentEntries();
        _host = await InProcessHost.OpenAsync(city, _journal, new InProcessOptions(), TimeProvider.System, [board, recent], CancellationToken.None);
        Access = OpenAccess();
        var options = new SiloOptions { City = Folder, Data = data, Port = 0, Photos = Path.Combine(Folder, "photos"), Uploads = Path.Combine(Folder, "uploads") };
        _app = App.Build(Complete(options), _host, board, recent, TimeProvider.System, null, Access);
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _host.DisposeAsync();
        await _journal.DisposeAsync();
        Access.Dispose();
        GC.SuppressFinalize(this);
        _folder.Delete(recursive: true);
    }

    /// <summary>Sends a body and returns the status and the answer.</summary>
    public async Task<(int Status, JsonElement Body)> PostAsync(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>Gets an answer and its status.</summary>
    public async Task<(int Status, JsonElement Body)> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>A report at a point of the city's plane.</summary>
    public static Dictionary<string, object?> ReportAt(double x, double y, string caseClass = "06010", string channel = "inspector")
    {
        var at = TestCity.At(x, y);
        return new Dictionary<string, object?>
        {
            ["id"] = NewId(),
            ["class"] = caseClass,
            ["channel"] = channel,
            ["lon"] = at.Longitude,
            ["lat"] = at.Latitude,
            ["text"] = "rubbish by the gate",
            ["by"] = "inspector:i-1",
        };
    }
}
