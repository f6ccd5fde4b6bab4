using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Journal;

namespace GridCity.Silo.Http;

/// <summary>Reading cases and giving commands about them.</summary>
internal static class Cases
{
    private const int DefaultLimit = 50;

    public static void MapCases(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases", ListAsync)
            .WithName("cases").WithSummary("Cases, newest first, by cell, area, stage, unit or class; page with before=next.")
            .Produces<CasePage>().ProducesProblem(400);
        api.MapGet("/cases/{id}", GetAsync)
            .WithName("case").WithSummary("One case as it stands.").Produces<CaseBody>().ProducesProblem(404);
        api.MapGet("/cases/{id}/life", GetLifeAsync)
            .WithName("caseLife").WithSummary("All that happened to a case, and why it went where it went.")
            .Produces<CaseLife>().ProducesProblem(404);
        foreach (var kind in CaseCommands.Kinds)
        {
            var word = kind.ToString().ToLowerInvariant();
            api.MapPost("/cases/{id}/" + word, (string id, HttpContext context, ICityHost host, CancellationToken stop) =>
                    PostAsync(kind, id, context, host, stop))
                .WithName(word + "Case").WithSummary(CaseCommands.SummaryOf(kind))
                .Accepts<CommandBody>("application/json").Produces<CommandReply>()
                .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
                .ProducesProblem(422).ProducesProblem(503).ProducesProblem(507);
        }
    }

    private static async Task<IResult> PostAsync(
        CommandKind kind, string id, HttpContext context, ICityHost host, CancellationToken stop)
    {
        if (!CaseId.TryParse(id, out var caseId))
        {
            return Problems.Missing("id", $"'{id}' is not a case number: a cell code, a dash and a number were expected.");
        }
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.CommandBody, Bodies.CommandBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        if (!Reports.TryId(context, body.Id, out var commandId))
        {
            return Problems.Malformed("Idempotency-Key", "The header is not a UUID.");
        }
        var (command, subject, detail) = CaseCommands.Read(kind, commandId, caseId, body);
        if (command is null)
        {
            return Problems.Malformed(subject!, detail!);
        }
        return Reports.Answer(context, host, await host.SendAsync(command, stop), StatusCodes.Status200OK);
    }

    private static async Task<IResult> GetAsync(string id, ICityHost host, CancellationToken stop) =>
        CaseId.TryParse(id, out var caseId) && await host.Journal.FindCaseAsync(caseId, stop) is { } row
            ? TypedResults.Json(row.ToBody(host.City), WireContext.Default.CaseBody)
            : Problems.Missing("id", $"There is no case '{id}'.");

    private static async Task<IResult> GetLifeAsync(string id, ICityHost host, CancellationToken stop)
    {
        if (!CaseId.TryParse(id, out var caseId) || await host.Journal.FindCaseAsync(caseId, stop) is not { } row)
        {
            return Problems.Missing("id", $"There is no case '{id}'.");
        }
        var entries = await host.Journal.ReadCaseAsync(caseId, stop);
        var why = entries.Select(entry => entry.Event).OfType<CaseDispatched>().LastOrDefault()?.Reason;
        return TypedResults.Json(
            new CaseLife(row.ToBody(host.City), [.. entries.Select(entry => entry.ToBody())], why?.ToBody()),
            WireContext.Default.CaseLife);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ICityHost host, CancellationToken stop)
    {
        var (filter, problem) = ReadFilter(context.Request.Query);
        if (filter is null)
        {
            return problem!;
        }
        var rows = await host.Journal.ReadCasesAsync(filter, stop);
        var next = rows.Count == filter.Limit ? rows[^1].Opened.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Json(
            new CasePage([.. rows.Select(row => row.ToBody(host.City))], next), WireContext.Default.CasePage);
    }

    private static (CaseFilter? Filter, IResult? Problem) ReadFilter(IQueryCollection query)
    {
        var stages = new List<Stage>();
        foreach (var name in query["stage"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Shapes.TryParseStage(name, out var stage))
            {
                return (null, Problems.Malformed("stage", $"'{name}' is not a stage; expected one of {string.Join(", ", Stages.All.Select(Shapes.NameOf))}."));
            }
            stages.Add(stage);
        }
        CellCode? cell = null;
        if (query["cell"].ToString() is { Length: > 0 } cellText)
        {
            if (!CellCode.TryParse(cellText, out var code))
            {
                return (null, Problems.Malformed("cell", $"'{cellText}' is not a cell code of 15 (or 14) digits."));
            }
            cell = code;
        }
        AreaCode? area = null;
        if (query["area"].ToString() is { Length: > 0 } areaText)
        {
            if (!AreaCode.TryParse(areaText, out var code))
            {
                return (null, Problems.Malformed("area", $"'{areaText}' is not an area code of 6, 9, 12 or 15 digits."));
            }
            area = code;
        }
        if (!TryNumber(query, "before", 1, long.MaxValue, null, out var before)
            || !TryNumber(query, "limit", 1, CaseFilter.LimitMax, DefaultLimit, out var limit))
        {
            return (null, Problems.Malformed("before,limit", $"Whole numbers were expected, and a limit from 1 to {CaseFilter.LimitMax}."));
        }
        return (new CaseFilter
        {
            Cell = cell,
            Area = area,
            Stages = stages.Count == 0 ? null : stages,
            Unit = Text(query, "unit"),
            Class = Text(query, "class"),
            OpenOnly = query["open"] == "true",
            OverdueOnly = query["overdue"] == "true",
            Before = before,
            Limit = (int)limit!.Value,
        }, null);
    }

    /// <summary>Reads a whole number of a query within bounds, or takes the default when it is absent.</summary>
    public static bool TryNumber(IQueryCollection query, string name, long min, long max, long? absent, out long? number)
    {
        number = absent;
        if (Text(query, name) is not { } text)
        {
            return true;
        }
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed < min || parsed > max)
        {
            return false;
        }
        number = parsed;
        return true;
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
}
