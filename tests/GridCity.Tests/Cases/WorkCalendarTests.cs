using System.Globalization;
using GridCity.Core.Cities;
using Xunit;

namespace GridCity.Tests.Cases;

public class WorkCalendarTests
{
    // 2026-09-18 is a Friday; 1 October a holiday, Saturday 10 October worked instead.
    [Theory]
    [InlineData("2026-09-18 17:30", "4wh", "2026-09-21 11:30")]
    [InlineData("2026-09-18 17:30", "4uh", "2026-09-18 21:30")]
    [InlineData("2026-09-18 11:00", "2wh", "2026-09-18 15:00")]
    [InlineData("2026-09-19 03:00", "2wh", "2026-09-21 10:00")]
    [InlineData("2026-09-18 10:00", "1wd", "2026-09-21 10:00")]
    [InlineData("2026-09-18 10:00", "1d", "2026-09-19 10:00")]
    [InlineData("2026-09-30 10:00", "1wd", "2026-10-02 10:00")]
    [InlineData("2026-09-30 17:00", "2wh", "2026-10-02 09:00")]
    [InlineData("2026-10-09 10:00", "1wd", "2026-10-10 10:00")]
    [InlineData("2026-10-10 17:30", "1wh", "2026-10-12 08:30")]
    [InlineData("2026-09-18 13:00", "1wd", "2026-09-21 14:00")]
    [InlineData("2026-09-18 18:00", "1wh", "2026-09-21 09:00")]
    [InlineData("2026-09-18 08:00", "8wh", "2026-09-18 18:00")]
    public void A_limit_is_used_up_at(string start, string limit, string due)
    {
        var calendar = TestCity.Make().Limits.Calendar;
        Assert.True(Limit.TryParse(limit, out var parsed));

        Assert.Equal(At(due), calendar.Due(At(start), parsed));
    }

    [Theory]
    [InlineData("2026-03-28 12:00", "1d", "2026-03-29 12:00")]
    [InlineData("2026-03-28 02:30", "1d", "2026-03-29 03:00")]
    [InlineData("2026-03-28 02:15", "1d", "2026-03-29 03:00")]
    public void A_calendar_day_is_a_clock_day_also_when_the_clock_is_changed(string start, string limit, string due)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var calendar = new WorkCalendar(zone, [(TimeSpan.FromHours(8), TimeSpan.FromHours(16))], [DayOfWeek.Monday], [], []);
        Assert.True(Limit.TryParse(limit, out var parsed));

