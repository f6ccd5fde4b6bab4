using GridCity.Core.Evaluation;
using Xunit;

namespace GridCity.Tests.Evaluation;

public class PeriodTests
{
    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeZoneInfo Havana = TimeZoneInfo.FindSystemTimeZoneById("America/Havana");

    [Fact]
    public void Months_begin_at_local_midnight()
    {
        var september = Period.Month(Beijing, 2026, 9);

        Assert.Equal(Utc(2026, 8, 31, 16), september.From);
        Assert.Equal(Utc(2026, 9, 30, 16), september.To);
        Assert.Equal("2026-09", september.Label);
        Assert.Equal(Period.Month(Beijing, 2026, 8), september.Previous());
        Assert.Equal(Period.Month(Beijing, 2025, 9), september.YearBefore());
    }

    [Fact]
    public void Days_are_shorter_and_longer_where_the_clock_is_changed()
    {
        Assert.Equal(23, Hours(Period.Day(NewYork, new DateOnly(2026, 3, 8))));
        Assert.Equal(25, Hours(Period.Day(NewYork, new DateOnly(2026, 11, 1))));
        Assert.Equal((31 * 24) - 1, Hours(Period.Month(NewYork, 2026, 3)));
        Assert.Equal(92 * 24, Hours(Period.Quarter(Beijing, 2026, 3)));
    }

    [Fact]
    public void A_skipped_midnight_is_when_the_clock_goes_on_and_of_two_the_first_counts()
    {
        var skipped = Period.Day(Havana, new DateOnly(2026, 3, 8));
        var twice = Period.Day(Havana, new DateOnly(2026, 11, 1));

        Assert.Equal((Utc(2026, 3, 8, 5), 23), (skipped.From, Hours(skipped)));
        Assert.Equal((Utc(2026, 11, 1, 4), 25), (twice.From, Hours(twice)));
        Assert.Equal(skipped.From, Period.Day(Havana, new DateOnly(2026, 3, 7)).To);
    }

    [Fact]
    public void An_hour_that_comes_twice_is_two_hours()
    {
        var first = Period.Hour(NewYork, Utc(2026, 11, 1, 5).AddMinutes(20));
        var second = Period.Hour(NewYork, Utc(2026, 11, 1, 6).AddMinutes(20));

        Assert.Equal("2026-11-01 01:00", first.Label);
        Assert.Equal(first.Label, second.Label);
        Assert.Equal(first.To, second.From);
        Assert.Equal(first, second.Previous());
    }

    [Fact]
    public void Other_spans_have_neighbours_of_their_own_length()
    {
        var hotlineMonth = Period.Days(Beijing, new DateOnly(2026, 8, 19), new DateOnly(2026, 9, 18));

        Assert.Equal("2026-08-19/2026-09-18", hotlineMonth.Label);
        Assert.Equal("2026-07-19/2026-08-18", hotlineMonth.Previous().Label);
        Assert.Equal("2025-08-19/2025-09-18", hotlineMonth.YearBefore().Label);
        Assert.Equal("2027-02-28", Period.Day(Beijing, new DateOnly(2028, 2, 29)).YearBefore().Label);
        Assert.Equal(["2026-07", "2026-08", "2026-09"], Period.Quarter(Beijing, 2026, 3).Months().Select(month => month.Label));
        Assert.Equal("2026-Q3", Period.Quarter(Beijing, 2026, 3).Label);
        Assert.Throws<ArgumentException>(() => Period.Days(Beijing, new DateOnly(2026, 9, 2), new DateOnly(2026, 9, 1)));
    }

    private static double Hours(Period period) => (period.To - period.From).TotalHours;

    private static DateTimeOffset Utc(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);
}
