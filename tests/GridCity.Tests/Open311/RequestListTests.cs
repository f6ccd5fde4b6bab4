using System.Globalization;
using System.Net;
using System.Text.Json;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Open311;

public sealed class RequestListTests(Open311Site site) : IClassFixture<Open311Site>, IAsyncLifetime
{
    private static readonly SemaphoreSlim Once = new(1);
    private static readonly List<string> Reported = [];

    public async ValueTask InitializeAsync()
    {
        await Once.WaitAsync(Open311Site.Stop);
        if (Reported.Count == 0)
        {
            for (var column = 0; column < 10; column++)
            {
                Reported.Add(await site.ReportAsync(Open311Site.At((column * 100) + 50, 150, column % 2 == 0 ? "06010" : "09001")));
            }
            await site.CommandAsync(Reported[0], "reject", new { by = "supervision:s-1", reason = "outside the scope" });
        }
        Once.Release();
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task The_newest_come_first_and_pages_do_not_overlap()
    {
        Assert.Equal(Enumerable.Reverse(Reported), await IdsAsync(""));
        var read = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            read.AddRange(await IdsAsync($"?page={page}&page_size=3"));
        }
        Assert.Equal(Enumerable.Reverse(Reported), read);
        Assert.Empty(await IdsAsync("?page=5&page_size=3"));
        Assert.Equal(10, (await IdsAsync("?page_size=99999999")).Count);
    }

    [Fact]
    public async Task Status_service_and_place_narrow()
    {
        Assert.Equal([Reported[0]], await IdsAsync("?status=closed"));
        Assert.Equal(9, (await IdsAsync("?status=open")).Count);
        Assert.Equal(10, (await IdsAsync("?status=open,closed")).Count);
        Assert.Equal(5, (await IdsAsync("?service_code=06010")).Count);
        Assert.Equal(10, (await IdsAsync("?service_code=06010,09001")).Count);
        var (low, high) = (TestCity.At(110, 110), TestCity.At(290, 190));
        var corners = string.Create(
            CultureInfo.InvariantCulture,
            $"?lat_ne={high.Latitude}&long_ne={high.Longitude}&lat_sw={low.Latitude}&long_sw={low.Longitude}");
        Assert.Equal([Reported[2], Reported[1]], await IdsAsync(corners));
        var box = string.Create(CultureInfo.InvariantCulture, $"?bbox={low.Longitude},{low.Latitude},{high.Longitude},{high.Latitude}&status=open");
        Assert.Equal([Reported[2], Reported[1]], await IdsAsync(box));
    }

    [Fact]
    public async Task Ids_override_everything_else() =>
        Assert.Equal(
            [Reported[3], Reported[1]], await IdsAsync($"?service_request_id={Reported[3]},{Reported[1]},nothing&status=closed&page=7&start_date=bad"));

    [Fact]
    public async Task Times_narrow_and_span_ninety_days_at_most()
    {
        var now = DateTimeOffset.UtcNow;
        string At(int days) => now.AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Assert.Equal(10, (await IdsAsync($"?start_date={At(-1)}&end_date={At(1)}")).Count);
        Assert.Equal(10, (await IdsAsync($"?start_date={At(-80)}")).Count);
        Assert.Equal(10, (await IdsAsync($"?end_date={At(1)}")).Count);
        Assert.Equal(10, (await IdsAsync($"?start_date={now.AddDays(-2):yyyy-MM-dd}")).Count);
        Assert.Empty(await IdsAsync($"?start_date={At(-5)}&end_date={At(-3)}"));
        Assert.Empty(await IdsAsync($"?start_date={At(-400)}"));
        Assert.Empty(await IdsAsync($"?start_date={At(1)}&end_date={At(2)}"));
    }

    [Theory]
    [InlineData("status=maybe")]
    [InlineData("start_date=yesterday")]
    [InlineData("start_date=2026-09-14T08:00:00")]
    [InlineData("start_date=0001-01-01T00:00:00Z")]
    [InlineData("end_date=9999-12-31")]
    [InlineData("start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z")]
    [InlineData("start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z")]
    [InlineData("page=0")]
    [InlineData("page=-1")]
    [InlineData("page_size=many")]
    [InlineData("bbox=1,2,3")]
    [InlineData("bbox=117,40,116,39")]
    [InlineData("bbox=NaN,1,2,3")]
    [InlineData("lat_ne=40")]
    [InlineData("lat_ne=40&long_ne=x&lat_sw=39&long_sw=116")]
    public async Task A_bad_parameter_is_refused(string query)
    {
        var (status, body) = await site.GetJsonAsync("/requests.json?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, 400), (status, body[0].GetProperty("code").GetInt32()));
        Assert.Equal("errors", (await site.GetXmlAsync("/requests.xml?" + query)).Body.Name.ToString());
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_list()
    {
        var (status, body) = await site.GetJsonAsync("/requests.json?service_code=01002");
        Assert.Equal((HttpStatusCode.OK, 0), (status, body.GetArrayLength()));
        Assert.Empty((await site.GetXmlAsync("/requests.xml?service_code=01002")).Body.Elements());
    }

    [Fact]
    public async Task Notes_come_with_lists_as_well()
    {
        var (_, body) = await site.GetJsonAsync("/requests.json?extensions=true");
        Assert.All(body.EnumerateArray(), item => Assert.NotEqual(JsonValueKind.Undefined, item.GetProperty("notes").ValueKind));
    }

    private async Task<List<string>> IdsAsync(string query)
    {
        var (status, body) = await site.GetJsonAsync("/requests.json" + query);
        Assert.True(status == HttpStatusCode.OK, body.GetRawText());
        return [.. body.EnumerateArray().Select(item => item.GetProperty("service_request_id").GetString()!)];
    }
}
