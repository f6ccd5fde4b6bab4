using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>The base indicators with their counts, intervals, and what they were before.</summary>
internal static class IndicatorSection
{
    // These belong to the hotline and stand in its own section.
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal) { "call-back", "response", "solution", "satisfaction" };

    /// <summary>The indicators of a period; those with nothing to count are left out.</summary>
    public static Section Of(PeriodTables tables)
    {
        var rows = tables.Indicators
            .Where(row => row.Rate.Now.Denominator > 0 && !Elsewhere.Contains(row.Indicator.Id))
            .ToList();
        var strokes = Strokes.ForIntervals([new Interval(0, 100)], 100, unit: "%", width: 200);
        var table = new Table<IndicatorRow>(new Say(
                "Dot: now, with its 95 % interval; ring: period before. A change is called clear when the two intervals lie apart.",
                "圆点为本期值，横条为95%置信区间，圆环为上期值。两期区间不重叠时，称“变化明显”。"))
            .Name(new Say("Indicator", "指标"), row => new Say(row.Indicator.Name, row.Indicator.NameZh))
            .Number(new Say("Of", "分子/分母"), row => Figures.Fraction(row.Rate.Now))
            .Number(new Say("Value", "本期值"), row => Figures.Percent(row.Rate.Now))
            .Drawing(strokes.Axis(), row => Dot(strokes, row.Rate))
            .Number(new Say("95 % interval", "95%置信区间"), row => Figures.Interval(row.Rate.Now))
            .Number(new Say("Before", "上期值"), row => Figures.Percent(row.Rate.Before?.Value))
            .Any(new Say("Change, points", "变化（百分点）"), "n", Change);
        return Section.Of(new Say("Base indicators", "基本指标"), rows.Count == 0 ? null : table.Of(rows));
    }

    private static Node Dot(Strokes strokes, Compared<Rate> rate)
    {
        var interval = rate.Now.Interval;
        return strokes.Dot(
            100 * rate.Now.Value,
            new Interval(100 * interval.Low, 100 * interval.High),
            before: 100 * rate.Before?.Value);
    }

    private static Tag Change(IndicatorRow row)
    {
        var change = (Say)Figures.Change(row.Rate.Now, row.Rate.Before);
        return row.IsClearlyChanged
            ? new Tag("span", "clear") { change + new Say(" clear", " 明显") }
            : new Tag("span", "quiet") { change };
    }
}
