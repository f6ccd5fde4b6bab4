using System.Globalization;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Reports.Sections;

/// <summary>From what it was made, so that anybody can make it again.</summary>
internal static class SourceSection
{
    public static Section Of(ReportSubject subject) => Section.Of(
        new Say("Scenario and proof", "情景与可复现性"),
        subject.Description is { Length: > 0 } text ? new Tag("p") { text } : null,
        subject.Account.Count == 0 ? null : new Tag("ul", "findings") { subject.Account.Select(sentence => new Tag("li") { sentence }) },
        new Table<RunResult>(new Say("The runs: the same seed gives the same hash", "各次运行：同一种子得到同一哈希"))
            .Name(new Say("Seed", "种子"), run => run.Seed.ToString(CultureInfo.InvariantCulture))
            .Number(new Say("Reports", "上报"), run => Figures.Decimal(run.All.Reports, 0))
            .Number(new Say("Entries", "日志条数"), run => Figures.Decimal(run.Entries, 0))
            .Number(new Say("In time", "按期"), run => Figures.Percent(run.All.OnTime))
            .Text(new Say("SHA-256 of the log", "日志SHA-256"), run => run.Hash)
            .Of(subject.Runs));
}
