using System.Text.Json;
using GridCity.Tests.Cases;
using GridCity.Tests.Http;
using Microsoft.Playwright;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>The inspector's page in a real browser: with a network, without one, and with one that fails.</summary>
public sealed class PhonePageTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>, IClassFixture<Chromium>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_taps_and_a_photo_report_something()
    {
        await using var visitor = await EnterAsync(1, 250, 250);
        await visitor.SeeAsync(".place strong:has-text('001-')");

        await visitor.ClickAsync("[data-class='06010']");
        await visitor.ShootAsync();
        await visitor.SeeAsync(".taken img");
        await visitor.ClickAsync("#send");
        await visitor.SeeAsync("#toast.tone-done:has-text('arrived as')");

        var item = (await OpenAsync()).First(one => one.GetProperty("class").GetString() == "06010");
        var (_, life) = await server.GetAsync($"/api/v1/cases/{item.GetProperty("id")}/life");
        var reported = life.GetProperty("entries").EnumerateArray().First();
        Assert.Single(reported.GetProperty("photos").EnumerateArray());
        Assert.Equal("inspector:i-1", reported.GetProperty("body").GetProperty("by").GetString());
    }

    [Fact]
    public async Task What_is_so_about_it_decides_the_limit()
    {
        await using var visitor = await EnterAsync(1, 450, 650);
        await visitor.SeeAsync(".place strong");

        await visitor.Page.SelectOptionAsync(".others select", "01002");
        await visitor.Page.SelectOptionAsync("select[name='condition']", "missing");
        await visitor.ClickAsync("#send");
        await visitor.SeeAsync("#toast.tone-done:has-text('arrived as')");

        var item = (await OpenAsync()).First(one => one.GetProperty("class").GetString() == "01002");
        var (_, life) = await server.GetAsync($"/api/v1/cases/{item.GetProperty("id")}/life");
        Assert.Equal("missing", life.GetProperty("case").GetProperty("condition").GetString());
    }

    [Fact]
    public async Task Without_a_network_it_opens_keeps_and_sends_once_when_there_is_one()
    {
        await using var visitor = await EnterAsync(1, 750, 750);
        visitor.IsExpected = complaint => complaint.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal)
            || complaint.Contains("503", StringComparison.Ordinal) || complaint.Contains("ERR_FAILED", StringComparison.Ordinal);
        await visitor.SeeAsync(".place strong");
        await visitor.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => null)");
        await visitor.Page.ReloadAsync();
        await visitor.SeeAsync(".tiles button");
        var before = (await OpenAsync()).Count;

        await visitor.Context.SetOfflineAsync(true);
        await visitor.Page.ReloadAsync();
        await visitor.SeeAsync(".status.is-off");
        await visitor.SeeAsync(".place strong");
        await visitor.ClickAsync("[data-class='09001']");
        await visitor.ShootAsync();
        await visitor.SeeAsync(".taken img");
        await visitor.ClickAsync("#send");
        await visitor.SeeAsync("#tab-waiting .count");
        await visitor.Page.ReloadAsync();
        await visitor.SeeAsync("#tab-waiting .count");
        Assert.Equal(before, (await OpenAsync()).Count);

        // The network comes back badly: the first answer is lost on its way, the second time the server is busy.
        var times = 0;
        await visitor.Context.RouteAsync("**/api/v1/reports", async route =>
        {
            times++;
            if (times == 1)
            {
                await route.FetchAsync();
                await route.AbortAsync();
            }
            else if (times == 2)
            {
                await route.FulfillAsync(new RouteFulfillOptions { Status = 503, Body = "{}" });
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await visitor.Context.SetOfflineAsync(false);
        await visitor.SeeAsync("#tab-waiting:not(:has(.count))", 60_000);

        Assert.True(times >= 3, $"It was sent {times} times.");
        Assert.Equal(before + 1, (await OpenAsync()).Count);
    }

    [Fact]
    public async Task A_task_is_looked_at_and_answered()
    {
        var report = TestServer.ReportAt(350, 350, channel: "hotline");
        report["text"] = "<img src=x onerror=\"document.title='hurt'\"> \u202Eevil\u202C";
        var (_, made) = await server.PostAsync("/api/v1/reports", report);
        var id = made.GetProperty("case").GetProperty("id").GetString();
        await using var visitor = await EnterAsync(5, 300, 300, "#tasks");

        await visitor.ClickAsync($"[data-case='{id}']");
        await visitor.SeeAsync("blockquote:has-text('onerror')");
        await visitor.ShootAsync();
        await visitor.SeeAsync(".taken img");
        await visitor.ClickAsync("[data-answer='exists']");
        await visitor.SeeAsync("#toast:has-text('arrived as')");

        var (_, item) = await server.GetAsync("/api/v1/cases/" + id);
        Assert.Equal("pendingFiling", item.GetProperty("stage").GetString());
        Assert.NotEqual("hurt", await visitor.Page.TitleAsync());
    }

    [Fact]
    public async Task Near_a_border_it_says_which_other_cell_it_may_be()
    {
        await using var visitor = await EnterAsync(20, 498, 250);
        await visitor.SeeAsync(".border");

        Assert.Contains("cell", await visitor.TextAsync(".border"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("20 m", await visitor.TextAsync(".where"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_installed()
    {
        await using var visitor = await EnterAsync(1, 250, 250);
        using var manifest = await server.Http.GetAsync("/phone/manifest.webmanifest", Stop);
        Assert.Equal("application/manifest+json", manifest.Content.Headers.ContentType?.MediaType);
        var json = JsonDocument.Parse(await manifest.Content.ReadAsStringAsync(Stop)).RootElement;
        foreach (var icon in json.GetProperty("icons").EnumerateArray())
        {
            Assert.NotEmpty(await server.Http.GetByteArrayAsync(icon.GetProperty("src").GetString(), Stop));
        }
        var session = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await visitor.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => null)");
        var faults = await session.SendAsync("Page.getInstallabilityErrors");
        // A window without a profile is never offered an installation; everything else has to be in order.
        Assert.DoesNotContain(
            faults!.Value.GetProperty("installabilityErrors").EnumerateArray(),
            fault => fault.GetProperty("errorId").GetString() is not "in-incognito");
    }

    [Fact]
    public async Task Everything_that_it_needs_offline_is_on_its_shelf()
    {
        await using var visitor = await EnterAsync(1, 250, 250);
        var asked = new List<string>();
        visitor.Page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await visitor.Page.ReloadAsync();
        foreach (var tab in new[] { "tasks", "beat", "waiting", "report" })
        {
            await visitor.ClickAsync("#tab-" + tab);
            await visitor.SeeAsync($"#tab-{tab}[aria-current]");
        }
        var worker = await server.Http.GetStringAsync("/phone/sw.js", Stop);
        Assert.All(
            asked.Where(path => !path.StartsWith("/api/", StringComparison.Ordinal) && !path.EndsWith(".png", StringComparison.Ordinal)),
            path => Assert.Contains($"'{path}'", worker + "'/phone/sw.js'", StringComparison.Ordinal));
    }

    private async Task<Visitor> EnterAsync(float accuracy, double x, double y, string view = "")
    {
        var place = TestCity.At(x, y);
        var visitor = await chromium.VisitAsync(server.Http.BaseAddress!, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 390, Height = 844 },
            Locale = "en-GB",
            Geolocation = new Geolocation { Longitude = (float)place.Longitude, Latitude = (float)place.Latitude, Accuracy = accuracy },
        });
        return await visitor.GoAsync("/phone/" + view);
    }

    private async Task<IReadOnlyList<JsonElement>> OpenAsync() =>
        [.. (await server.GetAsync("/api/v1/cases?limit=1000")).Body.GetProperty("items").EnumerateArray()];
}
