using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>
/// The routing rules of a city, compiled for its cells: for every class the rules that name it, in order, and for every
/// cell what each spatial condition is there. The first rule that matches wins.
/// </summary>
public sealed class RuleBook
{
    private const string Territorial = "territorial";

    private readonly Dictionary<string, CompiledRule[]> _byClass;
    private readonly Dictionary<AreaCode, string> _territorial;
    private readonly IReadOnlyDictionary<string, Unit> _units;
    private readonly TimeZoneInfo _zone;

    private RuleBook(
        string version,
        IReadOnlyList<Rule> rules,
        Dictionary<string, CompiledRule[]> byClass,
        IReadOnlyDictionary<string, Unit> units,
        TimeZoneInfo zone)
    {
        Version = version;
        Rules = rules;
        _byClass = byClass;
        _units = units;
        _zone = zone;
        _territorial = [];
        foreach (var unit in units.Values.OrderBy(unit => unit.Id, StringComparer.Ordinal))
        {
            if (unit is { Kind: UnitKind.Street or UnitKind.Community, Area: { } area })
            {
                _territorial.TryAdd(area, unit.Id);
            }
        }
    }

    /// <summary>The hash of the rules' text, which every reason names.</summary>
    public string Version { get; }

    /// <summary>The rules in the order in which they are tried.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>
    /// Compiles rules for the cells of a city; a cell whose point no rule matches falls back to its street (属地兜底).
    /// </summary>
    /// <exception cref="ArgumentException">A rule names a layer that there is not.</exception>
    /// <exception cref="FormatException">A rule's unit is not a template.</exception>
    public static RuleBook Compile(
        string version,
        IReadOnlyList<Rule> rules,
        Grid grid,
        IReadOnlyList<Layer> layers,
        IReadOnlyDictionary<string, CaseClass> classes,
        IReadOnlyDictionary<string, Unit> units,
        TimeZoneInfo zone)
    {
        // Rules often share a condition ("within 50 m of rivers"); it is compiled once.
        var predicates = new Dictionary<string, SpatialPredicate>(StringComparer.Ordinal);
        SpatialPredicate PredicateOf(NearLayer near)
        {
            var key = KeyOf(near);
            if (!predicates.TryGetValue(key, out var predicate))
            {
                var layer = layers.FirstOrDefault(layer => layer.Name == near.Layer)
                    ?? throw new ArgumentException($"There is no layer '{near.Layer}'.", nameof(rules));
                predicates.Add(key, predicate = new SpatialPredicate(near, layer, grid));
            }
            return predicate;
        }
        var compiled = rules.Select(rule => new CompiledRule(rule, PredicateOf)).ToArray();
        var byClass = classes.Values.ToDictionary(
            caseClass => caseClass.Code,
            caseClass => compiled.Where(rule => rule.IsFor(caseClass)).ToArray());
        return new RuleBook(version, rules, byClass, units, zone);
    }

    /// <summary>The unit that a cell falls back to, or null.</summary>
    public string? TerritorialUnitOf(CellCode cell) =>
        _territorial.GetValueOrDefault(cell.Community) ?? _territorial.GetValueOrDefault(cell.Street);

    /// <summary>Routes a question, or returns null when no rule matches and nobody is responsible for the cell.</summary>
    public Routing? Route(in RoutingQuestion question)
    {
        var territorial = TerritorialUnitOf(question.Cell);
        CompiledRule.Match? first = null;
        string? because = null;
        foreach (var rule in _byClass.GetValueOrDefault(question.Class) ?? [])
        {
            if (rule.Try(question, _zone, territorial, _units, ref because) is not { } match)
            {
                continue;
            }
            if (first is { } winner)
            {
                return winner.Rule.ToRouting(winner, Version, territorial, match.Rule.Rule.Id, match.Lead);
            }
            first = match;
        }
        return Last(first, territorial);
    }

    /// <summary>Routes a question and says how every rule that names the class fared.</summary>
    public Explanation Explain(in RoutingQuestion question)
    {
        var territorial = TerritorialUnitOf(question.Cell);
        var trials = new List<RuleTrial>();
        var found = 0;
        foreach (var rule in _byClass.GetValueOrDefault(question.Class) ?? [])
        {
            var because = string.Empty;
            if (rule.Try(question, _zone, territorial, _units, ref because!) is { } match)
            {
                found++;
                trials.Add(new RuleTrial(rule.Rule.Id, OutcomeOf(found), CompiledRule.Hit(match)));
            }
            else
            {
                trials.Add(new RuleTrial(rule.Rule.Id, "not matched", because));
            }
        }
        if (territorial is not null)
        {
            trials.Add(new RuleTrial(Territorial, OutcomeOf(found + 1), "the street is responsible for what no rule names"));
        }
        return new Explanation(Route(question), trials);
    }

    private static string OutcomeOf(int place) => place switch
    {
        1 => "matched",
        2 => "runner-up",
        _ => "shadowed",
    };

    private Routing? Last(CompiledRule.Match? only, string? territorial)
    {
        if (only is { } match)
        {
            return match.Rule.ToRouting(match, Version, territorial, territorial is null ? null : Territorial, territorial);
        }
        return territorial is null
            ? null
            : new Routing(territorial, [], [], null, null, new Reason(Territorial, Version, null, null, null, null, null));
    }

    private static string KeyOf(NearLayer near) => string.Join(
        '\u001f',
        near.Where.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key + "=" + pair.Value)
            .Prepend(near.Metres.ToString("R", System.Globalization.CultureInfo.InvariantCulture))
            .Prepend(near.Layer));
}
