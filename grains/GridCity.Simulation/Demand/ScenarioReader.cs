using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Demand;

/// <summary>Reads a scenario from YAML and holds it against its city; every fault is told with its line.</summary>
public sealed class ScenarioReader
{
    private const double PerDayMax = 50_000;
    private const int DaysMax = 366 * 50;

    private static readonly string[] RootKeys = ["name", "description", "from", "days", "warm_up", "week_excess", "demand", "storms", "work"];
    private static readonly string[] StormKeys = ["per_month", "hours"];
    private static readonly string[] StreamKeys =
    [
        "name", "per_day", "hidden", "channel", "channels", "classes", "families", "component_weight", "hours", "weekdays",
        "hours_of_week", "months", "cells", "cells_file", "excess", "week_excess", "trend", "trend_from", "storm_factor",
    ];

    private readonly City _city;
    private readonly FileFaults _faults;
    private readonly FaultList _list;
    private readonly string? _folder;

    private ScenarioReader(City city, string file, string? folder, FaultList faults)
    {
        _city = city;
        _folder = folder;
        _list = faults;
        _faults = faults.In(file);
    }

    /// <summary>Reads a scenario file, or returns null when <paramref name="faults"/> say why not.</summary>
    public static Scenario? ReadFile(string path, City city, FaultList faults) =>
        InputFile.TryRead(path, Path.GetFileName(path), faults) is { } file
            ? Read(file, city, Path.GetDirectoryName(Path.GetFullPath(path)), faults)
            : null;

    /// <summary>The names of the scenarios that are part of the program.</summary>
    public static IReadOnlyList<string> Shipped { get; } = ["dongcheng-2017"];

    /// <summary>Reads a scenario that is part of the program.</summary>
    public static Scenario? ReadShipped(string name, City city, FaultList faults)
    {
        using var stream = typeof(ScenarioReader).Assembly.GetManifestResourceStream($"scenarios/{name}.yaml")
            ?? throw new ArgumentException($"There is no scenario '{name}'; shipped are {string.Join(", ", Shipped)}.", nameof(name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(new InputFile(name + ".yaml", bytes), city, null, faults);
    }

    internal static Scenario? Read(InputFile file, City city, string? folder, FaultList faults)
    {
        if (YamlText.Read(file, faults) is not { } root)
        {
            return null;
        }
        var reader = new ScenarioReader(city, file.Name, folder, faults);
        var scenario = YamlMap.From(root, string.Empty, RootKeys, reader._faults) is { } map ? reader.ReadRoot(map) : null;
        return faults.HasErrors ? null : scenario! with { Hash = Convert.ToHexStringLower(file.Digest.GetAwaiter().GetResult()) };
    }

    private Scenario ReadRoot(YamlMap map)
    {
        var demand = new List<DemandStream>();
        foreach (var item in map.Items("demand"))
        {
            if (YamlMap.From(item, "demand", StreamKeys, _faults) is { } stream && ReadStream(stream) is { } read)
            {
                if (demand.Any(other => other.Name == read.Name))
                {
                    stream.Error("name", $"is '{read.Name}' a second time; the name is the key of the stream's luck. Choose another.");
                }
                demand.Add(read);
            }
        }
        if (demand.Count == 0)
        {
            _faults.Error(map.Line, "demand", "has no stream, so nothing would ever come. Write at least one.");
        }
        return new Scenario
        {
            Name = map.RequiredText("name") ?? string.Empty,
            Description = map.Text("description"),
            From = Date(map, "from", isNeeded: true) ?? default,
            Days = Whole(map, "days", DaysMax) ?? 365,
            WarmUpDays = map.Has("warm_up") ? Whole(map, "warm_up", 3_660, least: 0) ?? 0 : 7,
            Demand = demand,
            WeekExcess = map.Number("week_excess", 100) ?? 0,
            Storms = map.Map("storms", StormKeys) is { } storms
                ? new StormSeason(Numbers(storms, "per_month", 12, isNeeded: true), storms.Number("hours", 240) ?? 6)
                : null,
            Work = map.Map("work", WorkReader.Keys) is { } work ? new WorkReader(_city, _faults).Read(work) : new WorkModel(),
        };
    }

    private DemandStream? ReadStream(YamlMap map)
    {
        var name = map.RequiredText("name");
        var perDay = map.Number("per_day", PerDayMax);
        if (perDay is null && !map.Has("per_day"))
        {
            map.Error("per_day", "is missing: how many come on an average day. Write it.");
        }
        var classes = ClassesOf(map);
        var channels = ChannelsOf(map);
        if (name is null || perDay is null || classes.Count == 0 || channels.Count == 0)
        {
            return null;
        }
        return new DemandStream
        {
            Name = name,
            PerDay = perDay.Value,
            Classes = classes,
            Channels = channels,
            IsHidden = map.Flag("hidden") ?? false,
            HoursOfWeek = HoursOf(map),
            Months = Numbers(map, "months", 12),
            Cells = CellsOf(map, name),
            Excess = map.Number("excess", 100) ?? 0,
            WeekExcess = map.Number("week_excess", 100) ?? 0,
            Trend = Signed(map, "trend") ?? 0,
            TrendFrom = Date(map, "trend_from", isNeeded: false),
            StormFactor = map.Number("storm_factor", 1_000) ?? 1,
        };
    }

    private List<Weighted> ClassesOf(YamlMap map)
    {
        var weights = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, weight, line) in Weights(map, "classes"))
        {
            if (_city.Classes.ContainsKey(name))
            {
                weights[name] = weights.GetValueOrDefault(name) + weight;
            }
            else
            {
                _faults.Error(line, map.PathOf("classes"), $"has '{name}', which is no class of {_city.Id}.{Nearest.Hint(name, _city.Classes.Keys)}");
            }
        }
        var components = map.Number("component_weight", 1_000) ?? 0.1;
        foreach (var (name, weight, line) in Weights(map, "families"))
        {
            var members = _city.Classes.Values.Where(one => one.Family == name).ToList();
            if (members.Count == 0)
            {
                var known = _city.Classes.Values.Select(one => one.Family).Distinct();
                _faults.Error(line, map.PathOf("families"), $"has '{name}', which is no family of {_city.Id}.{Nearest.Hint(name, known)}");
                continue;
            }
            var sum = members.Sum(one => one.IsComponent ? components : 1);
            foreach (var one in members.Where(_ => sum > 0))
            {
                weights[one.Code] = weights.GetValueOrDefault(one.Code) + (weight * (one.IsComponent ? components : 1) / sum);
            }
        }
        if (!map.Has("classes") && !map.Has("families"))
        {
            map.Error("classes", "is missing: which classes come, with their weights. Write classes or families.");
        }
        return Weighed(map, "classes", [.. weights.Select(pair => new Weighted(pair.Key, pair.Value))]);
    }

