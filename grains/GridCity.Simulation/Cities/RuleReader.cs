using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using YamlDotNet.RepresentationModel;

namespace GridCity.Simulation.Cities;

/// <summary>Reads <c>rules.yaml</c>; whether what rules name is there is asked in <see cref="RuleChecks"/>.</summary>
internal static class RuleReader
{
    private static readonly string[] RuleKeys =
    [
        "id", "description", "when", "lead", "supporting", "inform", "limit", "tier",
    ];

    private static readonly string[] WhenKeys =
    [
        "class", "family", "channel", "inside", "on", "within", "hours", "weekdays", "from", "until",
    ];

    private static readonly string[] NearKeys = ["layer", "metres", "where"];

    /// <summary>The rules that could be read, in their order.</summary>
    public static List<Lined<Rule>> Read(InputFile file, FaultList faults)
    {
        var ours = faults.In(file.Name);
        var rules = new List<Lined<Rule>>();
        if (YamlText.Read(file, faults) is not { } root)
        {
            return rules;
        }
        if (root is not YamlSequenceNode list)
        {
            ours.Error(
                YamlMap.LineOf(root),
                string.Empty,
                $"is {YamlMap.Kind(root)}; a list of rules was expected. Write one, or [].");
            return rules;
        }
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in list.Children)
        {
            if (YamlMap.From(node, "rule", RuleKeys, ours) is { } map && ReadRule(map, ours) is { } rule)
            {
                if (!lines.TryAdd(rule.Id, map.Line))
                {
                    map.Error("id", $"is '{rule.Id}' as on line {lines[rule.Id]}. Give each rule its own.");
                }
                rules.Add(new Lined<Rule>(rule, map.Line));
            }
        }
        return rules;
    }

    private static Rule? ReadRule(YamlMap map, FileFaults faults)
    {
        var id = map.RequiredText("id");
        var lead = map.RequiredText("lead");
        if (id is not null && (!Words.IsId(id) || id is "manual" or "territorial"))
        {
            map.Error(
                "id", $"is '{id}'; up to 64 letters, digits and hyphens were expected, and not manual or territorial.");
        }
        Tier? tier = null;
        if (map.Text("tier") is { } text)
        {
            tier = Words.Tiers.TryGetValue(text, out var known) ? known : null;
            if (tier is null)
            {
                map.Error("tier", Words.Expected(text, Words.Tiers.Keys));
            }
        }
        return id is null || lead is null ? null : new Rule
        {
            Id = id,
            Description = map.Text("description"),
            When = map.Map("when", WhenKeys) is { } when ? ReadCondition(when, faults) : new RuleCondition(),
            Lead = lead,
            Supporting = [.. map.Texts("supporting").Select(item => item.Text)],
            Inform = [.. map.Texts("inform").Select(item => item.Text)],
            Limit = SettingsReader.LimitOf(map, "limit"),
            Tier = tier,
        };
    }

    private static RuleCondition ReadCondition(YamlMap when, FileFaults faults)
    {
        var from = DateOf(when, "from");
        var until = DateOf(when, "until");
        if (from > until)
        {
            when.Error("until", $"is {Words.Of(until.Value)}, before from. The rule would never hold.");
        }
        return new RuleCondition
        {
            Classes = [.. when.Texts("class").Select(item => item.Text)],
            Families = [.. when.Texts("family").Select(item => item.Text)],
            Channels = [.. when.Texts("channel").Select(item => item.Text)],
            Inside = Inside(when, faults),
            Near = [.. Near(when, "on", faults), .. Near(when, "within", faults)],
            Hours = HoursOf(when),
            Weekdays = when.Has("weekdays") ? SettingsReader.WeekdaysOf(when, "weekdays", faults) : [],
            From = from,
            Until = until,
        };
    }

    private static List<AreaCode> Inside(YamlMap when, FileFaults faults)
    {
        var areas = new List<AreaCode>();
        foreach (var (text, line) in when.Texts("inside"))
        {
            if (AreaCode.TryParse(text, out var code))
            {
                areas.Add(code);
            }
            else
            {
                faults.Error(line, when.PathOf("inside"), $"is '{text}'; 6, 9, 12 or 15 digits were expected.");
            }
        }
        return areas;
    }

    /// <summary>Layers under <c>on</c> (a name is enough) or <c>within</c> (metres are needed).</summary>
    private static List<NearLayer> Near(YamlMap when, string key, FileFaults faults)
    {
        var layers = new List<NearLayer>();
        var isOn = key == "on";
        foreach (var node in when.Items(key, isScalarOne: isOn))
        {
            if (isOn && node is YamlScalarNode { Value: { Length: > 0 } name })
            {
                layers.Add(new NearLayer(name, 0, new Dictionary<string, string>()));
            }
            else if (YamlMap.From(node, when.PathOf(key), NearKeys, faults) is { } near
                && near.RequiredText("layer") is { } layer)
            {
                var metres = near.Number("metres", 10_000);
                if (metres is null && !isOn && !near.Has("metres"))
                {
                    near.Error("metres", "is missing. Write from how many metres a feature counts.");
                }
                if (isOn && near.Has("metres"))
                {
                    near.Error("metres", "has no meaning with on, where the point lies on the feature. Write within.");
                }
                var where = near.Pairs("where").DistinctBy(pair => pair.Key);
                layers.Add(new NearLayer(
                    layer, isOn ? 0 : metres ?? 0, where.ToDictionary(pair => pair.Key, pair => pair.Value)));
            }
        }
        return layers;
    }

    private static (TimeOnly From, TimeOnly To)? HoursOf(YamlMap when)
    {
        if (when.Text("hours") is not { } text)
        {
            return null;
        }
        if (Words.TryParseSpan(text, out var span) && span.From != span.To && span.From < TimeSpan.FromDays(1))
        {
            // A rule until 24:00 ends where the next day begins.
            var end = span.To == TimeSpan.FromDays(1) ? TimeOnly.MinValue : TimeOnly.FromTimeSpan(span.To);
            return (TimeOnly.FromTimeSpan(span.From), end);
        }
        when.Error("hours", $"is '{text}'; a span of times was expected, as in 22:00-06:00.");
        return null;
    }

    private static DateOnly? DateOf(YamlMap when, string key)
    {
        if (when.Text(key) is not { } text)
        {
            return null;
        }
        if (Words.TryParseDate(text, out var date))
        {
            return date;
        }
        when.Error(key, $"is '{text}'; a date was expected, as in 2026-10-01.");
        return null;
    }
}
