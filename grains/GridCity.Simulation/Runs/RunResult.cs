using GridCity.Core.Cases;

namespace GridCity.Simulation.Runs;

/// <summary>What a run came to.</summary>
public sealed record RunResult
{
    /// <summary>The seed of its streams.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The version of the city.</summary>
    public required string CityHash { get; init; }

    /// <summary>From when on reports were counted.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when the run went.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Whether it was stopped before its end.</summary>
    public bool IsPartial { get; init; }

    /// <summary>How many entries the log has.</summary>
    public required long Entries { get; init; }

    /// <summary>The SHA-256 of the log.</summary>
    public required string Hash { get; init; }

    /// <summary>All cases.</summary>
    public required Counts All { get; init; }

    /// <summary>By the last responsible unit.</summary>
    public required IReadOnlyList<NamedCounts> Units { get; init; }

    /// <summary>By class.</summary>
    public required IReadOnlyList<NamedCounts> Classes { get; init; }

    /// <summary>By channel.</summary>
    public required IReadOnlyList<NamedCounts> Channels { get; init; }

    /// <summary>By street.</summary>
    public required IReadOnlyList<NamedCounts> Streets { get; init; }

    /// <summary>By cell, of cells that had any.</summary>
    public required IReadOnlyList<NamedCounts> Cells { get; init; }

    /// <summary>Reports by day of the city's calendar.</summary>
    public required IReadOnlyList<DayCount> Days { get; init; }

    /// <summary>Reports that the city did not take, by the code of the refusal.</summary>
    public required IReadOnlyList<RefusedReports> Refused { get; init; }

    /// <summary>How many reports history calls repetitions.</summary>
    public long RecordedDuplicates { get; init; }

    /// <summary>How many of these the rules found to be duplicates too.</summary>
    public long AgreedDuplicates { get; init; }

    /// <summary>How the crews fared, where crews handled.</summary>
    public IReadOnlyList<CrewLoad> Crews { get; set; } = [];

    /// <summary>How the inspectors fared with verifying and checking, where they are modelled.</summary>
    public CrewLoad? Inspectors { get; set; }

    /// <summary>Problems that were gone before an inspector saw them.</summary>
    public long NeverFound { get; set; }

    /// <summary>Sentences that the reader should know before believing the figures.</summary>
    public IReadOnlyList<string> Warnings { get; set; } = [];

    /// <summary>The warnings of that run of several which has the most.</summary>
    public static IReadOnlyList<string> WorstOf(IReadOnlyCollection<RunResult> runs) =>
        runs.MaxBy(run => run.Warnings.Count)?.Warnings ?? [];

    /// <summary>Problems that inspectors mended on the spot without a report (自处置).</summary>
    public long MendedOnTheSpot { get; set; }

    /// <summary>What became of every case, by the ordinal of its report; empty unless asked for.</summary>
    internal IReadOnlyDictionary<long, CaseFate> Fates { get; init; } = new Dictionary<long, CaseFate>();
}

/// <summary>Counts of something with a name.</summary>
public sealed record NamedCounts(string Name, Counts Counts);

/// <summary>How many reports a day brought.</summary>
public readonly record struct DayCount(DateOnly Day, int Reports);

/// <summary>Reports that were refused with one code, and the first of them.</summary>
public sealed record RefusedReports(RefusalCode Code, string? FirstReference, string FirstDetail)
{
    /// <summary>How many.</summary>
    public long Count { get; internal set; }
}

/// <summary>How the crews of a unit fared: how busy they were and how many jobs waited.</summary>
public sealed record CrewLoad(
    string Unit, int Crews, long Jobs, double BusyHours, double ShiftHours, double MeanWaitHours, int WaitingMost, int WaitingAtEnd)
{
    /// <summary>The part of the shifts in which crews were busy; above 1 with overtime.</summary>
    public double Load => ShiftHours > 0 ? BusyHours / ShiftHours : 0;

    /// <summary>
    /// Whether the queue only grows: the crews had no pause, and what waits at the end would take them long; or there are none.
    /// </summary>
    public bool IsEndless => Crews == 0
        ? WaitingAtEnd > 0
        : Load > 0.97 && WaitingAtEnd > 0 && WaitingAtEnd > 0.05 * Jobs;
}

/// <summary>
/// What became of a case, small enough to keep of millions; the unit by its name and the cell by its code, so that variants
/// with other cities can be held against each other.
/// </summary>
internal readonly record struct CaseFate(string? Unit, long Cell, Stage Stage, bool IsLate, float HandledHours)
{
    public static CaseFate Of(Life life) => new(
        life.Case.Unit, life.Case.Cell.Value, life.Case.Stage, life.Case.IsOverdue, (float)Counts.HandlingHours(life));
}
