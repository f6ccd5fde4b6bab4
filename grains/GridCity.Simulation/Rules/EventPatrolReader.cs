using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Rules;

/// <summary>Reads what great events ask to be patrolled: where, when, how often and by whom.</summary>
internal sealed class EventPatrolReader(FileFaults faults)
{
    // Once in a quarter of an hour is as often as one area can be walked by anybody who reports it.
    private const int TimesMax = 96;

    private static readonly string[] Keys = ["id", "name", "name_zh", "inside", "from", "until", "hours", "times_a_day", "kind"];

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>The duties of an event, in their order.</summary>
    public List<Lined<EventPatrol>> Read(YamlMap map, EventOverlay great)
    {
        var duties = new List<Lined<EventPatrol>>();
        foreach (var node in map.Items("patrols"))
        {
            if (YamlMap.From(node, map.PathOf("patrols"), Keys, faults) is { } item && ReadOne(item, great) is { } duty)
            {
                if (!_lines.TryAdd(duty.Id, item.Line))
                {
                    item.Error("id", $"is '{duty.Id}' as on line {_lines[duty.Id]}. Give each patrol its own.");
                }
                duties.Add(new Lined<EventPatrol>(duty, item.Line));
            }
        }
        return duties;
    }

    private EventPatrol? ReadOne(YamlMap map, EventOverlay great)
    {
        var id = map.RequiredText("id");
        if (id is not null && !Words.IsId(id))
        {
            map.Error("id", $"is '{id}'; up to {Words.IdLengthMax} letters, digits and hyphens were expected.");
        }
        var (from, until) = Days(map, great);
        var times = map.RequiredText("times_a_day") is null ? null : map.Whole("times_a_day", TimesMax);
        if (times == 0)
        {
            map.Error("times_a_day", "is 0, which asks for nothing. Write how often each area has to be walked on a day.");
        }
        var areas = Areas(map, great);
        return id is null || times is null || areas.Count == 0 ? null : new EventPatrol
        {
            Id = id,
            Name = map.Text("name") ?? id,
            NameZh = map.Text("name_zh") ?? map.Text("name") ?? id,
            Areas = areas,
            From = from,
            Until = until,
            IsYearly = great.IsYearly,
            TimesADay = times.Value,
            Hours = RuleReader.HoursOf(map),
            Kinds = Kinds(map),
        };
    }

    /// <summary>The days of the duty, which are the event's where it names none and never others.</summary>
    private static (DateOnly From, DateOnly Until) Days(YamlMap map, EventOverlay great)
    {
        var first = DateOnly.FromDateTime(great.From);
        var last = great.Until > great.From ? DateOnly.FromDateTime(great.Until.AddTicks(-1)) : first;
        var (from, until) = (RuleReader.DateOf(map, "from") ?? first, RuleReader.DateOf(map, "until") ?? last);
        foreach (var (key, day) in new[] { ("from", from), ("until", until) })
        {
            if (day < first || day > last)
            {
                map.Error(
                    key,
                    $"is {Words.Of(day)}, outside the event, which has the days from {Words.Of(first)} to {Words.Of(last)}. Correct one of them.");
            }
        }
        if (until < from)
        {
            map.Error("until", $"is {Words.Of(until)}, before from ({Words.Of(from)}). The patrol would never be owed; exchange them.");
        }
        return (from, until);
    }

    private List<AreaCode> Areas(YamlMap map, EventOverlay great)
    {
        if (map.Has("inside"))
        {
            return [.. RuleReader.Inside(map, faults).Distinct()];
        }
        if (great.Where.Inside.Count == 0)
        {
            map.Error("inside", "is missing, and the event names no areas either. Write the digits of the areas to be walked.");
        }
        return [.. great.Where.Inside.Distinct()];
    }

    private List<PatrolKind> Kinds(YamlMap map)
    {
        var kinds = new List<PatrolKind>();
        foreach (var (text, line) in map.Texts("kind"))
        {
            if (Words.PatrolKinds.TryGetValue(text, out var kind))
            {
                kinds.Add(kind);
            }
            else
            {
                faults.Error(line, map.PathOf("kind"), Words.Expected(text, Words.PatrolKinds.Keys));
            }
        }
        return kinds;
    }
}
