using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Reports.Sections;

/// <summary>Who had how much to do, and how they fared.</summary>
internal static class UnitSection
{
    private const int Shown = 20;

    public static Section Of(ReportSubject subject, CityNames names) => Section.Of(
        new Say("Units and workload", "责任单位与工作量"),
        Units(subject, names),
        Crews(subject, names),
        Inspectors(subject));

    private static Node Units(ReportSubject subject, CityNames names)
    {
        var runs = subject.Runs;
        var rows = runs[0].Units.OrderByDescending(one => one.Counts.Filed).ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        var strokes = Strokes.ForCounts((int)rows.Select(row => row.Counts.Filed).DefaultIfEmpty(1).Max(), 130);
        return new Table<NamedCounts>(new Say("Cases by the unit that had them last", "按最后承办单位"))
            .Name(new Say("Unit", "责任单位"), row => names.Unit(row.Name))
            .Number(new Say("Cases", "案件"), row => ReportWords.Figure(runs, run => Of(run, row)?.Filed ?? 0))
            .Drawing(default(Say), row => strokes.Bar(row.Counts.Filed))
            .Number(new Say("Late", "超期"), row => ReportWords.Figure(runs, run => Of(run, row)?.Late ?? 0))
            .Number(new Say("In time", "按期"), row => ReportWords.Percent(runs, run => Of(run, row)?.OnTime ?? double.NaN))
            .Number(new Say("Mean to result", "平均处置"), row => ReportWords.MeanHours(runs, run => Of(run, row)?.Handling.Mean ?? double.NaN))
            .Number(new Say("Rework", "返工"), row => ReportWords.Figure(runs, run => Of(run, row)?.Reworks ?? 0))
            .Number(new Say("Open", "在办"), row => ReportWords.Figure(runs, run => Of(run, row)?.Open ?? 0))
            .Of(rows, Shown, new Say($"{rows.Count - Shown} other units", $"其余{rows.Count - Shown}个单位"));

        static Counts? Of(RunResult run, NamedCounts row) => run.Units.FirstOrDefault(one => one.Name == row.Name)?.Counts;
    }

    private static Node? Crews(ReportSubject subject, CityNames names)
    {
        var runs = subject.Runs;
        var rows = runs[0].Crews.OrderByDescending(crew => crew.Load).ThenBy(crew => crew.Unit, StringComparer.Ordinal).ToList();
        if (rows.Count == 0)
        {
            return null;
        }
        var strokes = Strokes.ForCounts(100, 150);
        return new Table<CrewLoad>(new Say("Crews: how much of their shifts they worked, and who waited", "班组：班次内作业占比与等候"))
            .Name(new Say("Unit", "责任单位"), row => names.Unit(row.Unit))
            .Number(new Say("Crews at most", "班组数"), row => Figures.Count(row.Crews))
            .Number(new Say("Busy", "忙碌"), row => ReportWords.Percent(runs, run => Of(run, row)?.Load ?? double.NaN, 0))
            .Drawing(default(Say), row => strokes.Bar(Math.Min(100, 100 * row.Load)))
            .Number(new Say("Jobs", "作业"), row => ReportWords.Figure(runs, run => Of(run, row)?.Jobs ?? 0))
            .Number(new Say("Mean wait", "平均等候"), row => ReportWords.MeanHours(runs, run => Of(run, row)?.MeanWaitHours ?? double.NaN))
            .Number(new Say("Most waiting", "最多等候"), row => ReportWords.Figure(runs, run => Of(run, row)?.WaitingMost ?? 0))
            .Number(new Say("At the end", "期末等候"), row => ReportWords.Figure(runs, run => Of(run, row)?.WaitingAtEnd ?? 0))
            .Of(rows, Shown, new Say($"{rows.Count - Shown} other units", $"其余{rows.Count - Shown}个单位"));

        static CrewLoad? Of(RunResult run, CrewLoad row) => run.Crews.FirstOrDefault(one => one.Unit == row.Unit);
    }

    private static Tag? Inspectors(ReportSubject subject)
    {
        var runs = subject.Runs;
        if (runs[0].Inspectors is null)
        {
            return null;
        }
        var (busy, mended, gone) = (
            ReportWords.Percent(runs, run => run.Inspectors?.Load ?? double.NaN),
            ReportWords.Figure(runs, run => run.MendedOnTheSpot),
            ReportWords.Figure(runs, run => run.NeverFound));
        return new Tag("p")
        {
            new Say(
                $"Inspectors spent {busy} of their shifts on verifying and checking, and mended {mended} problems on the spot;"
                    + $" {gone} problems were gone before anybody saw them.",
                $"监督员{busy}的班次时间用于核实与核查，现场自处置{mended}件；另有{gone}个问题在被发现之前已消失。"),
        };
    }
}
