using System.Text;
using GridCity.Core.Cities;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Runs;
using GridCity.Tests.Cases;
using GridCity.Tests.Cities;
using Xunit;

namespace GridCity.Tests.Simulation;

public sealed class ScenarioTests
{
    private const string Good =
        """
        name: small
        from: 2026-09-14
        days: 3
        demand:
          - name: calls
            per_day: 40
            channel: hotline
            families: {sanitation: 2, water: 1}
            hours: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
        work:
          shifts:
            - {name: day, hours: "08:00-18:00", weekdays: [mon, tue, wed, thu, fri]}
          services:
            - {families: [sanitation], work: {median: 0.5, spread: 0.7}}
            - {work: {mean: 1}, procedure: {quantiles: [0, 1, 5]}}
          crews:
            - {unit: sanitation, shift: day, count: 3}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_scenario_is_read_and_run()
    {
        var city = TestCity.Make();
        var scenario = Read(Good, city, out var faults);

        Assert.Empty(faults);
        Assert.Equal(64, scenario!.Hash.Length);
        Assert.Equal(3, scenario.Work.Crews["sanitation"].Single().Count);
        var result = Assert.Single(Simulator.Run(city, scenario, new SimulationOptions(), Stop));
        Assert.InRange(result.All.Reports, 80, 160);
        Assert.Equal(["06010", "06025"], result.Classes.Select(one => one.Name));
    }

    [Theory]
    [InlineData("per_day: 40", "per_dya: 40", "demand.per_dya: is no key that is known here. Did you mean 'per_day'?")]
    [InlineData("channel: hotline", "channel: hotlime", "has 'hotlime', which is no channel of testville. Did you mean 'hotline'?")]
    [InlineData("sanitation: 2", "sanitaton: 2", "has 'sanitaton', which is no family of testville. Did you mean 'sanitation'?")]
    [InlineData("sanitation: 2", "sanitation: -2", "gives 'sanitation' the weight '-2'")]
    [InlineData("per_day: 40", "per_day: -1", "is '-1'; a number from 0 to 50000 was expected")]
    [InlineData("from: 2026-09-14", "from: yesterday", "is 'yesterday'; a day from 1950 to 2200")]
    [InlineData("days: 3", "days: 0", "is '0'; a whole number from 1 to")]
    [InlineData("0, 0, 0, 0]", "0, 0, 0]", "has 23 numbers; 24 of 0 or more were expected")]
    [InlineData("shift: day, count", "shift: dya, count", "names the shift 'dya', which is not among shifts. Did you mean 'day'?")]
    [InlineData("count: 3", "count: many", "was expected to be a whole number")]
    [InlineData("unit: sanitation", "unit: sanitization", "is 'sanitization', which is no unit of testville. Did you mean 'sanitation'?")]
    [InlineData("work: {mean: 1}", "work: {mean: 0}", "was expected to say median (with spread), mean")]
    [InlineData("08:00-18:00", "8 to 6", "was expected to be such as 08:00-18:00")]
    [InlineData("    - {work: {mean: 1}, procedure: {quantiles: [0, 1, 5]}}\n", "", "has no rule for class")]
    [InlineData("name: small", "nmae: small", "nmae: is no key that is known here. Did you mean 'name'?")]
    public void A_wrong_word_is_told_with_its_line(string right, string wrong, string sentence)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        var scenario = Read(Good.Replace(right, wrong, StringComparison.Ordinal), TestCity.Make(), out var faults);

        Assert.Null(scenario);
        Assert.Contains(faults, fault => fault.ToString().Contains(sentence, StringComparison.Ordinal) && fault.Line > 0);
    }

    [Fact]
    public void A_storm_brings_more_while_it_lasts()
    {
        var city = TestCity.Make();
        var calm = Read(Good, city, out _)!;
        var scenario = calm with
        {
            Days = 60,
            Storms = new StormSeason([8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8], 6),
            Demand = [calm.Demand[0] with { StormFactor = 5, HoursOfWeek = [] }],
        };
        var counts = Replications.Run(1, 40, 2, (_, seed) => new[] { Count(city, scenario, seed) }, null, Stop).Select(one => one[0]).ToList();

        // Eight storms of six hours in thirty days and four times as many more: 48 hours of 720 count five.
        var expected = 40 * 60 * (1 + (4 * 8 * 6 / (30.5 * 24)));
        Assert.InRange(Estimate.Of(counts, 0.99).Mean / expected, 0.96, 1.04);
    }

    [Fact]
    public void Weeks_vary_as_much_as_they_are_said_to()
    {
        var city = TestCity.Make();
        var calm = Read(Good, city, out _)!;
        var scenario = calm with { From = new DateOnly(2026, 9, 14), Days = 7, Demand = [calm.Demand[0] with { WeekExcess = 0.04, Excess = 0.02 }] };
        var counts = Replications.Run(1, 600, 2, (_, seed) => new[] { Count(city, scenario, seed) }, null, Stop).Select(one => one[0]).ToList();
        var estimate = Estimate.Of(counts, 0.99);

        var variance = 280 + (0.04 * 280 * 280) + (1.04 * 0.02 * 7 * 40 * 40);
        Assert.True(estimate.Holds(280), estimate.ToString());
        Assert.InRange(estimate.Deviation * estimate.Deviation / variance, 0.8, 1.2);
    }

    [Fact]
    public void The_shipped_scenario_brings_the_water_and_the_snapshots_that_the_district_reports()
    {
        var (city, scenario) = Dongcheng();
        // A stream's luck does not depend on the others, so these two can be drawn alone.
        var only = scenario with { Demand = [.. scenario.Demand.Where(stream => stream.Name is "water" or "snapshot app")] };
        var runs = Replications.Run(1, 20, 2, (_, seed) => Drawn(city, only, seed), null, Stop);
        var water = Estimate.Of([.. runs.Select(run => (double)run.Water)], 0.99);
        var snapshots = Estimate.Of([.. runs.Select(run => (double)run.Snapshots)], 0.99);

        Assert.True(water.Holds(651) && water.HalfWidth < 30, water.ToString());
        Assert.True(snapshots.Holds(5_989) && snapshots.HalfWidth < 100, snapshots.ToString());
    }

    [Fact]
    public void Of_the_snapshots_as_many_are_closed_by_the_end_of_November_as_the_district_reports()
    {
        var (city, scenario) = Dongcheng();
        var only = scenario with { Days = 334, Demand = [.. scenario.Demand.Where(stream => stream.Name == "snapshot app")] };
        var runs = Simulator.Run(city, only, new SimulationOptions { Replications = 20, Threads = 2 }, Stop);
        var closed = Estimate.Of([.. runs.Select(run => run.Channels.Single().Counts).Select(counts => 100.0 * counts.Closed / counts.Reports)], 0.99);

        Assert.True(closed.Holds(94.2) && closed.HalfWidth < 0.5, closed.ToString());
    }

    [Fact]
    public void The_shipped_scenario_brings_some_seventeen_hundred_reports_a_day()
    {
        var (city, scenario) = Dongcheng();
        var runs = Simulator.Run(
            city, scenario with { From = new DateOnly(2017, 4, 1), Days = 5, WarmUpDays = 4 }, new SimulationOptions { Replications = 6, Threads = 2 }, Stop);
        var reports = Estimate.Of([.. runs.Select(run => run.All.Reports / 5.0)]);

        Assert.Equal((2_322, 400), (city.Grid.Count, city.Inspectors.Count));
        Assert.InRange(reports.Mean, 1_660, 1_740);
        Assert.All(runs, run => Assert.Empty(run.Warnings));
    }

    [Fact]
    public void The_log_of_the_shipped_scenario_is_the_same_as_it_was_when_this_was_written()
    {
        var (city, scenario) = Dongcheng();
        var run = Assert.Single(Simulator.Run(city, scenario with { Days = 2, WarmUpDays = 1 }, new SimulationOptions { Seed = 2017 }, Stop));

        // Changes when rules, demand, handling, the city or the log's form do: say so in the changelog.
        Assert.Equal("0483ba3ab6771742", run.Hash[..16]);
    }

    private static (int Water, int Snapshots) Of(City city, IReportSource source)
    {
        var (water, snapshots) = (0, 0);
        var december = new DateTimeOffset(2017, 12, 1, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();
        while (source.TryNext(out var planned))
        {
            var isWater = city.Classes[planned!.Draft.Class].Family.StartsWith("water", StringComparison.Ordinal);
            water += isWater ? 1 : 0;
            snapshots += planned.Draft.Channel == "snapshot-app" && planned.At < december ? 1 : 0;
        }
        return (water, snapshots);
    }

    private static Counted Drawn(City city, Scenario scenario, ulong seed)
    {
        var (water, snapshots) = Of(city, new DemandSource(city, scenario, new Streams(seed), scenario.From, scenario.From.AddDays(scenario.Days)));
        return new Counted(water, snapshots);
    }

    private static double Count(City city, Scenario scenario, ulong seed)
    {
        var source = new DemandSource(city, scenario, new Streams(seed), scenario.From, scenario.From.AddDays(scenario.Days));
        var count = 0;
        while (source.TryNext(out _))
        {
            count++;
        }
        return count;
    }

    private static (City City, Scenario Scenario) Dongcheng()
    {
        using var folder = new TempFolder();
        DemonstrationCity.Create(folder["dongcheng"], 1);
        var city = CityFolder.Load(folder["dongcheng"], new LoadOptions { CheckCoverage = false }).City!;
        var faults = new FaultList();
        return (city, ScenarioReader.ReadShipped("dongcheng-2017", city, faults) ?? throw new InvalidOperationException(string.Join('\n', faults.ToList())));
    }

    private static Scenario? Read(string yaml, City city, out IReadOnlyList<Fault> faults)
    {
        var list = new FaultList();
        var scenario = ScenarioReader.Read(new InputFile("s.yaml", Encoding.UTF8.GetBytes(yaml + "\n")), city, null, list);
        faults = list.ToList();
        return scenario;
    }

    private sealed record Counted(int Water, int Snapshots);
}
