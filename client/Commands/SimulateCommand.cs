using System.CommandLine;
using GridCity.Core.Cities;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Reports;
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
        var files = new ResultOptions();
        var indicators = new IndicatorOptions();
        var command = new GuidedCommand(
            "simulate",
            "Run a scenario in a city under a virtual clock: the rules and limits that serve live reports, with modelled demand, inspectors and crews.",
            "gridcity simulate dongcheng-2017 --city my-city --replications 5",
            "gridcity simulate dongcheng-2017 --city my-city --html report.html --lang en",
            "gridcity simulate scenario.yaml --city my-city --seed 7 --log run.csv --xes run.xes.gz")
        {
            scenario, options.City, options.Seed, options.Replications, options.Threads, options.Log, options.Resume,
            files.Html, files.Language, files.Csv, files.Xes, files.Events, indicators.Period, indicators.AsOf,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var city = LoadCity(given.Need(options.City));
            var read = ReadScenario(given.Need(scenario), city);
            var evaluate = indicators.Read(given, city);
            await using var log = given.Get(options.Log) is { } path ? File.Create(path) : null;
            await using var written = files.Begin(given, city, read.Name, Simulator.FirstMoment(city, read));
            var fold = evaluate is null ? null : new RunIndicators(city);
            var watch = RunWatch.Start(given);
            using var kept = options.Open(given, $"{read.Name} ({KeyOf(read)}) in {city.Id} ({city.Hash})");
            var chosen = options.ToOptions(given, watch, log) with
            {
                Checkpoint = kept,
                Observers = [.. written.Observers, .. fold is null ? [] : new IRunObserver[] { fold }],
            };
            var results = await Task.Run(() => Simulator.Run(city, read, chosen, stop), CancellationToken.None);
            var sheet = fold is null || results.Count == 0 ? null : evaluate!(fold);
            RunView.Show(given, city, read.Name, results, watch, sheet);
            await files.EndAsync(given, written, results, record => new ReportSubject
            {
                City = city,
                Name = read.Name,
                Description = read.Description,
                ScenarioHash = read.Hash,
                Runs = results,
                Record = record,
                Indicators = sheet,
            });
            return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
        });
        return command;
    }

    /// <summary>What tells a scenario from all others.</summary>
    public static string KeyOf(Scenario scenario) => $"{scenario.Hash}, {scenario.Days} days";

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
