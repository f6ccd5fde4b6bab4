using System.Globalization;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Reports.Sections;

/// <summary>What came of it in a few sentences and figures.</summary>
internal static class ShortSection
{
    private const int ServedLeast = 30;

    public static Section Of(ReportSubject subject, CityNames names) => Section.Of(
        new Say("In short", "概要"),
        new Tag("p", "lead") { Lead(subject) },
        Tiles(subject),
        new Tag("ul", "findings") { Findings(subject, names).Select(one => new Tag("li") { one }) });

    private static Say Lead(ReportSubject subject)
    {
        var (runs, run) = (subject.Runs, subject.Runs[0]);
        var days = Math.Max(1, (run.Until - run.From).TotalDays);
        var reports = ReportWords.Figure(runs, one => one.All.Reports);
        var daily = Figures.Decimal(runs.Average(one => one.All.Reports) / days, 0);
        var filed = ReportWords.Figure(runs, one => one.All.Filed);
        var closed = ReportWords.Figure(runs, one => one.All.Closed);
        var onTime = ReportWords.Percent(runs, one => one.All.OnTime);
        return subject.IsReplay
            ? new Say(
                $"{reports} reports of the file were put through the rules in the order of time; {filed} became cases, {closed} were closed, and"
                    + $" {onTime} met the limit that the rules set.",
                $"按时间顺序将历史数据中的{reports}条上报逐条通过现行规则：立案{filed}件，结案{closed}件，{onTime}的案件在规则给定的时限内处置。")
            : new Say(
                $"{reports} reports came, {daily} a day; {filed} became cases, {closed} were closed, and {onTime} were handled within their limit.",
                $"共上报{reports}件，日均{daily}件；立案{filed}件，结案{closed}件，按期处置率{onTime}。");
    }

    private static Tag Tiles(ReportSubject subject)
    {
        var runs = subject.Runs;
        return new Tag("dl", "tiles")
        {
            Count(new Say("Reports", "上报"), run => run.All.Reports, Duplicates(runs)),
            Count(new Say("Filed", "立案"), run => run.All.Filed, default),
            Overview.Tile(
                new Say("Handled in time", "按期处置"),
                ReportWords.Mean(runs, run => 100 * run.All.OnTime, 1) + "%",
                ReportWords.Spread(runs, run => 100 * run.All.OnTime, 1) + Late(runs)),
            Overview.Tile(
                new Say("To the unit's result", "处置用时"),
                ReportWords.MeanHours(runs, run => run.All.Handling.Median),
                Slowest(ReportWords.MeanHours(runs, run => run.All.Handling.Quantile(0.9)))),
            Overview.Tile(
                new Say("To closing", "结案用时"),
                ReportWords.MeanHours(runs, run => run.All.Closing.Median),
                Slowest(ReportWords.MeanHours(runs, run => run.All.Closing.Quantile(0.9)))),
            Count(new Say("Open at the end", "期末在办"), run => run.All.Open, default),
        };

        Node Count(Say name, Func<RunResult, double> count, Say below) =>
            Overview.Tile(name, ReportWords.Mean(runs, count), ReportWords.Spread(runs, count) + below);
    }

    private static Say Slowest(Say hours) => new Say("in the middle; one in ten longer than ", "（中位数）；十分之一超过") + hours;

    private static Say Duplicates(IReadOnlyList<RunResult> runs)
    {
        var figure = ReportWords.Mean(runs, run => run.All.Duplicates);
        return new Say($"{figure} of a known problem", $"其中重复{figure}件");
    }

    private static Say Late(IReadOnlyList<RunResult> runs)
    {
        var figure = ReportWords.Mean(runs, run => run.All.Late);
        return new Say($"{figure} late", $"超期{figure}件");
    }

    private static IEnumerable<Say> Findings(ReportSubject subject, CityNames names)
    {
        var run = subject.Runs[0];
        var worst = run.Units.Where(unit => unit.Counts.Filed >= ServedLeast).OrderBy(unit => unit.Counts.OnTime).FirstOrDefault();
        if (worst is { Counts.Late: > 0 })
        {
            var share = Figures.Percent(worst.Counts.OnTime);
            yield return names.Unit(worst.Name) + new Say(
                $" is late most often: {share} of {Figures.Decimal(worst.Counts.Filed, 0)} cases were handled in time.",
                $"超期最为突出：{Figures.Decimal(worst.Counts.Filed, 0)}件中按期处置{share}。");
        }
        if (run.Crews.Where(crew => crew.Crews > 0).OrderByDescending(crew => crew.Load).FirstOrDefault() is { Jobs: >= ServedLeast } busiest)
        {
            yield return names.Unit(busiest.Unit) + new Say(
                $" has the busiest crews: {Figures.Percent(busiest.Load)} of their shifts, and up to {busiest.WaitingMost} jobs waited at once.",
                $"班组最忙：{Figures.Percent(busiest.Load)}的班次时间在作业，最多同时有{busiest.WaitingMost}件等候。");
        }
        if (subject.Record.Days.Count > 1)
        {
            var most = subject.Record.Days.MaxBy(day => day.Value.Reports);
            yield return new Say(
                $"The fullest day was {most.Key.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} with {Figures.Count(most.Value.Reports)} reports.",
                $"上报最多的一天是{most.Key.ToString("yyyy年M月d日", CultureInfo.InvariantCulture)}，共{Figures.Count(most.Value.Reports)}件。");
        }
        foreach (var warning in ReportWords.Endless(subject.Runs, names))
        {
            yield return warning;
        }
        foreach (var refused in run.Refused)
        {
            yield return new Say(
                $"{Figures.Decimal(refused.Count, 0)} reports were not taken ({refused.Code}): {refused.FirstDetail}",
                $"{Figures.Decimal(refused.Count, 0)}条上报未被受理（{refused.Code}）：{refused.FirstDetail}");
        }
    }
}
