using System.Globalization;
using GridCity.Core.Rules;

namespace GridCity.Simulation.Cities;

/// <summary>Writes <c>rules.yaml</c>.</summary>
internal static class RulesText
{
    public static string Of(IReadOnlyList<Rule> rules)
    {
        if (rules.Count == 0)
        {
            return "[]\n";
        }
        var yaml = new YamlLines();
        yaml.Raw("# The first rule that matches wins; what none matches goes to the street of the cell.");
        foreach (var rule in rules)
        {
            yaml.Raw($"- id: {YamlLines.Quote(rule.Id)}");
            yaml.Pair("  ", "description", rule.Description is null ? null : YamlLines.Quote(rule.Description));
            if (Lines(rule.When) is { Count: > 0 } when)
            {
                yaml.Raw("  when:");
                when.ForEach(line => yaml.Pair("    ", line.Key, line.Value));
            }
            yaml.Pair("  ", "lead", YamlLines.Quote(rule.Lead));
            yaml.Pair("  ", "supporting", YamlLines.List(rule.Supporting));
            yaml.Pair("  ", "inform", YamlLines.List(rule.Inform));
            yaml.Pair("  ", "limit", rule.Limit?.ToString());
            yaml.Pair("  ", "tier", rule.Tier is { } tier ? Words.Of(tier) : null);
            yaml.Pair("  ", "whistle", rule.Whistle == Rule.PlainWhistle ? "true" : rule.Whistle);
        }
        return yaml.ToString();
    }

    private static List<(string Key, string Value)> Lines(RuleCondition when)
    {
        (string Key, string? Value)[] lines =
        [
            ("class", YamlLines.List(when.Classes)),
            ("family", YamlLines.List(when.Families)),
            ("channel", YamlLines.List(when.Channels)),
            ("inside", YamlLines.List([.. when.Inside.Select(area => area.ToString())])),
            ("on", Near([.. when.Near.Where(near => near.Metres == 0)], On)),
            ("within", Near([.. when.Near.Where(near => near.Metres > 0)], Within)),
            ("not", when.Not.Count == 0 ? null : $"[{string.Join(", ", when.Not.Select(InBraces))}]"),
            ("hours", HoursOf(when)),
            ("weekdays", YamlLines.List([.. when.Weekdays.Select(Words.Of)])),
            ("from", when.From is { } from ? Words.Of(from) : null),
            ("until", when.Until is { } until ? Words.Of(until) : null),
        ];
        return [.. lines.Where(line => line.Value is not null).Select(line => (line.Key, line.Value!))];
    }

    private static string InBraces(RuleCondition condition) =>
        $"{{{string.Join(", ", Lines(condition).Select(line => $"{line.Key}: {line.Value}"))}}}";

    private static string? HoursOf(RuleCondition when) => when.Hours is { } hours
        ? YamlLines.Quote(Words.Of((hours.From.ToTimeSpan(), hours.To.ToTimeSpan())))
        : null;

    private static string? Near(List<NearLayer> layers, Func<NearLayer, string> write) => layers.Count switch
    {
        0 => null,
        1 => write(layers[0]),
        _ => $"[{string.Join(", ", layers.Select(write))}]",
    };

    private static string On(NearLayer near) =>
        near.Where.Count + near.Tests.Count == 0
            ? YamlLines.Quote(near.Layer)
            : $"{{layer: {YamlLines.Quote(near.Layer)}{Where(near)}}}";

    private static string Within(NearLayer near)
    {
        var side = near.Side is { } named ? ", side: " + Words.Of(named) : string.Empty;
        var ends = near.HasFlatEnds ? ", ends: flat" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{layer: {YamlLines.Quote(near.Layer)}, metres: {near.Metres:R}{side}{ends}{Where(near)}}}");
    }

    private static string Where(NearLayer near)
    {
        var pairs = near.Where.Select(pair => $"{YamlLines.Quote(pair.Key)}: {Equal(pair.Value)}")
            .Concat(near.Tests.Select(test => $"{YamlLines.Quote(test.Attribute)}: {Demand(test)}"));
        return near.Where.Count + near.Tests.Count == 0 ? string.Empty : $", where: {{{string.Join(", ", pairs)}}}";
    }

    // A value that looks like a comparison stands in a list, where it is a value.
    private static string Equal(string value) =>
        NearReader.IsComparison(value) ? $"[{YamlLines.Quote(value)}]" : YamlLines.Quote(value);

    private static string Demand(AttributeTest test) => test.Comparison == Comparison.AnyOf
        ? $"[{string.Join(", ", test.Values.Select(YamlLines.Quote))}]"
        : YamlLines.Quote(NearReader.SignOf(test.Comparison) + test.Values[0]);
}
