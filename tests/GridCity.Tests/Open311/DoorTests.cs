using System.Net;
using GridCity.Silo.Access;
using Xunit;

namespace GridCity.Tests.Open311;

public sealed class DoorTests(KeyedSite site) : IClassFixture<KeyedSite>
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bad-key")]
    [InlineData("' OR 1=1 --")]
    public async Task Without_a_good_key_posting_is_forbidden(string? key)
    {
        var form = Open311Site.At(50, 50);
        if (key is not null)
        {
            form["api_key"] = key;
        }
        var (status, body) = await site.PostAsync(form);
        Assert.Equal((HttpStatusCode.Forbidden, 403), (status, body[0].GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task A_key_of_somebody_who_reports_nothing_is_not_enough()
    {
        var form = Open311Site.At(50, 50);
        form["api_key"] = site.KeyOf(Post.Planner);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.PostAsync(form)).Status);
    }

    [Fact]
    public async Task With_a_good_key_posting_goes_on_and_reading_needs_none()
    {
        var form = Open311Site.At(150, 50);
        form["api_key"] = site.KeyOf(Post.Gateway);
        form["account_id"] = "neighbour-7";
        var id = await site.ReportAsync(form);
        Assert.Equal(HttpStatusCode.OK, (await site.GetJsonAsync($"/requests/{id}.json")).Status);
        Assert.Contains("api_key", (await site.GetXmlAsync("/open311/discovery.xml")).Body.Element("key_service")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_no_gateway_posts_in_the_own_name_and_keys_end()
    {
        var key = site.KeyOf(Post.Public);
        var form = Open311Site.At(250, 50);
        form["api_key"] = key;
        form["account_id"] = "somebody-else";
        await site.ReportAsync(form);
        var account = site.Access.Accounts!.WithKey(key)!;
        site.Access.Accounts.EndKeys(account.Name);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.PostAsync(form)).Status);
    }
}

public sealed class FloodTests(KeyedSite site) : IClassFixture<KeyedSite>
{
    [Fact]
    public async Task An_address_that_asks_too_often_without_signing_in_is_told_so_in_the_form_of_the_protocol()
    {
        for (var time = 0; time < 700; time++)
        {
            using var response = await site.Http.GetAsync(Open311Site.Root + "/services/02001.json", Open311Site.Stop);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.Contains("\"code\":429", await response.Content.ReadAsStringAsync(Open311Site.Stop), StringComparison.Ordinal);
                return;
            }
        }
        Assert.Fail("Nobody was told to wait.");
    }
}
