using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Core.Water;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>The monthly water bulletin (水环境月报) as a page.</summary>
internal static class WaterPage
{
    private const double SignRadius = 8;

    /// <summary>Lays a bulletin out.</summary>
    public static Page Of(Frame frame, WaterBulletin bulletin, DateTimeOffset? lastAt, bool isOver) => new()
    {
        City = frame.Names.Whole,
        Title = new Say("Water bulletin", "水环境月报"),
        Facts = frame.Facts(TimeWords.Period(bulletin.Period), lastAt, null),
        Badges = frame.Badges(isOver),
        Sections =
        [
            Overview(bulletin),
            Where(frame, bulletin),
            WaterTables.Sections(bulletin),
            WaterTables.Factors(bulletin),
            WaterTables.Odour(bulletin),
            WaterTables.Patrols(bulletin),
            WaterTables.Cases(bulletin),
        ],
        Notes =
        [
            new(
                "Classes follow table 1 of GB 3838-2002 by the single worst factor; temperature, total nitrogen and faecal coliforms do not count."
                    + " Several samples of a section are averaged first.",
                "水质类别按《地表水环境质量标准》（GB 3838-2002）表1单因子评价，水温、总氮、粪大肠菌群不参评；同一断面多次采样先取平均值。"),
            new(
                "Status and change follow the ministry's evaluation method of 2011 (Huanban 2011, No. 22)."
                    + " A river of fewer than five sections is judged by their mean.",
                "水质状况及变化按《地表水环境质量评价办法（试行）》（环办〔2011〕22号）评价；断面少于5个的河流按断面均值评价。"),
            new(
                "Samples and patrols belong to the day on which they were taken or walked; cases are as they stood at the end of the period.",
                "采样、巡河按发生日期统计；案件为期末状态。"),
        ],
    };

    private static Section Overview(WaterBulletin bulletin)
    {
        var (now, before) = (bulletin.Compliance, bulletin.ComplianceBefore);
        var judged = bulletin.Waters.Where(water => water.Quality is not null).ToList();
        var good = judged.Count(water => water.Quality!.Status <= WaterStatus.Good);
        var lead = now.Judged == 0
            ? new Say("No section was sampled.", "本期无断面监测数据。")
            : new Say(
                $"{now.Met} of {now.Judged} sampled sections met their targets ({Figures.Percent(now.Share)})."
                    + $" Of {judged.Count} judged waters {good} are good or excellent.",
                $"本期监测断面{now.Judged}个，达标{now.Met}个，达标率{Figures.Percent(now.Share)}。评价水体{judged.Count}个，其中优良{good}个。");
        return Section.Of(
            new Say("Overview", "总体情况"),
            new Tag("p", "lead") { lead },
            new Tag("dl", "tiles")
            {
                Bulletins.Overview.Tile(
                    new Say("Sections on target", "断面达标率"),
                    Figures.Percent(now.Share),
                    new Say($"{now.Met} of {now.Judged}", $"达标{now.Met}个，共{now.Judged}个")),
                Bulletins.Overview.Tile(
                    new Say("Period before", "上期达标率"),
                    Figures.Percent(before.Share),
                    new Say($"{before.Met} of {before.Judged}", $"{before.Met}/{before.Judged}")),
                Bulletins.Overview.Tile(
                    new Say("A year before", "上年同期达标率"),
                    Figures.Percent(bulletin.ComplianceYearBefore.Share),
                    new Say(
                        $"{bulletin.ComplianceYearBefore.Met} of {bulletin.ComplianceYearBefore.Judged}",
                        $"{bulletin.ComplianceYearBefore.Met}/{bulletin.ComplianceYearBefore.Judged}")),
                Bulletins.Overview.Tile(
                    new Say("Alarms opened", "超标预警案件"),
                    Figures.Count(bulletin.Alarms.Opened),
                    new Say(
                        $"{Figures.Count(bulletin.Alarms.Closed)} closed, {Figures.Count(bulletin.Alarms.Open)} open",
                        $"结案{Figures.Count(bulletin.Alarms.Closed)}件，在办{Figures.Count(bulletin.Alarms.Open)}件")),
            });
    }

