using System.Globalization;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Compare;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Reports.Sections;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Reports;

/// <summary>The report of a comparison: what is different, for whom, and how sure that is.</summary>
public static class CompareReport
{
    private const int Shown = 15;

    /// <summary>The page of a comparison as one file of HTML.</summary>
    public static string ToHtml(ComparisonSet set, bool isPartial, PageOptions? options = null) =>
        Of(set, isPartial).Render(options ?? new PageOptions());

    /// <summary>The words of a measure: what it counts.</summary>
    internal static Say Words(string measure) => measure switch
    {
        "late" => new Say("Late cases", "超期案件"),
        "filed" => new Say("Cases", "案件"),
        "hours" => new Say("Hours to the unit's result, mean", "平均处置用时（小时）"),
        _ => new Say("Open at the end", "期末在办"),
    };

    private static Page Of(ComparisonSet set, bool isPartial)
    {
        var names = string.Join(" · ", set.Variants.Select(one => one.Other.Name));
        return new Page
        {
            City = new CityNames(set.Base.City).Whole,
            Title = new Say($"Comparison: {names}", $"方案比较：{names}"),
            Facts = Facts(set),
            Badges = Badges(set, isPartial),
            Sections =
            [
                .. set.Variants.Count == 1 ? [] : new[] { VariantsSection.Of(set) },
                .. set.Variants.SelectMany(result => Sections(result, set.Variants.Count > 1)),
                Variants(set),
            ],
            Notes =
            [
                new(
                    "All variants ran on common random numbers: the same reports, and the same luck of every case, so that differences are those of"
                        + " the variants.",
                    "各方案使用相同的随机数：相同的上报、每个案件相同的偶然因素，因此差异来自方案本身。"),
                new(
                    "Intervals are of paired differences for 95 %; where many units, streets, classes, cells or variants are looked at, the level is"
                        + " divided by how many, so that the whole list has one chance in twenty to hold a false one.",
                    "区间为配对差的95%置信区间；同时考察多个单位、街道、类别、网格或方案时按个数校正（Bonferroni），整张表误报的概率为二十分之一。"),
            ],
        };
    }

    private static IEnumerable<Section> Sections(ComparisonResult result, bool isOneOfSeveral)
    {
        var names = new CityNames(result.Other.City);
        Section[] sections =
        [
            Short(result, names),
            Group(result, names, "unit", new Say("By unit", "按责任单位")),
            Streets(result, names),
            Group(result, names, "class", new Say("By class", "按问题类别")),
            Cells(result, names),
        ];
        return isOneOfSeveral ? sections.Select(one => one with { Heading = result.Other.Name + new Say(": ", "：") + one.Heading }) : sections;
    }

    private static List<(Say Name, Say Value)> Facts(ComparisonSet set)
    {
        var facts = new List<(Say Name, Say Value)> { (new Say("Base", "基准方案"), set.Base.Scenario.Name) };
        facts.AddRange(set.Variants.Select(one => (new Say("Variant", "比较方案"), (Say)one.Other.Name)));
        facts.Add((new Say("Pairs of runs", "配对次数"), set.BaseRuns.Count.ToString(CultureInfo.InvariantCulture)));
        if (set.BaseRuns.Count > 0)
        {
            var run = set.BaseRuns[0];
            facts.Add((new Say("Period", "时段"), RunReport.Days(run.From, run.Until, set.Base.City.TimeZone)));
            facts.Add((new Say("Seed", "随机种子"), run.Seed.ToString(CultureInfo.InvariantCulture)));
        }
        return facts;
    }

    private static List<Say> Badges(ComparisonSet set, bool isPartial)
    {
        var badges = new List<Say> { new("A simulation: nothing here has happened", "仿真结果：并非实际发生") };
        if (set.Base.City.IsSynthetic)
        {
            badges.Add(new Say("Synthetic city: no real people or places", "合成城市：人员与地点均为程序生成"));
        }
        if (isPartial)
        {
            badges.Add(new Say("Partial: stopped before its end", "部分结果：提前停止"));
        }
        return badges;
    }

