using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Tests.Access;
using GridCity.Tests.Cases;
using Microsoft.Playwright;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>A planner asks what if, in a real browser on a server with accounts; the city has a scenario of its own.</summary>
public sealed class PlannerPageTests(GuardedServer server, Chromium chromium) : IClassFixture<GuardedServer>, IClassFixture<Chromium>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_runs_are_watched_side_by_side_and_compared()
    {
        var (first, second) = (await RunAsync(1), await RunAsync(3));
        await using var visitor = await EnterAsync($"/planner/?lang=en#a={first}&b={second}");
        await visitor.SeeAsync(".player[data-ready='true']", 60_000);

        await visitor.Page.FocusAsync("#scrubber");
        await visitor.Page.Keyboard.PressAsync("End");
        var clock = await visitor.TextAsync(".film-clock");
        await visitor.Page.Keyboard.PressAsync("ArrowLeft");
        Assert.NotEqual(clock, await visitor.TextAsync(".film-clock"));
        await visitor.ClickAsync("#play");
        await visitor.SeeAsync("#play[aria-label='Pause']");
        await visitor.ClickAsync("#play");
        Assert.Equal(3, await visitor.Page.Locator(".run-map").CountAsync());
        Assert.Contains("Filed", await visitor.TextAsync(".figures-table"), StringComparison.Ordinal);
        Assert.Empty(await visitor.BarriersInEveryLookAsync(() => visitor.SeeAsync(".player[data-ready='true']", 60_000)));

        using var planner = server.With("planner");
        var comparison = await planner.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{first}/compare/{second}", Stop);
        var filed = comparison.GetProperty("figures").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "filed");
        Assert.True(filed.GetProperty("difference").GetDouble() > 0 && filed.GetProperty("isSignificant").GetBoolean(), filed.ToString());
        var same = await planner.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{first}/compare/{first}", Stop);
        Assert.All(same.GetProperty("figures").EnumerateArray(), one => Assert.False(one.GetProperty("isSignificant").GetBoolean()));
    }

    [Fact]
    public async Task A_run_is_started_from_the_page_and_its_report_taken_away()
    {
        await using var visitor = await EnterAsync("/planner/?lang=en");
        await visitor.Page.SelectOptionAsync("[name='scenario']", "small");
        await visitor.Page.FillAsync("[name='name']", "three days");
        await visitor.Page.FillAsync("[name='days']", "3");
        await visitor.Page.FillAsync("[name='replications']", "2");
        await visitor.ClickAsync("#add-change");
        await visitor.ClickAsync("form .go");
        await visitor.SeeAsync(".player[data-ready='true']", 60_000);

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.ClickAsync("a[download]"));
        var page = await File.ReadAllTextAsync(await download.PathAsync(), Stop);
        Assert.Contains("three days", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_is_sent_read_by_the_proposed_mapping_and_replayed()
    {
        await using var visitor = await EnterAsync("/planner/?lang=en");
        visitor.IsExpected = complaint => complaint.Contains("422", StringComparison.Ordinal);
        await visitor.Page.SelectOptionAsync("[name='source']", "history");
        await SendAsync(visitor, "notes.csv", "a,b\n1,2\n");
        await visitor.SeeAsync(".notice:has-text('No column looks like longitude')");
        await SendAsync(visitor, "calls 2026.csv", HistoryTable());
        await visitor.Page.WaitForFunctionAsync("() => document.querySelector('[name=mapping]').value.includes('06010')");
        Assert.Empty(await visitor.BarriersAsync());
        Assert.Empty(await visitor.BarriersInEveryLookAsync(() => ChooseAsync(visitor, "calls 2026.csv")));
        await visitor.ClickAsync("form .go");
        await visitor.SeeAsync(".player[data-ready='true']", 60_000);
        await visitor.SeeAsync(".run-list summary:has-text('30 rows: 30 replayed, 0 bad')");

        using var planner = server.With("planner");
        var runs = await planner.GetFromJsonAsync<JsonElement>("/api/v1/runs", Stop);
        var run = runs.GetProperty("items").EnumerateArray().First(one => one.GetProperty("scenario").GetString() == "calls 2026.csv");
        Assert.Equal(("done", "recorded", "2026-09-14"), (Text(run, "state"), Text(run, "handling"), Text(run, "from")));
        await visitor.ClickAsync("#remove-history");
        await visitor.SeeAsync("[name='history']:not(:has(option[value='calls 2026.csv']))", null);
    }

    [Fact]
    public async Task A_table_of_the_operators_folder_is_replayed_with_modelled_people_and_stays()
    {
        Directory.CreateDirectory(Path.Combine(server.Folder, "histories"));
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "histories", "archive.csv"), HistoryTable(), Stop);
        server.WriteScenario();
        using var planner = server.With("planner");
        var proposed = await planner.GetFromJsonAsync<JsonElement>("/api/v1/histories/archive.csv/mapping", Stop);
        var mapping = Text(proposed, "mapping");
        using var answer = await planner.PostAsJsonAsync(
            "/api/v1/runs", new { history = "archive.csv", mapping, handling = "modelled", scenario = "small", from = "2026-09-15" }, Stop);
        var run = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.True(answer.IsSuccessStatusCode, run.ToString());
        using var report = await planner.GetAsync($"/api/v1/runs/{Text(run, "id")}/report?wait=true", Stop);

        Assert.Contains("archive.csv", await report.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var kept = await planner.DeleteAsync("/api/v1/histories/archive.csv", Stop);
        Assert.Equal(404, (int)kept.StatusCode);
    }

    [Theory]
    [InlineData("../city.db", 400)]
    [InlineData("..%2Fx.csv", 400)]
    [InlineData("x.exe", 400)]
    [InlineData(".csv", 400)]
    [InlineData("empty.csv", 400)]
    public async Task A_table_that_cannot_be_kept_is_refused(string name, int status)
    {
        using var planner = server.With("planner");
        using var content = Csv(name == "empty.csv" ? string.Empty : "a,b\n");
        using var answer = await planner.PostAsync("/api/v1/histories?name=" + name, content, Stop);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.False(File.Exists(Path.Combine(server.Folder, "uploads", "empty.csv")));
    }

    [Fact]
    public async Task Too_large_and_too_many_tables_are_refused_and_no_name_twice()
    {
        using var planner = server.With("planner");
        using var large = new ByteArrayContent(new byte[(int)Silo.Planning.HistoryShelf.BytesMax + 1]);
        large.Headers.ContentType = new("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/histories?name=large.csv") { Content = large };
        // The answer comes before the body is sent.
        request.Headers.ExpectContinue = true;
        using var tooLarge = await planner.SendAsync(request, Stop);
        Assert.Equal(413, (int)tooLarge.StatusCode);
        var statuses = new List<int>();
        for (var number = 0; number <= Silo.Planning.HistoryShelf.UploadsMax; number++)
        {
            using var content = Csv("a,b\n");
            using var answer = await planner.PostAsync($"/api/v1/histories?name=many-{number}.csv", content, Stop);
            statuses.Add((int)answer.StatusCode);
        }
        using var again = Csv("a,b\n");
        using var taken = await planner.PostAsync("/api/v1/histories?name=MANY-0.csv", again, Stop);

        Assert.Contains(201, statuses);
        Assert.Equal((409, 409), (statuses[^1], (int)taken.StatusCode));
        using var unit = server.With("unit");
        using var denied = await unit.GetAsync("/api/v1/histories", Stop);
        Assert.Equal(403, (int)denied.StatusCode);
        for (var number = 0; number <= Silo.Planning.HistoryShelf.UploadsMax; number++)
        {
            using var removed = await planner.DeleteAsync($"/api/v1/histories/many-{number}.csv", Stop);
        }
    }

    [Theory]
    [InlineData("""{"scenario":"none"}""", 422)]
    [InlineData("""{"history":"none.csv","mapping":"key: a"}""", 422)]
    [InlineData("""{"scenario":"small","days":0}""", 400)]
    [InlineData("""{"scenario":"small","replications":1000}""", 400)]
    [InlineData("""{"scenario":"small","changes":[{"what":"weather","value":1}]}""", 422)]
    [InlineData("""{"scenario":"small","changes":[{"what":"demand.*"}]}""", 400)]
    public async Task What_cannot_be_run_is_refused(string json, int status)
    {
        server.WriteScenario();
        using var planner = server.With("planner");
        using var answer = await planner.PostAsJsonAsync("/api/v1/runs", JsonDocument.Parse(json), Stop);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Only_planners_and_the_centres_make_the_server_calculate()
    {
        using var unit = server.With("unit");
        using var answer = await unit.PostAsJsonAsync("/api/v1/runs", new { scenario = "small" }, Stop);

        Assert.Equal(403, (int)answer.StatusCode);
    }

    private static StringContent Csv(string table) => new(table, System.Text.Encoding.UTF8, "text/csv");

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static Task SendAsync(Visitor visitor, string name, string table) => visitor.Page.SetInputFilesAsync(
        "#history-file", new FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(table) });

    private static string HistoryTable() => "Case Number,Created Date,Closed Date,Category,Latitude,Longitude\n"
        + string.Concat(Enumerable.Range(0, 30).Select(number =>
        {
            var point = TestCity.At(5 + (number * 30), 150);
            var day = 14 + (number % 5);
            return FormattableString.Invariant(
                $"n{number},09/{day}/2026 10:{number:00}:00,09/{day}/2026 15:{number:00}:00,{(number % 2 == 0 ? "Exposed rubbish" : "Unlicensed vendor")},{point.Latitude},{point.Longitude}\n");
        }));

    private async Task<string> RunAsync(double demand)
    {
        server.WriteScenario();
        using var planner = server.With("planner");
        var body = new { name = $"demand {demand}", scenario = "small", days = 2, replications = 3, changes = new[] { new { what = "demand.*", value = demand } } };
        using var answer = await planner.PostAsJsonAsync("/api/v1/runs", body, Stop);
        var run = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.True(answer.IsSuccessStatusCode, run.ToString());
        var id = run.GetProperty("id").GetString()!;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (string? state = null; state != "done"; await timer.WaitForNextTickAsync(Stop))
        {
            var now = await planner.GetFromJsonAsync<JsonElement>("/api/v1/runs/" + id, Stop);
            state = now.GetProperty("state").GetString();
            Assert.NotEqual("failed", state);
        }
        return id;
    }

    private static async Task ChooseAsync(Visitor visitor, string history)
    {
        await visitor.Page.SelectOptionAsync("[name='source']", "history");
        await visitor.Page.SelectOptionAsync("[name='history']", history);
        await visitor.Page.WaitForFunctionAsync("() => document.querySelector('[name=mapping]').value.includes('06010')");
    }

    private async Task<Visitor> EnterAsync(string path)
    {
        server.WriteScenario();
        var visitor = await chromium.VisitAsync(
            server.Http.BaseAddress!, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1500, Height = 950 }, Locale = "en-GB" });
        await visitor.Context.AddCookiesAsync(
            [new Cookie { Name = Silo.Access.Gate.Cookie, Value = server.SessionOf("planner"), Url = server.Http.BaseAddress!.AbsoluteUri }]);
        return await visitor.GoAsync(path);
    }
}
