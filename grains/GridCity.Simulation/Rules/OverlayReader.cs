using System.Globalization;
using GridCity.Core.Rules;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;
using YamlDotNet.RepresentationModel;

namespace GridCity.Simulation.Rules;

/// <summary>Great events as a file has them, each with the lines of its own rules.</summary>
internal sealed record OverlayRow(
    EventOverlay Overlay, int Line, IReadOnlyList<Lined<Rule>> Rules, IReadOnlyList<Lined<EventPatrol>> Patrols);

/// <summary>
/// Reads <c>events.yaml</c>: where and when a great event makes limits tighter, its own rules, and what it asks to be patrolled.
/// </summary>
internal static class OverlayReader
{
    private const double FactorMax = 10;

    private static readonly string[] Keys =
    [
        "id", "name", "name_zh", "from", "until", "yearly", "inside", "on", "within", "at", "not", "limit_factor", "tier",
        "inform", "rules", "patrols",
    ];

    private static readonly string[] Layouts =
    [
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
    ];

    /// <summary>The events that could be read, in their order.</summary>
    public static List<OverlayRow> Read(InputFile file, FaultList faults)
    {
        var ours = faults.In(file.Name);
        var overlays = new List<OverlayRow>();
        if (YamlText.Read(file, faults) is not { } root)
        {
            return overlays;
        }
        if (root is not YamlSequenceNode list)
        {
            ours.Error(
                YamlMap.LineOf(root),
                string.Empty,
                $"is {YamlMap.Kind(root)}; a list of events was expected. Write one, or [].");
            return overlays;
        }
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var lineOfRules = new Dictionary<string, int>(StringComparer.Ordinal);
        var patrols = new EventPatrolReader(ours);
        foreach (var node in list.Children)
        {
            if (YamlMap.From(node, "event", Keys, ours) is { } map && ReadOne(map, ours, lineOfRules, patrols) is { } overlay)
            {
                if (!lines.TryAdd(overlay.Overlay.Id, overlay.Line))
                {
                    map.Error("id", $"is '{overlay.Overlay.Id}' as on line {lines[overlay.Overlay.Id]}. Give each event its own.");
                }
                overlays.Add(overlay);
            }
        }
        return overlays;
    }

    private static OverlayRow? ReadOne(
        YamlMap map, FileFaults faults, Dictionary<string, int> lineOfRules, EventPatrolReader patrols)
    {
        var id = map.RequiredText("id");
        if (id is not null && !Words.IsId(id))
        {
            map.Error("id", $"is '{id}'; up to {Words.IdLengthMax} letters, digits and hyphens were expected.");
        }
        var (from, until) = (MomentOf(map, "from"), MomentOf(map, "until"));
        if (until <= from)
        {
            map.Error(
                "until",
                $"is {Text(until.Value)}, not after from ({Text(from.Value)}). The event would never hold; exchange or correct them.");
        }
        var isYearly = map.Flag("yearly") ?? false;
        if (isYearly && until > from?.AddYears(1))
        {
            map.Error("until", $"is {Text(until.Value)}, more than a year after from ({Text(from.Value)}). One that is yearly lasts a year at most.");
        }
        var factor = map.Number("limit_factor", FactorMax);
        if (factor == 0)
        {
            map.Error("limit_factor", "is 0, which leaves no time at all. Write what limits are multiplied by, such as 0.5.");
        }
        var rules = RuleReader.ReadAll(map.Items("rules"), faults, lineOfRules);
        var name = map.Text("name") ?? id;
        if (id is null || from is null || until is null)
        {
            return null;
        }
        var overlay = new EventOverlay
        {
            Id = id,
            Name = name!,
            NameZh = map.Text("name_zh") ?? name!,
            From = from.Value,
            Until = until.Value,
            IsYearly = isYearly,
            Where = RuleReader.ReadPlace(map, faults),
            LimitFactor = factor ?? 1,
            Tier = RuleReader.TierOf(map, "tier"),
            Inform = [.. map.Texts("inform").Select(item => item.Text)],
            Rules = rules.ConvertAll(rule => rule.Value),
        };
        var duties = patrols.Read(map, overlay);
        return new OverlayRow(overlay with { Patrols = duties.ConvertAll(duty => duty.Value) }, map.Line, rules, duties);
    }

    private static DateTime? MomentOf(YamlMap map, string key)
    {
        if (map.RequiredText(key) is not { } text)
        {
            return null;
        }
        if (DateTime.TryParseExact(text, Layouts, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return moment;
        }
        map.Error(key, $"is '{text}'; a local date and time was expected, as in 2026-10-01T06:00.");
        return null;
    }

    private static string Text(DateTime moment) => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
