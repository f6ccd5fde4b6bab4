using GridCity.Core.Space;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Reports.Sections;

/// <summary>Where it was, and where it was late.</summary>
internal static class PlaceSection
{
    private const int Shown = 20;
    private const int BaseLeast = 20;
    private static readonly double[] Breaks = [0.02, 0.05, 0.1, 0.2];

    public static Section Of(ReportSubject subject, CityNames names)
    {
        var rows = subject.Runs[0].Streets.OrderByDescending(one => one.Counts.Filed).ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        return Section.Of(
            new Say("Streets", "街道"),
            rows.Count == 0 ? null : new Tag("div", "beside") { Map(subject, names, rows), new Tag("div") { Table(subject, names, rows) } });
    }

    private static Node Map(ReportSubject subject, CityNames names, List<NamedCounts> rows)
    {
        var late = rows.ToDictionary(row => row.Name, row => row.Counts, StringComparer.Ordinal);
        var map = new CityMap(subject.City).Areas(Tier.Street, area =>
        {
            var counts = late.GetValueOrDefault(area.ToString());
            var share = counts is { Filed: >= BaseLeast } ? 1 - counts.OnTime : double.NaN;
            return ("q" + ClassOf(share), names.Area(area) + new Say(
                $": {Figures.Percent(double.IsNaN(share) ? null : share)} late of {counts?.Filed ?? 0}",
                $"：{counts?.Filed ?? 0}件中超期{Figures.Percent(double.IsNaN(share) ? null : share)}"));
        });
        if (rows.Count <= 40)
        {
            map.Names(Tier.Street, names.Area);
        }
        return map.Draw(
            new Say("The part of the cases that was late, by street", "各街道超期比例"),
            Legend.Of(
                (Legend.Box("q0"), new Say($"none, or fewer than {BaseLeast} cases", $"无，或不足{BaseLeast}件")),
                (Legend.Box("q1"), "≤ 2%"),
                (Legend.Box("q2"), "2–5%"),
                (Legend.Box("q3"), "5–10%"),
                (Legend.Box("q4"), "10–20%"),
                (Legend.Box("q5"), "> 20%")));
    }

    private static int ClassOf(double share) => double.IsNaN(share) || share <= 0 ? 0 : 1 + Breaks.Count(most => share > most);

    private static Node Table(ReportSubject subject, CityNames names, List<NamedCounts> rows)
    {
        var runs = subject.Runs;
        var strokes = Strokes.ForCounts((int)rows.Max(row => row.Counts.Filed), 90);
        return new Table<NamedCounts>(new Say("By street", "按街道"))
            .Name(new Say("Street", "街道"), row => names.Area(AreaCode.Parse(row.Name)))
            .Number(new Say("Cases", "案件"), row => ReportWords.Figure(runs, run => Of(run, row)?.Filed ?? 0))
            .Drawing(default(Say), row => strokes.Bar(row.Counts.Filed))
            .Number(new Say("Late", "超期"), row => ReportWords.Figure(runs, run => Of(run, row)?.Late ?? 0))
            .Number(new Say("In time", "按期"), row => ReportWords.Percent(runs, run => Of(run, row)?.OnTime ?? double.NaN))
            .Of(rows, Shown, new Say($"{rows.Count - Shown} other streets", $"其余{rows.Count - Shown}个街道"));

        static Counts? Of(RunResult run, NamedCounts row) => run.Streets.FirstOrDefault(one => one.Name == row.Name)?.Counts;
    }
}
