using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>The page that leads to all bulletins, the newest first.</summary>
internal static class IndexPage
{
    private const int HoursShown = 24;
    private const int MonthsShown = 24;
    private const int QuartersShown = 8;

    /// <summary>Lays the list out; addresses are those below the list's own.</summary>
    public static Page Of(Frame frame, DateTimeOffset firstAt, DateTimeOffset now) => new()
    {
        City = frame.Names.Whole,
        Title = new Say("Bulletins", "通报与报表"),
        Facts = frame.Facts(new Say("all", "全部"), now, null),
        Badges = frame.Badges(isOver: true),
        Sections =
        [
            Section.Of(new Say("Monthly bulletins", "月报"), Links(frame, BulletinKind.Monthly, firstAt, now, MonthsShown)),
            Section.Of(new Say("Quarterly reports", "季报"), Links(frame, BulletinKind.Quarterly, firstAt, now, QuartersShown)),
            Section.Of(new Say("Water bulletins", "水环境月报"), Links(frame, BulletinKind.Water, firstAt, now, MonthsShown)),
            Section.Of(new Say("Dispatch sheets", "派遣单"), Links(frame, BulletinKind.Hourly, firstAt, now, HoursShown)),
        ],
        Notes =
        [
            new(
                "Any other past period can be asked for by its name: period=2026-09-14T08, 2026-09, 2026-Q3, 2026-08-19/2026-09-18.",
                "其他任何周期均可按名称查询：period=2026-09-14T08、2026-09、2026-Q3、2026-08-19/2026-09-18。"),
        ],
    };

    private static Tag Links(Frame frame, BulletinKind kind, DateTimeOffset firstAt, DateTimeOffset now, int most)
    {
        var period = BulletinRequest.Running(kind, frame.City.TimeZone, now).Period;
        var list = new Tag("ul", "links");
        for (var count = 0; count < most && period.To > firstAt; count++, period = period.Previous())
        {
            var running = period.To > now ? new Say(" (running)", "（进行中）") : default;
            list.Add(new Tag("li")
            {
                new Tag("a")
                {
                    { "href", $"bulletins/{kind.ToString().ToLowerInvariant()}?period={NameOf(period)}" }, frame.Time.Period(period), running,
                },
            });
        }
        return list;
    }

    private static string NameOf(Period period) => period.Kind == PeriodKind.Hour
        ? TimeZoneInfo.ConvertTime(period.From, period.Zone).ToString("yyyy-MM-dd'T'HH", System.Globalization.CultureInfo.InvariantCulture)
        : period.Label;
}
