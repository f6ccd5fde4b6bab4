using System.Text.Json;
using GridCity.Simulation.Bulletins;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Pages;

public sealed class BulletinEndpointTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hourly")]
    [InlineData("monthly")]
    [InlineData("quarterly")]
    [InlineData("water")]
    public async Task A_bulletin_is_a_page_that_may_load_nothing_but_its_style(string kind)
    {
        using var response = await server.Http.GetAsync($"/api/v1/bulletins/{kind}", Stop);

        Assert.Equal((200, "text/html"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith(Bulletin.ContentSecurityPolicy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        PageReader.CheckHouseRules(PageReader.Read(await response.Content.ReadAsStringAsync(Stop)));
    }

    [Fact]
    public async Task Programs_get_the_data()
    {
        await server.PostAsync("/api/v1/reports", TestServer.ReportAt(150, 150));

        var named = await server.GetAsync($"/api/v1/bulletins/monthly.json?period={TimeProvider.System.GetUtcNow().AddHours(8):yyyy-MM}");
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/v1/bulletins/monthly?period=2020-01");
        asked.Headers.Accept.ParseAdd("application/json");
        using var response = await server.Http.SendAsync(asked, Stop);

        Assert.True(Count(named.Body) > 0);
        Assert.Equal(0, Count(JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement));

        static int Count(JsonElement body) => body.GetProperty("tables").GetProperty("counts").EnumerateArray()
            .Single(row => row.GetProperty("counter").GetString() == "reported").GetProperty("count").GetProperty("now").GetInt32();
    }

    [Theory]
    [InlineData("monthly?period=yesterday", 400, "period")]
    [InlineData("monthly?period=2026-09&asOf=soon", 400, "asOf")]
    [InlineData("monthly?lang=fr", 400, "lang")]
    [InlineData("daily", 404, "kind")]
    public async Task What_is_wrong_is_named(string path, int status, string subject)
    {
        var answer = await server.GetAsync("/api/v1/bulletins/" + path);

        Assert.Equal((status, subject), (answer.Status, answer.Body.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task The_list_links_to_bulletins_that_are_there()
    {
        var list = PageReader.Read(await server.Http.GetStringAsync("/api/v1/bulletins?lang=en", Stop));
        var link = (string)list.Descendants("a").First().Attribute("href")!;

        Assert.Contains("Monthly bulletin", await server.Http.GetStringAsync("/api/v1/" + link, Stop), StringComparison.Ordinal);
    }
}
