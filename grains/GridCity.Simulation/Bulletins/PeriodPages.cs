using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>The monthly bulletin (月报) and the quarterly report (季报) as pages.</summary>
internal static class PeriodPages
{
    /// <summary>Lays a bulletin out.</summary>
    public static Page Of(Frame frame, MonthlyBulletin bulletin, bool isOver)
    {
        var tables = bulletin.Tables;
        var title = tables.Period.Kind == PeriodKind.Month
            ? new Say("Monthly bulletin", "城市管理网格化月报")
            : new Say("Bulletin", "城市管理网格化通报");
        return Of(frame, title, tables, isOver,
        [
            Overview.Of(tables),
            FlowSection.Of(tables),
            MapSection.Of(frame.Names, tables),
            IndicatorSection.Of(tables),
            VolumeSection.Of(frame.Names, tables),
            RankingSection.OfBodies(frame.Names, tables),
            RankingSection.OfPosts(frame.Names, tables),
            .. Rest(frame, tables),
        ]);
    }

    /// <summary>Lays a report out.</summary>
    public static Page Of(Frame frame, QuarterlyReport report, bool isOver)
    {
        var tables = report.Tables;
        return Of(frame, new Say("Quarterly report", "城市管理网格化季报"), tables, isOver,
        [
            Overview.Of(tables),
            QuarterSections.Months(frame.Time, report),
            QuarterSections.Interviews(frame.Names, report),
            FlowSection.Of(tables),
            MapSection.Of(frame.Names, tables),
            IndicatorSection.Of(tables),
            VolumeSection.Of(frame.Names, tables),
            RankingSection.OfBodies(frame.Names, tables),
            RankingSection.OfPosts(frame.Names, tables),
            .. Rest(frame, tables),
        ]);
    }

    private static IEnumerable<Section> Rest(Frame frame, PeriodTables tables) =>
    [
        HotlineSection.Of(frame.Names, tables),
        RepeatSection.Special(frame.Names, tables),
        RepeatSection.Places(frame.Names, frame.Time, tables),
        JointSection.Of(frame.Names, frame.Time, tables.Joint),
        CaseTables.Late(frame.Names, frame.Time, tables),
    ];

    private static Page Of(Frame frame, Say title, PeriodTables tables, bool isOver, IReadOnlyList<Section> sections) => new()
    {
        City = frame.Names.Whole,
        Title = title,
        Facts = frame.Facts(frame.Time.Period(tables.Period), tables.AsOf, tables.Position),
        Badges = frame.Badges(isOver, tables.IsComplete),
        Sections = sections,
        Notes = Frame.Notes(tables.Board.Book),
    };
}
