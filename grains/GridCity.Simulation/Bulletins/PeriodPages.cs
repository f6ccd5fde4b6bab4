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
        PatrolSection.Of(frame.Names, tables.Patrols),
        CaseTables.Late(frame.Names, frame.Time, tables),
    ];

    private static Page Of(Frame frame, Say title, PeriodTables tables, bool isOver, IReadOnlyList<Section> sections) => new()
    {
        City = frame.Names.Whole,
        Title = title,
        Facts = frame.Facts(frame.Time.Period(tables.Period), tables.AsOf, tables.Position),
        Badges = frame.Badges(isOver, tables.IsComplete),
        Sections = tables.IsKnown ? sections : [Unknown(frame.Time, tables)],
        Notes = Frame.Notes(tables.Board.Book),
    };

    // Tables of noughts would say that nothing happened.
    private static Section Unknown(TimeWords time, PeriodTables tables) => Section.Of(
        new Say("Overview", "总体情况"),
        new Tag("p", "lead")
        {
            tables.Begins is { } begins
                ? new Say("Nothing is known of this period: the journal begins on ", "本周期无数据：日志起始于") + time.Full(begins) + new Say(".", "。")
                : new Say("Nothing is known of this period: the journal is empty.", "本周期无数据：日志为空。"),
        });
}
