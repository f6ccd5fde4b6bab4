using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Silo.Access;
using GridCity.Silo.Photos;
using GridCity.Silo.Views;

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
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, ICityHost host, CancellationToken stop) =>
        CaseId.TryParse(id, out var caseId) && await host.Journal.FindCaseAsync(caseId, stop) is { } row
            && Acting.MaySee(context, host.City, row)
            ? TypedResults.Json(ToBody(row, host, await host.Journal.ReadCaseAsync(caseId, stop)), WireContext.Default.CaseBody)
            : Problems.Missing("id", $"There is no case '{id}'.");

    // The table of cases knows the class that a case has; in which code it came, only its report does.
    private static CaseBody ToBody(CaseRow row, ICityHost host, IEnumerable<Entry> entries)
    {
        var body = row.ToBody(host.City);
        var reported = entries.Select(entry => entry.Event).OfType<CaseReported>().FirstOrDefault()?.Report;
        return reported?.ReportedClass is null
            ? body
            : body with { ReportedClass = reported.AsReported.Code, ReportedEdition = reported.AsReported.Edition };
    }

    private static async Task<IResult> GetLifeAsync(string id, HttpContext context, ICityHost host, PhotoStore photos, CancellationToken stop)
    {
        if (!CaseId.TryParse(id, out var caseId) || await host.Journal.FindCaseAsync(caseId, stop) is not { } row
            || !Acting.MaySee(context, host.City, row))
        {
            return Problems.Missing("id", $"There is no case '{id}'.");
        }
        var entries = await host.Journal.ReadCaseAsync(caseId, stop);
        var why = entries.Select(entry => entry.Event).OfType<CaseDispatched>().LastOrDefault()?.Reason;
        return TypedResults.Json(
            new CaseLife(ToBody(row, host, entries), [.. WithPhotos(entries, photos)], why?.ToBody()) { Possible = PossibleIn(row.Stage) },
            WireContext.Default.CaseLife);
    }

    private static PossibleCommand[] PossibleIn(Stage stage) =>
    [
        .. Lifecycle.PossibleIn(stage).Intersect(CommandReader.Kinds).Select(kind => new PossibleCommand(
            CommandReader.WordOf(kind), [.. Enum.GetValues<Role>().Where(role => Lifecycle.IsAllowed(role, kind)).Select(RoleNames.Of)])),
    ];

    // Of the entries of one command the first one shows its photos.
    private static IEnumerable<EntryBody> WithPhotos(IEnumerable<Entry> entries, PhotoStore photos)
    {
        Guid before = default;
        foreach (var entry in entries)
        {
            var kept = entry.Command == before ? [] : photos.Of(entry.Command);
            before = entry.Command;
            yield return kept.Count == 0 ? entry.ToBody() : entry.ToBody() with { Photos = kept };
        }
    }

    /// <summary>Says no to somebody who acted on an older picture of a case, and what happened since.</summary>
    public static async Task<IResult> TellChangesAsync(Refusal refusal, CaseId id, long seen, ICityHost host, CancellationToken stop)
    {
        var entries = await host.Journal.ReadCaseAsync(id, stop);
        var since = entries.Where(entry => entry.Position > seen).Select(entry => entry.ToBody()).ToArray();
        var problem = Problems.Of(refusal);
        if (since.Length > 0)
        {
            problem.ProblemDetails.Extensions["happened"] = since;
        }
        return problem;
    }

    private static async Task<IResult> ListAsync(HttpContext context, ICityHost host, CityBoard board, CancellationToken stop)
    {
        var (filter, problem) = ReadFilter(context.Request.Query);
        if (filter is null)
        {
            return problem!;
        }
        (filter, problem) = Acting.Narrow(context, filter!);
        if (filter is null)
        {
            return problem!;
        }
        var rows = Text(context.Request.Query, "calls") == "whistle"
            ? await ReadWhistledAsync(host, board, filter, stop)
            : await host.Journal.ReadCasesAsync(filter, stop);
        var next = rows.Count == filter.Limit ? rows[^1].Opened.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Json(
            new CasePage([.. rows.Select(row => row.ToBody(host.City))], next), WireContext.Default.CasePage);
    }

    // A row says how many calls are open and not of which kind; the board knows the whistles that it counts.
    private static async Task<IReadOnlyList<CaseRow>> ReadWhistledAsync(
        ICityHost host, CityBoard board, CaseFilter filter, CancellationToken stop)
    {
        var found = new List<CaseRow>();
        var page = filter with { Limit = CaseFilter.LimitMax };
        while (true)
        {
            var rows = await host.Journal.ReadCasesAsync(page, stop);
            found.AddRange(rows.Where(row => board.IsWhistled(row.Id)).Take(filter.Limit - found.Count));
            if (found.Count == filter.Limit || rows.Count < page.Limit)
            {
                return found;
            }
            page = page with { Before = rows[^1].Opened };
        }
    }

    private static (CaseFilter? Filter, IResult? Problem) ReadFilter(IQueryCollection query)
    {
        var stages = new List<Stage>();
        foreach (var name in query["stage"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!WireNames.TryParse<Stage>(name, out var stage))
            {
                return (null, Problems.Malformed("stage", $"'{name}' is not a stage; expected one of {WireNames.All<Stage>()}."));
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
        Tier? tier = null;
        if (Text(query, "tier") is { } tierText)
        {
            if (!WireNames.TryParse<Tier>(tierText, out var named))
            {
                return (null, Problems.Malformed("tier", $"'{tierText}' is not a tier; expected one of {WireNames.All<Tier>()}."));
            }
            tier = named;
        }
        if (Text(query, "calls") is { } calls and not ("open" or "whistle"))
        {
            return (null, Problems.Malformed("calls", $"'{calls}' is not known; expected open or whistle."));
        }
        DateTimeOffset? dueBefore = null;
        if (Text(query, "dueBefore") is { } dueText)
        {
            if (!DateTimeOffset.TryParse(dueText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var due))
            {
                return (null, Problems.Malformed("dueBefore", $"'{dueText}' is not a time; expected one such as 2026-09-14T08:00:00Z."));
            }
            dueBefore = due;
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
            SupervisedOnly = query["supervised"] == "true",
            CallsOpenOnly = Text(query, "calls") is not null,
            UntakenOnly = query["task"] == "nobody",
            Inspector = Text(query, "inspector"),
            Channel = Text(query, "channel"),
            Tier = tier,
            DueBefore = dueBefore,
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
