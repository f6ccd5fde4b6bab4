using GridCity.Core.Cities;
using GridCity.Simulation.Reports;
using GridCity.Simulation.Runs;

namespace GridCity.Silo.Planning;

/// <summary>What a run calculates: a scenario or a history.</summary>
internal abstract record PlannedWork
{
    /// <summary>The name of the scenario or of the table.</summary>
    public abstract string Name { get; }

    /// <summary>The first day and how many there are, as far as that is known before.</summary>
    public abstract (DateOnly From, int Days)? Span { get; }

    /// <summary>Calculates it on so many threads.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before there was anything.</exception>
    public abstract PlannedOutcome Calculate(City city, PlannedLuck luck, Action<double> progress, CancellationToken stop);
}

/// <summary>The seed of a run, how many replications it has, and who runs them.</summary>
internal sealed record PlannedLuck(ulong Seed, int Replications, ReplicationHands Hands);

/// <summary>What came of a run, with what its film and its report are made of.</summary>
internal sealed record PlannedOutcome(IReadOnlyList<RunResult> Results, RunFrames Frames, ReportSubject Report);
