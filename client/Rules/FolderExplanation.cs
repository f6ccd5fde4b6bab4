using GridCity.Client.Api;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using Asked = GridCity.Core.Rules.RoutingQuestion;

namespace GridCity.Client.Rules;

/// <summary>Where a report would go by the rules of a city folder, in the shape in which a server answers.</summary>
internal static class FolderExplanation
{
    /// <summary>Explains a question.</summary>
    /// <exception cref="UsageException">The city has no such class, condition or channel, or no cell there.</exception>
    public static Routing Of(City city, RoutingQuestion question, DateTimeOffset now)
    {
        if (!city.Classes.ContainsKey(question.Class))
        {
            throw new UsageException($"{city.Name} has no class '{question.Class}'; classes.csv lists them.");
        }
        var channel = question.Channel ?? (city.Channels.ContainsKey("inspector") ? "inspector" : city.Channels.Keys.First());
        if (!city.Channels.ContainsKey(channel))
        {
            throw new UsageException($"{city.Name} has no channel '{channel}'; it has {string.Join(", ", city.Channels.Keys)}.");
        }
        if (Intake.CheckCondition(city, question.Class, question.Condition) is { } unknown)
        {
            throw new UsageException(unknown.Detail);
        }
        var frame = question.Frame ?? city.InputFrame;
        var point = Frames.ToWgs84(new GeoPoint(question.Lon, question.Lat), frame);
        var place = Intake.Place(city, point, Frames.ErrorMetres(frame))
            ?? throw new UsageException($"The point lies in no cell of {city.Name}.");
        return ToRouting(
            city,
            new Asked(question.Class, channel, place.Cell, place.CellIndex, place.Point, question.At ?? now),
            place,
            question.Condition);
    }

    private static Routing ToRouting(City city, Asked question, Placement place, string? condition)
    {
        var forecast = Forecast.Of(city, question, condition);
        var routing = forecast.Routing;
        var unit = routing is null ? null : city.Units.GetValueOrDefault(routing.Unit);
        var reason = routing?.Reason;
        return new Routing(
            place.Cell.ToString(),
            place.Cell.Street.ToString(),
            question.Class,
            routing?.Unit,
            unit?.Name,
            unit?.NameZh,
            routing?.Supporting,
            routing?.Inform,
            forecast.Limit.ToString(),
            forecast.Due,
            reason is null
                ? null
                : new Why(
                    reason.Rule, reason.Version, reason.Layer, reason.Feature, reason.Distance, reason.RunnerUp, reason.RunnerUpUnit),
            [.. forecast.Explanation.Trials.Select(trial => new ConsideredRule(trial.Rule, trial.Outcome, trial.Because))],
            place.IsNearBorder,
            place.IsNearBorder ? place.SecondCell.ToString() : null,
            place.BorderDistance)
        {
            Tier = forecast.Tier?.ToString().ToLowerInvariant(),
            Whistle = routing?.Whistle,
            Event = routing?.Event,
            LimitFactor = forecast.LimitFactor,
        };
    }
}
