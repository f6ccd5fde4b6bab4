using GridCity.Core.Evaluation;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Reports.Sections;

/// <summary>The indicators of a period, as a bulletin would have them.</summary>
internal static class SheetSection
{
    public static Section Of(ReportSubject subject)
    {
        var heading = new Say("Indicators", "评价指标");
        if (subject.Indicators is not { } sheet)
        {
            return Section.Of(heading);
        }
        var city = sheet.Board.City;
        var rows = Core.Evaluation.Indicators.All.Where(indicator => city.RateOf(indicator).Denominator > 0).ToList();
        var strokes = Strokes.ForIntervals([new Interval(0, 100)], 100, unit: "%");
        var zone = new TimeWords(subject.City.TimeZone);
        return Section.Of(
            heading,
            new Tag("p") { new Say("Period ", "统计周期：") + zone.Period(sheet.Board.Period) + new Say("; as known on ", "；数据截至") + zone.Full(sheet.Board.AsOf) },
            new Table<Indicator>(new Say("Base indicators; dot: the figure with its 95 % interval", "基本指标（圆点为指标值，横条为95%置信区间）"))
                .Name(new Say("Indicator", "指标"), row => new Say(row.Name, row.NameZh))
                .Number(new Say("Of", "分子/分母"), row => Figures.Fraction(city.RateOf(row)))
                .Number(new Say("Value", "值"), row => Figures.Percent(city.RateOf(row)))
                .Drawing(strokes.Axis(), row => strokes.Dot(100 * city.RateOf(row).Value, Points(city.RateOf(row))))
                .Of(rows));
    }

    private static Interval Points(Rate rate) => new(100 * rate.Interval.Low, 100 * rate.Interval.High);
}
