using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Runs;
using YamlDotNet.RepresentationModel;

namespace GridCity.Simulation.Demand;

/// <summary>Reads the <c>work</c> of a scenario: crews, shifts, how long things take and how often they go wrong.</summary>
internal sealed class WorkReader(City city, FileFaults faults)
{
    private const int CountMax = 10_000;
    private const double HoursMax = 24 * 366;

    private static readonly string[] ShiftKeys = ["name", "hours", "weekdays"];
    private static readonly string[] CrewKeys = ["unit", "units", "shift", "count"];
    private static readonly string[] ServiceKeys = ["classes", "families", "work", "procedure"];
    private static readonly string[] TimeKeys = ["median", "spread", "mean", "variation", "always", "quantiles"];

    private readonly Dictionary<string, WorkShift> _shifts = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> Keys { get; } =
    [
        "services", "shifts", "inspector_shifts", "crews", "other_crews", "filing_desk", "dispatch_desk", "acceptance", "closing_desk",
        "look", "lifetime", "missing", "outside", "return", "rework", "mend", "see", "patrol_speed", "walk_speed", "crew_speed", "detour",
    ];

    public WorkModel Read(YamlMap map)
    {
        foreach (var item in map.Items("shifts"))
        {
            ReadShift(item);
        }
        var standard = new WorkModel();
        return new WorkModel
        {
            Services = map.Has("services") ? Services(map) : standard.Services,
            Crews = Crews(map),
            OtherCrews = map.Has("other_crews") ? Mannings(map, "other_crews") : standard.OtherCrews,
            InspectorShifts = map.Has("inspector_shifts") ? InspectorShifts(map) : standard.InspectorShifts,
            FilingDesk = Time(map, "filing_desk") ?? standard.FilingDesk,
            DispatchDesk = Time(map, "dispatch_desk") ?? standard.DispatchDesk,
            Acceptance = Time(map, "acceptance") ?? standard.Acceptance,
            ClosingDesk = Time(map, "closing_desk") ?? standard.ClosingDesk,
            Look = Time(map, "look") ?? standard.Look,
            Lifetime = Time(map, "lifetime") ?? standard.Lifetime,
            MissingShare = map.Number("missing", 1) ?? standard.MissingShare,
            OutsideShare = map.Number("outside", 1) ?? standard.OutsideShare,
            ReturnShare = map.Number("return", 1) ?? standard.ReturnShare,
            ReworkShare = map.Number("rework", 0.95) ?? standard.ReworkShare,
            MendShare = map.Number("mend", 1) ?? standard.MendShare,
            SeeShare = Positive(map, "see", 1) ?? standard.SeeShare,
            PatrolSpeed = Positive(map, "patrol_speed", 50) ?? standard.PatrolSpeed,
            WalkSpeed = Positive(map, "walk_speed", 50) ?? standard.WalkSpeed,
            CrewSpeed = Positive(map, "crew_speed", 200) ?? standard.CrewSpeed,
            Detour = Positive(map, "detour", 10) ?? standard.Detour,
        };
    }

    private static double? Positive(YamlMap map, string key, double most)
    {
        var number = map.Number(key, most);
        if (number == 0)
        {
            map.Error(key, "is 0, so that nothing would ever be done. Write a number above 0.");
        }
        return number;
    }

    private void ReadShift(YamlNode item)
    {
        if (YamlMap.From(item, "work.shifts", ShiftKeys, faults) is not { } map || map.RequiredText("name") is not { } name)
        {
            return;
        }
        if (map.RequiredText("hours") is not { } hours || !Words.TryParseSpan(hours, out var span)
            || span.From == span.To || span.From == TimeSpan.FromDays(1))
        {
            map.Error("hours", "was expected to be such as 08:00-18:00, or past midnight such as 22:00-06:00.");
            return;
        }
        IReadOnlyList<DayOfWeek> weekdays = map.Has("weekdays") ? SettingsReader.WeekdaysOf(map, "weekdays", faults) : [];
        if (!_shifts.TryAdd(name, new WorkShift(name, span.From, span.To, weekdays)))
        {
            map.Error("name", $"is '{name}' a second time. Choose another.");
        }
    }

    private Dictionary<string, WorkShift> InspectorShifts(YamlMap map)
    {
        var shifts = new Dictionary<string, WorkShift>(StringComparer.Ordinal);
        foreach (var (name, text, line) in map.Pairs("inspector_shifts"))
        {
            if (ShiftOf(text, line, map.PathOf("inspector_shifts")) is { } shift)
            {
                shifts[name] = shift;
            }
        }
        return shifts;
    }

