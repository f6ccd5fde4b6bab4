using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Rules;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Rules;

/// <summary>A book that made history is found again in it, as far as history shows it.</summary>
public sealed class RuleLearningTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_rules_behind_a_history_are_learned_from_it()
    {
        var city = TestCity.Make();
        var cases = History(600, (code, point) => code == "06010" ? "sanitation" : code == "06025" && point.Y is >= 480 and <= 500 ? "river-office" : point.X < 500 ? "street-west" : "drainage");
        var learned = RuleLearning.Learn(city, cases, new LearningOptions { Layers = [new NearLayer("rivers", 0, TestCity.NoAttributes)] });

        Assert.Equal((480, 120), (learned.LearnedFrom, learned.Overall.Cases));
        Assert.InRange(learned.Overall.Accuracy, 0.97, 1);
        Assert.InRange(learned.Overall.Baseline, 0.4, 0.8);
        Assert.InRange(learned.Rules.Count, 4, 8);
        Assert.Contains(learned.Rules, rule => rule.Rule.When is { Classes: ["06010"], Inside: [] } && rule.Rule.Lead == "sanitation" && rule.Confidence == 1);
        Assert.Contains(learned.Rules, rule => rule.Rule.When is { Near: [{ Layer: "rivers" }] } && rule.Rule.Lead == "river-office");
        Assert.Equal(learned.Overall.Cases, learned.Classes.Sum(score => score.Value.Cases));
    }

    [Fact]
    public void Where_the_place_says_nothing_no_rule_names_one()
    {
        var learned = RuleLearning.Learn(TestCity.Make(), History(400, (code, _) => code == "06010" ? "sanitation" : "drainage"), new LearningOptions());

        Assert.Equal(4, learned.Rules.Count);
        Assert.All(learned.Rules, rule => Assert.Empty(rule.Rule.When.Inside));
        Assert.Equal(1, learned.Overall.Accuracy);
    }

    [Fact]
    public void Cases_of_one_moment_are_not_parted_and_all_of_one_moment_are_refused()
    {
        var city = TestCity.Make();
        var days = History(100, (_, _) => "drainage").Select((item, index) =>
            item with { Question = item.Question with { At = Start.AddDays(index / 30) } }).ToList();

        Assert.Equal((60, Start.AddDays(2)), (RuleLearning.Learn(city, days, new LearningOptions()).LearnedFrom, RuleLearning.Learn(city, days, new LearningOptions()).HeldBackFrom));
        var one = days.ConvertAll(item => item with { Question = item.Question with { At = Start } });
        Assert.Contains("of one moment", Assert.Throws<ArgumentException>(() => RuleLearning.Learn(city, one, new LearningOptions())).Message, StringComparison.Ordinal);
    }

    private static List<PastCase> History(int count, Func<string, PlanePoint, string> unitOf)
    {
        var city = TestCity.Make();
        var random = new Random(5);
        string[] codes = ["06010", "06025", "09001", "01002"];
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var code = codes[random.Next(codes.Length)];
            var point = new PlanePoint(random.NextDouble() * 1_000, random.Next(5) == 0 ? 480 + (20 * random.NextDouble()) : random.NextDouble() * 1_000);
            var cell = city.Grid.Locate(point);
            return new PastCase(
                new RoutingQuestion(code, "inspector", city.Grid.CodeOf(cell), cell, point, Start.AddMinutes(number)), unitOf(code, point));
        })];
    }
}
