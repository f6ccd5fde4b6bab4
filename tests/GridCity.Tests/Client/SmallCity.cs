using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GridCity.Tests.Client;

/// <summary>
/// A city of one cell (116 to 117 east, 39 to 40 north) that speaks the HTTP contract from memory: enough of it to see
/// what a client sends and to answer as the real server would. The JSON is written by hand on purpose, so that the
/// client is held against the contract and not against its own shapes.
/// </summary>
internal sealed class SmallCity
{
    public const string Cell = "110101009003012";
    private const int BatchReportsMax = 5_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (JsonObject Case, string Content)> _byCommand = [];
    private readonly List<JsonObject> _cases = [];

    /// <summary>The bodies of all commands as they arrived.</summary>
    public ConcurrentQueue<JsonObject> Received { get; } = new();

    /// <summary>The sizes of the batches as they arrived.</summary>
    public ConcurrentQueue<int> Batches { get; } = new();

    /// <summary>The cases that there are.</summary>
    public int CaseCount
    {
        get
        {
            lock (_gate)
            {
                return _cases.Count;
            }
        }
    }

    /// <summary>Starts a server of a city.</summary>
    public static async Task<(SmallCity City, LoopbackServer Server)> StartAsync()
    {
        var city = new SmallCity();
        return (city, await LoopbackServer.StartAsync(city.Map));
    }

    public void Map(WebApplication app)
    {
        app.MapGet("/api/v1/city", () => Json(Describe()));
        app.MapGet("/api/v1/session", () => Json(new JsonObject { ["isOpen"] = true, ["now"] = "2026-07-01T04:00:00Z" }));
        app.MapPost("/api/v1/samples", (Delegate)KeepAsync);
        app.MapPost("/api/v1/patrols", (Delegate)KeepAsync);
        app.MapPost("/api/v1/reports", (Delegate)PostAsync);
        app.MapPost("/api/v1/reports/batch", (Delegate)PostBatchAsync);
        app.MapGet("/api/v1/cases", (HttpRequest request) => List(request));
        app.MapGet("/api/v1/cases/{id}", (string id) => Find(id) is { } found ? Json(found) : Unknown(id));
        app.MapGet("/api/v1/cases/{id}/life", (string id) => Find(id) is { } found ? Json(Life(found)) : Unknown(id));
        app.MapPost("/api/v1/cases/{id}/{step}", StepAsync);
        app.MapGet("/api/v1/rules/explain", () => Json(Explain()));
        app.MapGet("/api/v1/rules", () => Json(new JsonObject
        {
            ["version"] = "abc123",
            ["rules"] = new JsonArray(new JsonObject { ["id"] = "river-bank", ["description"] = "Near a river" }),
        }));
    }

    public static IResult Refusal(int status, int code, string name, string subject, string detail) => Results.Json(
        new JsonObject
        {
            ["type"] = $"urn:gridcity:refusal:{code}",
            ["title"] = name,
            ["status"] = status,
            ["detail"] = detail,
            ["code"] = code,
            ["name"] = name,
            ["subject"] = subject,
        },
        contentType: "application/problem+json",
        statusCode: status);

    /// <summary>An entry of the journal.</summary>
    public static JsonObject Entry(long position, string kind = "case.filed.1", JsonObject? body = null) => new()
    {
        ["position"] = position,
        ["cell"] = Cell,
        ["seq"] = position,
        ["at"] = "2026-07-01T01:00:00Z",
        ["command"] = "019f0000-0000-7000-8000-000000000001",
        ["kind"] = kind,
        ["case"] = Cell + "-1",
        ["body"] = body ?? new JsonObject { ["by"] = "supervision:desk-1", ["note"] = "looks real" },
    };

    private async Task<IResult> KeepAsync(HttpContext context)
    {
        var body = (await context.Request.ReadFromJsonAsync<JsonObject>())!;
        Received.Enqueue(body);
        return Json(new JsonObject { ["command"] = (string)body["id"]!, ["cell"] = Cell, ["position"] = 1 });
    }

    private async Task<IResult> PostAsync(HttpContext context)
    {
        var body = (await context.Request.ReadFromJsonAsync<JsonObject>())!;
        Received.Enqueue(body);
        lock (_gate)
        {
            var (found, isRepeated, refusal) = Report(body);
            if (refusal is not null)
            {
                return Refusal(422, refusal.Value.Code, refusal.Value.Name, refusal.Value.Subject, refusal.Value.Detail);
            }
            if (isRepeated)
            {
                context.Response.Headers["Gridcity-Repeated"] = "true";
            }
            return Results.Json(
                new JsonObject { ["command"] = body["id"]!.DeepClone(), ["case"] = found!.DeepClone(), ["position"] = 7 },
                statusCode: isRepeated ? 200 : 201);
        }
    }

