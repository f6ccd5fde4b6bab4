using GridCity.Core;
using GridCity.Core.Water;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>The tables of the water bulletin.</summary>
internal static class WaterTables
{
    private static readonly string[] Numerals = ["?", "I", "II", "III", "IV", "V", ">V"];

    /// <summary>The class of a section as it stands in a sign of the map.</summary>
    public static string Numeral(WaterClass? grade) => Numerals[(int)(grade ?? 0)];

    /// <summary>A class, or a dash.</summary>
    public static Say Class(WaterClass? grade) => grade is { } known ? new Say(WaterWords.Of(known), WaterWords.ZhOf(known)) : Figures.None;

    /// <summary>The waters.</summary>
    public static Node Waters(WaterBulletin bulletin) => new Table<WaterLine>(new Say("Waters", "河湖"))
        .Name(new Say("Water", "水体"), water => new Say(water.Name, water.NameZh))
        .Short(new Say("Class", "类别"), water => Class(water.Quality?.Class))
        .Short(new Say("Status", "水质状况"), water => water.Quality is { } quality
            ? new Say(WaterWords.Of(quality.Status), WaterWords.ZhOf(quality.Status))
            : Figures.None)
        .Text(new Say("Decided by", "主要指标"), water => Factors(water.Quality))
        .Short(new Say("Since before", "环比"), water => Trend(water.SinceBefore))
        .Number(new Say("On target", "达标"), water => water.Compliance.Judged == 0
            ? Figures.None
            : $"{water.Compliance.Met}/{water.Compliance.Judged}")
        .Of(bulletin.Waters);

    /// <summary>The sections with their classes against their targets.</summary>
    public static Section Sections(WaterBulletin bulletin)
    {
        var rows = bulletin.Waters.SelectMany(water => water.Sections.Select(section => (Water: water, Line: section))).ToList();
        return Section.Of(
            new Say("Sections against their targets", "断面达标情况"),
            rows.Count == 0 ? null : new Table<(WaterLine Water, SectionLine Line)>(new Say(
                    "Filled: class; frame: target. Left is better.", "色块为现状类别，黑框为目标类别，越靠左水质越好。"))
                .Name(new Say("Section", "断面"), row => new Say(row.Line.Name, row.Line.NameZh))
                .Text(new Say("Water", "所属水体"), row => new Say(row.Water.Name, row.Water.NameZh))
                .Number(new Say("Samples", "采样次数"), row => Figures.Count(row.Line.Samples))
                .Short(new Say("Target", "目标"), row => Class(row.Line.Target))
                .Short(new Say("Class", "现状"), row => Class(row.Line.Class))
                .Drawing(default(Say), row => Strip(row.Line))
                .Any(new Say("Result", "评价"), "keep", row => Result(row.Line))
                .Short(new Say("Before", "上期"), row => Class(row.Line.ClassBefore))
                .Short(new Say("Change", "环比"), row => Trend(row.Line.SinceBefore))
                .Short(new Say("A year before", "上年同期"), row => Class(row.Line.ClassYearBefore))
                .Number(new Say("Alarms", "预警案件"), row => Figures.Count(row.Line.Alarms.Opened))
                .Of(rows));
    }

    /// <summary>The factors that decide the classes of sections that missed their targets.</summary>
    public static Section Factors(WaterBulletin bulletin)
    {
        var rows = bulletin.Waters.SelectMany(water => water.Sections)
            .Where(section => section.MeetsTarget == false)
            .SelectMany(section => section.Factors.Select(factor => (Section: section, Factor: factor)))
            .ToList();
        return Section.Of(
            new Say("What exceeded", "超标因子"),
            rows.Count == 0
                ? new Tag("p") { new Say("Every sampled section met its target.", "监测断面全部达标。") }
                : new Table<(SectionLine Section, FactorLine Factor)>(new Say(
                        "Deciding factors of the sections that missed their targets", "未达标断面的定类因子"))
                    .Name(new Say("Section", "断面"), row => new Say(row.Section.Name, row.Section.NameZh))
                    .Text(new Say("Factor", "因子"), row => Parameter(row.Factor.Parameter))
                    .Number(new Say("Mean", "均值"), row => Figures.Decimal(row.Factor.Mean, 3).TrimEnd('0').TrimEnd('.') + Unit(row.Factor.Unit))
                    .Short(new Say("Target", "目标"), row => Class(row.Section.Target))
                    .Number(new Say("Times over", "超标倍数"), row => row.Factor.TimesOver is { } over ? Figures.Decimal(over, 2) : Figures.None)
                    .Of(rows));
    }

    /// <summary>Black and odorous waters, where the city watches for them.</summary>
    public static Section Odour(WaterBulletin bulletin)
    {
        var waters = bulletin.Waters.Where(water => water.BlackOdour is not null).ToList();
        return Section.Of(
            new Say("Black and odorous water", "黑臭水体"),
            waters.Count == 0 ? null : new Table<WaterLine>(new Say("As of the last samples", "按最近一次采样"))
                .Name(new Say("Water", "水体"), water => new Say(water.Name, water.NameZh))
                .Text(new Say("Result", "评价"), water => new Say(WaterWords.Of(water.BlackOdour!.Value), WaterWords.ZhOf(water.BlackOdour!.Value)))
                .Number(new Say("Heavy stretches", "重度黑臭河段"), water => Figures.Count(water.HeavyStretches.Count))
                .Of(waters));
    }

