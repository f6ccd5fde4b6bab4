using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Silo;
using GridCity.Silo.Access;
using GridCity.Silo.Views;
using GridCity.Tests.Cases;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace GridCity.Tests.Open311;

/// <summary>The real server on a free loopback port, with a city that has a class that asks for a condition and one that is not public.</summary>
public class Open311Site : IAsyncLifetime
{
    public const string Root = "/open311/v2";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-open311-");
    private InProcessHost _host = null!;
    private IJournal _journal = null!;
    private WebApplication _app = null!;

    public HttpClient Http { get; private set; } = null!;

    public DirectoryInfo Photos => new(Path.Combine(_folder.FullName, "city.photos"));

    internal AccessControl Access { get; private set; } = null!;

    protected virtual bool HasAccounts => false;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var city = MakeCity();
        var data = Path.Combine(_folder.FullName, "city.db");
        _journal = SqliteJournal.Open(data, city.Id, TimeProvider.System);
        var board = new CityBoard(city, TimeProvider.System);
        var recent = new RecentEntries();
        _host = await InProcessHost.OpenAsync(city, _journal, new InProcessOptions(), TimeProvider.System, [board, recent], CancellationToken.None);
        var options = new SiloOptions { City = "test", Data = data, Port = 0, Photos = Photos.FullName };
        Access = HasAccounts
            ? AccessControl.ByAccounts(Path.Combine(_folder.FullName, "city.accounts.db"), TimeProvider.System)
            : AccessControl.Open();
        _app = App.Build(options, _host, board, recent, TimeProvider.System, access: Access);
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
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A form that reports rubbish at a point of the city's plane.</summary>
    public static Dictionary<string, string> At(double x, double y, string code = "06010")
    {
        var at = TestCity.At(x, y);
        return new Dictionary<string, string>
        {
            ["service_code"] = code,
            ["lat"] = at.Latitude.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            ["long"] = at.Longitude.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            ["description"] = "rubbish by the gate",
        };
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetJsonAsync(string path)
    {
        using var response = await Http.GetAsync(Root + path, Stop);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement);
    }

    public async Task<(HttpStatusCode Status, XElement Body)> GetXmlAsync(string path)
    {
        using var response = await Http.GetAsync(path.StartsWith('/') && path.StartsWith("/open311", StringComparison.Ordinal) ? path : Root + path, Stop);
        return (response.StatusCode, await ReadXmlAsync(response));
    }

    public static async Task<XElement> ReadXmlAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/xml; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", text, StringComparison.Ordinal);
        return XElement.Parse(text);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(IEnumerable<KeyValuePair<string, string>> fields, string path = "/requests.json")
    {
        using var form = new FormUrlEncodedContent(fields);
        return await PostAsync(form, path);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpContent content, string path = "/requests.json")
    {
        using var response = await Http.PostAsync(Root + path, content, Stop);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement);
    }

    /// <summary>Posts a request that must be taken and returns its id.</summary>
    public async Task<string> ReportAsync(Dictionary<string, string> fields)
    {
        var (status, body) = await PostAsync(fields);
        Assert.True(status == HttpStatusCode.Created, body.GetRawText());
        return body[0].GetProperty("service_request_id").GetString()!;
    }

    /// <summary>Gives a command about a case by the other door.</summary>
    public async Task CommandAsync(string id, string command, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync($"/api/v1/cases/{id}/{command}", content, Stop);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Stop));
    }

    private static City MakeCity()
    {
        var known = TestCity.Make();
        var classes = known.Classes.Values
            .Append(new CaseClass("02001", "Street lamp", "路灯", "2026", "utilities", true))
            .Append(new CaseClass("90001", "Quarrel of neighbours", "邻里纠纷", "2026", "social", false) { Service = ServiceGrid.Social })
            .ToDictionary(one => one.Code);
        var rows = classes.Keys.SelectMany(known.Limits.RowsOf)
            .Append(new LimitRow("02001", "dark", new Limit(2, LimitUnit.WorkingDays), "lit"))
            .Append(new LimitRow("02001", "fallen", new Limit(2, LimitUnit.UrgentHours), "upright"));
        return new City
        {
            Id = known.Id,
            Name = known.Name,
            NameZh = known.NameZh,
            IsSynthetic = true,
            Hash = known.Hash,
            TimeZone = known.TimeZone,
            InputFrame = known.InputFrame,
            Plane = known.Plane,
            Grid = known.Grid,
            Layers = known.Layers,
            Areas = known.Areas,
            Classes = classes,
            Channels = known.Channels,
            Units = known.Units,
            Inspectors = known.Inspectors,
            Limits = new LimitTable(rows, known.Limits.Calendar),
            Rules = RuleBook.Compile("v1", TestCity.Rules(), known.Grid, known.Layers, classes, known.Units.ToDictionary(), known.TimeZone),
            Policy = known.Policy,
        };
    }
}

/// <summary>The same where everybody signs in or sends a key.</summary>
public sealed class KeyedSite : Open311Site
{
    protected override bool HasAccounts => true;

    /// <summary>A key of a new account.</summary>
    internal string KeyOf(Post post)
    {
        var name = $"{post}-{Guid.NewGuid():N}";
        Access.Accounts!.Add(new Account(name, post, post == Post.Unit ? "sanitation" : name, null, null, false), null);
        return Access.Accounts.NewKey(name, "test");
    }
}