    private async Task<IResult> PostBatchAsync(HttpContext context)
    {
        var body = (await context.Request.ReadFromJsonAsync<JsonObject>())!;
        var reports = body["reports"]!.AsArray();
        Batches.Enqueue(reports.Count);
        if (reports.Count is 0 or > BatchReportsMax)
        {
            return Refusal(400, 0, "Malformed", "reports", "From 1 to 5000 reports were expected.");
        }
        lock (_gate)
        {
            var results = new JsonArray();
            var counts = new Dictionary<string, int> { ["accepted"] = 0, ["repeated"] = 0, ["refused"] = 0 };
            foreach (var (index, report) in reports.Index())
            {
                var result = Answer(index, report!.AsObject());
                counts[(string)result["outcome"]!]++;
                results.Add(result);
            }
            return Json(new JsonObject
            {
                ["results"] = results,
                ["accepted"] = counts["accepted"],
                ["repeated"] = counts["repeated"],
                ["refused"] = counts["refused"],
                ["position"] = 9,
            });
        }
    }

    private JsonObject Answer(int index, JsonObject report)
    {
        Received.Enqueue(report);
        var (found, isRepeated, refusal) = Report(report);
        var result = new JsonObject { ["index"] = index, ["id"] = report["id"]!.DeepClone() };
        result["outcome"] = refusal is not null ? "refused" : isRepeated ? "repeated" : "accepted";
        if (refusal is { } no)
        {
            result["code"] = no.Code;
            result["name"] = no.Name;
            result["subject"] = no.Subject;
            result["detail"] = no.Detail;
            return result;
        }
        result["case"] = found!["id"]!.DeepClone();
        result["stage"] = "pendingVerification";
        return result;
    }

    private (JsonObject? Case, bool IsRepeated, (int Code, string Name, string Subject, string Detail)? Refusal) Report(JsonObject body)
    {
        var id = (string)body["id"]!;
        var content = body.ToJsonString();
        if (_byCommand.TryGetValue(id, out var before))
        {
            return before.Content == content
                ? (before.Case, true, null)
                : (null, false, (201, "CommandIdReused", "id", "The id was used for something else."));
        }
        var (lon, lat) = ((double)body["lon"]!, (double)body["lat"]!);
        if (lon is < 116 or > 117 || lat is < 39 or > 40)
        {
            return (null, false, (107, "PointOutsideCity", "point", $"The point {lon}, {lat} lies in no cell of the city."));
        }
        var made = Case(_cases.Count + 1, body);
        _cases.Add(made);
        _byCommand.Add(id, (made, content));
        return (made, false, null);
    }

    private async Task<IResult> StepAsync(string id, string step, HttpRequest request)
    {
        var body = (await request.ReadFromJsonAsync<JsonObject>())!;
        body["step"] = step;
        Received.Enqueue(body.DeepClone().AsObject());
        if (Find(id) is not { } found)
        {
            return Unknown(id);
        }
        if (step == "close" && ((string)body["by"]!).StartsWith("unit:", StringComparison.Ordinal))
        {
            return Refusal(403, 302, "RoleNotAllowed", "by", "Who handles never closes.");
        }
        found["stage"] = "handling";
        return Json(new JsonObject { ["command"] = body["id"]!.DeepClone(), ["case"] = found, ["position"] = 8 });
    }

    private IResult List(HttpRequest request)
    {
        lock (_gate)
        {
            var limit = int.Parse(request.Query["limit"].ToString() is { Length: > 0 } text ? text : "50");
            var before = request.Query["before"].ToString() is { Length: > 0 } cursor ? int.Parse(cursor) : int.MaxValue;
            var page = _cases.Where(item => (int)item["opened"]! < before).Reverse().Take(limit).ToList();
            var answer = new JsonObject { ["items"] = new JsonArray([.. page.Select(item => item.DeepClone())]) };
            if (page.Count == limit)
            {
                answer["next"] = ((int)page[^1]["opened"]!).ToString();
            }
            return Json(answer);
        }
    }

    private JsonObject? Find(string id)
    {
        lock (_gate)
        {
            return _cases.Find(item => (string)item["id"]! == id)?.DeepClone().AsObject();
        }
    }

    private static IResult Unknown(string id) => Refusal(404, 301, "CaseUnknown", "case", $"There is no case {id}.");

