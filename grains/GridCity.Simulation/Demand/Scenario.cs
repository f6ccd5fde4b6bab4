using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Demand;

/// <summary>
/// What a simulation assumes beside its city: which days, what comes, and how people work. Read from YAML by
/// <see cref="ScenarioReader"/>; written down in <c>docs/simulation.md</c>.
/// </summary>
public sealed record Scenario
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, for people.</summary>
    public string? Description { get; init; }

    /// <summary>The first day that is counted, in the city's calendar.</summary>
    public required DateOnly From { get; init; }

    /// <summary>How many days are counted.</summary>
    public required int Days { get; init; }

    /// <summary>How many days go before, so that queues are as full as usual when counting begins.</summary>
    public int WarmUpDays { get; init; } = 7;

    /// <summary>What comes.</summary>
    public required IReadOnlyList<DemandStream> Demand { get; init; }

    /// <summary>
    /// How much all streams together vary from week to week: a factor with mean 1 and this variance, the same for all.
    /// </summary>
    public double WeekExcess { get; init; }

    /// <summary>Storms, if there are any.</summary>
    public StormSeason? Storms { get; init; }

    /// <summary>How people work.</summary>
    public WorkModel Work { get; init; } = new();

    /// <summary>The SHA-256 of the file, in small hexadecimal letters; empty when it was made by a program.</summary>
    public string Hash { get; init; } = string.Empty;
}
