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
            When(yaml, rule.When);
            yaml.Pair("  ", "lead", YamlLines.Quote(rule.Lead));
            yaml.Pair("  ", "supporting", YamlLines.List(rule.Supporting));
            yaml.Pair("  ", "inform", YamlLines.List(rule.Inform));
            yaml.Pair("  ", "limit", rule.Limit?.ToString());
            yaml.Pair("  ", "tier", rule.Tier is { } tier ? Words.Of(tier) : null);
        }
        return yaml.ToString();
    }

    private static void When(YamlLines yaml, RuleCondition when)
    {
        var lines = new List<(string Key, string? Value)>
        {
            ("class", YamlLines.List(when.Classes)),
            ("family", YamlLines.List(when.Families)),
            ("channel", YamlLines.List(when.Channels)),
            ("inside", YamlLines.List([.. when.Inside.Select(area => area.ToString())])),
            ("on", Near([.. when.Near.Where(near => near.Metres == 0)], On)),
            ("within", Near([.. when.Near.Where(near => near.Metres > 0)], Within)),
            ("hours", HoursOf(when)),
            ("weekdays", YamlLines.List([.. when.Weekdays.Select(Words.Of)])),
            ("from", when.From is { } from ? Words.Of(from) : null),
            ("until", when.Until is { } until ? Words.Of(until) : null),
        };
        if (lines.Exists(line => line.Value is not null))
        {
            yaml.Raw("  when:");
            lines.ForEach(line => yaml.Pair("    ", line.Key, line.Value));
        }
    }

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
        near.Where.Count == 0 ? YamlLines.Quote(near.Layer) : $"{{layer: {YamlLines.Quote(near.Layer)}{Where(near)}}}";

    private static string Within(NearLayer near) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{layer: {YamlLines.Quote(near.Layer)}, metres: {near.Metres:R}{Where(near)}}}");

    private static string Where(NearLayer near)
    {
        var pairs = near.Where.Select(pair => $"{YamlLines.Quote(pair.Key)}: {YamlLines.Quote(pair.Value)}");
        return near.Where.Count == 0 ? string.Empty : $", where: {{{string.Join(", ", pairs)}}}";
    }
}
