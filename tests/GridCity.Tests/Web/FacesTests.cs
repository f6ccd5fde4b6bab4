using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Tests.Access;
using GridCity.Tests.Cases;
using Microsoft.Playwright;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>The pages of those who sign in, and of those who do not, in a real browser on a server with accounts.</summary>
public sealed class FacesTests(GuardedServer server, Chromium chromium) : IClassFixture<GuardedServer>, IClassFixture<Chromium>
{
    private static int _reports;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_unit_signs_in_accepts_and_finishes_with_a_photo()
    {
        var id = await server.ReportAsync(250, 350);
        await using var visitor = await VisitAsync("/unit/");
        await visitor.SeeAsync("[name='password']");
        await SignInAsync(visitor, "unit");

        await visitor.ClickAsync($"[data-case='{id}']");
        await visitor.ClickAsync("[data-step='accept']");
        await visitor.Page.WaitForSelectorAsync("dialog", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        await visitor.ClickAsync($"[data-case='{id}']");
        await visitor.ClickAsync("[data-step='finish']");
        await visitor.Page.FillAsync("[name='words']", "cleared away");
        await visitor.ShootAsync("dialog input[type=file]");
        await visitor.SeeAsync(".taken img");
        await visitor.ClickAsync("dialog .go");
        await visitor.Page.WaitForSelectorAsync("dialog", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });

        using var desk = server.With("supervision");
        var life = await desk.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{id}/life", Stop);
        Assert.Equal("pendingCheck", life.GetProperty("case").GetProperty("stage").GetString());
        Assert.Contains(life.GetProperty("entries").EnumerateArray(), entry => entry.TryGetProperty("photos", out _));
    }

    [Fact]
    public async Task A_unit_gives_a_case_back_with_its_reason()
    {
        var id = await server.ReportAsync(450, 350);
        await using var visitor = await EnterAsync("/unit/?lang=en", "unit");
        await visitor.ClickAsync($"[data-case='{id}']");
        await visitor.ClickAsync("[data-step='return']");
        await visitor.ClickAsync("dialog .go");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.querySelector('[name=words]').validity.valueMissing"));
        await visitor.Page.FillAsync("[name='words']", "Not ours: the ground of the river office");
        await visitor.ClickAsync("dialog .go");
        await GoneAsync(visitor);
        await visitor.Page.WaitForSelectorAsync($"[data-case='{id}']", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });

