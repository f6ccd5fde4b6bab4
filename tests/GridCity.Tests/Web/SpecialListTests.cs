using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Core.Cities;
using GridCity.Tests.Http;
using GridCity.Tests.Stories;
using Microsoft.Playwright;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>The desk of the hotline's special list, from calls to the page, in the demonstration city.</summary>
public sealed class SpecialListTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Busy = "110101006";
    private const string Quiet = "110101009";
    private static readonly DateTimeOffset Morning = new(2026, 9, 14, 0, 30, 0, TimeSpan.Zero);
    private static readonly Lazy<City> City = new(StoryCity.LoadCity);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_desk_shows_the_street_with_most_demands_and_its_place_that_repeats()
    {
        await using var city = await StoryCity.OpenAsync(City.Value, Morning, Stop);
        await CallThreeDaysAsync(city);

        await using var visitor = await chromium.VisitAsync(
            city.Http.BaseAddress!, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1600, Height = 900 }, Locale = "en-GB" });
        await visitor.GoAsync("/?lang=en");
        await visitor.SeeAsync(".eye-special .eye-value:text-is('1')");
        await visitor.ClickAsync(".eye-special");
        await visitor.SeeAsync($"gc-special [data-street='{Busy}']");

        Assert.Equal(1, await visitor.Page.Locator("gc-special [data-street]").CountAsync());
        Assert.Contains("3 demands", await visitor.TextAsync($"[data-street='{Busy}'] h3"), StringComparison.Ordinal);
        Assert.Contains("3 in the period", await visitor.TextAsync(".special-places"), StringComparison.Ordinal);
        Assert.Empty(await visitor.BarriersInEveryLookAsync(() => visitor.SeeAsync($"gc-special [data-street='{Busy}']")));
        await visitor.ClickAsync(".special-places button");
        await visitor.SeeAsync("gc-list tbody tr:nth-child(3)");
        await visitor.Page.GoBackAsync();
        await visitor.Page.SelectOptionAsync("[name='special-month']", "2026-08");
        await visitor.SeeAsync("gc-special:has-text('No street stands out')");
    }

    [Fact]
    public async Task The_list_says_what_the_monthly_bulletin_says()
    {
        await using var city = await StoryCity.OpenAsync(City.Value, Morning, Stop);
        await CallThreeDaysAsync(city);

        var list = await city.Http.GetFromJsonAsync<JsonElement>("/api/v1/special-list", Stop);
        var bulletin = await city.Http.GetFromJsonAsync<JsonElement>("/api/v1/bulletins/monthly.json?period=2026-09", Stop);
        var special = bulletin.GetProperty("tables").GetProperty("special");

        var street = Assert.Single(list.GetProperty("streets").EnumerateArray());
        Assert.Equal(Busy, street.GetProperty("code").GetString());
        Assert.Equal(3, Assert.Single(street.GetProperty("places").EnumerateArray()).GetProperty("inPeriod").GetInt32());
        Assert.Equal(special.GetProperty("streets")[0].GetProperty("demands").GetInt32(), street.GetProperty("demands").GetInt32());
        Assert.Equal(
            special.GetProperty("problems").GetProperty("total").GetInt32(),
            list.GetProperty("problems").EnumerateObject().Sum(tier => tier.Value.GetInt32()));
        using var wrong = await city.Http.GetAsync("/api/v1/special-list?period=september", Stop);
        Assert.Equal(400, (int)wrong.StatusCode);
    }

    // Three calls about one place, each later than a repeated report could be, and one about another street.
    private static async Task CallThreeDaysAsync(StoryCity city)
    {
        await CallAsync(city, Quiet);
        for (var day = 0; day < 3; day++)
        {
            var id = await CallAsync(city, Busy);
            await PostAsync(city, $"/api/v1/cases/{id}/verify", new { by = "inspector:i-017", sight = "exists" });
            await PostAsync(city, $"/api/v1/cases/{id}/file", new { by = "supervision:desk-1" });
            await city.PassAsync(Morning.AddHours(25 * (day + 1)), Stop);
        }
    }

    private static async Task<string> CallAsync(StoryCity city, string street)
    {
        var place = city.PointAt(street);
        var body = new Dictionary<string, object?>
        {
            ["id"] = TestServer.NewId(),
            ["class"] = "06010",
            ["channel"] = "hotline-12345",
            ["lon"] = place.Longitude,
            ["lat"] = place.Latitude,
            ["text"] = "rubbish again",
            ["by"] = "public:caller",
        };
        var reply = await PostAsync(city, "/api/v1/reports", body);
        return reply.GetProperty("case").GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> PostAsync(StoryCity city, string path, object body)
    {
        using var answer = await city.Http.PostAsJsonAsync(path, body, Stop);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json;
    }
}
