using System.Text;
using GridCity.Core.Cities;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

/// <summary>What a city decides, its shifts and channels: read to the last field, written back, and refused when wrong.</summary>
public sealed class PolicyTests
{
    private const string Written =
        """
        id: full
        name: Full
        district: "110101"
        time_zone: Asia/Shanghai
        calendar:
          working_day: hours
        policy:
          extensions_max: 3
          suspensions_max: 2
          suspension_days_max: 180
          return_before_due: false
          appeal_days: 10
          task_minutes: 15
          escalate_power: class
          escalate_returns: 2
          escalate_repeats: 5
          escalate_overdue: false
          escalate_border: false
          repeat_days: 60
          repeat_metres: 80
        hotline:
          response: 30
          solution: 35
          satisfaction: 35
          bonus: 1.5
          exclusions: false
        shifts:
          - {id: day, from: "07:00", until: "19:00", weekdays: [mon, sat]}
          - {id: night, from: "19:00", until: "07:00"}
          - {id: late, from: "16:00", until: "24:00"}
        channels:
          - {id: inspector, name: Inspector, trusted: true}
          - {id: "12345", name: Hotline, kind: hotline, anonymous: false, service: social}
          - {id: app, name: App, call_back: true, supervised: true}
          - {id: media, name: Media}

        """;

    [Fact]
    public void Every_key_is_read()
    {
        var settings = Read(Written, out var faults)!;
        Assert.Empty(faults);
        Assert.Equal(WorkingDay.Hours, settings.Calendar.WorkingDay);
        var expected = new Policy
        {
            ExtensionsMax = 3,
            SuspensionsMax = 2,
            SuspensionDaysMax = 180,
            MustReturnBeforeDue = false,
            AppealDays = 10,
            TaskWindow = TimeSpan.FromMinutes(15),
            Escalation = new EscalationPolicy
            {
                Power = PowerRule.Class,
                Returns = 2,
                Repeats = 5,
                Overdue = false,
                Border = false,
                RepeatDays = 60,
                RepeatMetres = 80,
            },
            Hotline = new HotlinePolicy
            {
                ResponseWeight = 30,
                SolutionWeight = 35,
                SatisfactionWeight = 35,
                Bonus = 1.5,
                AllowsExclusion = false,
            },
        };
        Assert.Equal(expected, settings.Policy);
        Assert.Equal((new TimeOnly(7, 0), new TimeOnly(19, 0)), (settings.Shifts[0].From, settings.Shifts[0].Until));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Saturday], settings.Shifts[0].Weekdays);
        Assert.Equal(7, settings.Shifts[1].Weekdays.Count);
        Assert.Equal(TimeOnly.MinValue, settings.Shifts[2].Until);
    }

    [Fact]
    public void Channels_say_their_kind_or_are_called_by_it()
    {
        var channels = Read(Written, out _)!.Channels.ToDictionary(channel => channel.Id);
        Assert.Equal(new Channel("inspector", "Inspector", "Inspector", true) { Kind = ChannelKind.Inspector }, channels["inspector"]);
        Assert.Equal(
            new Channel("12345", "Hotline", "Hotline", false)
            {
                Kind = ChannelKind.Hotline,
                IsHotline = true,
                AllowsAnonymous = false,
                Service = ServiceGrid.Social,
            },
            channels["12345"]);
        Assert.Equal((ChannelKind.Public, true, true), (channels["app"].Kind, channels["app"].IsHotline, channels["app"].IsSupervised));
        Assert.Equal((ChannelKind.Media, false), (channels["media"].Kind, channels["media"].IsHotline));
    }

    [Fact]
    public void What_is_not_written_has_the_defaults_of_the_field()
    {
        var settings = Read("id: a\nname: A\ndistrict: \"110101\"\ntime_zone: UTC\ncalendar: {working_day: same_time}\nchannels: [{id: c, name: C}]\n", out var faults)!;
        Assert.Empty(faults);
        Assert.Equal(new Policy(), settings.Policy);
        var policy = settings.Policy;
        Assert.Equal((2, 1, 365, true), (policy.ExtensionsMax, policy.SuspensionsMax, policy.SuspensionDaysMax, policy.MustReturnBeforeDue));
        Assert.Equal((30, TimeSpan.FromMinutes(30)), (policy.AppealDays, policy.TaskWindow));
        Assert.Equal((1, 3, 30, 50.0), (policy.Escalation.Returns, policy.Escalation.Repeats, policy.Escalation.RepeatDays, policy.Escalation.RepeatMetres));
        Assert.Equal((20.0, 40.0, 40.0), (policy.Hotline.ResponseWeight, policy.Hotline.SolutionWeight, policy.Hotline.SatisfactionWeight));
        Assert.Empty(settings.Shifts);
    }

    [Fact]
    public void It_is_written_as_it_is_read()
    {
        var once = SettingsText.Of(Read(Written, out _)!);
        var again = Read(once, out var faults)!;
        Assert.Empty(faults);
        Assert.Equal(once, SettingsText.Of(again));
        Assert.Equal(Read(Written, out _)!.Policy, again.Policy);
        Assert.Equal(Read(Written, out _)!.Channels, again.Channels);
        Assert.Contains("until: \"00:00\"", once, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("working_day: hours", "working_day: hour", 6, "calendar.working_day", "Did you mean 'hours'?")]
    [InlineData("extensions_max: 3", "extensions_max: 1.5", 8, "policy.extensions_max", "a whole number")]
    [InlineData("suspensions_max: 2", "suspensions_max: -1", 9, "policy.suspensions_max", "a whole number")]
    [InlineData("return_before_due: false", "return_before_due: 0", 11, "policy.return_before_due", "true or false")]
    [InlineData("escalate_power: class", "escalate_power: always", 14, "policy.escalate_power", "never, unit, class were expected")]
    [InlineData("task_minutes: 15", "task_minutes: 2000", 13, "policy.task_minutes", "0 to 1440")]
    [InlineData("response: 30", "response: 40", 22, "hotline.response", "sum to 110; 100 was expected")]
    [InlineData("  exclusions", "  exclusion", 26, "hotline.exclusion", "Did you mean 'exclusions'?")]
    [InlineData("id: night", "id: day", 29, "shifts.id", "another shift")]
    [InlineData("until: \"24:00\"", "until: \"25:00\"", 30, "shifts.until", "as in 22:00")]
    [InlineData("until: \"24:00\"", "until: \"16:00\"", 30, "shifts.until", "the same time")]
    [InlineData("[mon, sat]", "[mon, sta]", 28, "shifts.weekdays", "sun, mon")]
    [InlineData("kind: hotline", "kind: hotlin", 33, "channels.kind", "Did you mean 'hotline'?")]
    [InlineData("service: social", "service: both", 33, "channels.service", "city, social")]
    [InlineData("anonymous: false", "anonymous: no", 33, "channels.anonymous", "true or false")]
    public void A_wrong_key_is_a_fault(string from, string to, int line, string field, string said)
    {
        Assert.Contains(from, Written, StringComparison.Ordinal);
        Read(Written.Replace(from, to, StringComparison.Ordinal), out var faults);
        Assert.Contains(
            faults, fault => fault.Line == line && fault.Field == field && fault.Message.Contains(said, StringComparison.Ordinal));
    }

    private static CitySettings? Read(string yaml, out IReadOnlyList<Fault> faults)
    {
        var list = new FaultList();
        var settings = SettingsReader.Read(new InputFile("city.yaml", Encoding.UTF8.GetBytes(yaml)), list);
        faults = list.ToList();
        return settings;
    }
}
