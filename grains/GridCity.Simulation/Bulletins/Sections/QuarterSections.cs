using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>What only a quarter has: its months beside each other, and the interviews.</summary>
internal static class QuarterSections
{
    private static readonly string[] Shown =
    [
        "filing", "verification-on-time", "dispatch-on-time", "handling-on-time", "closing-on-time", "rework", "extension",
        "solution", "satisfaction",
    ];

    /// <summary>The months of the quarter.</summary>
    public static Section Months(TimeWords time, QuarterlyReport report)
    {
        var months = report.Tables.Period.Months().Zip(report.Months).ToList();
        var rows = Shown.Select(id => Indicators.Find(id)!)
            .Where(indicator => report.Months.Any(month => Of(month, indicator).Denominator > 0));
        var table = new Table<Indicator>(new Say(
                "Each month with its 95 % interval; every row has its own scale", "各月指标及95%置信区间（各行比例尺不同）"))
            .Name(new Say("Indicator", "指标"), indicator => new Say(indicator.Name, indicator.NameZh));
        foreach (var (period, month) in months)
        {
            table.Number(time.Period(period), indicator => Figures.Percent(Of(month, indicator)));
        }
        table.Drawing(new Say("Month by month", "逐月变化"), indicator => Trend([.. report.Months.Select(month => Of(month, indicator))]));
        return Section.Of(new Say("Month by month", "逐月情况"), Counts(time, report), table.Of(rows));
    }

    /// <summary>Who is asked to an interview.</summary>
    public static Section Interviews(CityNames names, QuarterlyReport report) => Section.Of(
        new Say("Interviews", "约谈"),
        report.Interviews.Count == 0
            ? new Tag("p") { new Say("Nobody is asked to an interview.", "本季度无约谈对象。") }
            : new Table<Interview>(new Say(
                    "The last of the ranking. “Clear” means that the numbers leave no doubt that the place is in the lower half.",
                    "排名末位的街道和单位。“确定”表示考虑置信区间后仍处于后半段。"))
                .Text(new Say("Group", "类别"), row => FieldWords.Of(row.Subject))
                .Name(new Say("Who", "对象"), row => names.Subject(row.Subject, row.Standing.Place.Id))
                .Number(new Say("Place", "名次"), row => RankingSection.Rank(row.Standing.Place))
                .Number(new Say("Possible places", "可能名次"), row => RankingSection.Possible(row.Standing.Place))
                .Number(new Say("Score", "得分"), row => Figures.Decimal(row.Standing.Score.Points))
                .Number(new Say("Interval", "置信区间"), row => Figures.Interval(row.Standing.Place.Interval))
                .Short(new Say("Certainty", "确定性"), row => row.IsClear
                    ? new Say("clear", "确定")
                    : new Say("could be chance", "可能为偶然波动"))
                .Of(report.Interviews));

    private static Node Counts(TimeWords time, QuarterlyReport report)
    {
        var counters = new[] { Counter.Reported, Counter.Filed, Counter.Dispatched, Counter.Closed, Counter.HotlineReported, Counter.Supervised };
        var table = new Table<Counter>(new Say("Counts by month", "各月业务量")).Name(new Say("What", "项目"), FieldWords.Of);
        foreach (var (period, month) in report.Tables.Period.Months().Zip(report.Months))
        {
            table.Number(time.Period(period), counter => Figures.Count(month?.City[counter]));
        }
        return table.Number(new Say("Quarter", "全季"), counter => Figures.Count(report.Tables.Board.City[counter])).Of(counters);
    }

    // A month of which nothing is known has no base, and what has no base is a dash.
    private static Rate Of(Scoreboard? month, Indicator indicator) => month?.City.RateOf(indicator) ?? default;

    private static Tag Trend(IReadOnlyList<Rate> months)
    {
        const double Height = 40;
        var known = months.Where(month => month.Denominator > 0).ToList();
        var scale = Scale.Around(
            known.Min(month => month.Interval.Low), known.Max(month => month.Interval.High), Height - 5, 10 - Height, 2);
        var drawing = new Tag("svg")
        {
            { "viewBox", "0 0 170 40" }, { "width", 170 }, { "height", Height }, { "aria-hidden", "true" },
        };
        for (var index = 0; index < months.Count; index++)
        {
            if (months[index] is { Value: { } value } rate)
            {
                var x = 25 + (60 * index);
                drawing.Add(new Tag("line", "range")
                {
                    { "x1", x }, { "x2", x }, { "y1", scale.At(rate.Interval.Low) }, { "y2", scale.At(rate.Interval.High) },
                });
                drawing.Add(new Tag("circle", "dot") { { "cx", x }, { "cy", scale.At(value) }, { "r", 3.5 } });
            }
        }
        return drawing;
    }
}
