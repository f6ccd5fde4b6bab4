using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>The base indicators with their counts, intervals, and what they were before.</summary>
internal static class IndicatorSection
{
    // These belong to the hotline and stand in its own section.
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal) { "call-back", "response", "solution", "satisfaction" };

    private static Say Reading => new("Dot: the figure with its 95 % interval.", "圆点为本期值，横条为95%置信区间。");

    private static Say ReadingOfChanges => new(
        "Drawing: the change in points with the 95 % interval of now (blue) and of before (grey). A change is called clear when the two lie apart.",
        "图示：较上期变化（百分点），蓝色为本期、灰色为上期的95%置信区间；两者不重叠时称“变化明显”。");

    /// <summary>The indicators of a period; those with nothing to count are left out.</summary>
    public static Section Of(PeriodTables tables)
    {
        var rows = tables.Indicators
            .Where(row => row.Rate.Now.Denominator > 0 && !Elsewhere.Contains(row.Indicator.Id))
            .ToList();
        return Section.Of(new Say("Base indicators", "基本指标"), rows.Count == 0 ? null : Table(rows).Of(rows));
    }

    private static Table<IndicatorRow> Table(List<IndicatorRow> rows)
    {
        var hasBefore = rows.Exists(row => row.Rate.Before is { Denominator: > 0 });
        var table = new Table<IndicatorRow>(hasBefore ? ReadingOfChanges : Reading)
            .Name(new Say("Indicator", "指标"), row => new Say(row.Indicator.Name, row.Indicator.NameZh))
            .Number(new Say("Of", "分子/分母"), row => Figures.Fraction(row.Rate.Now))
            .Number(new Say("Value", "本期值"), row => Figures.Percent(row.Rate.Now))
            .Number(new Say("95 % interval", "95%置信区间"), row => Figures.Interval(row.Rate.Now));
        if (!hasBefore)
        {
            var whole = Strokes.ForIntervals([new Interval(0, 100)], 100, unit: "%");
            return table.Drawing(whole.Axis(), row => whole.Dot(100 * row.Rate.Now.Value, Points(row.Rate.Now, 0)));
        }
        var changes = Strokes.ForChanges(
            rows.SelectMany(row => row.Rate.Before is { Value: { } earlier } before
                ? [Points(row.Rate.Now, earlier), Points(before, earlier)]
                : Array.Empty<Interval>()),
            20);
        return table
            .Number(new Say("Before", "上期值"), row => Figures.Percent(row.Rate.Before?.Value))
            .Any(new Say("Change, points", "变化（百分点）"), "n", Change)
            .Drawing(changes.Axis(), row => Dot(changes, row.Rate));
    }

    private static Node Dot(Strokes strokes, Compared<Rate> rate) => rate.Before is { Value: { } earlier } before
        ? strokes.Dot(100 * (rate.Now.Value - earlier), Points(rate.Now, earlier), before: Points(before, earlier))
        : default(Say);

    // The interval of a share in percentage points from some share.
    private static Interval Points(Rate rate, double from) =>
        new(100 * (rate.Interval.Low - from), 100 * (rate.Interval.High - from));

    private static Tag Change(IndicatorRow row)
    {
        var change = (Say)Figures.Change(row.Rate.Now, row.Rate.Before);
        return row.IsClearlyChanged
            ? new Tag("span", "clear") { change + new Say(" clear", " 明显") }
            : new Tag("span", "quiet") { change };
    }
}
