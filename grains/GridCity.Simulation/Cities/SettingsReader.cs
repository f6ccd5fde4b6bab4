using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>Reads <c>city.yaml</c>.</summary>
internal static class SettingsReader
{
    private static readonly string[] Keys =
    [
        "id", "name", "name_zh", "synthetic", "district", "time_zone", "frame", "origin", "calendar", "policy",
        "hotline", "water", "shifts", "channels", "base_map",
    ];

    private static readonly string[] CalendarKeys = ["hours", "weekdays", "holidays", "workdays", "working_day"];

    /// <summary>
    /// The settings, or nothing when the file is no mapping; what is missing or wrong is a fault and gets a stand-in,
    /// so that the other files can be checked too.
    /// </summary>
    public static CitySettings? Read(InputFile file, FaultList faults)
    {
        var ours = faults.In(file.Name);
        if (YamlText.Read(file, faults) is not { } root || YamlMap.From(root, string.Empty, Keys, ours) is not { } map)
        {
            return null;
        }
        var name = map.RequiredText("name") ?? string.Empty;
        return new CitySettings
        {
            Id = Id(map) ?? string.Empty,
            Name = name,
            NameZh = map.Text("name_zh") ?? name,
            IsSynthetic = map.Flag("synthetic") ?? false,
            Districts = Districts(map, ours),
            TimeZone = Zone(map),
            Frame = Frame(map),
            Origin = Origin(map),
            Calendar = map.Map("calendar", CalendarKeys) is { } calendar
                ? Calendar(calendar, ours)
                : new CalendarSettings { IsAssumed = true },
            Policy = PolicyReader.Read(map),
            Shifts = ShiftReader.Read(map, ours),
            Channels = ChannelReader.Read(map, ours),
            BaseMap = BaseMapReader.Read(map),
        };
    }

    /// <summary>The id that a mapping has to have.</summary>
    internal static string? Id(YamlMap map)
    {
        var id = map.RequiredText("id");
        if (id is not null && !Words.IsId(id))
        {
            map.Error("id", $"is '{id}'; up to 64 letters, digits, points, hyphens and underscores were expected.");
        }
        return id;
    }

    private static List<AreaCode> Districts(YamlMap map, FileFaults faults)
    {
        var districts = new List<AreaCode>();
        foreach (var (text, line) in map.Texts("district"))
        {
            if (AreaCode.TryParse(text, out var code) && code.Tier == Tier.District)
            {
                districts.Add(code);
            }
            else
            {
                faults.Error(line, "district", $"is '{text}'; the six digits of a district were expected.");
            }
        }
        if (!map.Has("district"))
        {
            faults.Error(map.Line, "district", "is missing. Write the six digits of the district, or a list of them.");
        }
        return districts;
    }

    private static string Zone(YamlMap map)
    {
        var zone = map.RequiredText("time_zone") ?? "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            map.Error(
                "time_zone",
                $"is '{zone}', which this machine does not know; an IANA name such as Asia/Shanghai was expected.");
            return "UTC";
        }
        return zone;
    }

    private static Frame Frame(YamlMap map)
    {
        if (map.Text("frame") is not { } text)
        {
            return Core.Space.Frame.Wgs84;
        }
        if (!Words.Frames.TryGetValue(text, out var frame))
        {
            map.Error("frame", Words.Expected(text, Words.Frames.Keys));
        }
        return frame;
    }

    private static GeoPoint? Origin(YamlMap map)
    {
        if (!map.Has("origin"))
        {
            return null;
        }
        var numbers = map.Texts("origin")
            .Select(item => NumberOf(item.Text))
            .ToList();
        if (numbers.Count == 2 && Math.Abs(numbers[0]) <= 180 && Math.Abs(numbers[1]) <= 85)
        {
            return new GeoPoint(numbers[0], numbers[1]);
        }
        map.Error("origin", "is no point; longitude and latitude in degrees were expected, as in [116.41, 39.91].");
        return null;
    }

    private static double NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static CalendarSettings Calendar(YamlMap map, FileFaults faults)
    {
        var standard = new CalendarSettings();
        var holidays = Dates(map, "holidays", faults);
        var workdays = Dates(map, "workdays", faults);
        foreach (var day in workdays.Intersect(holidays))
        {
            map.Error("workdays", $"has {Words.Of(day)}, which is a holiday too. Keep it in one of the lists.");
        }
        return new CalendarSettings
        {
            Hours = map.Has("hours") ? Hours(map, faults) : standard.Hours,
            Weekdays = map.Has("weekdays") ? WeekdaysOf(map, "weekdays", faults) : standard.Weekdays,
            Holidays = holidays,
            Workdays = workdays,
            WorkingDay = WorkingDayOf(map),
        };
    }

    private static WorkingDay WorkingDayOf(YamlMap map)
    {
        if (map.Text("working_day") is not { } text)
        {
            return WorkingDay.SameTime;
        }
        if (!Words.WorkingDays.TryGetValue(text, out var day))
        {
            map.Error("working_day", Words.Expected(text, Words.WorkingDays.Keys));
        }
        return day;
    }

    private static List<(TimeSpan From, TimeSpan To)> Hours(YamlMap map, FileFaults faults)
    {
        var spans = new List<(TimeSpan From, TimeSpan To)>();
        foreach (var (text, line) in map.Texts("hours"))
        {
            if (!Words.TryParseSpan(text, out var span) || span.To <= span.From)
            {
                faults.Error(
                    line, map.PathOf("hours"), $"is '{text}'; a span inside one day was expected, as in 08:00-12:00.");
            }
            else if (spans.Count > 0 && span.From < spans[^1].To)
            {
                faults.Error(
                    line,
                    map.PathOf("hours"),
                    $"is '{text}', which begins before the span above it ends. Put them in order and apart.");
            }
            else
            {
                spans.Add(span);
            }
        }
        if (spans.Count == 0)
        {
            map.Error("hours", "has no span. Write at least one, as in 08:00-12:00.");
        }
        return spans;
    }

    /// <summary>The weekdays under a key.</summary>
    internal static IReadOnlyList<DayOfWeek> WeekdaysOf(YamlMap map, string key, FileFaults faults)
    {
        var days = new List<DayOfWeek>();
        foreach (var (text, line) in map.Texts(key))
        {
            if (!Words.TryParseWeekday(text, out var day))
            {
                faults.Error(line, map.PathOf(key), $"is '{text}'; {string.Join(", ", Words.Weekdays)} were expected.");
            }
            else
            {
                days.Add(day);
            }
        }
        if (days.Count == 0)
        {
            map.Error(key, "names no day. Name at least one, or leave the key out.");
        }
        return days;
    }

    private static List<DateOnly> Dates(YamlMap map, string key, FileFaults faults)
    {
        var dates = new List<DateOnly>();
        foreach (var (text, line) in map.Texts(key))
        {
            if (Words.TryParseDate(text, out var date))
            {
                dates.Add(date);
            }
            else
            {
                faults.Error(line, map.PathOf(key), $"is '{text}'; a date was expected, as in 2026-10-01.");
            }
        }
        return dates;
    }

    /// <summary>The limit under a key.</summary>
    internal static Limit? LimitOf(YamlMap map, string key)
    {
        if (map.Text(key) is not { } text)
        {
            return null;
        }
        if (Limit.TryParse(text, out var limit))
        {
            return limit;
        }
        map.Error(key, $"is '{text}'; a number and uh, wh, wd or d were expected, as in 4wh.");
        return null;
    }
}
