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
        "id", "description", "when", "lead", "supporting", "inform", "limit", "tier", "whistle",
    ];

    private static readonly string[] WhenKeys =
    [
        "class", "family", "channel", "inside", "on", "within", "at", "not", "hours", "weekdays", "from", "until",
    ];

    // What is excepted has no exceptions of its own.
    private static readonly string[] NotKeys = [.. WhenKeys.Where(key => key != "not")];

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
        return ReadAll(list.Children, ours, []);
    }

    /// <summary>The rules of a list; <paramref name="lines"/> are the ids that are taken, and gets those of the rules.</summary>
    public static List<Lined<Rule>> ReadAll(
        IEnumerable<YamlNode> nodes, FileFaults faults, Dictionary<string, int> lines)
    {
        var rules = new List<Lined<Rule>>();
        foreach (var node in nodes)
        {
            if (YamlMap.From(node, "rule", RuleKeys, faults) is { } map && ReadRule(map, faults) is { } rule)
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

    /// <summary>The tier under a key, or null.</summary>
    public static Tier? TierOf(YamlMap map, string key)
    {
        if (map.Text(key) is not { } text)
        {
            return null;
        }
        if (Words.Tiers.TryGetValue(text, out var tier))
        {
            return tier;
        }
        map.Error(key, Words.Expected(text, Words.Tiers.Keys));
        return null;
    }

    /// <summary>What a mapping says of the place: prefixes, layers, and what must not hold.</summary>
    public static RuleCondition ReadPlace(YamlMap when, FileFaults faults)
    {
        var near = NearReader.Read(when, faults);
        if (near.Count > RuleCondition.LayersMax)
        {
            when.Error("within", $"asks for {near.Count} layers; at most {RuleCondition.LayersMax} were expected. Ask for fewer.");
        }
        return new RuleCondition { Inside = Inside(when, faults), Near = near, Not = Not(when, faults) };
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
        return id is null || lead is null ? null : new Rule
        {
            Id = id,
            Description = map.Text("description"),
            When = map.Map("when", WhenKeys) is { } when ? ReadCondition(when, faults) : new RuleCondition(),
            Lead = lead,
            Supporting = [.. map.Texts("supporting").Select(item => item.Text)],
            Inform = [.. map.Texts("inform").Select(item => item.Text)],
            Limit = SettingsReader.LimitOf(map, "limit"),
            Tier = TierOf(map, "tier"),
            Whistle = WhistleOf(map),
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
        return ReadPlace(when, faults) with
        {
            Classes = [.. when.Texts("class").Select(item => item.Text)],
            Families = [.. when.Texts("family").Select(item => item.Text)],
            Channels = [.. when.Texts("channel").Select(item => item.Text)],
            Hours = HoursOf(when),
            Weekdays = when.Has("weekdays") ? SettingsReader.WeekdaysOf(when, "weekdays", faults) : [],
            From = from,
            Until = until,
        };
    }

    /// <summary>The areas under <c>inside</c>.</summary>
    public static List<AreaCode> Inside(YamlMap when, FileFaults faults)
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

    private static List<RuleCondition> Not(YamlMap when, FileFaults faults)
    {
        var conditions = new List<RuleCondition>();
        foreach (var node in when.Items("not"))
        {
            if (YamlMap.From(node, when.PathOf("not"), NotKeys, faults) is not { } map)
            {
                continue;
            }
            if (NotKeys.Any(map.Has))
            {
                conditions.Add(ReadCondition(map, faults));
            }
            else
            {
                when.Error("not", "asks for nothing, which always holds, so that the rule never would. Write a condition.");
            }
        }
        return conditions;
    }

    /// <summary>The kind of whistle: a word, or <c>true</c> for a whistle without one.</summary>
    private static string? WhistleOf(YamlMap map)
    {
        switch (map.Text("whistle"))
        {
            case null or "false":
                return null;
            case "true":
                return Rule.PlainWhistle;
            case var kind when Words.IsId(kind):
                return kind;
            case var other:
                map.Error("whistle", $"is '{other}'; true, false or a kind such as emergency was expected.");
                return null;
        }
    }

    /// <summary>The span of hours under <c>hours</c>, or null.</summary>
    public static (TimeOnly From, TimeOnly To)? HoursOf(YamlMap when)
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

    /// <summary>The date under a key, or null.</summary>
    public static DateOnly? DateOf(YamlMap when, string key)
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
