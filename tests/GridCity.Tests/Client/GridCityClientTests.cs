using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using GridCity.Client.Api;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GridCity.Tests.Client;

public sealed class GridCityClientTests
{
    private static readonly ReportRequest River = new()
    {
        Class = "06025",
        Channel = "inspector",
        Lon = 116.5,
        Lat = 39.5,
        Frame = Frame.Gcj02,
        Text = "漂浮物",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_is_sent_with_an_id_and_answered_with_its_case()
    {
        var (city, server) = await SmallCity.StartAsync();
        await using var _ = server;
        using var client = GridCityClient.Connect(server.Address);

        var answer = await client.ReportAsync(River, Stop);

        var sent = Assert.Single(city.Received);
        Assert.Equal(7, Guid.Parse((string)sent["id"]!).Version);
        Assert.Equal("gcj02", (string)sent["frame"]!);
        Assert.Equal("漂浮物", (string)sent["text"]!);
        Assert.False(sent.ContainsKey("reference"));
        Assert.Equal(SmallCity.Cell + "-1", answer.Case.Id);
        Assert.Equal(Stage.PendingAcceptance, answer.Case.Stage);
        Assert.Equal("水务局", answer.Case.UnitNameZh);
        Assert.Equal(7, answer.Position);
        Assert.False(answer.IsRepeated);
    }

    [Fact]
    public async Task The_same_id_again_is_said_to_be_repeated()
    {
        var (city, server) = await SmallCity.StartAsync();
        await using var _ = server;
        using var client = GridCityClient.Connect(server.Address);
        var report = River with { Id = Guid.CreateVersion7() };

        await client.ReportAsync(report, Stop);
        var again = await client.ReportAsync(report, Stop);

        Assert.True(again.IsRepeated);
        Assert.Equal(report.Id, again.Command);
        Assert.Equal(1, city.CaseCount);
    }

    [Fact]
    public async Task A_refusal_carries_its_code_name_subject_and_detail()
    {
        var (_, server) = await SmallCity.StartAsync();
        await using var _ = server;
        using var client = GridCityClient.Connect(server.Address);

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => client.ReportAsync(River with { Lon = 10 }, Stop));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusal.Status);
        Assert.Equal((int)RefusalCode.PointOutsideCity, refusal.Code);
        Assert.Equal("PointOutsideCity", refusal.Name);
        Assert.Equal("point", refusal.Subject);
        Assert.Equal("The point 10, 39.5 lies in no cell of the city.", refusal.Detail);
    }

    [Fact]
    public async Task Every_report_of_a_batch_is_answered_for_itself()
    {
        var (_, server) = await SmallCity.StartAsync();
        await using var _ = server;
        using var client = GridCityClient.Connect(server.Address);
        var twice = River with { Id = Guid.CreateVersion7() };

        var answer = await client.ReportBatchAsync([twice, River with { Lat = 1 }, twice], Stop);

        Assert.Equal(
            [ReportOutcome.Accepted, ReportOutcome.Refused, ReportOutcome.Repeated],
            answer.Results.Select(result => result.Outcome));
        Assert.Equal((1, 1, 1), (answer.Accepted, answer.Repeated, answer.Refused));
        Assert.Equal("PointOutsideCity", answer.Results[1].Name);
        Assert.Equal(answer.Results[0].Case, answer.Results[2].Case);
    }

    [Fact]
    public async Task A_full_queue_is_waited_out_as_long_as_it_asks_with_the_same_id()
    {
        var ids = new ConcurrentQueue<string>();
        await using var server = await LoopbackServer.StartAsync(app => app.MapPost("/api/v1/reports", async (HttpContext context) =>
        {
            var body = await context.Request.ReadFromJsonAsync<JsonObject>();
            ids.Enqueue((string)body!["id"]!);
            if (ids.Count < 3)
            {
                context.Response.Headers.RetryAfter = "7";
                return Results.Problem("The queue is full.", statusCode: 503);
            }
            return SmallCity.Refusal(409, 201, "CommandIdReused", "id", "Enough.");
        }));
        var time = new SkippingTime(TimeSpan.FromSeconds(30));
        using var client = Client(server, time);

        await Assert.ThrowsAsync<ProblemException>(() => client.ReportAsync(River, Stop));

        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
        Assert.Equal(2, time.Waits.Count);
        Assert.All(time.Waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8)));
    }

    [Fact]
    public async Task A_queue_that_stays_full_is_given_up_after_a_few_tries()
    {
        var tries = 0;
        await using var server = await LoopbackServer.StartAsync(app => app.MapGet("/api/v1/city", () =>
        {
            Interlocked.Increment(ref tries);
            return Results.Problem("The queue is full.", statusCode: 503);
        }));
        using var client = Client(server, new SkippingTime(TimeSpan.FromSeconds(30)));

        var problem = await Assert.ThrowsAsync<ProblemException>(() => client.GetCityAsync(Stop));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, problem.Status);
        Assert.Equal(8, tries);
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_answer_is_tried_again_with_the_same_id()
    {
        var ids = new ConcurrentQueue<string>();
        await using var server = await LoopbackServer.StartAsync(app => app.MapPost("/api/v1/reports", async (HttpContext context) =>
        {
            var body = await context.Request.ReadFromJsonAsync<JsonObject>();
            ids.Enqueue((string)body!["id"]!);
            if (ids.Count < 2)
            {
                context.Abort();
            }
            return SmallCity.Refusal(409, 201, "CommandIdReused", "id", "Enough.");
        }));
        using var client = Client(server, new SkippingTime(TimeSpan.FromSeconds(30)));

        await Assert.ThrowsAsync<ProblemException>(() => client.ReportAsync(River, Stop));

        Assert.Equal(2, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Nobody_at_the_address_is_said_at_once()
    {
        var address = await LoopbackServer.NobodyAsync();
        using var client = GridCityClient.Connect(address);

        var fault = await Assert.ThrowsAsync<ServerUnreachableException>(() => client.GetCityAsync(Stop));

        Assert.Contains(address.Port.ToString(), fault.Message, StringComparison.Ordinal);
        Assert.Contains("nobody listens", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_else_at_the_address_is_no_city()
    {
        await using var server = await LoopbackServer.StartAsync(app =>
        {
            app.MapGet("/api/v1/city", () => Results.Content("<html>Welcome</html>", "text/html"));
            app.MapGet("/api/v1/board", () => Results.Content("{\"position\":\"high\"}", "application/json"));
        });
        using var client = GridCityClient.Connect(server.Address);

        await Assert.ThrowsAsync<ServerUnreachableException>(() => client.GetCityAsync(Stop));
        await Assert.ThrowsAsync<ServerUnreachableException>(() => client.GetBoardAsync(Stop));
        var missing = await Assert.ThrowsAsync<ProblemException>(() => client.GetRulesAsync(Stop));
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
    }

    [Fact]
    public async Task A_query_says_what_narrows_it_and_nothing_else()
    {
        var queries = new ConcurrentQueue<string>();
        await using var server = await LoopbackServer.StartAsync(app => app.MapGet("/api/v1/cases", (HttpRequest request) =>
        {
            queries.Enqueue(Uri.UnescapeDataString(request.QueryString.Value!));
            return Results.Json(new JsonObject { ["items"] = new JsonArray(), ["next"] = "17" });
        }));
        using var client = GridCityClient.Connect(server.Address);

        var page = await client.ListCasesAsync(
            new CaseQuery { Stages = [Stage.PendingCheck, Stage.Closed], Unit = "a&b", IsOpen = true, Limit = 3 }, Stop);
        await client.ListCasesAsync(new CaseQuery(), Stop);

        Assert.Equal(["?unit=a&b&stage=pendingCheck,closed&open=true&limit=3", ""], queries);
        Assert.Equal("17", page.Next);
    }

    [Fact]
    public async Task Numbers_travel_as_they_are_whatever_the_culture()
    {
        var queries = new ConcurrentQueue<string>();
        await using var server = await LoopbackServer.StartAsync(app => app.MapGet("/api/v1/rules/explain", (HttpRequest request) =>
        {
            queries.Enqueue(request.QueryString.Value!);
            return Results.Json(new JsonObject { ["cell"] = SmallCity.Cell });
        }));
        using var client = GridCityClient.Connect(server.Address);

        var question = new RoutingQuestion { Lon = -73.99000000000001, Lat = 40.5, Class = "06025", Frame = Frame.Bd09 };
        await client.ExplainAsync(question, Stop);

        Assert.Equal("?lon=-73.99000000000001&lat=40.5&class=06025&frame=bd09", Assert.Single(queries));
    }

    [Fact]
    public async Task A_server_that_is_not_ready_says_why()
    {
        await using var server = await LoopbackServer.StartAsync(app => app.MapGet("/health/ready", () => Results.Json(
            new JsonObject { ["status"] = "unready", ["problems"] = new JsonArray("The journal cannot write.") },
            statusCode: 503)));
        using var client = GridCityClient.Connect(server.Address);

        var readiness = await client.GetReadinessAsync(Stop);

        Assert.Equal("unready", readiness.Status);
        Assert.Equal(["The journal cannot write."], readiness.Problems!);
    }

    [Fact]
    public async Task An_address_with_a_path_keeps_it()
    {
        await using var server = await LoopbackServer.StartAsync(app => app.MapGet(
            "/city-of-lakes/api/v1/rules", () => Results.Json(new JsonObject { ["version"] = "v", ["rules"] = new JsonArray() })));
        using var client = GridCityClient.Connect(new Uri(server.Address, "/city-of-lakes"));

        Assert.Equal("v", (await client.GetRulesAsync(Stop)).Version);
    }

    private static GridCityClient Client(LoopbackServer server, TimeProvider time) =>
        new(new HttpClient { BaseAddress = server.Address }, time);
}
