using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Silo.Http;
using Xunit;

namespace GridCity.Tests.Http;

public sealed class ReportTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_report_becomes_a_case_whose_life_says_why()
    {
        var (status, reply) = await server.PostAsync("/api/v1/reports", TestServer.ReportAt(250, 490, "06025"));
        Assert.Equal(201, status);
        var item = reply.GetProperty("case");
        Assert.Equal("pendingAcceptance", item.GetProperty("stage").GetString());
        Assert.Equal("river-office", item.GetProperty("unit").GetString());

        var (_, life) = await server.GetAsync($"/api/v1/cases/{item.GetProperty("id").GetString()}/life");
        Assert.Equal(
            ["case.reported.2", "case.filed.1", "case.dispatched.2"],
            life.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));
        var why = life.GetProperty("why");
        Assert.Equal("water-on-river", why.GetProperty("rule").GetString());
        Assert.Equal("north-river", why.GetProperty("feature").GetString());
        Assert.Equal("water-near-river", why.GetProperty("runnerUp").GetString());
    }

    [Fact]
    public async Task The_same_id_again_gets_the_same_case_and_says_so()
    {
        var report = TestServer.ReportAt(850, 850);
        var (_, first) = await server.PostAsync("/api/v1/reports", report);
        using var response = await server.Http.PostAsync("/api/v1/reports", Json(report), Stop);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("true", response.Headers.GetValues("Gridcity-Repeated").Single());
        var again = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.Equal(first.GetProperty("case").GetProperty("id").GetString(), again.GetProperty("case").GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_id_may_come_in_the_header()
    {
        var report = TestServer.ReportAt(50, 850);
        report.Remove("id");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports") { Content = Json(report) };
        var id = TestServer.NewId();
        request.Headers.Add("Idempotency-Key", id.ToString());
        using var response = await server.Http.SendAsync(request, Stop);

        var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.Equal(id, reply.GetProperty("command").GetGuid());
    }

    public static TheoryData<string, string, int, string, string> BadReports => new()
    {
        { "outside the city", """{"class":"06010","channel":"inspector","lon":117.0,"lat":39.92}""", 422, "PointOutsideCity", "lon,lat" },
        { "swapped", """{"class":"06010","channel":"inspector","lon":39.9205,"lat":116.4105}""", 422, "PointSwapped", "lon,lat" },
        { "beyond degrees", """{"class":"06010","channel":"inspector","lon":1e9,"lat":39.92}""", 422, "PointNotFinite", "lon,lat" },
        { "not a number", """{"class":"06010","channel":"inspector","lon":NaN,"lat":39.92}""", 400, "Malformed", "$.lon" },
        { "not a number as text", """{"class":"06010","channel":"inspector","lon":"NaN","lat":39.92}""", 400, "Malformed", "$.lon" },
        { "overflow", """{"class":"06010","channel":"inspector","lon":1e999,"lat":39.92}""", 422, "PointNotFinite", "lon,lat" },
        { "unknown class", """{"class":"77777","channel":"inspector","lon":116.4105,"lat":39.9205}""", 422, "ClassUnknown", "class" },
        { "unknown channel", """{"class":"06010","channel":"pigeon","lon":116.4105,"lat":39.9205}""", 422, "ChannelUnknown", "channel" },
        { "unknown frame", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"frame":"utm"}""", 400, "Malformed", "frame" },
        { "future", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"seenAt":"2999-01-01T00:00:00Z"}""", 422, "TimeAbsurd", "seenAt" },
        { "long ago", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"seenAt":"1970-01-01T00:00:00Z"}""", 422, "TimeAbsurd", "seenAt" },
        { "a time without a zone", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"seenAt":"2026-09-14T08:10:00"}""", 400, "Malformed", "$.seenAt" },
        { "a day", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"seenAt":"2026-09-14"}""", 400, "Malformed", "$.seenAt" },
        { "not a time", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"seenAt":"yesterday"}""", 400, "Malformed", "$.seenAt" },
        { "negative accuracy", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"accuracy":-5}""", 422, "AccuracyAbsurd", "accuracy" },
        { "class missing", """{"channel":"inspector","lon":116.4105,"lat":39.9205}""", 400, "Malformed", "class" },
        { "class of a wrong type", """{"class":6010,"channel":"inspector","lon":116.4105,"lat":39.9205}""", 400, "Malformed", "$.class" },
        { "actor of no role", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"by":"bob"}""", 400, "Malformed", "by" },
        { "actor of the system", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"by":"system:x"}""", 400, "Malformed", "by" },
        { "id of a wrong form", """{"id":"1","class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205}""", 400, "Malformed", "$.id" },
        { "cut off", """{"class":"06010","channel":"insp""", 400, "Malformed", "$.channel" },
        { "no object", "[1,2,3]", 400, "Malformed", "$" },
        { "mistyped", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"selffix":"done"}""", 400, "Malformed", "$.selffix" },
        { "null", "null", 400, "Malformed", "body" },
        { "empty", "", 400, "Malformed", "$" },
        { "half a surrogate", """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"text":"\ud83d"}""", 400, "Malformed", "$.text" },
    };

    [Theory]
    [MemberData(nameof(BadReports))]
    public async Task A_bad_report_is_refused_and_the_place_is_named(string what, string body, int status, string name, string subject)
    {
        var before = await PositionAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("/api/v1/reports", content, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(status == (int)response.StatusCode, $"{what}: {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((name, subject), (problem.GetProperty("name").GetString(), problem.GetProperty("subject").GetString()));
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        Assert.Equal(before, await PositionAsync());
    }

    [Theory]
    [InlineData("reports", """{"class":7}""", "A text in valid UTF-8 was expected. Line 1, byte ")]
    [InlineData("reports", """{"text":"\ud83d"}""", "A text in valid UTF-8 was expected. Line 1, byte ")]
    [InlineData("reports", """{"lon":"116.41"}""", "A number was expected. Line 1, byte ")]
    [InlineData("reports", """{"id":"7"}""", "A UUID, such as ")]
    [InlineData("reports", """{"sentAt":"2026-09-14T08:10:00"}""", "A time with a zone, such as ")]
    [InlineData("reports", "[]", "A JSON object was expected.")]
    [InlineData("reports/batch", """{"reports":{}}""", "A list was expected.")]
    [InlineData("reports/batch", """{"reports":[{"lat":39.9},{"lat":true}]}""", "A number was expected.")]
    [InlineData("samples", """{"values":[{"value":"much"}]}""", "A number was expected.")]
    [InlineData("reports", """{"selffix":"done"}""", "There is no field 'selffix' here. Did you mean 'selfFixed'? Line 1, byte ")]
    [InlineData("reports", """{"by'\"x":1}""", "There is no field 'by'\"x' here.")]
    [InlineData("reports/batch", """{"reports":[{"lat":39.9},{"lot":1}]}""", "There is no field 'lot' here. Did you mean 'lon'?")]
    [InlineData("samples", """{"values":[{"parametre":"COD"}]}""", "There is no field 'parametre' here. Did you mean 'parameter'?")]
    [InlineData("patrols", """{"kilometers":3}""", "There is no field 'kilometers' here. Did you mean 'kilometres'?")]
    [InlineData("cases/110101001001001-1/finish", """{"resutl":"done"}""", "There is no field 'resutl' here. Did you mean 'result'?")]
    [InlineData("runs", """{"changes":[{"wath":"crews.x"}]}""", "There is no field 'wath' here. Did you mean 'what'?")]
    [InlineData("session", """{"nam":"x"}""", "There is no field 'nam' here. Did you mean 'name'?")]
    public async Task A_value_of_a_wrong_type_is_told_what_was_expected(string path, string body, string expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("/api/v1/" + path, content, Stop);
        var detail = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("detail").GetString()!;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(expected, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_name_that_nobody_knows_is_not_sent_back_whole()
    {
        using var content = new StringContent($$"""{"{{new string('x', 10_000)}}":1}""", Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("/api/v1/reports", content, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.InRange((await response.Content.ReadAsStringAsync(Stop)).Length, 100, 600);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", null, 404, "NotFound")]
    [InlineData("POST", "/api/v1/cases/110101001001001-1/nothing", "{}", 404, "NotFound")]
    [InlineData("PUT", "/api/v1/reports", "{}", 405, "MethodNotAllowed")]
    [InlineData("POST", "/api/v1/reports", "class=06010", 415, "UnsupportedMediaType")]
    public async Task What_the_framework_refuses_is_a_problem_like_all_others(string method, string path, string? body, int status, string name)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, body == "{}" ? "application/json" : "text/plain");
        using var response = await server.Http.SendAsync(request, Stop);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement;

        Assert.Equal((status, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(
            (name, "urn:gridcity:problem:" + name, status),
            (problem.GetProperty("name").GetString(), problem.GetProperty("type").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Broken_utf8_is_refused()
    {
        byte[] body = [.. """{"class":"06010","channel":"inspector","lon":116.4105,"lat":39.9205,"text":" """u8, 0xC3, 0x28, .. "\"}"u8];
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await server.Http.PostAsync("/api/v1/reports", content, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Text_that_is_too_long_and_bodies_that_are_too_large_are_refused()
    {
        var report = TestServer.ReportAt(50, 50);
        report["text"] = new string('x', 4_001);
        var (status, problem) = await server.PostAsync("/api/v1/reports", report);
        Assert.Equal((422, "TextTooLong"), (status, problem.GetProperty("name").GetString()));

        report["text"] = new string('x', 70_000);
        (status, problem) = await server.PostAsync("/api/v1/reports", report);
        Assert.Equal((413, "PayloadTooLarge"), (status, problem.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_hundred_megabytes_are_refused_without_being_read()
    {
        using var content = new StreamContent(new BlankStream(100 * 1024 * 1024));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports/batch") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = true;
        try
        {
            using var response = await server.Http.SendAsync(request, Stop);
            Assert.True(response.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, response.StatusCode.ToString());
        }
        catch (HttpRequestException)
        {
            // The server may close the connection while the client still sends; that is a refusal as well.
        }
        Assert.Equal(200, (await server.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        using var content = new StringContent("class=06010", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await server.Http.PostAsync("/api/v1/reports", content, Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_batch_takes_the_good_rows_and_names_the_bad_ones()
    {
        var bad = TestServer.ReportAt(50, 50);
        bad["class"] = "no";
        var twice = TestServer.ReportAt(150, 950);
        var (status, reply) = await server.PostAsync(
            "/api/v1/reports/batch", new { reports = new[] { TestServer.ReportAt(50, 950), bad, twice, twice } });

        Assert.Equal(200, status);
        Assert.Equal(
            ["accepted", "refused", "accepted", "repeated"],
            reply.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("outcome").GetString()));
        Assert.Equal("ClassUnknown", reply.GetProperty("results")[1].GetProperty("name").GetString());
        Assert.Equal((2, 1, 1), (reply.GetProperty("accepted").GetInt32(), reply.GetProperty("repeated").GetInt32(), reply.GetProperty("refused").GetInt32()));
    }

    [Fact]
    public async Task A_batch_without_reports_is_refused()
    {
        var (status, problem) = await server.PostAsync("/api/v1/reports/batch", new { reports = Array.Empty<object>() });

        Assert.Equal((400, "reports"), (status, problem.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task A_point_of_a_phone_map_is_converted_and_a_report_near_a_border_says_so()
    {
        var report = TestServer.ReportAt(299, 250);
        report["accuracy"] = 8;
        var (_, reply) = await server.PostAsync("/api/v1/reports", report);
        var item = reply.GetProperty("case");

        Assert.True(item.GetProperty("isNearBorder").GetBoolean());
        Assert.Equal(Cases.TestCity.CodeAt(3, 2).ToString(), item.GetProperty("secondCell").GetString());
    }

    [Fact]
    public void Every_refusal_has_a_status_and_none_is_a_fault_of_the_server() =>
        Assert.All(Enum.GetValues<RefusalCode>(), code => Assert.InRange(Problems.StatusOf(code), 400, 499));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<long> PositionAsync() => (await server.GetAsync("/health/ready")).Body.GetProperty("position").GetInt64();

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
