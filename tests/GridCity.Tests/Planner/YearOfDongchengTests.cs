using GridCity.Core.Cities;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Runs;
using GridCity.Tests.Cities;
using Xunit;

namespace GridCity.Tests.Planner;

/// <summary>
/// The year of the shipped scenario through the whole run: all streams, inspectors, crews, rules and limits. Twenty seeds share the
/// year, each with a part of it that no other has, so that every season is in it once and twenty different lucks are; together they
/// are held against what the district reports.
/// </summary>
public sealed class YearOfDongchengTests
{
    private const int Parts = 20;
    private const int PartsToNovember = 18;
    private const int DaysToNovember = 334;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Twenty_seeds_that_share_the_year_agree_with_what_the_district_reports()
    {
        using var folder = new TempFolder();
        DemonstrationCity.Create(folder["dongcheng"], 1);
        var city = CityFolder.Load(folder["dongcheng"], new LoadOptions { CheckCoverage = false }).City!;
        var faults = new FaultList();
        var scenario = ScenarioReader.ReadShipped("dongcheng-2017", city, faults)!;
        Assert.Empty(faults.ToList());
        var runs = new RunResult[Parts];
        Parallel.For(0, Parts, new ParallelOptions { MaxDegreeOfParallelism = 2 }, part => runs[part] = RunPart(city, scenario, part));

        Assert.Equal((2_322, 400), (city.Grid.Count, city.Inspectors.Count));
        // Two shifts: two hundred are on duty at once.
        Assert.All(runs, run => Assert.Equal(200, run.Inspectors!.Crews));
        Assert.InRange(runs.Sum(run => run.All.Reports) / 365.0, 1_650, 1_750);
        // A year of water has a standard deviation of some 45: storms bring it in heaps.
        Assert.InRange(Water(city, runs), 651 - 135, 651 + 135);
        var app = runs.Take(PartsToNovember).Select(run => run.Channels.Single(channel => channel.Name == "snapshot-app").Counts).ToList();
        Assert.InRange(app.Sum(one => one.Reports), 5_989 - 300, 5_989 + 300);
        // What is open where a part was cut is neither; of some 6,000 the share has a standard error of 0.3 per cent.
        Assert.InRange(100.0 * app.Sum(one => one.Closed) / app.Sum(one => one.Reports - one.Open), 94.2 - 0.9, 94.2 + 0.9);
        Assert.All(runs, run => Assert.Empty(run.Warnings));
    }

    private static RunResult RunPart(City city, Scenario scenario, int part)
    {
        var (from, until) = (DayOf(part), DayOf(part + 1));
        var share = scenario with { From = scenario.From.AddDays(from), Days = until - from, WarmUpDays = 2 };
        return Simulator.Run(city, share, new SimulationOptions { Seed = (ulong)(part + 1), Threads = 1 }, Stop).Single();
    }

    // Eighteen parts reach to the end of November, two make December.
    private static int DayOf(int part) => part <= PartsToNovember
        ? DaysToNovember * part / PartsToNovember
        : DaysToNovember + ((365 - DaysToNovember) * (part - PartsToNovember) / (Parts - PartsToNovember));

    private static long Water(City city, RunResult[] runs) => runs.Sum(run => run.Classes
        .Where(one => city.Classes[one.Name].Family.StartsWith("water", StringComparison.Ordinal)).Sum(one => one.Counts.Reports));
}