    /// <summary>Who walked the waters, and whether as often as the city wants.</summary>
    public static Section Patrols(WaterBulletin bulletin)
    {
        var rows = bulletin.Waters.SelectMany(water => water.Patrols.Select(patrol => (Water: water, Line: patrol))).ToList();
        var owed = rows.Where(row => row.Line.Required is not null).ToList();
        var enough = owed.Count(row => row.Line.IsEnough == true);
        var chiefs = rows.Where(row => row.Line.Tier is not null).ToList();
        var others = rows.Where(row => row.Line.Tier is null).ToList();
        return Section.Of(
            new Say("Patrols", "巡河"),
            owed.Count == 0 ? null : new Tag("p")
            {
                new Say(
                    $"{enough} of {owed.Count} chiefs' duties were fulfilled.", $"河长巡河任务{owed.Count}项，完成{enough}项。"),
            },
            rows.Count == 0 ? null : Waters(bulletin.Waters),
            chiefs.Count == 0 ? null : People(new Say("Chiefs", "河长")).Of(chiefs),
            others.Count == 0 ? null : new Tag("details")
            {
                new Tag("summary") { new Say($"{others.Count} others", $"其他巡河人员{others.Count}人次") },
                People(new Say("Others who walked", "其他巡河人员")).Of(others),
            });
    }

    private static Node Waters(ValueList<WaterLine> waters) => new Table<WaterLine>(new Say("By water", "按水体"))
        .Name(new Say("Water", "水体"), water => new Say(water.Name, water.NameZh))
        .Number(new Say("Patrols", "巡河次数"), water => Figures.Count(water.Patrols.Sum(line => line.Patrols)))
        .Number(new Say("of these by chiefs", "其中：河长"), water => Figures.Count(
            water.Patrols.Where(line => line.Tier is not null).Sum(line => line.Patrols)))
        .Number(new Say("km", "里程（公里）"), water => Figures.Decimal(water.Patrols.Sum(line => line.Kilometres)))
        .Number(new Say("Problems found", "发现问题"), water => Figures.Count(water.Patrols.Sum(line => line.Problems)))
        .Of(waters);

    private static Table<(WaterLine Water, PatrolLine Line)> People(Say caption) => new Table<(WaterLine Water, PatrolLine Line)>(caption)
        .Name(new Say("Water", "水体"), row => new Say(row.Water.Name, row.Water.NameZh))
        .Text(new Say("Who", "人员"), row => row.Line.Name)
        .Short(new Say("Chief of", "河长层级"), row => row.Line.Tier is { } tier ? FieldWords.Of(tier) : Figures.None)
        .Number(new Say("Patrols", "巡河次数"), row => Figures.Count(row.Line.Patrols))
        .Number(new Say("Required", "应巡次数"), row => Figures.Count(row.Line.Required))
        .Any(new Say("Enough", "是否完成"), "keep", row => Enough(row.Line))
        .Number(new Say("km", "里程（公里）"), row => Figures.Decimal(row.Line.Kilometres))
        .Number(new Say("Problems found", "发现问题"), row => Figures.Count(row.Line.Problems));

    /// <summary>Water cases by class.</summary>
    public static Section Cases(WaterBulletin bulletin) => Section.Of(
        new Say("Water cases", "涉水案件"),
        bulletin.Cases.Count == 0 ? null : new Table<ClassFlow>(new Say("By class", "按类别"))
            .Name(new Say("Class", "类别"), row => new Say(row.Name, row.NameZh))
            .Number(new Say("Opened", "新增"), row => Figures.Count(row.Flow.Opened))
            .Number(new Say("Closed", "结案"), row => Figures.Count(row.Flow.Closed))
            .Number(new Say("Open at the end", "期末在办"), row => Figures.Count(row.Flow.Open))
            .Of(bulletin.Cases.OrderByDescending(row => row.Flow.Opened).ThenBy(row => row.Class, StringComparer.Ordinal)));

    private static Say Factors(WaterQuality? quality) => quality is null || quality.Factors.Count == 0
        ? Figures.None
        : Say.List(quality.Factors.Select(Parameter));

    private static Say Parameter(string id) =>
        WaterParameters.Find(id) is { } known ? new Say(known.Name, known.NameZh) : id;

    private static string Unit(string unit) => unit.Length == 0 ? string.Empty : " " + unit;

    private static Say Trend(WaterTrend? trend) =>
        trend is { } known ? new Say(WaterWords.Of(known), WaterWords.ZhOf(known)) : Figures.None;

    private static Tag Result(SectionLine line) => line.MeetsTarget switch
    {
        true => new Tag("span") { new Say("on target", "达标") },
        false => new Tag("span", "late clear") { new Say("missed", "未达标") },
        _ => new Tag("span", "quiet") { new Say("not sampled", "未监测") },
    };

    private static Tag Enough(PatrolLine line) => line.IsEnough switch
    {
        true => new Tag("span") { new Say("yes", "完成") },
        false => new Tag("span", "late") { new Say("no", "未完成") },
        _ => new Tag("span", "quiet") { Figures.None },
    };

    // Six boxes from class I to worse than V: the present one filled, the target framed.
    private static Tag Strip(SectionLine line)
    {
        const double Box = 16;
        var strip = new Tag("svg") { { "viewBox", "0 0 110 22" }, { "width", 110 }, { "height", 22 }, { "aria-hidden", "true" } };
        for (var grade = WaterClass.I; grade <= WaterClass.WorseThanV; grade++)
        {
            strip.Add(Rect(grade == line.Class ? "w" + (int)grade : "q0", grade, Box));
        }
        strip.Add(Rect("limit", line.Target, Box));
        return strip;
    }

    private static Tag Rect(string @class, WaterClass grade, double box) => new("rect", @class)
    {
        { "x", 2 + (((int)grade - 1) * (box + 2)) }, { "y", 4.0 }, { "width", box }, { "height", 14.0 },
    };
}
