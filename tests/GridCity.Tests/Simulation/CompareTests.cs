using GridCity.Simulation.Compare;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Simulation;

public sealed class CompareTests
{
    private static readonly SimulationOptions Options = new() { Replications = 6 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_variant_that_is_the_same_differs_in_nothing()
    {
        var city = TestCity.Make();
        var result = Comparison.Run(new Variant("base", city, Scenario(3)), new Variant("same", city, Scenario(3)), Options, Stop);

        Assert.All(result.Differences, one => Assert.Equal((0.0, false), (one.Change.Mean, one.IsSignificant)));
        Assert.Equal((0.0, 0.0, 0.0), (result.Cases.Moved.Mean, result.Cases.LateGained.Mean, result.Cases.LateLost.Mean));
        Assert.Equal(result.BaseRuns.Select(run => run.Hash), result.OtherRuns.Select(run => run.Hash));
        Assert.Contains(result.Sentences, sentence => sentence.Contains("no difference that chance does not explain", StringComparison.Ordinal));
    }

    [Fact]
    public void More_crews_make_fewer_late_cases_and_the_sentence_says_so()
    {
        var city = TestCity.Make();
        var result = Comparison.Run(new Variant("base", city, Scenario(2)), new Variant("more", city, Scenario(6)), Options, Stop);
        var late = result.Differences.Single(one => one is { Group: "all", Measure: "late" });

        Assert.True(late.IsSignificant && late.Change.High < 0, late.ToString());
        Assert.True(result.Cases.LateLost.Mean > result.Cases.LateGained.Mean);
        Assert.Contains(result.Sentences, sentence => sentence.StartsWith("In all: ", StringComparison.Ordinal)
            && sentence.Contains("fewer late cases", StringComparison.Ordinal) && sentence.EndsWith("significant.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_that_sends_cases_elsewhere_moves_them_and_shifts_work()
    {
        var rules = TestCity.Rules().Where(rule => rule.Id != "sanitation").ToList();
        var result = Comparison.Run(
            new Variant("base", TestCity.Make(), Scenario(3)), new Variant("to the streets", TestCity.Make(rules), Scenario(3)), Options, Stop);

        Assert.True(result.Cases.Moved.Low > 50, result.Cases.Moved.ToString());
        var gone = result.Differences.Single(one => one is { Group: "unit", Measure: "filed", Name: "sanitation" });
        Assert.True(gone.IsSignificant && gone.Change.Mean < 0);
        // What comes is the same: only where it goes has changed.
        Assert.Equal(result.BaseRuns.Select(run => run.All.Reports), result.OtherRuns.Select(run => run.All.Reports));
    }

    [Fact]
    public void Several_variants_are_each_held_against_the_same_runs_of_the_base()
    {
        var city = TestCity.Make();
        Variant[] others = [new("four", city, Scenario(4)), new("same", city, Scenario(3)), new("two", city, Scenario(2))];
        var set = Comparison.Run(new Variant("base", city, Scenario(3)), others, Options, Stop);
        var alone = Comparison.Run(new Variant("base", city, Scenario(3)), others[0], Options, Stop);

        Assert.Equal(["four", "same", "two"], set.Variants.Select(one => one.Other.Name));
        Assert.All(set.Variants, one => Assert.Equal(set.BaseRuns, one.BaseRuns));
        Assert.Equal(alone.OtherRuns.Select(run => run.Hash), set.Variants[0].OtherRuns.Select(run => run.Hash));
        Assert.Equal(set.BaseRuns.Select(run => run.Hash), set.Variants[1].OtherRuns.Select(run => run.Hash));
        // Who looks at three variants has three chances to be fooled, and asks for more.
        var (one, three) = (Late(alone), Late(set.Variants[0]));
        Assert.Equal(one.Mean, three.Mean);
        Assert.True(one.HalfWidth < three.HalfWidth);
        Assert.StartsWith("Fewest late cases first: four (", set.Sentences[0], StringComparison.Ordinal);

        static Estimate Late(ComparisonResult result) => result.Differences.Single(one => one is { Group: "all", Measure: "late" }).Change;
    }

    [Fact]
    public void Common_luck_makes_the_interval_narrower_than_luck_of_its_own()
    {
        var city = TestCity.Make();
        var result = Comparison.Run(new Variant("base", city, Scenario(3)), new Variant("more", city, Scenario(4)), Options, Stop);
        var paired = result.Differences.Single(one => one is { Group: "all", Measure: "hours" }).Change.HalfWidth;
        var own = Simulator.Run(city, Scenario(4), Options with { Seed = 99 }, Stop);
        var apart = Estimate.Of([.. own.Zip(result.BaseRuns, (two, one) => two.All.Handling.Mean - one.All.Handling.Mean)]).HalfWidth;

        Assert.True(paired < apart, $"{paired} against {apart}");
    }

    [Fact]
    public void A_sweep_finds_the_smallest_number_that_meets_the_target()
    {
        var city = TestCity.Make();
        var (what, values) = Sweep.Parse("crews.sanitation=1..7:2");
        var result = Sweep.Run(city, Scenario(1), what, values, 0.9, Options with { Replications = 3 }, Stop);

        Assert.Equal([1.0, 3.0, 5.0, 7.0], result.Steps.Select(step => step.Value));
        Assert.NotNull(result.Smallest);
        Assert.False(result.Steps[0].MeetsTarget);
        Assert.Contains($"in time is {result.Smallest}", result.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("No crews.sanitation", Sweep.Run(city, Scenario(1), what, [1], 0.999, Options with { Replications = 2 }, Stop).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_that_was_stopped_at_once_says_that_nothing_was_tried()
    {
        var result = Sweep.Run(TestCity.Make(), Scenario(1), "crews", [1, 2], 0.9, Options, new CancellationToken(canceled: true));

        Assert.Empty(result.Steps);
        Assert.Equal("No crews was tried to the end of its runs.", result.Sentence);
    }

    [Fact]
    public void Crews_alone_are_those_of_every_unit()
    {
        var work = Sweep.Change(TestCity.Make(), Scenario(1), "crews", 7).Work;

        Assert.NotEmpty(work.Crews);
        Assert.All(work.Crews.Values.Append(work.OtherCrews), mannings => Assert.Equal(7, mannings[0].Count));
    }

    [Fact]
    public void Queues_without_end_are_told_of_a_step_and_of_a_variant()
    {
        var city = TestCity.Make();
        var steps = Sweep.Run(city, Scenario(1), "crews.sanitation", [0, 7], 0.9, Options with { Replications = 2 }, Stop).Steps;
        Assert.Contains("sanitation has no crew", Assert.Single(steps[0].Warnings), StringComparison.Ordinal);
        Assert.Empty(steps[1].Warnings);

        var nobody = Sweep.Change(city, Scenario(7), "crews.sanitation", 0);
        var told = Comparison.Run(new Variant("base", city, Scenario(7)), new Variant("nobody", city, nobody), Options with { Replications = 2 }, Stop).Sentences;
        Assert.Contains(told, sentence => sentence.StartsWith("Warning (nobody): sanitation has no crew", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("crews.sanitation")]
    [InlineData("crews.sanitation=9..3")]
    [InlineData("crews.sanitation=a..b")]
    [InlineData("crews.sanitation=1..9:0")]
    [InlineData("crews.sanitation=1..100000")]
    public void What_is_no_sweep_is_told_so(string text) => Assert.Throws<FormatException>(() => Sweep.Parse(text));

    [Fact]
    public void What_cannot_be_changed_is_told_so()
    {
        var fault = Assert.Throws<FormatException>(() => Sweep.Change(TestCity.Make(), Scenario(1), "crews.nobody", 3));

        Assert.Contains("crews with a unit of testville", fault.Message, StringComparison.Ordinal);
        Assert.Contains("whole crews", Assert.Throws<FormatException>(() => Sweep.Change(TestCity.Make(), Scenario(1), "crews.sanitation", 2.5)).Message, StringComparison.Ordinal);
        Assert.Equal(90, Sweep.Change(TestCity.Make(), Scenario(1), "demand.*", 1.5).Demand[0].PerDay);
    }

    private static Scenario Scenario(int crews)
    {
        var shift = new WorkShift("day", TimeSpan.FromHours(8), TimeSpan.FromHours(18), []);
        return new Scenario
        {
            Name = "small",
            From = new DateOnly(2026, 9, 14),
            Days = 4,
            WarmUpDays = 1,
            Demand =
            [
                new DemandStream
                {
                    Name = "all",
                    PerDay = 60,
                    Classes = [new Weighted("06010", 3), new Weighted("09001", 1)],
                    Channels = [new Weighted("inspector", 1)],
                    HoursOfWeek = [.. Enumerable.Range(0, 168).Select(hour => hour % 24 is >= 7 and < 17 ? 1.0 : 0.02)],
                },
            ],
            Work = new WorkModel
            {
                Services = [new([], [], new LogNormalTime(0.6, 0.6), null)],
                Crews = new Dictionary<string, IReadOnlyList<Manning>> { ["sanitation"] = [new Manning(shift, crews)] },
                InspectorShifts = new Dictionary<string, WorkShift> { ["day"] = shift },
                Look = new Constant(0.01),
                WalkSpeed = 20,
            },
        };
    }
}
