using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Rules;
using NetTopologySuite.Geometries;

namespace GridCity.Simulation.Cities;

/// <summary>Holds rules against the classes, channels, cells, layers and units that they name.</summary>
internal sealed class RuleChecks(
    FileFaults faults,
    IReadOnlyDictionary<string, CaseClass> classes,
    IReadOnlyDictionary<string, Channel> channels,
    IReadOnlyDictionary<string, Unit> units,
    IReadOnlyList<Layer> layers,
    IReadOnlySet<AreaCode> areas,
    bool lacksCalendar)
{
    /// <summary>After so many features without a known unit, one rule has been shown to be wrong.</summary>
    private const int FeaturesShown = 3;

    /// <summary>A template that names two layers is not tried with every pair of a large city's features.</summary>
    private const int CandidatesMax = 100_000;

    private readonly List<string> _families = [.. classes.Values.Select(known => known.Family).Distinct()];

    // Many rules ask for the same attributes, and a layer may have many features.
    private readonly Dictionary<(string Layer, string Attribute), HashSet<string>> _values = [];

    /// <summary>Checks one rule.</summary>
    public void Check(Lined<Rule> item)
    {
        var (rule, line) = (item.Value, item.Line);
        CheckCondition(line, rule.Id, "when.", rule.When);
        CheckUnit(line, rule.Id, rule.When, "lead", rule.Lead);
        foreach (var unit in rule.Supporting)
        {
            CheckUnit(line, rule.Id, rule.When, "supporting", unit);
        }
        foreach (var unit in rule.Inform)
        {
            CheckUnit(line, rule.Id, rule.When, "inform", unit);
        }
        if (lacksCalendar && rule.Limit is { CountsWorkingTime: true } limit)
        {
            var counts = $"is {limit}, which counts working time, but {FolderFiles.Settings} has no calendar";
            faults.Error(line, $"{rule.Id}.limit", $"{counts}. Write one, or a limit in uh or d.");
        }
        if (rule.Whistle is not null && rule.Supporting.Count == 0)
        {
            faults.Warning(
                line, $"{rule.Id}.whistle", "calls nobody: the rule has no supporting units. Name them, or drop the whistle.");
        }
    }

    /// <summary>Checks a great event and its own rules.</summary>
    public void Check(OverlayRow item)
    {
        CheckCondition(item.Line, item.Overlay.Id, string.Empty, item.Overlay.Where);
        foreach (var unit in item.Overlay.Inform)
        {
            CheckUnit(item.Line, item.Overlay.Id, item.Overlay.Where, "inform", unit);
        }
        foreach (var rule in item.Rules)
        {
            Check(rule);
        }
        CheckContradictions(item.Rules);
        foreach (var duty in item.Patrols)
        {
            foreach (var area in duty.Value.Areas.Where(area => !areas.Contains(area) && !item.Overlay.Where.Inside.Contains(area)))
            {
                Error(duty.Line, duty.Value.Id, "inside", $"is {area}, in which there is no cell. Correct the digits.");
            }
        }
    }

    /// <summary>A reason names its rule, so that rules of events must not be called as rules of the book are.</summary>
    public void CheckNames(IReadOnlyList<OverlayRow> events, IReadOnlyList<Lined<Rule>> book)
    {
        var lines = book.DistinctBy(rule => rule.Value.Id).ToDictionary(rule => rule.Value.Id, rule => rule.Line);
        foreach (var rule in events.SelectMany(item => item.Rules).Where(rule => lines.ContainsKey(rule.Value.Id)))
        {
            var taken = $"is taken by line {lines[rule.Value.Id]} of {FolderFiles.Rules}";
            faults.Error(rule.Line, $"{rule.Value.Id}.id", $"{taken}. Give the rule a name of its own.");
        }
    }

    /// <summary>
    /// Of two rules that ask the same the second is never used: when it answers otherwise, somebody is mistaken.
    /// </summary>
    public void CheckContradictions(IReadOnlyList<Lined<Rule>> rules)
    {
        var first = new Dictionary<string, Lined<Rule>>(StringComparer.Ordinal);
        foreach (var item in rules)
        {
            var asks = KeyOf(item.Value.When);
            if (first.TryAdd(asks, item))
            {
                continue;
            }
            var (earlier, at) = (first[asks].Value, first[asks].Line);
            if (Difference(earlier, item.Value) is { } difference)
            {
                faults.Error(
                    item.Line,
                    $"{item.Value.Id}.when",
                    $"asks the same as '{earlier.Id}' on line {at} but answers otherwise: {difference}."
                        + " Only the first is ever used: tell them apart by a condition, or remove one.");
            }
            else
            {
                faults.Warning(
                    item.Line,
                    $"{item.Value.Id}.when",
                    $"asks and answers the same as '{earlier.Id}' on line {at}, so that it is never used. Remove one.");
            }
        }
    }

    private static string? Difference(Rule one, Rule other)
    {
        (string Field, string One, string Other)[] answers =
        [
            ("lead", one.Lead, other.Lead),
            ("supporting", string.Join(", ", one.Supporting.Order()), string.Join(", ", other.Supporting.Order())),
            ("inform", string.Join(", ", one.Inform.Order()), string.Join(", ", other.Inform.Order())),
            ("limit", $"{one.Limit}", $"{other.Limit}"),
            ("tier", $"{one.Tier}", $"{other.Tier}"),
            ("whistle", $"{one.Whistle}", $"{other.Whistle}"),
        ];
        var (field, first, second) = answers.FirstOrDefault(answer => answer.One != answer.Other);
        return field is null ? null : $"{field} '{second}' instead of '{first}'";
    }

    /// <summary>What a condition asks, its classes as this city's table resolves them.</summary>
    private string KeyOf(RuleCondition when)
    {
        var codes = classes.Count == 0
            ? [.. when.Classes, .. when.Families]
            : classes.Values
                .Where(known => when.Classes.Count == 0 || when.Classes.Contains(known.Code))
                .Where(known => when.Families.Count == 0 || when.Families.Contains(known.Family))
                .Select(known => known.Code);
        return string.Join(',', codes.Order(StringComparer.Ordinal)) + "\n" + ConditionKey.OfAllButClasses(when);
    }

    private void CheckCondition(int line, string id, string path, RuleCondition when)
    {
        CheckNames(line, path + "class", when.Classes, classes.Keys, "class");
        CheckNames(line, path + "family", when.Families, _families, "family of classes");
        CheckNames(line, path + "channel", when.Channels, channels.Keys, "channel");
        foreach (var area in when.Inside.Where(area => !areas.Contains(area)))
        {
            Error(line, id, path + "inside", $"is {area}, in which there is no cell. Correct the digits.");
        }
        foreach (var near in when.Near)
        {
            CheckLayer(line, id, near);
        }
        foreach (var not in when.Not)
        {
            CheckCondition(line, id, path + "not.", not);
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

    private void CheckLayer(int line, string id, NearLayer near)
    {
        if (LayerOf(near.Layer) is not { } layer)
        {
            var known = layers.Select(known => known.Name).ToList();
            var expected = known.Count == 0 ? "the city has none" : "it has " + string.Join(", ", known);
            Error(
                line,
                id,
                "layer",
                $"is '{near.Layer}', which is no layer of this city; {expected}.{Nearest.Hint(near.Layer, known)}");
            return;
        }
        var isSound = true;
        foreach (var (name, value) in near.Where)
        {
            isSound &= CheckAttribute(line, id, layer, new AttributeTest(name, Comparison.AnyOf, [value]));
        }
        foreach (var test in near.Tests)
        {
            isSound &= CheckAttribute(line, id, layer, test);
        }
        if (isSound && layer.Features.Count > 0 && !layer.Features.Any(near.Accepts))
        {
            Error(line, id, "where", $"asks for what no feature of {layer.Name} has all at once. Ask for less.");
        }
        if ((near.Side is not null || near.HasFlatEnds) && !layer.Features.Any(HasLine))
        {
            var key = near.Side is null ? "ends" : "side";
            Error(line, id, key, $"means lines, and {layer.Name} has none. Leave it out, or name a layer of lines.");
        }
    }

    private bool CheckAttribute(int line, string id, Layer layer, AttributeTest test)
    {
        var field = "where." + test.Attribute;
        var values = ValuesOf(layer, test.Attribute);
        if (values.Count == 0)
        {
            var names = layer.Features.SelectMany(feature => feature.Attributes.Keys).Distinct();
            Error(
                line,
                id,
                field,
                $"is an attribute that no feature of {layer.Name} has.{Nearest.Hint(test.Attribute, names)}");
            return false;
        }
        if (test.IsNumeric)
        {
            if (!values.Any(value => AttributeTest.TryNumber(value, out _)))
            {
                Error(
                    line,
                    id,
                    field,
                    $"is compared with a number, and no feature of {layer.Name} has a number there, but '{values.First()}'. "
                        + "Name the values instead.");
                return false;
            }
            return true;
        }
        var unknown = test.Values.Where(value => !values.Contains(value)).ToList();
        foreach (var value in unknown)
        {
            Error(
                line,
                id,
                field,
                $"is '{value}', which no feature of {layer.Name} has there.{Nearest.Hint(value, values)}");
        }
        return unknown.Count == 0;
    }

    private HashSet<string> ValuesOf(Layer layer, string attribute)
    {
        if (!_values.TryGetValue((layer.Name, attribute), out var values))
        {
            values = [.. layer.Features.Select(feature => feature.Attributes.GetValueOrDefault(attribute)).OfType<string>()];
            _values.Add((layer.Name, attribute), values);
        }
        return values;
    }

    private static bool HasLine(Feature feature) => Enumerable.Range(0, feature.Shape.NumGeometries)
        .Any(part => feature.Shape.GetGeometryN(part).Dimension == Dimension.Curve);

    private void CheckUnit(int line, string id, RuleCondition when, string field, string text)
    {
        List<(string Layer, string? Attribute)> names;
        try
        {
            names = [.. UnitTemplate.Parse(text).Names];
        }
        catch (FormatException fault)
        {
            Error(line, id, field, fault.Message);
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
                    line, id, field, $"is '{text}', which is no unit of this city.{Nearest.Hint(text, units.Keys)}");
            }
            return;
        }
        CheckTemplate(line, id, when, field, text, names);
    }

    /// <summary>Fills a template with every feature that the rule could match: each result has to be a unit.</summary>
    private void CheckTemplate(
        int line, string id, RuleCondition when, string field, string text, List<(string Layer, string? Attribute)> names)
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
            else if (MatchingFeatures(line, id, when, field, text, group.Key, attributes) is { } features)
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
                id,
                field,
                $"is '{text}', which names '{unit}', no unit of this city.{Nearest.Hint(unit, units.Keys)}");
        }
    }

    /// <summary>
    /// The features of a layer that a rule could match; nothing when they lack an attribute that its template names.
    /// </summary>
    private List<Feature>? MatchingFeatures(
        int line,
        string id,
        RuleCondition when,
        string field,
        string text,
        string layerName,
        IReadOnlyList<string> attributes)
    {
        if (when.Near.FirstOrDefault(near => near.Layer == layerName) is not { } near)
        {
            Error(
                line,
                id,
                field,
                $"is '{text}', but the rule does not ask for the layer {layerName}. Add on or within.");
            return null;
        }
        if (LayerOf(layerName) is not { } layer)
        {
            return null;
        }
        var features = layer.Features.Where(feature => near.Accepts(feature)).ToList();
        foreach (var attribute in attributes)
        {
            var without = features.Where(feature => !feature.Attributes.ContainsKey(attribute)).ToList();
            if (without.Count > 0)
            {
                var hint = Nearest.Hint(attribute, without[0].Attributes.Keys);
                Error(
                    line, id, field, $"is '{text}', but {Some(without)} of {layerName} have no '{attribute}'.{hint}");
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

    private IEnumerable<string> TerritorialUnits() =>
        units.Values.Where(unit => unit.Kind is UnitKind.Street or UnitKind.Community).Select(unit => unit.Id);

    private Layer? LayerOf(string name) => layers.FirstOrDefault(layer => layer.Name == name);

    private void Error(int line, string id, string field, string message) =>
        faults.Error(line, $"{id}.{field}", message);
}
