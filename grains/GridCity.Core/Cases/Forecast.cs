using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// What filing a report would do at a moment, without a report: where it would be sent and why, by which limit (a great event's
/// factor applied), until when, and at which tier. <see cref="Tier"/> is null when nobody is responsible.
/// </summary>
public sealed record Forecast(Explanation Explanation, Limit Limit, DateTimeOffset Due, Tier? Tier)
{
    /// <summary>Where it would go, or null when nobody is responsible.</summary>
    public Routing? Routing => Explanation.Routing;

    /// <summary>What limits are multiplied by, where a great event holds.</summary>
    public double? LimitFactor => Routing is { Event: not null } routing ? routing.LimitFactor : null;

    /// <summary>Makes the forecast of a report with a filing condition or none.</summary>
    public static Forecast Of(City city, in RoutingQuestion question, string? condition)
    {
        var explanation = city.Rules.Explain(question);
        var routing = explanation.Routing;
        var limit = Dispatching.LimitOf(city, question.Class, condition, routing);
        return new Forecast(
            explanation,
            limit,
            city.Limits.Calendar.Due(question.At, limit),
            routing is null ? null : Dispatching.TierOf(city, routing));
    }
}
