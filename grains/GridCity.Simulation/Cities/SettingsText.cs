using System.Globalization;
using GridCity.Core.Cities;

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
        Policy(yaml, settings.Policy);
        Hotline(yaml, settings.Policy.Hotline);
        Water(yaml, settings.Policy.Water);
        Shifts(yaml, settings.Shifts);
        yaml.Raw("channels:");
        foreach (var channel in settings.Channels)
        {
            yaml.Raw($"  - id: {YamlLines.Quote(channel.Id)}");
            yaml.Pair("    ", "name", YamlLines.Quote(channel.Name));
            yaml.Pair("    ", "name_zh", YamlLines.Quote(channel.NameZh));
            yaml.Pair("    ", "trusted", Flag(channel.IsTrusted));
            yaml.Pair("    ", "kind", Words.Of(channel.Kind));
            yaml.Pair("    ", "anonymous", Flag(channel.AllowsAnonymous));
            yaml.Pair("    ", "call_back", Flag(channel.IsHotline));
            yaml.Pair("    ", "supervised", Flag(channel.IsSupervised));
            yaml.Pair("    ", "service", Words.Of(channel.Service));
        }
        if (settings.BaseMap is { } map)
        {
            Map(yaml, map);
        }
        return yaml.ToString();
    }

    private static void Map(YamlLines yaml, BaseMap map)
    {
        yaml.Raw("base_map:");
        yaml.Pair("  ", "kind", Words.BaseMaps.First(word => word.Value == map.Kind).Key);
        yaml.Pair("  ", "url", YamlLines.Quote(map.Url));
        Optional(yaml, "layer", map.Layer);
        Optional(yaml, "matrix_set", map.MatrixSet);
        Optional(yaml, "matrix_prefix", map.MatrixPrefix.Length > 0 ? map.MatrixPrefix : null);
        Optional(yaml, "style", map.Style.Length > 0 ? map.Style : null);
        yaml.Pair("  ", "format", YamlLines.Quote(map.Format));
        yaml.Pair("  ", "zoom_max", Number(map.ZoomMax));
        yaml.Pair("  ", "attribution", YamlLines.Quote(map.Attribution));
        yaml.Pair("  ", "attribution_zh", YamlLines.Quote(map.AttributionZh));
    }

    private static void Shifts(YamlLines yaml, IReadOnlyList<Shift> shifts)
    {
        if (shifts.Count > 0)
        {
            yaml.Raw("shifts:");
        }
        foreach (var shift in shifts)
        {
            yaml.Raw($"  - id: {YamlLines.Quote(shift.Id)}");
            yaml.Pair("    ", "from", YamlLines.Quote(Words.Of(shift.From)));
            yaml.Pair("    ", "until", YamlLines.Quote(Words.Of(shift.Until)));
            yaml.Pair("    ", "weekdays", $"[{string.Join(", ", shift.Weekdays.Select(Words.Of))}]");
        }
    }

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Calendar(YamlLines yaml, CalendarSettings calendar)
    {
        yaml.Raw("calendar:");
        yaml.Pair("  ", "hours", YamlLines.List([.. calendar.Hours.Select(Words.Of)]));
        yaml.Pair("  ", "weekdays", $"[{string.Join(", ", calendar.Weekdays.Select(Words.Of))}]");
        Dates(yaml, "holidays", calendar.Holidays);
        Dates(yaml, "workdays", calendar.Workdays);
        yaml.Pair("  ", "working_day", Words.WorkingDays.First(word => word.Value == calendar.WorkingDay).Key);
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

    private static void Policy(YamlLines yaml, Policy policy)
    {
        yaml.Raw("policy:");
        yaml.Pair("  ", "duplicate_metres", Number(policy.DuplicateMetres));
        yaml.Pair("  ", "duplicate_hours", Number(policy.DuplicateWindow.TotalHours));
        yaml.Pair("  ", "verification_limit", policy.VerificationLimit.ToString());
        yaml.Pair("  ", "check_limit", policy.CheckLimit.ToString());
        yaml.Pair("  ", "default_limit", policy.DefaultLimit.ToString());
        yaml.Pair("  ", "redispatch", policy.RestartLimitOnRedispatch ? "restart" : "keep");
        yaml.Pair("  ", "extensions_max", Number(policy.ExtensionsMax));
        yaml.Pair("  ", "suspensions_max", Number(policy.SuspensionsMax));
        yaml.Pair("  ", "suspension_days_max", Number(policy.SuspensionDaysMax));
        yaml.Pair("  ", "return_before_due", Flag(policy.MustReturnBeforeDue));
        yaml.Pair("  ", "appeal_days", Number(policy.AppealDays));
        yaml.Pair("  ", "task_minutes", Number(policy.TaskWindow.TotalMinutes));
        yaml.Pair("  ", "whistle_minutes", Number(policy.WhistleWindow.TotalMinutes));
        yaml.Pair("  ", "escalate_power", Words.Of(policy.Escalation.Power));
        yaml.Pair("  ", "escalate_returns", Number(policy.Escalation.Returns));
        yaml.Pair("  ", "escalate_repeats", Number(policy.Escalation.Repeats));
        yaml.Pair("  ", "escalate_overdue", Flag(policy.Escalation.Overdue));
        yaml.Pair("  ", "escalate_border", Flag(policy.Escalation.Border));
        yaml.Pair("  ", "repeat_days", Number(policy.Escalation.RepeatDays));
        yaml.Pair("  ", "repeat_metres", Number(policy.Escalation.RepeatMetres));
        yaml.Pair("  ", "earliest_seen", Words.Of(DateOnly.FromDateTime(policy.EarliestSeen.UtcDateTime)));
        yaml.Pair("  ", "clock_tolerance_minutes", Number(policy.ClockTolerance.TotalMinutes));
    }

    private static void Water(YamlLines yaml, WaterPolicy water)
    {
        yaml.Raw("water:");
        Optional(yaml, "exceedance_class", water.ExceedanceClass);
        Optional(yaml, "black_odour_class", water.BlackOdourClass);
        Optional(yaml, "channel", water.Channel);
        yaml.Pair("  ", "family", YamlLines.Quote(water.Family));
        yaml.Pair("  ", "odour_days", Number(water.OdourDays));
        yaml.Pair("  ", "shallow_share", Number(water.ShallowShare));
        (string Key, int? Days)[] patrols =
        [
            ("patrol_days_district", water.DistrictPatrolDays),
            ("patrol_days_street", water.StreetPatrolDays),
            ("patrol_days_community", water.CommunityPatrolDays),
        ];
        foreach (var (key, days) in patrols)
        {
            if (days is { } every)
            {
                yaml.Pair("  ", key, Number(every));
            }
        }
    }

    private static void Optional(YamlLines yaml, string key, string? text)
    {
        if (text is not null)
        {
            yaml.Pair("  ", key, YamlLines.Quote(text));
        }
    }

    private static void Hotline(YamlLines yaml, HotlinePolicy hotline)
    {
        yaml.Raw("hotline:");
        yaml.Pair("  ", "response", Number(hotline.ResponseWeight));
        yaml.Pair("  ", "solution", Number(hotline.SolutionWeight));
        yaml.Pair("  ", "satisfaction", Number(hotline.SatisfactionWeight));
        yaml.Pair("  ", "bonus", Number(hotline.Bonus));
        yaml.Pair("  ", "exclusions", Flag(hotline.AllowsExclusion));
    }
}