    private static Section Short(ComparisonResult result, CityNames names)
    {
        var cases = result.Cases;
        var all = result.Differences.Where(one => one.Group == "all").ToList();
        return Section.Of(
            new Say("In short", "概要"),
            new Tag("ul", "findings")
            {
                all.Select(Sentence).Concat(ReportWords.Endless(result.OtherRuns, names)).Select(one => new Tag("li") { one }),
            },
            result.BaseRuns.Count < 2 ? null : new Tag("dl", "tiles")
            {
                Tile(new Say("In both", "两方案共有案件"), cases.Same),
                Tile(new Say("Go to another unit", "改派其他单位"), cases.Moved),
                Tile(new Say("No longer late", "不再超期"), cases.LateLost),
                Tile(new Say("Become late", "变为超期"), cases.LateGained),
            });
    }

    private static Node Tile(Say name, Estimate estimate) =>
        Overview.Tile(name, Figures.Decimal(estimate.Mean, 0), "± " + Figures.Decimal(estimate.HalfWidth, 0));

    private static Say Sentence(Difference one)
    {
        var (size, half, before) = (Size(one, Math.Abs(one.Change.Mean)), Size(one, one.Change.HalfWidth), Size(one, one.Base.Mean));
        var words = Words(one.Measure);
        if (!one.IsSignificant)
        {
            return words + new Say(
                $": {Sign(one)} ± {half} ({before} before): no difference that chance does not explain.",
                $"：{Sign(one)} ± {half}（原为{before}），差异不显著，可由偶然因素解释。");
        }
        return words + new Say(
            $": {size} ± {half} {(one.Change.Mean < 0 ? "fewer" : "more")} ({before} before): significant.",
            $"：{(one.Change.Mean < 0 ? "减少" : "增加")}{size} ± {half}（原为{before}），差异显著。");
    }

    private static Section Group(ComparisonResult result, CityNames names, string group, Say heading) => Section.Of(
        heading,
        [.. new[] { "late", "hours", "filed" }.Select(measure => Table(result, names, group, measure))]);

    private static Node? Table(ComparisonResult result, CityNames names, string group, string measure)
    {
        var rows = result.Differences.Where(one => one.Group == group && one.Measure == measure && (one.Base.Mean != 0 || one.Change.Mean != 0))
            .OrderByDescending(one => one.IsSignificant).ThenByDescending(one => Math.Abs(one.Change.Mean))
            .ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        // Where nothing changes there is nothing to show; who gets how many is only worth it when cases move.
        if (rows.TrueForAll(one => one.Change.Mean == 0))
        {
            return null;
        }
        var shown = Math.Max(5, Math.Min(Shown, rows.Count(one => one.IsSignificant)));
        var strokes = Strokes.ForChanges(rows.Take(shown).Select(one => new Interval(one.Change.Low, one.Change.High)), double.MaxValue / 4);
        return new Table<Difference>(Words(measure))
            .Rows(one => one.IsSignificant ? null : "unranked")
            .Name(default, one => NameOf(names, one))
            .Number(new Say("Before", "原方案"), one => Size(one, one.Base.Mean))
            .Number(new Say("Change", "变化"), one => Sign(one))
            .Number("±", one => Size(one, one.Change.HalfWidth))
            .Drawing(strokes.Axis(), one => strokes.Dot(one.Change.Mean, new Interval(one.Change.Low, one.Change.High), isHollow: !one.IsSignificant))
            .Short(default, one => one.IsSignificant ? new Say("significant", "显著") : new Say("chance", "不显著"))
            .Of(rows, shown, new Say($"{rows.Count - shown} others", $"其余{rows.Count - shown}项"));
    }