    private WorkShift? ShiftOf(string name, int line, string path)
    {
        if (_shifts.TryGetValue(name, out var shift))
        {
            return shift;
        }
        faults.Error(line, path, $"names the shift '{name}', which is not among shifts.{Nearest.Hint(name, _shifts.Keys)}");
        return null;
    }

    private Dictionary<string, IReadOnlyList<Manning>> Crews(YamlMap map)
    {
        var crews = new Dictionary<string, IReadOnlyList<Manning>>(StringComparer.Ordinal);
        foreach (var item in map.Items("crews"))
        {
            if (YamlMap.From(item, "work.crews", CrewKeys, faults) is not { } row || ManningOf(row) is not { } manning)
            {
                continue;
            }
            foreach (var (unit, line) in row.Texts("unit").Concat(row.Texts("units")))
            {
                if (!city.Units.ContainsKey(unit))
                {
                    faults.Error(line, row.PathOf("unit"), $"is '{unit}', which is no unit of {city.Id}.{Nearest.Hint(unit, city.Units.Keys)}");
                }
                crews[unit] = [.. crews.GetValueOrDefault(unit) ?? [], manning];
            }
        }
        return crews;
    }

    private List<Manning> Mannings(YamlMap map, string key)
    {
        var mannings = new List<Manning>();
        foreach (var item in map.Items(key))
        {
            if (YamlMap.From(item, "work." + key, ["shift", "count"], faults) is { } row && ManningOf(row) is { } manning)
            {
                mannings.Add(manning);
            }
        }
        return mannings;
    }

    private Manning? ManningOf(YamlMap row)
    {
        var shift = row.RequiredText("shift") is { } name ? ShiftOf(name, row.LineAt("shift"), row.PathOf("shift")) : null;
        var text = row.RequiredText("count");
        if (text is null || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > CountMax)
        {
            row.Error("count", $"was expected to be a whole number up to {CountMax}.");
            return null;
        }
        return shift is null ? null : new Manning(shift, count);
    }

    private List<ServiceRule> Services(YamlMap map)
    {
        var rules = new List<ServiceRule>();
        foreach (var item in map.Items("services"))
        {
            if (YamlMap.From(item, "work.services", ServiceKeys, faults) is not { } row)
            {
                continue;
            }
            var classes = Known(row, "classes", city.Classes.Keys);
            var families = Known(row, "families", [.. city.Classes.Values.Select(one => one.Family).Distinct()]);
            if (!row.Has("work"))
            {
                row.Error("work", "is missing: how long a crew takes, in hours. Write it.");
            }
            if (Time(row, "work") is { } work)
            {
                rules.Add(new ServiceRule(classes, families, work, Time(row, "procedure")));
            }
        }
        foreach (var one in city.Classes.Values.OrderBy(one => one.Code, StringComparer.Ordinal).Where(one => !rules.Exists(rule => rule.IsFor(one))).Take(1))
        {
            map.Error("services", $"has no rule for class '{one.Code}' of family '{one.Family}'. End with one that names neither classes nor families.");
        }
        return rules;
    }

    private List<string> Known(YamlMap row, string key, IEnumerable<string> known)
    {
        var names = row.Texts(key);
        foreach (var (name, line) in names.Where(name => !known.Contains(name.Text)))
        {
            faults.Error(line, row.PathOf(key), $"has '{name}', which {city.Id} does not know.{Nearest.Hint(name, known)}");
        }
        return [.. names.Select(name => name.Text)];
    }

    private Distribution? Time(YamlMap map, string key)
    {
        if (map.Map(key, TimeKeys) is not { } time)
        {
            return null;
        }
        var (median, mean, always) = (time.Number("median", HoursMax), time.Number("mean", HoursMax), time.Number("always", HoursMax));
        if (time.Has("quantiles"))
        {
            var values = YamlNumbers.Read(time, "quantiles", faults);
            if (values.Count >= 2 && values.TrueForAll(value => value >= 0))
            {
                return new Empirical(values);
            }
            time.Error("quantiles", "was expected to be two or more hours, the smallest first.");
            return null;
        }
        switch (median, mean, always)
        {
            case ({ } middle, null, null) when middle > 0:
                return new LogNormalTime(middle, time.Number("spread", 5) ?? 0.7);
            case (null, { } average, null) when average > 0:
                return time.Number("variation", 20) is { } variation and > 0 ? new GammaTime(average, variation) : new Waiting(average);
            case (null, null, { } fixedTime):
                return new Constant(fixedTime);
            default:
                map.Error(key, "was expected to say median (with spread), mean (with variation), always, or quantiles, in hours above 0.");
                return null;
        }
    }
}
