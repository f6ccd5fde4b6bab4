using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Silo.Photos;
using GridCity.Silo.Planning;
using GridCity.Tests.Http;
using GridCity.Tests.Web;
using Microsoft.Playwright;
using Xunit;

namespace GridCity.Tests.Access;

/// <summary>What somebody sends who means ill: bodies that do not say how long they are, and words that are meant to be more than words.</summary>
public sealed class HostileInputTests(GuardedServer server, Chromium chromium) : IClassFixture<GuardedServer>, IClassFixture<Chromium>
{
    private const string Words =
        "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script> \u202Egnp.exe \U0001F600\U00020BB7 a\u200Bb";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, long> Uploads => new()
    {
        { "unit", "/api/v1/photos?command=11111111-1111-4111-8111-111111111111", "image/jpeg", CleanPhoto.BytesMax + 1L },
        { "planner", "/api/v1/histories?name=chunked.csv", "text/csv", HistoryShelf.BytesMax + 1 },
        { "gateway", "/api/v1/reports", "application/json", 65_537 },
        { "gateway", "/api/v1/reports/batch", "application/json", (16L * 1024 * 1024) + 1 },
    };

    [Theory]
    [MemberData(nameof(Uploads))]
    public async Task A_body_that_hides_its_length_is_cut_off_where_it_is_too_long(string account, string path, string type, long length)
    {
        using var http = server.With(account);
        using var content = new StreamContent(new BlankStream(length));
        content.Headers.ContentType = new(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        try
        {
            using var answer = await http.SendAsync(request, Stop);
            var told = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
            Assert.Equal((413, "PayloadTooLarge"), ((int)answer.StatusCode, told.GetProperty("name").GetString()));
        }
        catch (HttpRequestException)
        {
            // The server may close the connection while the client still sends; that is a refusal as well.
        }
        using var planner = server.With("planner");
        var histories = await planner.GetFromJsonAsync<JsonElement>("/api/v1/histories", Stop);
        Assert.DoesNotContain("chunked.csv", histories.ToString(), StringComparison.Ordinal);
        Assert.Equal(200, (int)(await planner.GetAsync("/health/ready", Stop)).StatusCode);
    }

    [Fact]
    public async Task Words_stay_words_on_every_page_that_shows_them()
    {
        var id = await MakeAsync();
        foreach (var (path, account, open, where) in new[]
        {
            ($"/?lang=en#case={id}", "supervision", null, "gc-drawer .timeline"),
            ("/unit/?lang=en", "unit", $"[data-case='{id}']", "dialog"),
            ("/#view=list", "command", null, "gc-list tbody tr"),
            ("/#view=handover", "command", null, ".handover-parts section"),
        })
        {
            await using var visitor = await chromium.VisitAsync(
                server.Http.BaseAddress!, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1600, Height = 900 } });
            await visitor.Context.AddCookiesAsync(
                [new Cookie { Name = Silo.Access.Gate.Cookie, Value = server.SessionOf(account), Url = server.Http.BaseAddress!.AbsoluteUri }]);
            await visitor.GoAsync(path);
            if (open is not null)
            {
                await visitor.ClickAsync(open);
            }
            await visitor.SeeAsync(where);
            Assert.Equal(0, await visitor.Page.Locator("img[src='x'], body script").CountAsync());
            Assert.NotEqual("owned", await visitor.Page.TitleAsync());
            if (path.Contains("#case=", StringComparison.Ordinal))
            {
                Assert.Contains("<script>document.title", await visitor.TextAsync("gc-drawer"), StringComparison.Ordinal);
            }
        }
    }

    // A case whose every word was chosen by somebody else.
    private async Task<string> MakeAsync()
    {
        using var gateway = server.With("gateway");
        var body = Http.TestServer.ReportAt(550, 650);
        body["text"] = Words;
        body["reference"] = "<b>x</b>";
        using var reported = await gateway.PostAsJsonAsync("/api/v1/reports", body, Stop);
        var told = await reported.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.True(reported.IsSuccessStatusCode, told.ToString());
        var id = told.GetProperty("case").GetProperty("id").GetString()!;
        using var unit = server.With("unit");
        using var command = server.With("command");
        foreach (var (who, what, given) in new (HttpClient, string, object)[]
        {
            (command, "remark", new { text = Words, reference = "<i>1</i>" }),
            (unit, "return", new { reason = Words }),
            (command, "dispatch", new { unit = "sanitation", reason = Words }),
            (unit, "accept", new { }),
        })
        {
            using var done = await who.PostAsJsonAsync($"/api/v1/cases/{id}/{what}", given, Stop);
            Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync(Stop));
        }
        return id;
    }
}