    private static Section Streets(ComparisonResult result, CityNames names)
    {
        var late = result.Differences.Where(one => one is { Group: "street", Measure: "late" }).ToDictionary(one => one.Name, StringComparer.Ordinal);
        var most = late.Values.Select(one => Math.Abs(one.Change.Mean)).DefaultIfEmpty().Max();
        var heading = new Say("By street", "按街道");
        if (most == 0)
        {
            return Group(result, names, "street", heading);
        }
        var city = result.Other.City;
        var map = new CityMap(city).Areas(Tier.Street, area => late.TryGetValue(area.ToString(), out var one)
            ? ("q0", names.Area(area) + ": " + Sign(one))
            : ("q0", names.Area(area)));
        foreach (var (name, one) in late)
        {
            var area = AreaCode.Parse(name);
            map.Put(map.MiddleOf(AreaBorders.MiddleCell(city.Grid, area)), (x, y) => new Tag("circle", one.Change.Mean < 0 ? "fewer" : "more")
            {
                { "cx", x }, { "cy", y }, { "r", 2 + (18 * Math.Sqrt(Math.Abs(one.Change.Mean) / most)) },
                { "fill-opacity", one.IsSignificant ? "0.85" : "0.25" },
                new Tag("title") { names.Area(area) + ": " + Sign(one) },
            });
        }
        if (late.Count <= 40)
        {
            map.Names(Tier.Street, names.Area);
        }
        var drawing = map.Draw(
            new Say("Change of late cases; pale circles may be chance", "超期案件变化（浅色为不显著）"),
            Legend.Of(
                (Legend.Circle("fewer"), new Say("fewer late cases", "超期减少")),
                (Legend.Circle("more"), new Say("more late cases", "超期增加"))));
        return Section.Of(
            heading,
            new Tag("div", "beside") { drawing, new Tag("div") { Table(result, names, "street", "late") ?? default(Say) } },
            Table(result, names, "street", "hours"));
    }

    private static Section Cells(ComparisonResult result, CityNames names)
    {
        var rows = result.Differences.Where(one => one is { Group: "cell", IsSignificant: true })
            .OrderByDescending(one => Math.Abs(one.Change.Mean)).ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        return Section.Of(
            new Say("Cells with a significant difference", "差异显著的单元网格"),
            rows.Count == 0 ? null : new Table<Difference>(new Say($"{rows.Count} differences of single cells", $"共{rows.Count}项"))
                .Name(new Say("Cell", "单元网格"), one => one.Name)
                .Text(new Say("Where", "位置"), one => CellCode.TryParse(one.Name, out var cell) ? names.Place(cell) : default)
                .Text(new Say("What", "项目"), one => Words(one.Measure))
                .Number(new Say("Before", "原方案"), one => Size(one, one.Base.Mean))
                .Number(new Say("Change", "变化"), one => Sign(one))
                .Of(rows, Shown, new Say($"{rows.Count - Shown} others", $"其余{rows.Count - Shown}项")));
    }

    private static Section Variants(ComparisonSet set) => Section.Of(
        new Say("Variants and proof", "方案与可复现性"),
        new Table<(Say Name, RunResult Run, string Scenario)>(new Say("The runs: the same seed gives the same hash", "各次运行：同一种子得到同一哈希"))
            .Name(new Say("Variant", "方案"), row => row.Name)
            .Number(new Say("Seed", "种子"), row => row.Run.Seed.ToString(CultureInfo.InvariantCulture))
            .Text(new Say("City", "城市"), row => RunReport.Hash(row.Run.CityHash))
            .Text(new Say("Scenario", "情景"), row => RunReport.Hash(row.Scenario))
            .Number(new Say("In time", "按期"), row => Figures.Percent(row.Run.All.OnTime))
            .Text(new Say("SHA-256 of the log", "日志SHA-256"), row => row.Run.Hash)
            .Of([
                .. set.BaseRuns.Select(run => (new Say("base", "基准"), run, set.Base.Scenario.Hash)),
                .. set.Variants.SelectMany(one => one.OtherRuns.Select(run => ((Say)one.Other.Name, run, one.Other.Scenario.Hash))),
            ]));

    private static Say NameOf(CityNames names, Difference one) => one.Group switch
    {
        "unit" => names.Unit(one.Name),
        "class" => names.Class(one.Name),
        _ => AreaCode.TryParse(one.Name, out var area) ? names.Area(area) : one.Name,
    };

    internal static string Sign(Difference one) => Figures.Sign(one.Change.Mean, one.Measure == "hours" ? 2 : 1);

    internal static string Size(Difference one, double value) =>
        double.IsFinite(value) ? Figures.Decimal(value, one.Measure == "hours" ? 2 : 1) : Figures.None;
}
