using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Tests.Access;
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
        Assert.Empty(await visitor.BarriersAsync());

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

    [Theory]
    [InlineData("""{"scenario":"none"}""", 422)]
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
