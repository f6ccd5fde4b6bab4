using System.CommandLine;
using GridCity.Core.Cities;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Runs;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity simulate</c>: runs a scenario in a city under a virtual clock.</summary>
internal static class SimulateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var scenario = new Argument<string>("scenario")
        {
            Description = "A scenario file, or the name of a shipped one: " + string.Join(", ", ScenarioReader.Shipped) + ".",
        };
        var options = new RunOptions();
        var command = new GuidedCommand(
            "simulate",
            "Run a scenario in a city under a virtual clock: the rules and limits that serve live reports, with modelled demand, inspectors and crews.",
            "gridcity simulate dongcheng-2017 --city my-city --replications 5",
            "gridcity simulate scenario.yaml --city my-city --seed 7 --log run.csv")
        {
            scenario, options.City, options.Seed, options.Replications, options.Threads, options.Log,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var city = LoadCity(given.Need(options.City));
            var read = ReadScenario(given.Need(scenario), city);
            await using var log = given.Get(options.Log) is { } path ? File.Create(path) : null;
            var watch = RunWatch.Start(given);
            var results = await Task.Run(
                () => Simulator.Run(city, read, options.ToOptions(given, watch, log), stop), CancellationToken.None);
            RunView.Show(given, city, read.Name, results, watch);
            return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Loads a city folder, or says every error in it.</summary>
    /// <exception cref="UsageException">There is no city in the folder.</exception>
    public static City LoadCity(string folder)
    {
        var load = CityFolder.Load(folder, new LoadOptions { CheckCoverage = false });
        return load.City ?? throw new UsageException(
            $"'{folder}' is no city:\n  " + string.Join("\n  ", load.Faults.Where(fault => fault.Severity == Severity.Error).Take(20)));
    }

    /// <summary>Reads a scenario file, or a shipped one by its name.</summary>
    /// <exception cref="UsageException">There is none, or it has faults; the message lists every one.</exception>
    public static Scenario ReadScenario(string name, City city)
    {
        var faults = new FaultList();
        var isShipped = ScenarioReader.Shipped.Contains(name, StringComparer.Ordinal) && !File.Exists(name);
        var scenario = isShipped ? ScenarioReader.ReadShipped(name, city, faults) : ScenarioReader.ReadFile(name, city, faults);
        return scenario ?? throw new UsageException(
            $"The scenario '{name}' cannot be run in {city.Name}:\n  " + string.Join("\n  ", faults.ToList()));
    }
}
