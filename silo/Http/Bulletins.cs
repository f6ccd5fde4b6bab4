using System.Globalization;
using GridCity.Grains;
using GridCity.Silo.Views;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;

namespace GridCity.Silo.Http;

/// <summary>The bulletins of any past period: pages of one file for people, their data for programs.</summary>
internal static class Bulletins
{
    private const string Json = ".json";

    private static readonly Dictionary<string, BulletinKind> Kinds =
        Enum.GetValues<BulletinKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static void MapBulletins(this IEndpointRouteBuilder api)
    {
        api.MapGet("/bulletins", GetIndexAsync)
            .WithName("bulletins").WithSummary("The list of all bulletins, as a page with links.")
            .Produces(StatusCodes.Status200OK, null, "text/html");
        api.MapGet("/bulletins/{kind}", GetAsync)
            .WithName("bulletin")
            .WithSummary("The bulletin of a period: hourly, monthly, quarterly or water; a page, or with .json or Accept its data.")
            .Produces(StatusCodes.Status200OK, null, "text/html").Produces(StatusCodes.Status200OK, null, "application/json")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> GetIndexAsync(HttpContext context, BulletinShelf shelf, CancellationToken stop)
    {
        if (!TryPage(context, out var page))
        {
            return Problems.Malformed("lang", "One of zh, en was expected.");
        }
        var (list, behind) = await shelf.ListAsync(page, stop);
        return list is null ? Behind(context, behind!, isForPeople: true) : Html(context, list);
    }

    private static async Task<IResult> GetAsync(
        string kind, HttpContext context, ICityHost host, BulletinShelf shelf, TimeProvider time, CancellationToken stop)
    {
        var isNamedJson = kind.EndsWith(Json, StringComparison.Ordinal);
        var word = isNamedJson ? kind[..^Json.Length] : kind;
        if (!Kinds.TryGetValue(word, out var known))
        {
            return Problems.Missing("kind", $"There is no bulletin '{word}'; one of {string.Join(", ", Kinds.Keys)} was expected.");
        }
        if (!TryPage(context, out var page))
        {
            return Problems.Malformed("lang", "One of zh, en was expected.");
        }
        var expected = string.Empty;
        var request = context.Request.Query["period"].ToString() is { Length: > 0 } text
            ? BulletinRequest.Read(known, text, host.City.TimeZone, out expected)
            : BulletinRequest.LastBefore(known, host.City.TimeZone, time.GetUtcNow());
        if (request is null)
        {
            return Problems.Malformed("period", char.ToUpperInvariant(expected[0]) + expected[1..] + ".");
        }
        DateTimeOffset? asOf = null;
        if (context.Request.Query["asOf"].ToString() is { Length: > 0 } moment)
        {
            if (!DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                return Problems.Malformed("asOf", "A time such as 2026-10-05T00:00:00+08:00 was expected.");
            }
            asOf = at;
        }
        var (bulletin, behind) = await shelf.MakeAsync(request, asOf, stop);
        if (bulletin is null)
        {
            return Behind(context, behind!, isForPeople: !isNamedJson && !WantsJson(context));
        }
        return isNamedJson || WantsJson(context)
            ? TypedResults.Text(bulletin.ToJson(), "application/json; charset=utf-8")
            : Html(context, bulletin.ToHtml(page));
    }

    // The journal is still being read: programs come again, and so does the page by itself.
    internal static IResult Behind(HttpContext context, FoldState state, bool isForPeople)
    {
        var done = string.Create(CultureInfo.InvariantCulture, $"{state.Position:N0} of {state.Last:N0} entries");
        var detail = state.IsFull
            ? $"The journal has more cases than the server keeps for bulletins ({done} are read). Use 'gridcity bulletin --data'."
            : $"The journal is being read for the bulletins: {done}. Ask again.";
        if (!state.IsFull)
        {
            context.Response.Headers.RetryAfter = "1";
        }
        if (!isForPeople || state.IsFull)
        {
            return Problems.Make(StatusCodes.Status503ServiceUnavailable, "BulletinsBehind", detail, null, null);
        }
        var share = string.Create(CultureInfo.InvariantCulture, $"{(double)state.Position / state.Last:P0}");
        return TypedResults.Text(
            "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=1><title>GridCity</title>"
            + string.Create(CultureInfo.InvariantCulture, $"<progress max={state.Last} value={state.Position}>{share}</progress>")
            + $"<p>正在读取日志：{share}</p><p>{detail}</p>",
            "text/html; charset=utf-8",
            statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Html(HttpContext context, string html)
    {
        // The page brings its own style, which the rule for the other pages would not let in.
        context.Response.Headers.ContentSecurityPolicy = Bulletin.ContentSecurityPolicy + "; frame-ancestors 'none'";
        return TypedResults.Text(html, "text/html; charset=utf-8");
    }

    private static bool WantsJson(HttpContext context)
    {
        var accept = context.Request.Headers.Accept.ToString();
        return accept.Contains("application/json", StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryPage(HttpContext context, out PageOptions page)
    {
        var language = context.Request.Query["lang"].ToString();
        page = new PageOptions
        {
            First = language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Language.English : Language.Chinese,
            IsSingle = context.Request.Query.ContainsKey("single"),
        };
        return language is "" or "zh" or "zh-CN" or "en";
    }
}
