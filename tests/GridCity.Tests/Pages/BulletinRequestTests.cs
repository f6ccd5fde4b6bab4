using GridCity.Simulation.Bulletins;
using Xunit;

namespace GridCity.Tests.Pages;

public class BulletinRequestTests
{
    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData(BulletinKind.Hourly, "2026-09-14T08", "2026-09-14 08:00")]
    [InlineData(BulletinKind.Hourly, "2026-09-14 08:00", "2026-09-14 08:00")]
    [InlineData(BulletinKind.Monthly, "2026-09", "2026-09")]
    [InlineData(BulletinKind.Water, "2026-02", "2026-02")]
    [InlineData(BulletinKind.Quarterly, "2026-q3", "2026-Q3")]
    [InlineData(BulletinKind.Monthly, "2026-08-19/2026-09-18", "2026-08-19/2026-09-18")]
    public void Periods_are_read_as_people_write_them(BulletinKind kind, string text, string label) =>
        Assert.Equal(label, BulletinRequest.Read(kind, text, Beijing, out _)?.Period.Label);

    [Theory]
    [InlineData(BulletinKind.Hourly, "2026-09-14")]
    [InlineData(BulletinKind.Hourly, "2026-09-14T25")]
    [InlineData(BulletinKind.Hourly, "2026-09-14T08:30")]
    [InlineData(BulletinKind.Monthly, "2026-13")]
    [InlineData(BulletinKind.Monthly, "September")]
    [InlineData(BulletinKind.Monthly, "0001-01")]
    [InlineData(BulletinKind.Monthly, "2026-09-18/2026-08-19")]
    [InlineData(BulletinKind.Monthly, "9999-12")]
    [InlineData(BulletinKind.Quarterly, "2026-Q5")]
    [InlineData(BulletinKind.Quarterly, "2026-09")]
    public void What_is_no_period_is_refused_with_what_was_expected(BulletinKind kind, string text)
    {
        Assert.Null(BulletinRequest.Read(kind, text, Beijing, out var expected));
        Assert.Contains("2026-", expected, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_period_is_the_last_that_was_over()
    {
        var moment = new DateTimeOffset(2026, 10, 1, 0, 30, 0, TimeSpan.FromHours(8));

        Assert.Equal(
            ["2026-09-30 23:00", "2026-09", "2026-Q3", "2026-09"],
            Enum.GetValues<BulletinKind>().Select(kind => BulletinRequest.LastBefore(kind, Beijing, moment).Period.Label));
        Assert.Equal("2026-Q4", BulletinRequest.Running(BulletinKind.Quarterly, Beijing, moment).Period.Label);
    }

    [Fact]
    public void An_hour_that_the_clock_skips_is_the_one_it_goes_on_with()
    {
        var newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

        Assert.Equal("2026-03-08 03:00", BulletinRequest.Read(BulletinKind.Hourly, "2026-03-08T02", newYork, out _)!.Period.Label);
    }
}