    private List<Weighted> ChannelsOf(YamlMap map)
    {
        var channels = Weights(map, "channels").ToList();
        if (map.Text("channel") is { } only)
        {
            channels.Add((only, 1, map.LineAt("channel")));
        }
        if (channels.Count == 0)
        {
            map.Error("channel", "is missing: by which channel they come. Write channel, or channels with weights.");
        }
        foreach (var (name, _, line) in channels.Where(channel => !_city.Channels.ContainsKey(channel.Name)))
        {
            _faults.Error(line, map.PathOf("channels"), $"has '{name}', which is no channel of {_city.Id}.{Nearest.Hint(name, _city.Channels.Keys)}");
        }
        return Weighed(map, "channels", [.. channels.Select(channel => new Weighted(channel.Name, channel.Weight))]);
    }

    private static List<Weighted> Weighed(YamlMap map, string key, List<Weighted> weights)
    {
        if (weights.Count > 0 && weights.Sum(one => one.Weight) <= 0)
        {
            map.Error(key, "weighs nothing in all. Give at least one a weight above 0.");
        }
        return [.. weights.Where(one => one.Weight > 0)];
    }

    private IReadOnlyList<double> HoursOf(YamlMap map)
    {
        if (map.Has("hours_of_week"))
        {
            return Numbers(map, "hours_of_week", 168);
        }
        var hours = Numbers(map, "hours", 24);
        var weekdays = Numbers(map, "weekdays", 7);
        if (hours.Count == 0 && weekdays.Count == 0)
        {
            return [];
        }
        return [.. Enumerable.Range(0, 168).Select(hour =>
            (hours.Count == 24 ? hours[hour % 24] : 1) * (weekdays.Count == 7 ? weekdays[hour / 24] : 1))];
    }

    private List<Weighted> CellsOf(YamlMap map, string stream)
    {
        var cells = new List<Weighted>();
        foreach (var (name, weight, line) in Weights(map, "cells"))
        {
            if (CellCode.TryParse(name, out var code) && _city.Grid.IndexOf(code) >= 0)
            {
                cells.Add(new Weighted(name, weight));
            }
            else
            {
                _faults.Error(line, map.PathOf("cells"), $"has '{name}', which is no cell of {_city.Id}.");
            }
        }
        if (map.Text("cells_file") is { } file)
        {
            cells.AddRange(CellWeights.Read(Path.Combine(_folder ?? string.Empty, file), file, stream, _city, _list));
        }
        return Weighed(map, "cells", cells);
    }

    private IEnumerable<(string Name, double Weight, int Line)> Weights(YamlMap map, string key)
    {
        foreach (var (name, text, line) in map.Pairs(key))
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight is >= 0 and < 1e12)
            {
                yield return (name, weight, line);
            }
            else
            {
                _faults.Error(line, map.PathOf(key), $"gives '{name}' the weight '{text}'; a number of 0 or more was expected.");
            }
        }
    }

    private IReadOnlyList<double> Numbers(YamlMap map, string key, int count, bool isNeeded = false)
    {
        if (!map.Has(key))
        {
            if (isNeeded)
            {
                map.Error(key, $"is missing: {count} numbers were expected.");
                return new double[count];
            }
            return [];
        }
        var numbers = YamlNumbers.Read(map, key, _faults);
        if (numbers.Count != count || numbers.Any(number => number < 0))
        {
            map.Error(key, $"has {numbers.Count} numbers; {count} of 0 or more were expected.");
            return new double[count];
        }
        return numbers;
    }

    private static double? Signed(YamlMap map, string key)
    {
        if (map.Text(key) is not { } text)
        {
            return null;
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > -1 and <= 100)
        {
            return number;
        }
        map.Error(key, $"is '{text}'; a share above -1 was expected, such as 0.05 for 5 % more each year.");
        return null;
    }

    private static int? Whole(YamlMap map, string key, int most, int least = 1)
    {
        if (map.Text(key) is not { } text)
        {
            return null;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }
        map.Error(key, $"is '{text}'; a whole number from {least} to {most} was expected.");
        return null;
    }

    private static DateOnly? Date(YamlMap map, string key, bool isNeeded)
    {
        if ((isNeeded ? map.RequiredText(key) : map.Text(key)) is not { } text)
        {
            return null;
        }
        if (Words.TryParseDate(text, out var day) && day.Year is >= 1950 and <= 2200)
        {
            return day;
        }
        map.Error(key, $"is '{text}'; a day from 1950 to 2200 was expected, such as 2017-01-01.");
        return null;
    }
}
