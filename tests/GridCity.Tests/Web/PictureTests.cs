using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Tests.Faults;
using GridCity.Tests.House;
using Microsoft.Playwright;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>
/// The pictures of the documents, of a demonstration that has run for a while. They are taken anew, and to be looked at, by
/// <c>GRIDCITY_PICTURES=docs dotnet run --project tests/GridCity.Tests -- -class GridCity.Tests.Web.PictureTests</c>.
/// </summary>
public sealed class PictureTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int ReportsBefore = 900;
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("GRIDCITY_PICTURES");

    private string _inspector = string.Empty;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_has_its_picture()
    {
        Assert.SkipWhen(Wanted is null, "GRIDCITY_PICTURES names no folder, so no pictures were taken.");
        var folder = Directory.CreateTempSubdirectory("gridcity-pictures-");
        await using (var fast = await SiloProcess.DemonstrateAsync(folder.FullName, "900", Stop))
        {
            await WaitForAsync(fast.Http);
            await fast.InterruptAsync(Stop);
        }
        await using var silo = await SiloProcess.DemonstrateAsync(folder.FullName, "60", Stop);
        var server = silo.Http.BaseAddress!;
        var here = await silo.Http.GetFromJsonAsync<JsonElement>("/api/v1/cells/at?lon=116.4166&lat=39.9283", Stop);
        _inspector = here.GetProperty("inspectors")[0].GetProperty("id").GetString()!;

        await TakeAsync(server, "command-centre", "/?lang=en&theme=dark", 1920, 1080, "body.is-ready", ReadyMapAsync);
        await TakeAsync(server, "handover", "/?lang=zh-CN&theme=light#view=handover", 1600, 1000, ".handover-parts section");
        await TakeAsync(server, "case", $"/?lang=en&theme=dark#case={await OneAsync(silo.Http, "stage=handling")}", 1920, 1080, ".timeline", ActAsync);
        await TakeAsync(server, "unit", "/unit/?lang=en&theme=light", 1280, 860, ".task-list a");
        await TakeAsync(server, "phone", "/phone/?lang=zh-CN&theme=light", 390, 844, ".place strong", PickAsync);
        await TakeAsync(server, "public", "/public/?lang=en&theme=light", 480, 900, "#report", PointAsync);
        var (a, b) = (await RunAsync(silo.Http, "As it is"), await RunAsync(silo.Http, "A fifth more", new { what = "demand.*", value = 1.2 }));
        await TakeAsync(server, "planner", $"/planner/?lang=en&theme=light#a={a}&b={b}", 1600, 1000, ".player[data-ready='true']", MiddleAsync);
        folder.Delete(recursive: true);
    }

    private async Task TakeAsync(
        Uri server, string name, string path, int width, int height, string ready, Func<IPage, Task>? then = null)
    {
        await using var visitor = await chromium.VisitAsync(server, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Geolocation = new Geolocation { Longitude = 116.4166f, Latitude = 39.9283f, Accuracy = 12 },
        });
        await visitor.Context.AddInitScriptAsync("localStorage.setItem('gridcity.as.inspector', '" + _inspector + "')");
        await visitor.GoAsync(path);
        await visitor.SeeAsync(ready);
        await (then ?? (_ => Task.CompletedTask))(visitor.Page);
        await visitor.Page.EvaluateAsync("() => document.fonts.ready.then(() => null)");
        await visitor.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Repository.Root, Wanted!, name + ".jpg"),
            Type = ScreenshotType.Jpeg,
            Quality = 85,
        });
    }

    private static async Task ReadyMapAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => document.querySelector('gc-map').isReady");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('gc-flow li').length > 8");
    }

    private static async Task ActAsync(IPage page)
    {
        await page.SelectOptionAsync("#acting", "command");
        await page.WaitForSelectorAsync(".actions button");
        await ReadyMapAsync(page);
    }

    private static async Task PickAsync(IPage page)
    {
        await page.WaitForSelectorAsync(".tiles button");
        await page.ClickAsync(".tiles button");
    }

    private static async Task PointAsync(IPage page)
    {
        await page.SelectOptionAsync("[name='class']", "06010");
        await page.ClickAsync(".place-map", new PageClickOptions { Position = new Position { X = 200, Y = 190 } });
        await page.WaitForSelectorAsync(".place:has-text('110101')");
    }

    private static async Task MiddleAsync(IPage page)
    {
        await page.FillAsync("#scrubber", "60");
        await page.WaitForFunctionAsync("() => document.querySelector('.film-clock').textContent.length > 4");
    }

    private static async Task<string> RunAsync(HttpClient http, string name, params object[] changes)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/runs", new { name, scenario = "dongcheng-2017", days = 4, replications = 4, changes }, Stop);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString()!;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(Stop))
        {
            var run = await http.GetFromJsonAsync<JsonElement>("/api/v1/runs/" + id, Stop);
            if (run.GetProperty("state").GetString() == "done")
            {
                break;
            }
        }
        return id;
    }

    private static async Task WaitForAsync(HttpClient http)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(Stop))
        {
            var board = JsonDocument.Parse(await http.GetStringAsync("/api/v1/board", Stop)).RootElement;
            if (board.GetProperty("totals").GetProperty("reportedToday").GetInt32() >= ReportsBefore)
            {
                return;
            }
        }
    }

    private static async Task<string> OneAsync(HttpClient http, string query)
    {
        var page = JsonDocument.Parse(await http.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/cases?{query}&limit=1"), Stop));
        return page.RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
    }
}
