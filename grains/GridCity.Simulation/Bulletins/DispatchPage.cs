using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>The hourly dispatch sheet (派遣单) as a page.</summary>
internal static class DispatchPage
{
    /// <summary>Lays the sheet out.</summary>
    public static Page Of(Frame frame, DispatchSheet sheet, bool isOver, long position) => new()
    {
        City = frame.Names.Whole,
        Title = new Say("Dispatch sheet", "派遣单"),
        Facts = frame.Facts(frame.Time.Period(sheet.Period), sheet.AsOf, position),
        Badges = frame.Badges(isOver),
        Sections =
        [
            Overview(sheet),
            Map(frame, sheet),
            List(frame, new Say("Sent in this hour", "本小时派遣"), new Say("Sent to units", "已派遣至责任单位"), sheet.Dispatched),
            Waiting(frame, sheet),
            List(frame, new Say("Due in the next hour", "下一小时到期"), new Say("To be finished next", "即将到期"), sheet.DueNext),
            Overdue(frame, sheet),
            Untaken(frame, sheet),
            Volumes(frame, sheet),
            JointSection.Of(frame.Names, frame.Time, sheet.Joint, isShort: true),
            PatrolSection.OfDay(frame.Names, sheet.Patrols),
        ],
        Notes =
        [
            new(
                "Waiting, due and overdue are as they stood at the end of the hour; sent and reported are of the hour.",
                "待派遣、即将到期、超期为本小时末状态；派遣、上报为本小时发生量。"),
            new(
                "Everything here is a fold of the journal: the same journal, hour and moment give the same page again.",
                "本页全部数据由案件日志推算，同一日志、同一时段、同一截止时刻可随时重新生成，结果一致。"),
        ],
    };

    private static Section Overview(DispatchSheet sheet)
    {
        var tiles = new Tag("dl", "tiles")
        {
            Count(Counter.Reported),
            Count(Counter.Filed),
            Bulletins.Overview.Tile(
                FieldWords.Of(Counter.Dispatched),
                Figures.Count(sheet.Dispatched.Total),
                new Say($"{Figures.Count(sheet.Waiting.Total)} wait", $"待派遣{Figures.Count(sheet.Waiting.Total)}件")),
            Count(Counter.Closed),
            Bulletins.Overview.Tile(
                new Say("Due next hour", "下一小时到期"), Figures.Count(sheet.DueNext.Total), new Say("with units", "责任单位在办")),
            Bulletins.Overview.Tile(
                new Say("Overdue", "超期未处置"),
                Figures.Count(sheet.Overdue.Total),
                new Say($"{Figures.Count(sheet.Untaken.Total)} tasks without taker", $"无人接单任务{Figures.Count(sheet.Untaken.Total)}项")),
        };
        return Section.Of(new Say("At a glance", "概况"), tiles);

        Node Count(Counter counter)
        {
            var count = sheet.Counts.First(row => row.Counter == counter).Count;
            return Bulletins.Overview.Tile(
                FieldWords.Of(counter),
                Figures.Count(count.Now),
                count.Before is { } before
                    ? new Say($"{Figures.Count(before)} the hour before", $"上一小时{Figures.Count(before)}件")
                    : default);
        }
    }

    private static Section Map(Frame frame, DispatchSheet sheet)
    {
        var city = frame.City;
        if (city.Grid.Count == 0)
        {
            return Section.Of(default);
        }
        var map = new CityMap(city, 560)
            .Areas(Tier.Street, street => ("q0", frame.Names.Area(street)))
            .Layer("lakes", _ => ("river", "lake"))
            .Layer("rivers", _ => ("river", "lake"))
            .Borders(Tier.Street);
        foreach (var line in sheet.Dispatched.Lines)
        {
            Put(map, frame, line, (x, y) => new Tag("circle", "sent") { { "cx", x }, { "cy", y }, { "r", 3.2 }, Title(frame, line) });
        }
        foreach (var line in sheet.Overdue.Lines)
        {
            Put(map, frame, line, (x, y) => new Tag("path", "over")
            {
                { "d", $"M{Tag.Number(x)} {Tag.Number(y - 4.5)}l4.5 4.5l-4.5 4.5l-4.5 -4.5z" }, Title(frame, line),
            });
        }
        map.Names(Tier.Street, frame.Names.Area);
        var legend = Legend.Of(
            (Legend.Circle("sent"), new Say("sent in this hour", "本小时派遣")),
            (new Tag("path", "over") { { "d", "M9 2l5 5l-5 5l-5 -5z" } }, new Say("overdue", "超期未处置")));
        var comparison = FieldWords.Comparisons(sheet.Period.Kind).Before;
        return Section.Of(
            new Say("Where", "空间分布"),
            new Tag("div", "beside")
            {
                map.Draw(new Say("Cases by the cell in which they were first seen", "案件分布（按首次上报所在单元网格）"), legend),
                new Tag("div")
                {
                    VolumeSection.Table(
                        new Say("Reported by street", "各街道上报量"),
                        new Say("Street", "街道"),
                        sheet.Streets,
                        id => frame.Names.Area(AreaCode.Parse(id)),
                        comparison),
                },
            });
    }