    private static Section Where(Frame frame, WaterBulletin bulletin)
    {
        if (frame.City.Grid.Count == 0)
        {
            return Section.Of(default, WaterTables.Waters(bulletin));
        }
        var map = new CityMap(frame.City, 600)
            .Areas(Tier.Street, street => ("q0", frame.Names.Area(street)))
            .Borders(Tier.Street);
        foreach (var (layer, kind) in new[] { ("lakes", WaterKind.Lake), ("rivers", WaterKind.River) })
        {
            map.Layer(layer, feature =>
            {
                var grade = GradeOf(bulletin, kind, feature);
                return ($"reach w{grade}", $"w{grade}");
            });
        }
        var stations = bulletin.Waters.SelectMany(water => water.Sections)
            .Where(line => frame.City.Sections.ContainsKey(line.Section))
            .Select(line => (Line: line, Place: frame.City.Plane.ToPlane(frame.City.Sections[line.Section].Place)))
            .ToList();
        foreach (var (line, place) in stations)
        {
            map.Put(place, (x, y) => Station(line, x, y)).Keep(place, SignRadius);
        }
        foreach (var (line, place) in stations)
        {
            map.Label(place, new Say(line.Name, line.NameZh), SignRadius + 1);
        }
        return Section.Of(
            new Say("Rivers and lakes", "河湖水质"),
            new Tag("div", "beside")
            {
                map.Draw(new Say("Status of waters and class of sections", "水体水质状况与断面类别"), Signs()),
                new Tag("div") { WaterTables.Waters(bulletin) },
            });
    }

    // The colour of a status is that of its class: excellent is drawn as class II.
    private static int GradeOf(WaterBulletin bulletin, WaterKind kind, Feature feature)
    {
        var id = feature.Attributes.GetValueOrDefault("water") ?? feature.Id;
        var water = bulletin.Waters.FirstOrDefault(line => line.Kind == kind && line.Water == id);
        return water?.Quality is { } quality ? 1 + (int)quality.Status : 0;
    }

    private static Tag Station(SectionLine line, double x, double y) => new("g")
    {
        new Tag("title")
        {
            new Say(line.Name, line.NameZh) + new Say(": ", "：") + WaterTables.Class(line.Class)
                + new Say(", target ", "，目标") + WaterTables.Class(line.Target),
        },
        line.MeetsTarget == false
            ? new Tag("rect", "w" + (int)(line.Class ?? 0) + " station missed")
            {
                { "x", x - 7.5 }, { "y", y - 7.5 }, { "width", 15.0 }, { "height", 15.0 },
            }
            : new Tag("circle", "w" + (int)(line.Class ?? 0) + " station") { { "cx", x }, { "cy", y }, { "r", SignRadius } },
        new Tag("text", "grade") { { "x", x }, { "y", y + 3 }, { "text-anchor", "middle" }, WaterTables.Numeral(line.Class) },
    };

    private static Node Signs() => Legend.Of(
        (Legend.Box("w2"), Status(WaterStatus.Excellent)),
        (Legend.Box("w3"), Status(WaterStatus.Good)),
        (Legend.Box("w4"), Status(WaterStatus.LightlyPolluted)),
        (Legend.Box("w5"), Status(WaterStatus.ModeratelyPolluted)),
        (Legend.Box("w6"), Status(WaterStatus.HeavilyPolluted)),
        (Legend.Box("w0"), new Say("not sampled", "未监测")),
        (Legend.Circle("w3 station", 6), new Say("section on target", "断面达标")),
        (new Tag("rect", "w5 station missed") { { "x", 4.0 }, { "y", 2.0 }, { "width", 10.0 }, { "height", 10.0 } },
            new Say("target missed", "断面未达标")));

    private static Say Status(WaterStatus status) => new(WaterWords.Of(status), WaterWords.ZhOf(status));
}
