using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// When a case goes to a higher tier: most things are solved at the bottom, and what cannot be is handed up when power, owner,
/// time, repetition or a boundary asks for it.
/// </summary>
internal static class Escalation
{
    /// <summary>What asks for a higher tier when a case is sent to a unit; the highest tier counts, then the first cause.</summary>
    public static CaseEscalated? AtDispatch(
        City city, Report report, CellCode cell, CellCode secondCell, int repeats, CaseDispatched dispatched)
    {
        var policy = city.Policy.Escalation;
        var tier = dispatched.Tier ?? Tier.Street;
        var isBorder = policy.Border && !secondCell.IsNone && secondCell.Street != cell.Street;
        var borderTier = secondCell.District == cell.District ? Tier.District : Tier.City;
        var (cause, to) = (EscalationCause.Power, PowerAsked(city, report, dispatched) ?? default);
        if (isBorder && borderTier > to)
        {
            (cause, to) = (EscalationCause.Boundary, borderTier);
        }
        if (policy.Repeats > 0 && repeats >= policy.Repeats && Above(tier) > to)
        {
            (cause, to) = (EscalationCause.Repetition, Above(tier));
        }
        return to > tier ? Escalated(city, cell, cause, to) : null;
    }

    /// <summary>A case that units give back again and again has no owner at this tier.</summary>
    public static CaseEscalated? AtReturn(City city, Case item) =>
        city.Policy.Escalation.Returns > 0 && item.Returns >= city.Policy.Escalation.Returns
            ? Up(city, item, EscalationCause.Owner)
            : null;

    /// <summary>A case that is overdue is watched by the next tier.</summary>
    public static CaseEscalated? AtTimeOut(City city, Case item) =>
        city.Policy.Escalation.Overdue ? Up(city, item, EscalationCause.Time) : null;

    // A department of the district has the power of the district, and works for the street's case.
    private static Tier? PowerAsked(City city, Report report, CaseDispatched dispatched)
    {
        var power = city.Classes.GetValueOrDefault(report.Class)?.Power;
        return city.Policy.Escalation.Power switch
        {
            PowerRule.Class => power,
            PowerRule.Unit when city.Units[dispatched.Unit].Tier < power => power,
            _ => null,
        };
    }

    private static CaseEscalated? Up(City city, Case item, EscalationCause cause)
    {
        var tier = item.Tier ?? Tier.Street;
        return tier < Tier.City ? Escalated(city, item.Cell, cause, Above(tier)) : null;
    }

    private static CaseEscalated Escalated(City city, CellCode cell, EscalationCause cause, Tier to) =>
        new(Actor.System, cause, to, city.CoordinatorOf(to, cell)?.Id, null);

    private static Tier Above(Tier tier) => tier < Tier.City ? tier + 1 : Tier.City;
}