    private static IResult Json(JsonObject body) => Results.Json(body);

    private static JsonObject Case(int number, JsonObject report) => new()
    {
        ["id"] = $"{Cell}-{number}",
        ["cell"] = Cell,
        ["street"] = Cell[..9],
        ["community"] = Cell[..12],
        ["stage"] = "pendingAcceptance",
        ["class"] = report["class"]!.DeepClone(),
        ["className"] = "Unclean water",
        ["classNameZh"] = "水域不洁",
        ["channel"] = report["channel"]!.DeepClone(),
        ["lon"] = report["lon"]!.DeepClone(),
        ["lat"] = report["lat"]!.DeepClone(),
        ["text"] = report["text"]?.DeepClone() ?? "",
        ["seenAt"] = "2026-07-01T01:00:00Z",
        ["reportedAt"] = "2026-07-01T01:00:00Z",
        ["due"] = "2026-07-01T05:00:00Z",
        ["isOverdue"] = false,
        ["unit"] = "water",
        ["unitName"] = "Water bureau",
        ["unitNameZh"] = "水务局",
        ["rule"] = "river-bank",
        ["reworks"] = 0,
        ["redispatches"] = 0,
        ["isNearBorder"] = false,
        ["opened"] = number,
        ["updated"] = number,
    };

    private static JsonObject Why() => new()
    {
        ["rule"] = "river-bank",
        ["version"] = "0123456789abcdef0123456789abcdef",
        ["layer"] = "rivers",
        ["feature"] = "Tonghui",
        ["distance"] = 12.3,
        ["runnerUp"] = "territorial",
        ["runnerUpUnit"] = "street-9",
    };

    private static JsonObject Life(JsonObject subject) => new()
    {
        ["case"] = subject,
        ["entries"] = new JsonArray(
            Entry(1, "case.reported.1", new JsonObject
            {
                ["by"] = "inspector:i-017",
                ["class"] = "06025",
                ["channel"] = "inspector",
                ["text"] = "Rubbish under the bridge [half sunk]",
            }),
            Entry(2),
            Entry(3, "case.dispatched.1", new JsonObject
            {
                ["by"] = "system:gridcity",
                ["unit"] = "water",
                ["limit"] = "4uh",
                ["due"] = "2026-07-01T05:00:00Z",
                ["reason"] = Why(),
            }),
            Entry(4, "case.praised.2", new JsonObject { ["by"] = "public:wang", ["stars"] = 5 })),
        ["why"] = Why(),
    };

    private static JsonObject Explain() => new()
    {
        ["cell"] = Cell,
        ["street"] = Cell[..9],
        ["class"] = "06025",
        ["unit"] = "water",
        ["unitName"] = "Water bureau",
        ["unitNameZh"] = "水务局",
        ["supporting"] = new JsonArray("street-9"),
        ["inform"] = new JsonArray(),
        ["limit"] = "4uh",
        ["due"] = "2026-07-01T05:00:00Z",
        ["reason"] = Why(),
        ["considered"] = new JsonArray(
            new JsonObject { ["rule"] = "river-bank", ["outcome"] = "matched", ["because"] = "12.3 m from Tonghui" },
            new JsonObject { ["rule"] = "lakes", ["outcome"] = "not matched", ["because"] = "no lake within 50 m" }),
        ["isNearBorder"] = true,
        ["secondCell"] = "110101009003013",
        ["borderDistance"] = 1.5,
    };

    private static JsonObject Describe() => new()
    {
        ["id"] = "small",
        ["name"] = "Small City",
        ["nameZh"] = "小城",
        ["isSynthetic"] = true,
        ["isDemonstration"] = false,
        ["hash"] = "abc123",
        ["timeZone"] = "Asia/Shanghai",
        ["inputFrame"] = "wgs84",
        ["cellCount"] = 1,
        ["center"] = new JsonObject { ["lon"] = 116.5, ["lat"] = 39.5 },
        ["bounds"] = new JsonArray(116, 39, 117, 40),
        ["classes"] = new JsonArray(
            [.. new[] { "06025", "06010" }.Select(code => new JsonObject { ["code"] = code, ["name"] = code })]),
        ["channels"] = new JsonArray(
            [.. new[] { "inspector", "hotline" }.Select(id => new JsonObject { ["id"] = id, ["name"] = id })]),
        ["units"] = new JsonArray(),
        ["layers"] = new JsonArray("rivers"),
        ["streets"] = new JsonArray(),
        ["inspectors"] = 0,
    };
}
