using GridCity.Core.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Reports;
using GridCity.Simulation.Runs;

namespace GridCity.Silo.Planning;

/// <summary>A scenario to be run: its name on the shelf, the changes, and what it is with them made.</summary>
internal sealed record PlannedScenario(string Source, Scenario Scenario, IReadOnlyList<PlannedChange> Changes) : PlannedWork
{
    /// <inheritdoc/>
    public override string Name => Scenario.Name;

    /// <inheritdoc/>
    public override (DateOnly From, int Days)? Span => (Scenario.From, Scenario.Days);

    /// <inheritdoc/>
    public override PlannedOutcome Calculate(City city, PlannedLuck luck, Action<double> progress, CancellationToken stop)
    {
        var from = Simulator.FirstMoment(city, Scenario);
        var frames = new RunFrames(city, from, from.AddDays(Scenario.Days));
        var record = new RunRecord(city, from);
        var results = Simulator.Run(
            city,
            Scenario,
            new SimulationOptions
            {
                Seed = luck.Seed,
                Replications = luck.Replications,
                Threads = luck.Hands.Threads,
                Elsewhere = luck.Hands.Of(new ReplicationOrder(Source, Scenario.Hash, city.Hash, Scenario.Days, Changes, luck.Seed)),
                Progress = progress,
                Observers = [frames, record],
            },
            stop);
        frames.End();
        var report = new ReportSubject
        {
            City = city,
            Name = Scenario.Name,
            Description = Scenario.Description,
            ScenarioHash = Scenario.Hash,
            Runs = results,
            Record = record,
        };
        return new PlannedOutcome(results, frames, report);
    }
}
