using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Grains;

namespace GridCity.Silo.Http;

/// <summary>The routing rules, and why a report would go where it would go.</summary>
internal static class RoutingRules
{
    public static void MapRules(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rules", (ICityHost host) => TypedResults.Json(
                new RulesBody(host.City.Rules.Version, [.. host.City.Rules.Rules.Select(rule => new RuleBody(rule.Id, rule.Description))]),
                WireContext.Default.RulesBody))
            .WithName("rules").WithSummary("The routing rules in the order in which they are tried.").Produces<RulesBody>();
        api.MapGet("/rules/explain", Explain)
            .WithName("explain").WithSummary("Where a report would go, and how every rule fared.")
            .Produces<ExplainBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
    }

    private static IResult Explain(HttpContext context, ICityHost host, TimeProvider time)
    {
        var query = context.Request.Query;
        var city = host.City;
        if (!Cells.TryPoint(query, host, out var point))
        {
            return Problems.Malformed("lon,lat,frame", "lon and lat in degrees were expected, and a frame of wgs84, cgcs2000, gcj02, bd09.");
        }
        var caseClass = query["class"].ToString();
        if (!city.Classes.ContainsKey(caseClass))
        {
            return Problems.Of(new Refusal(RefusalCode.ClassUnknown, "class", $"The city has no class '{caseClass}'; GET /api/v1/city lists them."));
        }
        var channel = query["channel"].ToString() is { Length: > 0 } named ? named : "inspector";
        var at = time.GetUtcNow();
        if (query["at"].ToString() is { Length: > 0 } moment
            && !DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at))
        {
            return Problems.Malformed("at", "A time such as 2026-07-01T08:00:00+08:00 was expected.");
        }
        var error = Frames.ErrorMetres(city.InputFrame);
        if (Intake.Place(city, point, error) is not { } place)
        {
            return Problems.Missing("lon,lat", $"The point lies in no cell of {city.Name}.");
        }
        var question = new RoutingQuestion(caseClass, channel, place.Cell, place.CellIndex, place.Point, at);
        var condition = query["condition"].ToString() is { Length: > 0 } text ? text : null;
        return Intake.CheckCondition(city, caseClass, condition) is { } unknown
            ? Problems.Of(unknown)
            : TypedResults.Json(ToBody(city, question, place, condition), WireContext.Default.ExplainBody);
    }

    private static ExplainBody ToBody(City city, RoutingQuestion question, Placement place, string? condition)
    {
        var forecast = Forecast.Of(city, question, condition);
        var routing = forecast.Routing;
        var unit = routing is null ? null : city.Units[routing.Unit];
        return new ExplainBody(
            place.Cell.ToString(),
            place.Cell.Street.ToString(),
            question.Class,
            routing?.Unit,
            unit?.Name,
            unit?.NameZh,
            routing?.Supporting ?? [],
            routing?.Inform ?? [],
            forecast.Limit.ToString(),
            forecast.Due,
            routing?.Reason.ToBody(),
            [.. forecast.Explanation.Trials.Select(trial => new TrialBody(trial.Rule, trial.Outcome, trial.Because))],
            place.IsNearBorder,
            place.IsNearBorder ? place.SecondCell.ToString() : null,
            place.BorderDistance,
            forecast.Tier is { } tier ? WireNames.Of(tier) : null,
            routing?.Whistle,
            routing?.Event,
            forecast.LimitFactor);
    }
}
