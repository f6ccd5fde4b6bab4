using System.Diagnostics;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Runs;

namespace GridCity.Benchmarks.Simulation;

/// <summary>How long a year of the shipped scenario takes: 2,322 cells, 400 inspectors, crews, desks, storms.</summary>
internal static class YearBenchmark
{
    public static int Run(string[] args)
    {
        using var folder = new TemporaryFolder();
        DemonstrationCity.Create(Path.Combine(folder.Path, "city"), 1);
        var city = CityFolder.Load(Path.Combine(folder.Path, "city"), new LoadOptions { CheckCoverage = false }).City!;
        var scenario = ScenarioReader.ReadShipped("dongcheng-2017", city, new FaultList())!;
        foreach (var days in args.Contains("--smoke") ? [2] : new[] { 90, 365 })
        {
            var started = Stopwatch.GetTimestamp();
            var run = Simulator.Run(city, scenario with { Days = days }, new SimulationOptions { Threads = 1 }, CancellationToken.None).Single();
            var elapsed = Stopwatch.GetElapsedTime(started);
            Console.WriteLine(FormattableString.Invariant(
                $"{days,4} days of dongcheng-2017: {elapsed.TotalSeconds,6:0.00} s, {run.All.Reports:N0} reports, {run.Entries:N0} entries, log {run.Hash[..8]}"));
        }
        return 0;
    }
}
