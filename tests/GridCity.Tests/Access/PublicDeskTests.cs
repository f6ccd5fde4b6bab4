using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Silo.Http;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Access;

public sealed class PublicDeskTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_unknown_reports_and_follows_it_by_its_number()
    {
        using var http = server.NewClient();
        var place = TestCity.At(555, 555);
        var body = new
        {
            id = Guid.NewGuid(),
            @class = "06010",
            lon = place.Longitude,
            lat = place.Latitude,
            text = "Call me: 138 0000 0000",
            by = "supervision:me",
            channel = "inspector",
            selfFixed = "all done",
        };

        using var answer = await http.PostAsJsonAsync("/api/v1/public/reports", body, Stop);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(201, (int)answer.StatusCode);
        Assert.Equal("received", told.GetProperty("step").GetString());
        var number = told.GetProperty("number").GetString()!;
        var followed = await http.GetStringAsync("/api/v1/public/reports/" + number, Stop);
        Assert.DoesNotContain("138", followed, StringComparison.Ordinal);
        using (var again = await http.PostAsJsonAsync("/api/v1/public/reports", body, Stop))
        {
            Assert.Equal(200, (int)again.StatusCode);
        }
        using var desk = server.With("supervision");
        var item = await desk.GetFromJsonAsync<JsonElement>("/api/v1/cases/" + number, Stop);
        Assert.Equal(("hotline", "pendingVerification"), (item.GetProperty("channel").GetString(), item.GetProperty("stage").GetString()));
        Assert.Equal(404, (int)(await http.GetAsync("/api/v1/public/reports/110101001001001-999", Stop)).StatusCode);
    }

    [Fact]
    public async Task Hostile_words_come_back_as_words()
    {
        using var desk = server.With("gateway");
        const string words = "<script>alert(1)</script> \u202Egnp.exe\u202C \U0001F600\U00020BB7 a\u200Bb \u0000'; DROP TABLE cases;--";
        var body = Http.TestServer.ReportAt(855, 855);
        body["text"] = words;
        using var answer = await desk.PostAsJsonAsync("/api/v1/reports", body, Stop);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("case").GetProperty("id").GetString();

        using var reader = server.With("supervision");
        var item = await reader.GetFromJsonAsync<JsonElement>("/api/v1/cases/" + id, Stop);

        Assert.Equal(words, item.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(-3600 * 24 * 365, 600)]
    [InlineData(3600 * 24 * 365 * 20, 60)]
    [InlineData(5, 0)]
    public void A_phone_with_a_wrong_clock_still_says_how_long_ago(int wrongBySeconds, int agoSeconds)
    {
        var now = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
        var sent = now.AddSeconds(wrongBySeconds);

        var right = DeviceClock.Right(sent.AddSeconds(-agoSeconds), sent, now)!.Value;

        Assert.InRange((now.AddSeconds(-agoSeconds) - right).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_time_seen_after_it_was_sent_is_now()
    {
        var now = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

        Assert.Equal(now, DeviceClock.Right(now.AddYears(3), now.AddYears(2), now));
        Assert.Null(DeviceClock.Right(null, now, now));
    }
}