        var (item, last) = await LastOfAsync(id);
        Assert.Equal("pendingDispatch", item.GetProperty("stage").GetString());
        Assert.Equal("case.returned.1", last.GetProperty("kind").GetString());
        Assert.Equal("Not ours: the ground of the river office", last.GetProperty("body").GetProperty("reason").GetString());
        Assert.Equal("unit:sanitation", last.GetProperty("body").GetProperty("by").GetString());
    }

    [Fact]
    public async Task A_unit_asks_for_more_time_and_has_it_when_it_is_granted()
    {
        var id = await server.ReportAsync(450, 250);
        var (before, _) = await LastOfAsync(id);
        await using var visitor = await EnterAsync("/unit/?lang=en", "unit");
        await visitor.ClickAsync($"[data-case='{id}']");
        await visitor.ClickAsync("[data-step='accept']");
        await GoneAsync(visitor);
        await visitor.ClickAsync($"[data-case='{id}']");
        await visitor.ClickAsync("[data-step='apply']");
        await visitor.Page.SelectOptionAsync("[name='application']", "extension");
        await visitor.Page.FillAsync("[name='words']", "The lorry broke down");
        await visitor.ClickAsync("dialog .go");
        await GoneAsync(visitor);
        var (asked, last) = await LastOfAsync(id);
        Assert.Equal(("handling", "application.made.1"), (asked.GetProperty("stage").GetString(), last.GetProperty("kind").GetString()));
        Assert.Equal(before.GetProperty("due").GetDateTimeOffset(), asked.GetProperty("due").GetDateTimeOffset());

        await using var dispatcher = await EnterAsync($"/?lang=en#case={id}", "command");
        await dispatcher.ClickAsync("[data-command='rule']");
        await dispatcher.Page.SelectOptionAsync("dialog [name='granted']", "true");
        await dispatcher.ClickAsync("dialog [type='submit']");
        await GoneAsync(dispatcher);

        var (granted, _) = await LastOfAsync(id);
        Assert.Equal(1, granted.GetProperty("extensions").GetInt32());
        Assert.True(granted.GetProperty("due").GetDateTimeOffset() > before.GetProperty("due").GetDateTimeOffset());
        await visitor.Page.ReloadAsync();
        await visitor.ClickAsync($"[data-case='{id}']");
        await visitor.SeeAsync("dialog [data-step='finish']");
    }

    [Fact]
    public async Task Of_two_dispatchers_the_second_is_told_what_happened()
    {
        var id = await server.ReportAsync(350, 250);
        using (var unit = server.With("unit"))
        {
            using var returned = await unit.PostAsJsonAsync($"/api/v1/cases/{id}/return", new { reason = "not ours" }, Stop);
            Assert.True(returned.IsSuccessStatusCode);
        }
        await using var visitor = await EnterAsync("/?lang=en", "command");
        visitor.IsExpected = complaint => complaint.Contains("409", StringComparison.Ordinal);
        await visitor.Page.FillAsync("#search", id);
        await visitor.Page.PressAsync("#search", "Enter");
        await visitor.ClickAsync("[data-command='dispatch']");
        using (var other = server.With("west-desk"))
        {
            using var first = await other.PostAsJsonAsync($"/api/v1/cases/{id}/dispatch", new { unit = "drainage" }, Stop);
            Assert.True(first.IsSuccessStatusCode);
        }

        await visitor.Page.SelectOptionAsync("dialog [name='unit']", "river-office");
        await visitor.ClickAsync("dialog [type='submit']");
        await visitor.SeeAsync("dialog .said .timeline");

        Assert.Contains("Drainage", await visitor.TextAsync("dialog .said"), StringComparison.Ordinal);
        using var desk = server.With("supervision");
        var item = await desk.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{id}", Stop);
        Assert.Equal("drainage", item.GetProperty("unit").GetString());
    }

    [Theory]
    [InlineData("en", "Remark")]
    [InlineData("zh-CN", "补充说明")]
    public async Task The_centre_remarks_on_a_case_and_nothing_moves(string language, string word)
    {
        var id = await server.ReportAsync(language == "en" ? 750 : 850, 750);
        await using var visitor = await EnterAsync($"/?lang={language}#case={id}", "supervision");
        Assert.Equal(word, await visitor.TextAsync("[data-command='remark']"));
        await visitor.ClickAsync("[data-command='remark']");
        await visitor.Page.FillAsync("dialog [name='text']", "The neighbours called \u202e<b>again</b> 🚮");
        await visitor.Page.FillAsync("dialog [name='reference']", "fms-11");
        await visitor.ClickAsync("dialog [type='submit']");
        await visitor.SeeAsync("gc-drawer .timeline :text('fms-11')");

        using var desk = server.With("supervision");
        var life = await desk.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{id}/life", Stop);
        Assert.Equal("pendingAcceptance", life.GetProperty("case").GetProperty("stage").GetString());
        var last = life.GetProperty("entries").EnumerateArray().Last();
        Assert.Equal("case.remarked.1", last.GetProperty("kind").GetString());
        Assert.Equal("fms-11", last.GetProperty("body").GetProperty("reference").GetString());
    }

    [Fact]
    public async Task Somebody_reports_with_the_keyboard_alone_and_follows_it()
    {
        await using var visitor = await VisitAsync("/public/?lang=en");
        var page = visitor.Page;
        await visitor.SeeAsync("#report");
        await page.FocusAsync("[name='class']");
        await page.Keyboard.PressAsync("E");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await visitor.SeeAsync(".place:has-text('110101')");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("A heap by the gate");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await visitor.SeeAsync(".story");

        var number = await visitor.TextAsync(".number");
        await page.GoBackAsync();
        await page.FillAsync("[name='number']", number);
        await page.Keyboard.PressAsync("Enter");
        await visitor.SeeAsync(".story .now");
        Assert.DoesNotContain("heap", await visitor.TextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_ended_leads_to_the_door_and_back()
    {
        await using var visitor = await EnterAsync("/unit/", "unit");
        visitor.IsExpected = complaint => complaint.Contains("401", StringComparison.Ordinal);
        await visitor.SeeAsync(".figures");
        await visitor.Context.ClearCookiesAsync();

        await visitor.Page.ReloadAsync();
        await visitor.SeeAsync("[name='password']");
        await SignInAsync(visitor, "unit");

        await visitor.SeeAsync(".figures");
        Assert.Contains("/unit/", visitor.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_door_leads_nowhere_else()
    {
        await using var visitor = await VisitAsync("/sign-in/?to=//evil.example/");
        await SignInAsync(visitor, "unit");
        await visitor.SeeAsync(".figures");

        Assert.StartsWith(server.Http.BaseAddress!.AbsoluteUri, visitor.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_centre_shows_the_city_coloured_searched_and_handed_over()
    {
        await using var visitor = await EnterAsync("/?lang=en", "supervision");
        await visitor.SeeAsync("body.is-ready");
        await visitor.Page.WaitForFunctionAsync("() => document.querySelector('gc-map').isReady");

        await visitor.Page.SelectOptionAsync("[name='shade']", "street");
        Assert.Contains("shade=street", visitor.Page.Url, StringComparison.Ordinal);
        await visitor.Page.SelectOptionAsync("[name='shade']", "unit");
        await visitor.Page.SelectOptionAsync("[name='shade-of']", "sanitation");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Page.PressAsync("body", "/");
        await visitor.Page.Keyboard.TypeAsync("drain");
        await visitor.SeeAsync("#found [aria-selected='true']:has-text('Drainage Group')");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.SeeAsync("gc-list:not([hidden])");
        await visitor.ClickAsync("#view-handover");
        await visitor.SeeAsync(".handover-parts section");
    }

    [Fact]
    public async Task A_legend_that_was_folded_stays_so_and_still_says_what_it_is_of()
    {
        await using var visitor = await EnterAsync("/?lang=en", "supervision");
        await visitor.ClickAsync(".legend-title");
        await visitor.Page.ReloadAsync();
        await visitor.SeeAsync(".legend-title[aria-expanded='false']");

        Assert.Equal("Open cases per cell", await visitor.TextAsync(".legend-title"));
        Assert.False(await visitor.Page.IsVisibleAsync(".swatches"));
        await visitor.ClickAsync(".legend-title");
        Assert.True(await visitor.Page.IsVisibleAsync(".swatches"));
    }

    [Theory]
    [InlineData("/phone/", "inspector", ".tiles button")]
    [InlineData("/phone/#tasks", "inspector", "#tab-tasks[aria-current='page']")]
    [InlineData("/phone/#beat", "inspector", "#main canvas")]
    [InlineData("/phone/#waiting", "inspector", "#tab-waiting[aria-current='page']")]
    [InlineData("/unit/", "unit", ".figures")]
    [InlineData("/unit/#case={case}", "unit", "dialog h2")]
    [InlineData("/public/", null, "#report")]
    [InlineData("/public/#number={case}", null, ".story .now")]
    [InlineData("/sign-in/", null, "form")]
    [InlineData("/", "supervision", "body.is-ready gc-flow")]
    [InlineData("/#view=list", "command", "gc-list tbody")]
    [InlineData("/#view=handover", "command", ".handover-parts section")]
    [InlineData("/#view=special", "command", "gc-special > *")]
    [InlineData("/#case={case}", "command", "gc-drawer .timeline")]
    [InlineData("/#cell={cell}", "command", "gc-drawer h2")]
    [InlineData("/planner/", "planner", "#add-change")]
    public async Task Pages_put_no_barriers_up_in_both_themes_and_languages(string path, string? account, string ready)
    {
        // A second report of the same place would be a duplicate, which no unit has on its desk.
        var number = Interlocked.Increment(ref _reports);
        var id = await server.ReportAsync(50 + (number % 10 * 100), 50 + (number / 10 * 100));
        await using var visitor = await VisitAsync(
            path.Replace("{case}", id, StringComparison.Ordinal).Replace("{cell}", id[..15], StringComparison.Ordinal), account);

        Assert.Empty(await visitor.BarriersInEveryLookAsync(() => visitor.SeeAsync(ready)));
    }

    private async Task<Visitor> VisitAsync(string path, string? account = null)
    {
        var place = TestCity.At(350, 350);
        var visitor = await chromium.VisitAsync(server.Http.BaseAddress!, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1600, Height = 900 },
            Locale = "en-GB",
            Geolocation = new Geolocation { Longitude = (float)place.Longitude, Latitude = (float)place.Latitude, Accuracy = 5 },
        });
        if (account is not null)
        {
            await visitor.Context.AddCookiesAsync(
                [new Cookie { Name = Silo.Access.Gate.Cookie, Value = server.SessionOf(account), Url = server.Http.BaseAddress!.AbsoluteUri }]);
        }
        return await visitor.GoAsync(path);
    }

    // Whoever has a session already goes straight in: the door lets ten a minute try.
    private Task<Visitor> EnterAsync(string path, string account) => VisitAsync(path, account);

    private static Task GoneAsync(Visitor visitor) =>
        visitor.Page.WaitForSelectorAsync("dialog", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });

    private async Task<(JsonElement Case, JsonElement Last)> LastOfAsync(string id)
    {
        using var desk = server.With("supervision");
        var life = await desk.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{id}/life", Stop);
        return (life.GetProperty("case"), life.GetProperty("entries").EnumerateArray().Last());
    }

    private static async Task SignInAsync(Visitor visitor, string account)
    {
        await visitor.Page.FillAsync("[name='name']", account);
        await visitor.Page.FillAsync("[name='password']", GuardedServer.PasswordOf(account));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }
}
