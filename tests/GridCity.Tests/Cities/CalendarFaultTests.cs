using Xunit;

namespace GridCity.Tests.Cities;

/// <summary>Where a city has no calendar, everything that counts working time is refused where it is written.</summary>
public sealed class CalendarFaultTests
{
    private const string Calendar =
        """
        calendar:
          hours: ["08:00-12:00", "14:00-18:00"]
          weekdays: [mon, tue, wed, thu, fri]
          holidays:
            - 2026-10-01
          workdays: [2026-10-10]

        """;

    [Fact]
    public void Every_limit_in_working_time_is_named_with_its_line()
    {
        var load = GoodFolder.Load(Without(files => files));

        Assert.Null(load.City);
        Assert.Equal(
            [
                "city.yaml:14: error: policy.default_limit: is 6wd, which counts working time, but there is no calendar. Write one, or a limit in uh or d.",
                "limits.csv:2: error: limit: is 4wh, which counts working time, but city.yaml has no calendar. Write one.",
                "limits.csv:4: error: limit: is 2wd, which counts working time, but city.yaml has no calendar. Write one.",
                "rules.yaml:1: error: river.limit: is 1wd, which counts working time, but city.yaml has no calendar. Write one, or a limit in uh or d.",
            ],
            load.Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void A_default_that_nobody_wrote_needs_a_calendar_too()
    {
        var load = GoodFolder.Load(Without(files =>
        {
            files["city.yaml"] = files["city.yaml"].Replace("  default_limit: 6wd\n", "", StringComparison.Ordinal);
            return files;
        }));

        Assert.Equal(
            "city.yaml:1: error: calendar: is missing, and default_limit is 5wd unless it is written. "
            + "Write a calendar, or policy.default_limit in uh or d.",
            load.Faults[0].ToString());
    }

    [Fact]
    public void Limits_that_run_day_and_night_need_none()
    {
        var load = GoodFolder.Load(Without(files =>
        {
            files["city.yaml"] = files["city.yaml"].Replace("6wd", "6d", StringComparison.Ordinal);
            files["limits.csv"] = files["limits.csv"].Replace("wh", "uh", StringComparison.Ordinal).Replace("wd", "d", StringComparison.Ordinal);
            files["rules.yaml"] = files["rules.yaml"].Replace("1wd", "1d", StringComparison.Ordinal);
            return files;
        }));

        Assert.Empty(load.Faults);
        Assert.NotNull(load.City);
    }

    [Fact]
    public void The_rule_of_a_great_event_is_named_in_its_file()
    {
        var load = GoodFolder.Load(Without(files =>
        {
            files["events.yaml"] = "- id: games\n  from: 2026-10-01\n  until: 2026-10-08\n  rules:\n    - {id: fast, lead: sanitation, limit: 1wh}\n";
            return files;
        }));

        Assert.Contains(load.Faults, fault => fault.File == "events.yaml" && fault.Line == 5 && fault.Field == "fast.limit");
    }

    private static Dictionary<string, string> Without(Func<Dictionary<string, string>, Dictionary<string, string>> change)
    {
        var files = GoodFolder.Files();
        Assert.Contains(Calendar, files["city.yaml"], StringComparison.Ordinal);
        files["city.yaml"] = files["city.yaml"].Replace(Calendar, "", StringComparison.Ordinal);
        return change(files);
    }
}
