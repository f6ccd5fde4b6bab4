using System.Text.Json.Serialization;

namespace GridCity.Silo.Http;

/// <summary>One number of a scenario that a run changes: <c>crews.sanitation</c>, <c>demand.*</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeBody(string? What, double? Value);

/// <summary>A run that somebody asks for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewRunBody(
    string? Name, string? Scenario, int? Days, long? Seed, int? Replications, IReadOnlyList<ChangeBody>? Changes)
{
    /// <summary>The historical table to replay in place of a scenario; the scenario then only says how modelled people work.</summary>
    public string? History { get; init; }

    /// <summary>What the columns of the table mean, in YAML (docs/import.md).</summary>
    public string? Mapping { get; init; }

    /// <summary>Who handles the cases of a history: recorded (when absent) or modelled.</summary>
    public string? Handling { get; init; }

    /// <summary>Of a history only reports from this day on.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Of a history only reports before this day.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>A historical table by its name, and whether a planner sent it.</summary>
public sealed record HistoryBody(string Name, long Bytes, bool IsUploaded);

/// <summary>The historical tables, and how large and how many those that are sent may be.</summary>
public sealed record HistoryList(IReadOnlyList<HistoryBody> Items, long BytesMax, int UploadsMax);

/// <summary>A mapping that is proposed for a table.</summary>
public sealed record MappingBody(string Mapping);

/// <summary>A figure of a run: the mean over its replications, with its interval of 95 %.</summary>
public sealed record FigureBody(string Name, double? Mean, double? Low, double? High);

/// <summary>The city's totals of a run over time, one for each frame.</summary>
public sealed record FilmBody(
    int StepHours, int Frames, IReadOnlyList<int> Open, IReadOnlyList<int> Late, IReadOnlyList<int> Reported, IReadOnlyList<int> Closed);

/// <summary>A run: waiting, running, done, stopped or failed.</summary>
public sealed record RunBody(
    string Id,
    string Name,
    string Scenario,
    string State,
    double Progress,
    long Seed,
    int Replications,
    string? From,
    int? Days,
    IReadOnlyList<ChangeBody> Changes,
    string? Fault)
{
    /// <summary>What came of it.</summary>
    public IReadOnlyList<FigureBody>? Figures { get; init; }

    /// <summary>Of a replay: recorded or modelled.</summary>
    public string? Handling { get; init; }

    /// <summary>Of a replay: sentences about what was found in the table.</summary>
    public IReadOnlyList<string>? Account { get; init; }

    /// <summary>When the film begins.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The totals over time.</summary>
    public FilmBody? Film { get; init; }

    /// <summary>The hash of the log of its first replication: the same again on any machine.</summary>
    public string? Hash { get; init; }
}

/// <summary>The scenarios and the runs.</summary>
public sealed record RunList(IReadOnlyList<string> Scenarios, IReadOnlyList<RunBody> Items);

/// <summary>The second run less the first, on the same luck.</summary>
public sealed record DifferenceBody(
    string Name, double? First, double? Second, double? Difference, double? Low, double? High, bool IsSignificant);

/// <summary>Two runs against each other: the city's figures, and the late cases of its streets.</summary>
public sealed record RunComparison(string First, string Second, IReadOnlyList<DifferenceBody> Figures, IReadOnlyList<DifferenceBody> Streets);