    private static Tag Title(Frame frame, CaseLine line) => new("title")
    {
        (Say)line.Case.ToString() + new Say(": ", "：") + frame.Names.Class(line.Class) + new Say(", ", "，") + frame.Names.Unit(line.Unit),
    };

    private static void Put(CityMap map, Frame frame, CaseLine line, Func<double, double, Node> draw)
    {
        var cell = frame.City.Grid.IndexOf(line.Case.Birthplace);
        if (cell >= 0)
        {
            map.Put(map.MiddleOf(cell), draw);
        }
    }

    private static Section List(Frame frame, Say heading, Say what, CaseLines lines) => Section.Of(
        heading,
        lines.Total == 0
            ? new Tag("p") { new Say("None.", "无。") }
            : CaseTables.Table(CaseTables.Caption(what, lines, CaseLines.LinesMax), frame.Names, frame.Time).Of(lines.Lines));

    private static Section Waiting(Frame frame, DispatchSheet sheet) => Section.Of(
        new Say("Waiting for dispatch", "待派遣"),
        sheet.Waiting.Total == 0
            ? new Tag("p") { new Say("Nothing waits.", "无待派遣案件。") }
            : CaseTables.Table(
                    CaseTables.Caption(new Say("The longest waiting first", "按等待时长排列"), sheet.Waiting, CaseLines.LinesMax),
                    frame.Names, frame.Time, hasUnit: false, since: new Say("Since", "待派遣起"))
                .Number(new Say("Waits for", "已等待"), line => TimeWords.Length(sheet.AsOf - line.Since))
                .Of(sheet.Waiting.Lines));

    private static Section Overdue(Frame frame, DispatchSheet sheet) => Section.Of(
        new Say("Overdue", "超期未处置"),
        sheet.Overdue.Total == 0
            ? new Tag("p") { new Say("Nothing is overdue.", "无超期案件。") }
            : CaseTables.Table(CaseTables.Caption(new Say("The latest first", "按超期时长排列"), sheet.Overdue, CaseLines.LinesMax), frame.Names, frame.Time)
                .Any(new Say("Late by", "超期时长"), "n late", line => TimeWords.Length(sheet.AsOf - line.Due!.Value))
                .Of(sheet.Overdue.Lines));

    private static Section Untaken(Frame frame, DispatchSheet sheet) => Section.Of(
        new Say("Tasks that nobody has taken", "无人接单任务"),
        sheet.Untaken.Total == 0
            ? null
            : CaseTables.Table(
                    CaseTables.Caption(new Say("The longest waiting first", "按等待时长排列"), sheet.Untaken, CaseLines.LinesMax),
                    frame.Names, frame.Time, hasUnit: false, since: new Say("Since", "任务下达"))
                .Short(new Say("Due", "任务时限"), line => frame.Time.Short(line.Due))
                .Of(sheet.Untaken.Lines));

    private static Section Volumes(Frame frame, DispatchSheet sheet)
    {
        var comparison = FieldWords.Comparisons(sheet.Period.Kind).Before;
        return Section.Of(
            new Say("Classes and channels", "问题类别与来源"),
            VolumeSection.Table(
                new Say("The classes reported most", "上报量居前的问题类别"), new Say("Class", "类别"), sheet.Classes, frame.Names.Class, comparison, shown: 10),
            VolumeSection.Table(
                new Say("By channel", "按来源渠道"), new Say("Channel", "渠道"), sheet.Channels, frame.Names.Channel, comparison, shown: 10));
    }
}
