using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>A rule whose conditions are ready to be asked.</summary>
internal sealed class CompiledRule
{
    private readonly CompiledCondition _when;
    private readonly UnitTemplate _lead;
    private readonly bool _isLeadKnown;
    private readonly UnitTemplate[] _supporting;
    private readonly UnitTemplate[] _inform;

    public CompiledRule(
        Rule rule,
        int? overlay,
        IReadOnlyDictionary<string, CaseClass> classes,
        IReadOnlyDictionary<string, Unit> units,
        PredicateSet predicates)
    {
        // A lead without blanks is looked up once, here.
        _isLeadKnown = units.ContainsKey(rule.Lead);
        Rule = rule;
        Overlay = overlay;
        _when = new CompiledCondition(rule.When, classes, predicates);
        _lead = UnitTemplate.Parse(rule.Lead);
        _supporting = [.. rule.Supporting.Select(UnitTemplate.Parse)];
        _inform = [.. rule.Inform.Select(UnitTemplate.Parse)];
    }

    public Rule Rule { get; }

    /// <summary>The number of the overlay to which the rule belongs, or null for a rule of the book.</summary>
    public int? Overlay { get; }

    /// <summary>Whether the rule is for a class; asked once per class, when the book is compiled.</summary>
    public bool IsFor(CaseClass caseClass) => _when.IsFor(caseClass);

    /// <summary>
    /// Tries the rule: a routing, or null with the reason in <paramref name="because"/> when one is asked for.
    /// </summary>
    public Match? Try(
        in RoutingQuestion question,
        ref LocalTime time,
        string? territorial,
        IReadOnlyDictionary<string, Unit> units,
        ref string? because)
    {
        var explains = because is not null;
        var found = default(NearBuffer);
        if (!_when.Holds(question, ref time, ref found, ref because))
        {
            return null;
        }
        var lead = _isLeadKnown ? Rule.Lead : _lead.Fill(territorial, _when.Matched(found));
        if (lead is null || !(_isLeadKnown || units.ContainsKey(lead)))
        {
            because = explains ? $"nobody is known as '{lead ?? Rule.Lead}'" : null;
            return null;
        }
        return new Match(this, lead, found);
    }

    public Routing ToRouting(in Match match, string version, string? territorial, string? runnerUp, string? runnerUpUnit)
    {
        var matched = _when.Matched(match.Found);
        var first = matched.Length == 0 ? default : matched[0];
        // Who leads needs no telling, and nobody is named twice.
        var supporting = Fill(_supporting, territorial, matched, match.Lead, default);
        var inform = Fill(_inform, territorial, matched, match.Lead, supporting);
        return new Routing(
            match.Lead,
            supporting,
            inform,
            Rule.Limit,
            Rule.Tier,
            new Reason(
                Rule.Id,
                version,
                first.Layer,
                first.Feature?.Id,
                _when.DistanceOf(match.Found) is { } metres ? Math.Round(metres, 2) : null,
                runnerUp,
                runnerUpUnit))
        {
            Whistle = Rule.Whistle,
        };
    }

    public static string Hit(in Match match)
    {
        var when = match.Rule._when;
        return when.Layers.Count == 0
            ? "class, channel, place and time fit"
            : CompiledCondition.Describe(when.Matched(match.Found), when.DistanceOf(match.Found));
    }

    /// <summary>
    /// In which cells the rule can match, and whether its place is right at every point of them; null for all.
    /// </summary>
    public List<(int Cell, CellState State)>? Survey(Grid grid, PredicateSet predicates) => _when.Survey(grid, predicates);

    private static ValueList<string> Fill(
        UnitTemplate[] templates,
        string? territorial,
        (string Layer, Feature Feature)[] matched,
        string lead,
        ValueList<string> before)
    {
        var units = default(ValueList<string>);
        foreach (var template in templates)
        {
            if (template.Fill(territorial, matched) is { } unit
                && unit != lead && !before.AsSpan().Contains(unit) && !units.AsSpan().Contains(unit))
            {
                units = units.With(unit);
            }
        }
        return units;
    }

    /// <summary>A rule that matched, the unit it names and the features it found.</summary>
    internal readonly struct Match(CompiledRule rule, string lead, in NearBuffer found)
    {
        public readonly NearBuffer Found = found;

        public CompiledRule Rule => rule;

        public string Lead => lead;
    }
}
