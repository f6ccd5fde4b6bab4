using System.Net.ServerSentEvents;
using System.Text.Json;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Http;

public sealed class CaseWorkTests(TestServer server) : IClassFixture<TestServer>
{
    private static int _place;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_lives_its_whole_life_over_http()
    {
        var id = await ReportAsync(TestServer.ReportAt(450, 50, channel: "hotline"));
        await CommandAsync(id, "verify", new { by = "inspector:i-1", sight = "exists" }, "pendingFiling");
        await CommandAsync(id, "file", new { by = "supervision:desk" }, "pendingAcceptance");
        await CommandAsync(id, "return", new { by = "unit:sanitation", reason = "private ground" }, "pendingDispatch");
        await CommandAsync(id, "dispatch", new { by = "command:desk", unit = "street-west" }, "pendingAcceptance");
        await CommandAsync(id, "accept", new { by = "unit:street-west" }, "handling");
        await CommandAsync(id, "finish", new { by = "unit:street-west", result = "cleared" }, "pendingCheck");
        await CommandAsync(id, "check", new { by = "inspector:i-1", result = "fail" }, "handling");
        await CommandAsync(id, "finish", new { by = "unit:street-west", result = "cleared again" }, "pendingCheck");
        await CommandAsync(id, "check", new { by = "inspector:i-1", result = "pass" }, "pendingClosing");
        await CommandAsync(id, "close", new { by = "supervision:desk" }, "closed");

        var (_, item) = await server.GetAsync("/api/v1/cases/" + id);
        Assert.Equal((1, 1), (item.GetProperty("reworks").GetInt32(), item.GetProperty("redispatches").GetInt32()));
    }

