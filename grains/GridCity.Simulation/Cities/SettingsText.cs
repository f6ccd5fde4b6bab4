using System.Globalization;

namespace GridCity.Simulation.Cities;

/// <summary>Writes <c>city.yaml</c>.</summary>
internal static class SettingsText
{
    public static string Of(CitySettings settings)
    {
        var yaml = new YamlLines();
        yaml.Pair(string.Empty, "id", YamlLines.Quote(settings.Id));
        yaml.Pair(string.Empty, "name", YamlLines.Quote(settings.Name));
        yaml.Pair(string.Empty, "name_zh", YamlLines.Quote(settings.NameZh));
        yaml.Pair(string.Empty, "synthetic", settings.IsSynthetic ? "true" : "false");
        yaml.Pair(string.Empty, "district", YamlLines.List([.. settings.Districts.Select(code => code.ToString())]));
        yaml.Pair(string.Empty, "time_zone", YamlLines.Quote(settings.TimeZone));
        yaml.Pair(string.Empty, "frame", Words.Of(settings.Frame));
        if (settings.Origin is { } origin)
        {
            var point = string.Create(CultureInfo.InvariantCulture, $"[{origin.Longitude:R}, {origin.Latitude:R}]");
            yaml.Pair(string.Empty, "origin", point);
        }
        Calendar(yaml, settings.Calendar);
        Policy(yaml, settings);
        yaml.Raw("channels:");
        foreach (var channel in settings.Channels)
        {
            yaml.Raw($"  - id: {YamlLines.Quote(channel.Id)}");
            yaml.Pair("    ", "name", YamlLines.Quote(channel.Name));
            yaml.Pair("    ", "name_zh", YamlLines.Quote(channel.NameZh));
            yaml.Pair("    ", "trusted", channel.IsTrusted ? "true" : "false");
        }
        return yaml.ToString();
    }

    private static void Calendar(YamlLines yaml, CalendarSettings calendar)
    {
        yaml.Raw("calendar:");
        yaml.Pair("  ", "hours", YamlLines.List([.. calendar.Hours.Select(Words.Of)]));
        yaml.Pair("  ", "weekdays", $"[{string.Join(", ", calendar.Weekdays.Select(Words.Of))}]");
        Dates(yaml, "holidays", calendar.Holidays);
        Dates(yaml, "workdays", calendar.Workdays);
    }

    private static void Dates(YamlLines yaml, string key, IReadOnlyList<DateOnly> dates)
    {
        if (dates.Count > 0)
        {
            yaml.Raw($"  {key}:");
            foreach (var date in dates)
            {
                yaml.Raw($"    - {Words.Of(date)}");
            }
        }
    }

    private static void Policy(YamlLines yaml, CitySettings settings)
    {
        var policy = settings.Policy;
        string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        yaml.Raw("policy:");
        yaml.Pair("  ", "duplicate_metres", Number(policy.DuplicateMetres));
        yaml.Pair("  ", "duplicate_hours", Number(policy.DuplicateWindow.TotalHours));
        yaml.Pair("  ", "verification_limit", policy.VerificationLimit.ToString());
        yaml.Pair("  ", "check_limit", policy.CheckLimit.ToString());
        yaml.Pair("  ", "default_limit", policy.DefaultLimit.ToString());
        yaml.Pair("  ", "redispatch", policy.RestartLimitOnRedispatch ? "restart" : "keep");
        yaml.Pair("  ", "earliest_seen", Words.Of(DateOnly.FromDateTime(policy.EarliestSeen.UtcDateTime)));
        yaml.Pair("  ", "clock_tolerance_minutes", Number(policy.ClockTolerance.TotalMinutes));
    }
}