        Assert.Equal(At(due, zone), calendar.Due(At(start, zone), parsed));
    }

    // The worked examples again, where a working day is eight working hours.
    [Theory]
    [InlineData("2026-09-18 17:30", "4wh", "2026-09-21 11:30")]
    [InlineData("2026-09-18 17:30", "4uh", "2026-09-18 21:30")]
    [InlineData("2026-09-18 11:00", "2wh", "2026-09-18 15:00")]
    [InlineData("2026-09-19 03:00", "2wh", "2026-09-21 10:00")]
    [InlineData("2026-09-18 10:00", "1wd", "2026-09-21 10:00")]
    [InlineData("2026-09-18 13:00", "1wd", "2026-09-18 18:00", 4)]
    [InlineData("2026-09-18 13:00", "1wd", "2026-09-21 12:00")]
    [InlineData("2026-09-18 08:00", "1wd", "2026-09-18 18:00")]
    [InlineData("2026-09-18 18:00", "1wd", "2026-09-21 18:00")]
    [InlineData("2026-09-19 03:00", "2wd", "2026-09-22 18:00")]
    [InlineData("2026-09-30 17:00", "1wd", "2026-10-02 17:00")]
    public void A_working_day_can_be_a_day_of_working_hours(string start, string limit, string due, int afternoon = 0)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        (TimeSpan, TimeSpan)[] hours = afternoon > 0
            ? [(TimeSpan.FromHours(18 - afternoon), TimeSpan.FromHours(18))]
            : [(TimeSpan.FromHours(8), TimeSpan.FromHours(12)), (TimeSpan.FromHours(14), TimeSpan.FromHours(18))];
        var calendar = new WorkCalendar(zone, hours, Weekdays, [new DateOnly(2026, 10, 1)], [], WorkingDay.Hours);
        Assert.True(Limit.TryParse(limit, out var parsed));

        Assert.Equal(At(due), calendar.Due(At(start), parsed));
    }

    // A clock that jumps inside a span takes an hour from it or gives it one.
    [Theory]
    [InlineData("2026-03-29 00:00", "4wh", "2026-03-29 05:00")]
    [InlineData("2026-10-25 00:00", "4wh", "2026-10-25 03:00")]
    [InlineData("2026-10-24 22:00", "10wh", "2026-10-25 07:00")]
    public void Working_hours_are_hours_that_pass(string start, string limit, string due)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var calendar = new WorkCalendar(zone, [(TimeSpan.Zero, TimeSpan.FromDays(1))], Enum.GetValues<DayOfWeek>(), [], []);
        Assert.True(Limit.TryParse(limit, out var parsed));

        Assert.Equal(At(due, zone), calendar.Due(At(start, zone), parsed));
    }

    [Theory]
    [InlineData("2026-09-18 17:30", "2026-09-21 11:30", LimitUnit.WorkingHours, "04:00")]
    [InlineData("2026-09-18 17:30", "2026-09-18 21:30", LimitUnit.UrgentHours, "04:00")]
    [InlineData("2026-09-18 10:00", "2026-09-21 10:00", LimitUnit.WorkingDays, "08:00")]
    [InlineData("2026-09-18 10:00", "2026-09-21 10:00", LimitUnit.CalendarDays, "3.00:00")]
    [InlineData("2026-09-19 03:00", "2026-09-20 22:00", LimitUnit.WorkingHours, "00:00")]
    [InlineData("2026-09-21 10:00", "2026-09-18 10:00", LimitUnit.WorkingHours, "00:00")]
    [InlineData("2026-09-30 17:00", "2026-10-02 09:00", LimitUnit.WorkingDays, "02:00")]
    public void What_is_left_of_a_limit_is_time_of_its_kind(string from, string due, LimitUnit unit, string left) =>
        Assert.Equal(TimeSpan.Parse(left, CultureInfo.InvariantCulture), TestCity.Make().Limits.Calendar.Left(At(from), At(due), unit));

    [Fact]
    public void A_stopped_clock_goes_on_with_what_was_left()
    {
        var calendar = TestCity.Make().Limits.Calendar;
        var left = calendar.Left(At("2026-09-18 16:00"), At("2026-09-21 11:30"), LimitUnit.WorkingHours);
        Assert.Equal(At("2026-10-02 17:30"), calendar.After(At("2026-10-02 10:00"), left, LimitUnit.WorkingHours));
        Assert.Equal(At("2026-10-03 10:00"), calendar.After(At("2026-10-03 10:00"), TimeSpan.Zero, LimitUnit.WorkingHours));
    }

    [Theory]
    [InlineData("Asia/Shanghai", WorkingDay.SameTime)]
    [InlineData("America/New_York", WorkingDay.Hours)]
    [InlineData("Europe/Berlin", WorkingDay.SameTime)]
    [InlineData("Australia/Lord_Howe", WorkingDay.Hours)]
    public void A_clock_that_is_stopped_and_started_at_once_loses_nothing(string zoneId, WorkingDay workingDay)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var random = new Random(7);
        for (var trial = 0; trial < 4_000; trial++)
        {
            var calendar = RandomCalendar(random, zone, workingDay);
            var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(86_400 * 360));
            var unit = (LimitUnit)random.Next(1, 5);
            var due = calendar.Due(start, new Limit(random.Next(1, 12), unit));
            var from = start.AddSeconds(random.Next(86_400 * 3));
            var left = calendar.Left(from, due, unit);
            var after = calendar.After(from, left, unit);

            Assert.True(left >= TimeSpan.Zero);
            Assert.Equal(left, calendar.Left(from, after, unit));
            if (due >= from && (unit is LimitUnit.UrgentHours or LimitUnit.CalendarDays || IsAtWork(calendar, due)))
            {
                Assert.Equal(due, after);
            }
            var hour = new Limit(1, LimitUnit.WorkingHours);
            var earlier = calendar.Due(start.AddSeconds(-random.Next(100_000)), hour);
            Assert.True(earlier <= calendar.Due(start, hour), "A later start is never due earlier.");
        }
    }

    [Theory]
    [InlineData("4wh", 4, LimitUnit.WorkingHours)]
    [InlineData("2uh", 2, LimitUnit.UrgentHours)]
    [InlineData("15wd", 15, LimitUnit.WorkingDays)]
    [InlineData("3d", 3, LimitUnit.CalendarDays)]
    public void A_limit_is_written_as_it_is_read(string text, int amount, LimitUnit unit)
    {
        Assert.True(Limit.TryParse(text, out var limit));
        Assert.Equal(new Limit(amount, unit), limit);
        Assert.Equal(text, limit.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("wh")]
    [InlineData("0wh")]
    [InlineData("4 wh")]
    [InlineData("-4wh")]
    [InlineData("99999wh")]
    [InlineData("4h")]
    public void What_is_no_limit_is_not_read_as_one(string text) => Assert.False(Limit.TryParse(text, out _));

    [Fact]
    public void A_calendar_that_never_works_is_refused()
    {
        var zone = TimeZoneInfo.Utc;
        var hours = (TimeSpan.FromHours(8), TimeSpan.FromHours(12));

        Assert.Throws<ArgumentException>(() => new WorkCalendar(zone, [], [DayOfWeek.Monday], [], []));
        Assert.Throws<ArgumentException>(() => new WorkCalendar(zone, [hours], [], [], []));
        Assert.Throws<ArgumentException>(() => new WorkCalendar(zone, [hours, hours], [DayOfWeek.Monday], [], []));
    }

    private static readonly DayOfWeek[] Weekdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Whether working time passed just before a moment.</summary>
    private static bool IsAtWork(WorkCalendar calendar, DateTimeOffset at) =>
        calendar.Left(at.AddTicks(-1), at, LimitUnit.WorkingHours).Ticks == 1;

    private static WorkCalendar RandomCalendar(Random random, TimeZoneInfo zone, WorkingDay workingDay)
    {
        var quarters = Enumerable.Range(0, 4).Select(_ => random.Next(0, 97)).Distinct().Order().Chunk(2)
            .Where(pair => pair.Length == 2)
            .Select(pair => (TimeSpan.FromMinutes(15 * pair[0]), TimeSpan.FromMinutes(15 * pair[1]))).ToList();
        var days = Enumerable.Range(0, 12).Select(_ => new DateOnly(2026, 1, 1).AddDays(random.Next(365))).ToList();
        return new WorkCalendar(
            zone,
            quarters.Count > 0 ? quarters : [(TimeSpan.FromHours(9), TimeSpan.FromHours(17))],
            Enum.GetValues<DayOfWeek>().Where(day => random.Next(2) == 0).DefaultIfEmpty(DayOfWeek.Sunday),
            days.Take(6),
            days.Skip(6),
            workingDay);
    }

    private static DateTimeOffset At(string local, TimeZoneInfo? zone = null)
    {
        zone ??= TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var time = DateTime.Parse(local, CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime();
    }
}
