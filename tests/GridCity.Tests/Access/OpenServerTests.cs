using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Access;

/// <summary>What a server without accounts still refuses.</summary>
public sealed class OpenServerTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_that_it_is_open_and_has_no_accounts()
    {
        var (_, session) = await server.GetAsync("/api/v1/session");
        var (status, problem) = await server.GetAsync("/api/v1/accounts/");

        Assert.True(session.GetProperty("isOpen").GetBoolean());
        Assert.Equal((409, "NoAccounts"), (status, problem.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_name_that_points_to_this_machine_does_not_open_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases") { Headers = { Host = "evil.example:80" } };
        using var answer = await server.Http.SendAsync(request, Stop);

        Assert.Equal(421, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_changes_nothing(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports") { Content = JsonContent.Create(TestServer.ReportAt(10, 10)) };
        request.Headers.Add(header, value);
        using var answer = await server.Http.SendAsync(request, Stop);

        Assert.Equal("ForeignOrigin", (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_what_not_to_do()
    {
        using var page = await server.Http.GetAsync("/", Stop);
        using var api = await server.Http.GetAsync("/api/v1/city", Stop);

        Assert.All([page, api], answer =>
        {
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Contains("object-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        });
        Assert.Equal("no-store", api.Headers.CacheControl?.ToString());
    }
}
