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
        "channels",
    ];

    private static readonly string[] PolicyKeys =
    [
        "duplicate_metres", "duplicate_hours", "verification_limit", "check_limit", "default_limit", "redispatch",
        "earliest_seen", "clock_tolerance_minutes",
    ];

    private static readonly string[] CalendarKeys = ["hours", "weekdays", "holidays", "workdays"];

    private static readonly string[] ChannelKeys = ["id", "name", "name_zh", "trusted"];

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
                : new CalendarSettings(),
            Policy = map.Map("policy", PolicyKeys) is { } policy ? Policy(policy) : new Policy(),
            Channels = Channels(map, ours),
        };
    }

    private static string? Id(YamlMap map)
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
        };
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

    private static Policy Policy(YamlMap map)
    {
        var standard = new Policy();
        var redispatch = map.Text("redispatch") ?? "restart";
        if (redispatch is not ("restart" or "keep"))
        {
            map.Error("redispatch", $"is '{redispatch}'; restart or keep were expected.");
        }
        var earliest = standard.EarliestSeen;
        if (map.Text("earliest_seen") is { } text)
        {
            if (Words.TryParseDate(text, out var date))
            {
                earliest = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            }
            else
            {
                map.Error("earliest_seen", $"is '{text}'; a date was expected, as in 1990-01-01.");
            }
        }
        return new Policy
        {
            DuplicateMetres = map.Number("duplicate_metres", 10_000) ?? standard.DuplicateMetres,
            DuplicateWindow = map.Number("duplicate_hours", 8_784) is { } hours
                ? TimeSpan.FromHours(hours)
                : standard.DuplicateWindow,
            VerificationLimit = LimitOf(map, "verification_limit") ?? standard.VerificationLimit,
            CheckLimit = LimitOf(map, "check_limit") ?? standard.CheckLimit,
            DefaultLimit = LimitOf(map, "default_limit") ?? standard.DefaultLimit,
            RestartLimitOnRedispatch = redispatch != "keep",
            EarliestSeen = earliest,
            ClockTolerance = map.Number("clock_tolerance_minutes", 1_440) is { } minutes
                ? TimeSpan.FromMinutes(minutes)
                : standard.ClockTolerance,
        };
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

    private static List<Channel> Channels(YamlMap map, FileFaults faults)
    {
        var channels = new List<Channel>();
        foreach (var node in map.Items("channels"))
        {
            if (YamlMap.From(node, "channels", ChannelKeys, faults) is not { } item || Id(item) is not { } id)
            {
                continue;
            }
            if (channels.Exists(channel => channel.Id == id))
            {
                item.Error("id", $"is '{id}', which another channel has. Give each its own.");
            }
            var name = item.RequiredText("name") ?? id;
            channels.Add(new Channel(id, name, item.Text("name_zh") ?? name, item.Flag("trusted") ?? false));
        }
        if (channels.Count == 0)
        {
            faults.Error(map.LineAt("channels"), "channels", "has no channel. Write at least one: id, name, trusted.");
        }
        return channels;
    }
}
