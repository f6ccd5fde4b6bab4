using System.Globalization;
using System.Net;
using System.Xml.Linq;
using GridCity.Tests.Planner;
using Xunit;

namespace GridCity.Tests.Http;

public sealed class EventLogTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly XNamespace Xes = "http://www.xes-standard.org/";

    [Fact]
    public async Task A_period_is_a_log_of_its_cases_in_both_forms()
    {
        var (_, reply) = await server.PostAsync("/api/v1/reports", TestServer.ReportAt(50, 50));
        var id = reply.GetProperty("case").GetProperty("id").GetString()!;
        using var response = await server.Http.GetAsync("/api/v1/event-log.xes?" + Period(-1, 1), Stop);
        Assert.Equal("application/xml; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("testville-event-log.xes", response.Content.Headers.ContentDisposition!.FileNameStar ?? response.Content.Headers.ContentDisposition.FileName);
        var text = await response.Content.ReadAsByteArrayAsync(Stop);
        Assert.True(XesReader.Check(new MemoryStream(text)).Traces > 0);
        var log = XDocument.Load(new MemoryStream(text));
        var trace = log.Root!.Elements(Xes + "trace").Single(one => NameOf(one) == id);
        Assert.Equal(["Reported", "Filed", "Dispatched"], trace.Elements(Xes + "event").Select(NameOf));

        var rows = (await server.Http.GetStringAsync("/api/v1/event-log.csv?" + Period(-1, 1), Stop)).Split('\n');
        Assert.All((string[])["case:concept:name", "concept:name", "time:timestamp"], column => Assert.Contains(column, rows[0], StringComparison.Ordinal));
        Assert.Equal(3, rows.Count(row => row.Contains(id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_period_is_a_log_without_cases()
    {
        await server.PostAsync("/api/v1/reports", TestServer.ReportAt(150, 50));
        var log = XDocument.Parse(await server.Http.GetStringAsync("/api/v1/event-log.xes?" + Period(-9, -8), Stop));
        Assert.Empty(log.Root!.Elements(Xes + "trace"));
        Assert.NotEmpty(XDocument.Parse(await server.Http.GetStringAsync("/api/v1/event-log.xes", Stop)).Root!.Elements(Xes + "trace"));
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("to=2026-09-14")]
    [InlineData("from=2026-09-14T00:00:00Z&to=2026-09-13T00:00:00Z")]
    public async Task A_bad_period_is_refused(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.GetAsync("/api/v1/event-log.csv?" + query, Stop)).StatusCode);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string? NameOf(XElement of) => of.Elements(Xes + "string")
        .Where(item => item.Attribute("key")!.Value == "concept:name").Select(item => item.Attribute("value")!.Value).FirstOrDefault();

    private static string Period(int fromHours, int untilHours)
    {
        static string At(int hours) => DateTimeOffset.UtcNow.AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"from={At(fromHours)}&to={At(untilHours)}";
    }
}
