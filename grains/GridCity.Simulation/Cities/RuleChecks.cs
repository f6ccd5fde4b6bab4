using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>Holds rules against the classes, channels, cells, layers and units that they name.</summary>
internal sealed class RuleChecks(
    FileFaults faults,
    IReadOnlyDictionary<string, CaseClass> classes,
    IReadOnlyDictionary<string, Channel> channels,
    IReadOnlyDictionary<string, Unit> units,
    IReadOnlyList<Layer> layers,
    IReadOnlySet<AreaCode> areas)
{
    /// <summary>After so many features without a known unit, one rule has been shown to be wrong.</summary>
    private const int FeaturesShown = 3;

    /// <summary>A template that names two layers is not tried with every pair of a large city's features.</summary>
    private const int CandidatesMax = 100_000;

    private readonly List<string> _families = [.. classes.Values.Select(known => known.Family).Distinct()];

    /// <summary>Checks one rule.</summary>
    public void Check(Lined<Rule> item)
    {
        var (rule, line) = (item.Value, item.Line);
        CheckNames(line, "when.class", rule.When.Classes, classes.Keys, "class");
        CheckNames(line, "when.family", rule.When.Families, _families, "family of classes");
        CheckNames(line, "when.channel", rule.When.Channels, channels.Keys, "channel");
        foreach (var area in rule.When.Inside.Where(area => !areas.Contains(area)))
        {
            Error(line, rule, "when.inside", $"is {area}, in which there is no cell. Correct the digits.");
        }
        foreach (var near in rule.When.Near)
        {
            CheckLayer(line, rule, near);
        }
        CheckUnit(line, rule, "lead", rule.Lead);
        foreach (var unit in rule.Supporting)
        {
            CheckUnit(line, rule, "supporting", unit);
        }
        foreach (var unit in rule.Inform)
        {
            CheckUnit(line, rule, "inform", unit);
        }
    }

    private void CheckNames(int line, string field, IReadOnlyList<string> names, IEnumerable<string> known, string kind)
    {
        // A table that could not be read at all has its own fault, which these would drown.
        foreach (var name in names.Where(name => known.Any() && !known.Contains(name)))
        {
            faults.Error(line, field, $"is '{name}', which is no {kind} of this city.{Nearest.Hint(name, known)}");
        }
    }

    private void CheckLayer(int line, Rule rule, NearLayer near)
    {
        if (LayerOf(near.Layer) is not { } layer)
        {
            var known = layers.Select(known => known.Name).ToList();
            var expected = known.Count == 0 ? "the city has none" : "it has " + string.Join(", ", known);
            Error(
                line,
                rule,
                "layer",
                $"is '{near.Layer}', which is no layer of this city; {expected}.{Nearest.Hint(near.Layer, known)}");
            return;
        }
        foreach (var (name, value) in near.Where)
        {
            var values = layer.Features.Select(feature => feature.Attributes.GetValueOrDefault(name)).OfType<string>().ToHashSet();
            if (values.Count == 0)
            {
                var names = layer.Features.SelectMany(feature => feature.Attributes.Keys).Distinct();
                Error(
                    line,
                    rule,
                    "where." + name,
                    $"is an attribute that no feature of {layer.Name} has.{Nearest.Hint(name, names)}");
            }
            else if (!values.Contains(value))
            {
                Error(
                    line,
                    rule,
                    "where." + name,
                    $"is '{value}', which no feature of {layer.Name} has there.{Nearest.Hint(value, values)}");
            }
        }
    }

    private void CheckUnit(int line, Rule rule, string field, string text)
    {
        List<(string Layer, string? Attribute)> names;
        try
        {
            names = [.. UnitTemplate.Parse(text).Names];
        }
        catch (FormatException fault)
        {
            Error(line, rule, field, fault.Message);
            return;
        }
        if (units.Count == 0)
        {
            return;
        }
        if (names.Count == 0)
        {
            if (!units.ContainsKey(text))
            {
                Error(
                    line, rule, field, $"is '{text}', which is no unit of this city.{Nearest.Hint(text, units.Keys)}");
            }
            return;
        }
        CheckTemplate(line, rule, field, text, names);
    }

    /// <summary>Fills a template with every feature that the rule could match: each result has to be a unit.</summary>
    private void CheckTemplate(
        int line, Rule rule, string field, string text, List<(string Layer, string? Attribute)> names)
    {
        var candidates = new List<string> { text };
        foreach (var group in names.Distinct().GroupBy(name => name.Layer))
        {
            var attributes = group.Select(name => name.Attribute).OfType<string>().ToList();
            if (attributes.Count == 0)
            {
                candidates = Spread(
                    candidates, TerritorialUnits(), (candidate, unit) => candidate.Replace("{street}", unit));
            }
            else if (MatchingFeatures(line, rule, field, text, group.Key, attributes) is { } features)
            {
                candidates = Spread(candidates, features, (candidate, feature) => attributes.Aggregate(
                    candidate,
                    (filled, attribute) =>
                        filled.Replace($"{{{group.Key}.{attribute}}}", feature.Attributes[attribute])));
            }
            else
            {
                return;
            }
        }
        foreach (var unit in candidates.Where(unit => !units.ContainsKey(unit)).Take(FeaturesShown))
        {
            Error(
                line,
                rule,
                field,
                $"is '{text}', which names '{unit}', no unit of this city.{Nearest.Hint(unit, units.Keys)}");
        }
    }

    /// <summary>
    /// The features of a layer that a rule could match; nothing when they lack an attribute that its template names.
    /// </summary>
    private List<Feature>? MatchingFeatures(
        int line, Rule rule, string field, string text, string layerName, IReadOnlyList<string> attributes)
    {
        if (rule.When.Near.FirstOrDefault(near => near.Layer == layerName) is not { } near)
        {
            Error(
                line,
                rule,
                field,
                $"is '{text}', but the rule does not ask for the layer {layerName}. Add on or within.");
            return null;
        }
        if (LayerOf(layerName) is not { } layer)
        {
            return null;
        }
        var features = layer.Features.Where(feature => HasAll(feature, near.Where)).ToList();
        foreach (var attribute in attributes)
        {
            var without = features.Where(feature => !feature.Attributes.ContainsKey(attribute)).ToList();
            if (without.Count > 0)
            {
                var hint = Nearest.Hint(attribute, without[0].Attributes.Keys);
                Error(
                    line, rule, field, $"is '{text}', but {Some(without)} of {layerName} have no '{attribute}'.{hint}");
                return null;
            }
        }
        return features;
    }

    private static List<string> Spread<T>(
        List<string> candidates, IEnumerable<T> values, Func<string, T, string> fill) =>
        [.. candidates.SelectMany(_ => values, fill).Distinct().Take(CandidatesMax)];

    private static string Some(List<Feature> features)
    {
        var shown = string.Join(", ", features.Take(FeaturesShown).Select(feature => feature.Id));
        return features.Count > FeaturesShown ? $"{shown} and {features.Count - FeaturesShown} more features" : shown;
    }

    private static bool HasAll(Feature feature, IReadOnlyDictionary<string, string> where) =>
        where.All(pair => feature.Attributes.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private IEnumerable<string> TerritorialUnits() =>
        units.Values.Where(unit => unit.Kind is UnitKind.Street or UnitKind.Community).Select(unit => unit.Id);

    private Layer? LayerOf(string name) => layers.FirstOrDefault(layer => layer.Name == name);

    private void Error(int line, Rule rule, string field, string message) =>
        faults.Error(line, $"{rule.Id}.{field}", message);
}
