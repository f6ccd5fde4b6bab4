using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Rules;

public class RuleBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 9, 14, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_rule_wins_and_the_next_is_the_runner_up()
    {
        var city = TestCity.Make();
        var routing = city.Rules.Route(At(city, 250, 490, "06025"))!;

        Assert.Equal("river-office", routing.Unit);
        Assert.Equal(["street-west"], routing.Inform);
        Assert.Equal(
            new Reason("water-on-river", "v1", "rivers", "north-river", 0, "water-near-river", "street-west"), routing.Reason);
    }

    [Fact]
    public void The_distance_is_said_and_the_street_is_the_last_runner_up()
    {
        var city = TestCity.Make();
        var reason = city.Rules.Route(At(city, 250, 460, "06025"))!.Reason;

        Assert.Equal(("water-near-river", 20.0, "territorial"), (reason.Rule, reason.Distance!.Value, reason.RunnerUp));
    }

    [Fact]
    public void An_explanation_says_how_every_rule_fared()
    {
        var city = TestCity.Make();
        var trials = city.Rules.Explain(At(city, 250, 300, "06025")).Trials;

        Assert.Equal(
            [
                "water-on-river: not matched, the point is not on rivers",
                "water-near-river: not matched, nothing of rivers is within 50 m",
                "territorial: matched, the street is responsible for what no rule names",
            ],
            trials.Select(trial => $"{trial.Rule}: {trial.Outcome}, {trial.Because}"));
    }

    [Theory]
    [InlineData("2026-09-14T21:59:00+08:00", "street-west")]
    [InlineData("2026-09-14T22:00:00+08:00", "drainage")]
    [InlineData("2026-09-15T05:59:00+08:00", "drainage")]
    [InlineData("2026-09-15T06:00:00+08:00", "street-west")]
    [InlineData("2026-09-19T23:00:00+08:00", "street-west")]
    public void A_rule_holds_in_its_hours_and_on_its_days(string at, string unit)
    {
        var night = new Rule
        {
            Id = "night",
            When = new RuleCondition
            {
                Hours = (new TimeOnly(22, 0), new TimeOnly(6, 0)),
                Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday],
                From = new DateOnly(2026, 9, 1),
                Until = new DateOnly(2026, 9, 30),
            },
            Lead = "drainage",
        };
        var city = TestCity.Make([night]);
        var question = At(city, 50, 50, "09001") with { At = DateTimeOffset.Parse(at, null) };

        Assert.Equal(unit, city.Rules.Route(question)!.Unit);
    }

    [Fact]
    public void Channels_prefixes_and_attributes_narrow_a_rule()
    {
        var rules = new[]
        {
            Rule("by-channel", new RuleCondition { Channels = ["hotline"] }),
            Rule("in-east", new RuleCondition { Inside = [AreaCode.Parse(TestCity.East)], Classes = ["09001"] }),
            Rule("district-road", new RuleCondition { Near = [new NearLayer("roads", 40, new Dictionary<string, string> { ["owner"] = "district" })] }),
            Rule("city-road", new RuleCondition { Near = [new NearLayer("roads", 40, new Dictionary<string, string> { ["owner"] = "city" })] }),
        };
        var city = TestCity.Make(rules);

        string? RuleOf(RoutingQuestion question) => city.Rules.Route(question)!.Reason.Rule;
        Assert.Equal("by-channel", RuleOf(At(city, 50, 150, "06010") with { Channel = "hotline" }));
        Assert.Equal("in-east", RuleOf(At(city, 850, 150, "09001")));
        Assert.Equal("city-road", RuleOf(At(city, 850, 150, "06010")));
        Assert.Equal("territorial", RuleOf(At(city, 850, 250, "06010")));
    }

    [Fact]
    public void A_rule_whose_unit_nobody_knows_does_not_match()
    {
        var city = TestCity.Make([new Rule
        {
            Id = "lost",
            When = new RuleCondition { Near = [new NearLayer("rivers", 0, TestCity.NoAttributes)] },
            Lead = "{rivers.keeper}",
        }]);

        Assert.Equal("territorial", city.Rules.Route(At(city, 250, 490, "06025"))!.Reason.Rule);
    }

    [Fact]
    public void Routing_by_class_alone_allocates_only_its_answer()
    {
        var city = TestCity.Make();
        var question = At(city, 50, 50, "06010");
        city.Rules.Route(question);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            city.Rules.Route(question);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 1, 250);
    }

    private static Rule Rule(string id, RuleCondition when) => new() { Id = id, When = when, Lead = "drainage" };

    private static RoutingQuestion At(City city, double x, double y, string caseClass)
    {
        var point = new PlanePoint(x, y);
        var cell = city.Grid.Locate(point);
        return new RoutingQuestion(caseClass, "inspector", city.Grid.CodeOf(cell), cell, point, Noon);
    }
}
