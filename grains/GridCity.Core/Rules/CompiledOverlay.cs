using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>A great event that is ready to be asked whether it holds.</summary>
internal sealed class CompiledOverlay
{
    private readonly CompiledCondition _where;
    private readonly UnitTemplate[] _inform;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;

    public CompiledOverlay(
        EventOverlay overlay, IReadOnlyDictionary<string, CaseClass> classes, PredicateSet predicates, ZoneTime zone)
    {
        Overlay = overlay;
        _where = new CompiledCondition(overlay.Where, classes, predicates);
        _inform = [.. overlay.Inform.Select(UnitTemplate.Parse)];
        (_from, _until) = (zone.FromLocal(overlay.From), zone.FromLocal(overlay.Until));
    }

    public EventOverlay Overlay { get; }

    /// <summary>In which cells the overlay can hold; null for all.</summary>
    public List<(int Cell, CellState State)>? Survey(Grid grid, PredicateSet predicates) => _where.Survey(grid, predicates);

    /// <summary>Whether the overlay holds for a question; if so, with the features that its place named.</summary>
    public bool Holds(in RoutingQuestion question, ref LocalTime time, out (string Layer, Feature Feature)[] matched)
    {
        matched = [];
        if (!IsOn(question.At, ref time))
        {
            return false;
        }
        var found = default(NearBuffer);
        string? because = null;
        if (!_where.Holds(question, ref time, ref found, ref because))
        {
            return false;
        }
        matched = _where.Matched(found);
        return true;
    }

    /// <summary>What a routing becomes while the overlay holds.</summary>
    public Routing Apply(Routing routing, bool isOwnRule, string? territorial, (string Layer, Feature Feature)[] matched)
    {
        var inform = routing.Inform;
        foreach (var unit in _inform.Select(template => template.Fill(territorial, matched)).OfType<string>())
        {
            if (unit != routing.Unit && !routing.Supporting.Contains(unit) && !inform.Contains(unit))
            {
                inform = inform.With(unit);
            }
        }
        // Its own rules were written for the event, so what they say of the tier stands.
        var tier = isOwnRule ? routing.Tier ?? Overlay.Tier : Overlay.Tier ?? routing.Tier;
        return routing with { Inform = inform, Tier = tier, Event = Overlay.Id, LimitFactor = Overlay.LimitFactor };
    }

    public string Describe(DateTime local) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Overlay.Name} until {EndAt(local):yyyy-MM-dd HH:mm}, limits × {Overlay.LimitFactor:0.###}");

    private bool IsOn(DateTimeOffset at, ref LocalTime time) =>
        at >= _from && (at < _until || (Overlay.IsYearly && Overlay.EndOfYearly(time.Value) is not null));

    private DateTime EndAt(DateTime local) => Overlay.IsYearly ? Overlay.EndOfYearly(local) ?? Overlay.Until : Overlay.Until;
}
