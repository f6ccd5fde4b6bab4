using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>Reads <c>policy</c>, <c>hotline</c> and <c>water</c> of <c>city.yaml</c>; what is not written keeps its default.</summary>
internal static class PolicyReader
{
    private static readonly string[] PolicyKeys =
    [
        "duplicate_metres", "duplicate_hours", "verification_limit", "check_limit", "default_limit", "redispatch",
        "extensions_max", "suspensions_max", "suspension_days_max", "return_before_due", "appeal_days", "task_minutes",
        "whistle_minutes",
        "escalate_power", "escalate_returns", "escalate_repeats", "escalate_overdue", "escalate_border", "repeat_days", "repeat_metres",
        "earliest_seen", "clock_tolerance_minutes",
    ];

    private static readonly string[] HotlineKeys = ["response", "solution", "satisfaction", "bonus", "exclusions"];

    private static readonly string[] WaterKeys =
    [
        "exceedance_class", "black_odour_class", "channel", "family", "odour_days", "shallow_share", "patrol_days_district",
        "patrol_days_street", "patrol_days_community",
    ];

    /// <summary>The policy of a city.</summary>
    public static Policy Read(YamlMap city)
    {
        var map = city.Map("policy", PolicyKeys);
        var policy = map is null ? new Policy() : Policy(map);
        if (!city.Has("calendar"))
        {
            CheckWithoutCalendar(city, map, policy);
        }
        policy = city.Map("hotline", HotlineKeys) is { } hotline ? policy with { Hotline = Hotline(hotline) } : policy;
        return city.Map("water", WaterKeys) is { } water ? policy with { Water = Water(water) } : policy;
    }

    /// <summary>Without a calendar nobody can say when working time has passed, so nothing may be counted in it.</summary>
    private static void CheckWithoutCalendar(YamlMap city, YamlMap? map, Policy policy)
    {
        (string Key, Limit Limit)[] limits =
        [
            ("verification_limit", policy.VerificationLimit),
            ("check_limit", policy.CheckLimit),
            ("default_limit", policy.DefaultLimit),
        ];
        foreach (var (key, limit) in limits.Where(item => item.Limit.CountsWorkingTime))
        {
            if (map is not null && map.Has(key))
            {
                map.Error(key, $"is {limit}, which counts working time, but there is no calendar. Write one, or a limit in uh or d.");
            }
            else
            {
                city.Error(
                    "calendar",
                    $"is missing, and {key} is {limit} unless it is written. Write a calendar, or policy.{key} in uh or d.");
            }
        }
    }

    private static WaterPolicy Water(YamlMap map)
    {
        var standard = new WaterPolicy();
        return new WaterPolicy
        {
            ExceedanceClass = map.Text("exceedance_class"),
            BlackOdourClass = map.Text("black_odour_class"),
            Channel = map.Text("channel"),
            Family = map.Text("family") ?? standard.Family,
            OdourDays = map.Whole("odour_days", 3_660) ?? standard.OdourDays,
            ShallowShare = map.Number("shallow_share", 1) ?? standard.ShallowShare,
            DistrictPatrolDays = map.Whole("patrol_days_district", 3_660),
            StreetPatrolDays = map.Whole("patrol_days_street", 3_660),
            CommunityPatrolDays = map.Whole("patrol_days_community", 3_660),
        };
    }

