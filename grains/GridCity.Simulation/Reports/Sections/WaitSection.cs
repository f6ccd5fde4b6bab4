using System.Globalization;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Reports.Sections;

/// <summary>How long people waited: the distribution of times to closing, beside history's where that is known, and by class.</summary>
internal static class WaitSection
{
    private const int Shown = 15;
    private static readonly (double Hours, Say Name)[] Edges =
    [
        (0.25, new("15 min", "15分钟")), (0.5, new("30 min", "30分钟")), (1, new("1 h", "1小时")), (2, new("2 h", "2小时")),
        (4, new("4 h", "4小时")), (8, new("8 h", "8小时")), (24, new("1 d", "1天")), (48, new("2 d", "2天")), (72, new("3 d", "3天")),
        (120, new("5 d", "5天")), (168, new("1 w", "1周")), (336, new("2 w", "2周")), (720, new("30 d", "30天")), (1_440, new("60 d", "60天")),
        (2_880, new("120 d", "120天")),
    ];

    public static Section Of(ReportSubject subject, CityNames names)
    {
        var closing = subject.Runs[0].All.Closing;
        return Section.Of(
            new Say("Waiting", "等待时间"),
            closing.Count == 0 ? null : Distribution(subject, closing),
            Beside(subject),
            Classes(subject, names));
    }

    private static Node Distribution(ReportSubject subject, TimeHistogram closing)
    {
        var happened = subject.IsModelled && subject.Recorded is { Count: > 0 } known ? known : null;
        var slowest = happened is null ? closing : closing.Quantile(0.99) > happened.Quantile(0.99) ? closing : happened;
        // Where nearly all are closed there is nothing more to see.
        var shown = Math.Min(Edges.Length, Edges.Count(edge => slowest.ShareUpTo(edge.Hours) < 0.995) + 1);
        var chart = new Chart(
            new Say("Share of the closed cases that were closed within so long after the report, in %", "结案案件中，上报后各时长内结案的占比（%）"),
            [.. Edges.Take(shown).Select(edge => edge.Name)])
        {
            Height = 200,
            Most = 100,
            Unit = new Say("Within", "时长"),
        };
        return happened is null
            ? chart.Lines(Row(new Say("Closed", "已结案"), closing, shown))
            : chart.Lines(Row(new Say("Modelled", "模拟"), closing, shown), Row(new Say("Happened", "实际"), happened, shown));
    }

    private static Series Row(Say name, TimeHistogram times, int shown) =>
        new(name, [.. Edges.Take(shown).Select(edge => (double?)(100 * times.ShareUpTo(edge.Hours)))]);

    private static Node? Beside(ReportSubject subject)
    {
        if (!subject.IsModelled || subject.Recorded is not { Count: > 0 } happened)
        {
            return null;
        }
        var model = subject.Runs[0].All.Closing;
        var distance = Figures.Percent(model.DistanceTo(happened));
        var table = new Table<(Say Name, TimeHistogram Times)>(new Say(
            $"Modelled beside what happened: the two distributions are {distance} apart at most (Kolmogorov and Smirnov)",
            $"模拟与实际对比：两个分布最多相差{distance}（Kolmogorov–Smirnov距离）"))
            .Name(default, row => row.Name);
        foreach (var share in new[] { 0.1, 0.25, 0.5, 0.75, 0.9, 0.99 })
        {
            table.Number((100 * share).ToString("0", CultureInfo.InvariantCulture) + " %", row => ReportWords.Hours(row.Times.Quantile(share)));
        }
        return table.Of([(new Say("Modelled", "模拟"), model), (new Say("Happened", "实际"), happened)]);
    }

    private static Node Classes(ReportSubject subject, CityNames names)
    {
        var runs = subject.Runs;
        var rows = runs[0].Classes.Where(one => one.Counts.Reports > 0).OrderByDescending(one => one.Counts.Reports).ToList();
        var strokes = Strokes.ForCounts((int)Math.Min(int.MaxValue, rows.Select(row => row.Counts.Reports).DefaultIfEmpty(1).Max()), 130);
        return new Table<NamedCounts>(new Say("By class", "按问题类别"))
            .Name(new Say("Class", "类别"), row => names.Class(row.Name))
            .Number(new Say("Reports", "上报"), row => ReportWords.Figure(runs, run => Of(run, row)?.Reports ?? 0))
            .Drawing(default(Say), row => strokes.Bar(row.Counts.Reports))
            .Number(new Say("Late", "超期"), row => ReportWords.Figure(runs, run => Of(run, row)?.Late ?? 0))
            .Number(new Say("In time", "按期"), row => ReportWords.Percent(runs, run => Of(run, row)?.OnTime ?? double.NaN))
            .Number(new Say("Half closed within", "结案中位数"), row => ReportWords.MeanHours(runs, run => Of(run, row)?.Closing.Median ?? double.NaN))
            .Number(new Say("Nine in ten within", "90%分位"), row => ReportWords.MeanHours(runs, run => Of(run, row)?.Closing.Quantile(0.9) ?? double.NaN))
            .Of(rows, Shown, new Say($"{rows.Count - Shown} other classes", $"其余{rows.Count - Shown}类"));

        static Counts? Of(RunResult run, NamedCounts row) => run.Classes.FirstOrDefault(one => one.Name == row.Name)?.Counts;
    }
}
