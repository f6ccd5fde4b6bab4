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
    public void A_calendar_day_is_a_clock_day_also_when_the_clock_is_changed(string start, string limit, string due)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var calendar = new WorkCalendar(zone, [(TimeSpan.FromHours(8), TimeSpan.FromHours(16))], [DayOfWeek.Monday], [], []);
        Assert.True(Limit.TryParse(limit, out var parsed));

        Assert.Equal(At(due, zone), calendar.Due(At(start, zone), parsed));
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

    private static DateTimeOffset At(string local, TimeZoneInfo? zone = null)
    {
        zone ??= TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var time = DateTime.Parse(local, CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime();
    }
}
