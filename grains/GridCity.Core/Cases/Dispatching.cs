using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>Turns a routing into the event that sends a case to a unit, with its limit and due time.</summary>
internal static class Dispatching
{
    /// <summary>Sends a case where the rules say, or null when nobody is responsible for its cell.</summary>
    public static CaseDispatched? ByRules(
        City city, Report report, CellCode cell, int cellIndex, PlanePoint place, DateTimeOffset at)
    {
        var routing = Route(city, report, cell, cellIndex, place, at);
        if (routing is null)
        {
            return null;
        }
        var limit = LimitOf(city, report.Class, report.Condition, routing);
        return new CaseDispatched(
            Actor.System, routing.Unit, limit.ToString(), city.Limits.Calendar.Due(at, limit), routing.Reason, null)
        {
            Supporting = routing.Supporting,
            Inform = routing.Inform,
            Tier = TierOf(city, routing),
            Event = routing.Event,
            Whistle = routing.Whistle,
        };
    }

    /// <summary>
    /// What a rule's whistle does when its case is first sent to a unit: the street calls the supporting units to the place.
    /// </summary>
    public static CallMade? Whistle(City city, CellCode cell, CaseDispatched dispatched, DateTimeOffset at) =>
        dispatched is { Whistle: { } kind, Supporting.Count: > 0 } && city.Rules.TerritorialUnitOf(cell) is { } street
            ? new CallMade(
                new Actor(Role.Unit, street), 1, CallKind.Whistle, kind, null, dispatched.Supporting, at + city.Policy.WhistleWindow)
            : null;

    /// <summary>Sends a case where a dispatcher says.</summary>
    public static CaseDispatched ByHand(City city, Case item, DispatchCommand command)
    {
        // Who is asked is the dispatcher's choice; that a great event leaves less time is not.
        var routing = Route(city, item.Report, item.Cell, city.Grid.IndexOf(item.Cell), item.Place, command.At);
        var limit = LimitOf(city, item.Report.Class, item.Report.Condition, routing is null ? null : routing with { Limit = null });
        var keepsDue = !city.Policy.RestartLimitOnRedispatch && item.HandlingDue is not null;
        var due = keepsDue ? item.HandlingDue!.Value : city.Limits.Calendar.Due(command.At, limit);
        var reason = new Reason("manual", city.Rules.Version, null, null, null, null, null);
        return new CaseDispatched(command.By, command.Unit!, limit.ToString(), due, reason, command.Note)
        {
            Tier = TierOf(city.Units[command.Unit!]),
            Event = routing?.Event,
        };
    }

    private static Routing? Route(City city, Report report, CellCode cell, int cellIndex, PlanePoint place, DateTimeOffset at) =>
        city.Rules.Route(new RoutingQuestion(report.Class, report.Channel, cell, cellIndex, place, at));

    // Departments of the district and companies work for the street's case; what belongs to a body of the city has left it.
    private static Tier TierOf(Unit unit) => unit switch
    {
        { Kind: UnitKind.Community } => Tier.Community,
        { Kind: not UnitKind.Company, Tier: Tier.City } => Tier.City,
        _ => Tier.Street,
    };

    /// <summary>
    /// The limit that counts: the rule's, the class's for its filing condition, or the city's default, times the factor of the
    /// great event that holds.
    /// </summary>
    public static Limit LimitOf(City city, string caseClass, string? condition, Routing? routing)
    {
        var limit = routing?.Limit ?? city.Limits.Find(caseClass, condition)?.Limit ?? city.Policy.DefaultLimit;
        return routing is null ? limit : limit.Times(routing.LimitFactor, city.Limits.Calendar.DayLength);
    }

    /// <summary>The tier that a routing gives a case: the rule's or the event's, otherwise its unit's.</summary>
    public static Tier TierOf(City city, Routing routing) => routing.Tier ?? TierOf(city.Units[routing.Unit]);
}
