using GridCity.Core.Cities;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Reports;

/// <summary>What was run to be reported: everything that a page about it has to say beside the figures.</summary>
public sealed record ReportSubject
{
    /// <summary>The city.</summary>
    public required City City { get; init; }

    /// <summary>The name of the scenario or the file.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in the words of whoever wrote it.</summary>
    public string? Description { get; init; }

    /// <summary>Whether a history was replayed.</summary>
    public bool IsReplay { get; init; }

    /// <summary>Whether people and crews were modelled; otherwise history's own times were taken.</summary>
    public bool IsModelled { get; init; } = true;

    /// <summary>The hash of the scenario file, if there was one.</summary>
    public string? ScenarioHash { get; init; }

    /// <summary>The results, the one that was watched first.</summary>
    public required IReadOnlyList<RunResult> Runs { get; init; }

    /// <summary>What was watched of the first run.</summary>
    public required RunRecord Record { get; init; }

    /// <summary>How long history took to close, in hours, if it says so.</summary>
    public TimeHistogram? Recorded { get; init; }

    /// <summary>Sentences about the file that was replayed.</summary>
    public IReadOnlyList<string> Account { get; init; } = [];

    /// <summary>The indicators of a period, if they were asked for.</summary>
    public IndicatorSheet? Indicators { get; init; }

    /// <summary>The page as one file of HTML.</summary>
    public string ToHtml(PageOptions? options = null) => RunReport.Of(this).Render(options ?? new PageOptions());
}