    [Theory]
    [InlineData("accept", """{"by":"unit:drainage"}""", 403, "UnitNotResponsible")]
    [InlineData("close", """{"by":"unit:sanitation"}""", 403, "RoleNotAllowed")]
    [InlineData("close", """{"by":"supervision:desk"}""", 409, "StageNotAllowed")]
    [InlineData("return", """{"by":"unit:sanitation"}""", 422, "TextMissing")]
    [InlineData("verify", """{"by":"inspector:i-1","sight":"maybe"}""", 400, "Malformed")]
    [InlineData("accept", """{}""", 400, "Malformed")]
    [InlineData("accept", """{"by":"system:gridcity"}""", 400, "Malformed")]
    public async Task What_may_not_be_is_refused_by_name(string command, string body, int status, string name)
    {
        // Each in a place of its own, or they would be duplicates of one another.
        var id = await ReportAsync(TestServer.ReportAt(550 + (Interlocked.Increment(ref _place) * 60), 50));
        var (actual, problem) = await server.PostAsync($"/api/v1/cases/{id}/{command}", JsonDocument.Parse(body));

        Assert.Equal((status, name), (actual, problem.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("/api/v1/cases/110101001001001-999", 404)]
    [InlineData("/api/v1/cases/nonsense", 404)]
    [InlineData("/api/v1/cases/nonsense/life", 404)]
    [InlineData("/api/v1/cases?stage=sleeping", 400)]
    [InlineData("/api/v1/cases?limit=0", 400)]
    [InlineData("/api/v1/cases?limit=1001", 400)]
    [InlineData("/api/v1/cases?cell=12", 400)]
    [InlineData("/api/v1/cases?area=12", 400)]
    [InlineData("/api/v1/cells/999", 404)]
    [InlineData("/api/v1/cells/at?lon=x&lat=1", 400)]
    [InlineData("/api/v1/cells/at?lon=1&lat=1", 404)]
    [InlineData("/api/v1/layers/none", 404)]
    [InlineData("/api/v1/outlines?tier=moon", 400)]
    [InlineData("/api/v1/tiles/old/1/0/0.mvt", 404)]
    [InlineData("/api/v1/journal?after=-1", 400)]
    [InlineData("/api/v1/rules/explain?lon=116.4105&lat=39.9205&class=no", 422)]
    [InlineData("/api/v1/stream?after=999999999", 400)]
    [InlineData("/api/v1/nowhere", 404)]
    public async Task A_question_that_has_no_answer_gets_a_problem(string path, int status)
    {
        var (actual, problem) = await server.GetAsync(path);

        Assert.Equal(status, actual);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Cases_are_paged_newest_first_without_gap_or_repeat()
    {
        var made = new List<string>();
        for (var x = 50; x < 1_000; x += 100)
        {
            made.Add(await ReportAsync(TestServer.ReportAt(x, 750, "09001")));
        }
        var seen = new List<string>();
        var next = "";
        do
        {
            var (_, page) = await server.GetAsync("/api/v1/cases?class=09001&limit=3" + next);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out var cursor) ? "&before=" + cursor.GetString() : null;
        }
        while (next is not null);

        Assert.Equal(made.AsEnumerable().Reverse(), seen.Take(made.Count));
        Assert.Equal(seen.Distinct(), seen);
    }

    [Fact]
    public async Task The_stream_says_hello_at_once_and_resumes_after_a_position()
    {
        var first = await ReportAsync(TestServer.ReportAt(50, 650));
        var (_, reply) = await server.PostAsync("/api/v1/reports", TestServer.ReportAt(950, 650));
        var position = reply.GetProperty("position").GetInt64();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stream");
        request.Headers.Add("Last-Event-ID", (position - 3).ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        await using var body = await response.Content.ReadAsStreamAsync(Stop);
        var events = SseParser.Create(body).EnumerateAsync(Stop).GetAsyncEnumerator(Stop);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("hello", events.Current.EventType);
        for (var expected = position - 2; expected <= position; expected++)
        {
            Assert.True(await events.MoveNextAsync());
            Assert.Equal(("entry", expected.ToString(System.Globalization.CultureInfo.InvariantCulture)), (events.Current.EventType, events.Current.EventId));
        }
        await ReportAsync(TestServer.ReportAt(950, 150));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("case.reported.2", JsonDocument.Parse(events.Current.Data).RootElement.GetProperty("kind").GetString());
        Assert.NotNull(first);
    }

    [Fact]
    public async Task The_boards_stream_sends_the_board_and_then_what_changed()
    {
        using var response = await server.Http.GetAsync("/api/v1/stream/board", HttpCompletionOption.ResponseHeadersRead, Stop);
        await using var body = await response.Content.ReadAsStreamAsync(Stop);
        var events = SseParser.Create(body).EnumerateAsync(Stop).GetAsyncEnumerator(Stop);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("board", events.Current.EventType);
        var board = JsonDocument.Parse(events.Current.Data).RootElement;
        Assert.Equal(100, board.GetProperty("open").GetBytesFromBase64().Length);

        var id = await ReportAsync(TestServer.ReportAt(950, 950));
        while (await events.MoveNextAsync())
        {
            var frame = JsonDocument.Parse(events.Current.Data).RootElement;
            if (frame.TryGetProperty("cases", out var cases) && cases.EnumerateArray().Any(flash => flash.GetProperty("case").GetString() == id))
            {
                Assert.Contains(frame.GetProperty("cells").EnumerateArray(), cell => cell[1].GetInt32() == 1);
                return;
            }
        }
        Assert.Fail("The stream ended before the case was seen.");
    }

    [Fact]
    public async Task The_city_its_cells_and_its_shapes_are_there()
    {
        var (_, city) = await server.GetAsync("/api/v1/city");
        Assert.Equal(100, city.GetProperty("cellCount").GetInt32());
        var (_, cells) = await server.GetAsync("/api/v1/cells?limit=60");
        var (_, rest) = await server.GetAsync("/api/v1/cells?limit=60&after=" + cells.GetProperty("next").GetString());
        Assert.Equal(100, cells.GetProperty("features").GetArrayLength() + rest.GetProperty("features").GetArrayLength());
        var code = TestCity.CodeAt(2, 3).ToString();
        var (_, cell) = await server.GetAsync("/api/v1/cells/" + code);
        Assert.Equal(4, cell.GetProperty("neighbours").GetArrayLength());
        Assert.Equal(10_000, cell.GetProperty("area").GetDouble());
        var center = cell.GetProperty("center");
        var (_, at) = await server.GetAsync($"/api/v1/cells/at?lon={center.GetProperty("lon")}&lat={center.GetProperty("lat")}");
        Assert.Equal(code, at.GetProperty("code").GetString());
        var (_, outlines) = await server.GetAsync("/api/v1/outlines?tier=street");
        Assert.Equal(2, outlines.GetProperty("features").GetArrayLength());
        Assert.Equal(31, outlines.GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates")[0].GetArrayLength());
        var (_, rivers) = await server.GetAsync("/api/v1/layers/rivers");
        Assert.Equal("river-office", rivers.GetProperty("features")[0].GetProperty("properties").GetProperty("manager").GetString());
    }

    [Fact]
    public async Task Whistles_out_are_as_many_as_their_list_shows()
    {
        var whistled = await ReportAsync(TestServer.ReportAt(450, 850));
        var met = await ReportAsync(TestServer.ReportAt(350, 850));
        await CallAsync(whistled, "whistle", "enforcement", "unit:street-west");
        await CallAsync(met, "meeting", "ownership", "command:desk");

        var (_, open) = await server.GetAsync("/api/v1/cases?calls=open&limit=1000");
        Assert.Superset(new HashSet<string> { whistled, met }, Ids(open).ToHashSet());
        var (_, out1) = await server.GetAsync("/api/v1/cases?calls=whistle&limit=1000");
        Assert.Contains(whistled, Ids(out1));
        Assert.DoesNotContain(met, Ids(out1));
        Assert.Equal(await WhistlesAsync(), Ids(out1).Count());

        await server.PostAsync($"/api/v1/cases/{whistled}/grade-call", new { by = "unit:street-west", number = 1, party = "sanitation", score = 80 });
        await server.PostAsync($"/api/v1/cases/{whistled}/close-call", new { by = "unit:street-west", number = 1, outcome = "done" });
        var (_, ended) = await server.GetAsync("/api/v1/cases?calls=whistle");
        Assert.DoesNotContain(whistled, Ids(ended));
        Assert.Equal(await WhistlesAsync(), Ids(ended).Count());
        Assert.Equal(400, (await server.GetAsync("/api/v1/cases?calls=all")).Status);

        static IEnumerable<string> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!);

        async Task<int> WhistlesAsync() =>
            (await server.GetAsync("/api/v1/board")).Body.GetProperty("totals").GetProperty("whistles").GetInt32();

        async Task CallAsync(string id, string call, string topic, string by)
        {
            var (status, answer) = await server.PostAsync(
                $"/api/v1/cases/{id}/make-call", new { by, call, topic, parties = new[] { "sanitation" } });
            Assert.True(status == 200, answer.ToString());
        }
    }

    [Fact]
    public async Task Rules_explain_themselves()
    {
        var at = TestCity.At(250, 460);
        var (_, why) = await server.GetAsync(FormattableString.Invariant($"/api/v1/rules/explain?lon={at.Longitude}&lat={at.Latitude}&class=06025"));

        Assert.Equal("street-west", why.GetProperty("unit").GetString());
        Assert.Equal("water-near-river", why.GetProperty("reason").GetProperty("rule").GetString());
        Assert.Equal(
            ["not matched", "matched", "runner-up"],
            why.GetProperty("considered").EnumerateArray().Select(trial => trial.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        var (status, api) = await server.GetAsync("/openapi/v1.json");
        Assert.Equal(200, status);
        foreach (var path in new[] { "/api/v1/reports", "/api/v1/reports/batch", "/api/v1/cases", "/api/v1/cases/{id}/close", "/api/v1/stream", "/api/v1/board" })
        {
            Assert.True(api.GetProperty("paths").TryGetProperty(path, out _), path);
        }
        Assert.Equal(200, (await server.Http.GetAsync("/health/live", Stop)).StatusCode switch { System.Net.HttpStatusCode.OK => 200, _ => 0 });
    }

    private async Task<string> ReportAsync(object report)
    {
        var (status, reply) = await server.PostAsync("/api/v1/reports", report);
        Assert.InRange(status, 200, 201);
        return reply.GetProperty("case").GetProperty("id").GetString()!;
    }

    private async Task CommandAsync(string id, string command, object body, string stage)
    {
        var (status, reply) = await server.PostAsync($"/api/v1/cases/{id}/{command}", body);
        Assert.True(status == 200, reply.ToString());
        Assert.Equal(stage, reply.GetProperty("case").GetProperty("stage").GetString());
    }
}