    private static Policy Policy(YamlMap map)
    {
        var standard = new Policy();
        return new Policy
        {
            DuplicateMetres = map.Number("duplicate_metres", 10_000) ?? standard.DuplicateMetres,
            DuplicateWindow = map.Number("duplicate_hours", 8_784) is { } hours
                ? TimeSpan.FromHours(hours)
                : standard.DuplicateWindow,
            VerificationLimit = SettingsReader.LimitOf(map, "verification_limit") ?? standard.VerificationLimit,
            CheckLimit = SettingsReader.LimitOf(map, "check_limit") ?? standard.CheckLimit,
            DefaultLimit = SettingsReader.LimitOf(map, "default_limit") ?? standard.DefaultLimit,
            RestartLimitOnRedispatch = RestartsLimit(map),
            ExtensionsMax = map.Whole("extensions_max", 100) ?? standard.ExtensionsMax,
            SuspensionsMax = map.Whole("suspensions_max", 100) ?? standard.SuspensionsMax,
            SuspensionDaysMax = map.Whole("suspension_days_max", 3_660) ?? standard.SuspensionDaysMax,
            MustReturnBeforeDue = map.Flag("return_before_due") ?? standard.MustReturnBeforeDue,
            AppealDays = map.Whole("appeal_days", 3_660) ?? standard.AppealDays,
            TaskWindow = map.Number("task_minutes", 1_440) is { } task
                ? TimeSpan.FromMinutes(task)
                : standard.TaskWindow,
            WhistleWindow = map.Number("whistle_minutes", 14_400) is { } whistle
                ? TimeSpan.FromMinutes(whistle)
                : standard.WhistleWindow,
            Escalation = Escalation(map, standard.Escalation),
            EarliestSeen = EarliestSeen(map) ?? standard.EarliestSeen,
            ClockTolerance = map.Number("clock_tolerance_minutes", 1_440) is { } minutes
                ? TimeSpan.FromMinutes(minutes)
                : standard.ClockTolerance,
        };
    }

    private static EscalationPolicy Escalation(YamlMap map, EscalationPolicy standard) => new()
    {
        Power = PowerOf(map) ?? standard.Power,
        Returns = map.Whole("escalate_returns", 100) ?? standard.Returns,
        Repeats = map.Whole("escalate_repeats", 10_000) ?? standard.Repeats,
        RepeatDays = map.Whole("repeat_days", 3_660) ?? standard.RepeatDays,
        RepeatMetres = map.Number("repeat_metres", 10_000) ?? standard.RepeatMetres,
        Overdue = map.Flag("escalate_overdue") ?? standard.Overdue,
        Border = map.Flag("escalate_border") ?? standard.Border,
    };

    private static PowerRule? PowerOf(YamlMap map)
    {
        if (map.Text("escalate_power") is not { } text)
        {
            return null;
        }
        if (Words.PowerRules.TryGetValue(text, out var rule))
        {
            return rule;
        }
        map.Error("escalate_power", Words.Expected(text, Words.PowerRules.Keys));
        return null;
    }

    private static bool RestartsLimit(YamlMap map)
    {
        var redispatch = map.Text("redispatch") ?? "restart";
        if (redispatch is not ("restart" or "keep"))
        {
            map.Error("redispatch", $"is '{redispatch}'; restart or keep were expected.");
        }
        return redispatch != "keep";
    }

    private static DateTimeOffset? EarliestSeen(YamlMap map)
    {
        if (map.Text("earliest_seen") is not { } text)
        {
            return null;
        }
        if (Words.TryParseDate(text, out var date))
        {
            return new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }
        map.Error("earliest_seen", $"is '{text}'; a date was expected, as in 1990-01-01.");
        return null;
    }

    private static HotlinePolicy Hotline(YamlMap map)
    {
        var standard = new HotlinePolicy();
        var hotline = new HotlinePolicy
        {
            ResponseWeight = map.Number("response", 100) ?? standard.ResponseWeight,
            SolutionWeight = map.Number("solution", 100) ?? standard.SolutionWeight,
            SatisfactionWeight = map.Number("satisfaction", 100) ?? standard.SatisfactionWeight,
            Bonus = map.Number("bonus", 100) ?? standard.Bonus,
            AllowsExclusion = map.Flag("exclusions") ?? standard.AllowsExclusion,
        };
        var sum = hotline.ResponseWeight + hotline.SolutionWeight + hotline.SatisfactionWeight;
        if (Math.Abs(sum - 100) > 1e-9)
        {
            map.Error("response", string.Create(
                CultureInfo.InvariantCulture,
                $"and solution and satisfaction sum to {sum:R}; 100 was expected. Change one of them."));
        }
        return hotline;
    }
}
