using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Tests.Cases;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridCity.Tests.Rules;

/// <summary>The index of rules by cell and class leaves out only rules that cannot match, and finds those that never do.</summary>
public sealed class RuleIndexTests
{
    private static readonly DateTimeOffset Noon = new(2026, 9, 14, 4, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Routing_by_the_index_is_routing_by_every_rule(int seed)
    {
        var random = new Random(seed);
        var layers = new[] { TestCity.River(), TestCity.Road(), Spots(random) };
        var city = TestCity.Make([], layers: layers);
        var book = Compile(city, [.. Enumerable.Range(0, 150).Select(number => RandomRule(random, number, city))], layers);
        var dead = book.Reach().Where(reach => reach.IsDead).Select(reach => reach.Rule.Id).ToHashSet();
        var decided = new HashSet<string>();
        foreach (var question in Questions(city, random, 3_000))
        {
            var explanation = book.Explain(question);
            var reason = book.Route(question)!.Reason;

            Assert.Equal(explanation.Trials.First(trial => trial.Outcome == "matched").Rule, reason.Rule);
            Assert.Equal(explanation.Trials.FirstOrDefault(trial => trial.Outcome == "runner-up")?.Rule, reason.RunnerUp);
            decided.Add(reason.Rule);
        }
        Assert.InRange(decided.Count, 20, 151);
        Assert.NotEmpty(dead);
        Assert.Empty(dead.Intersect(decided));
    }

    [Fact]
    public void A_rule_that_can_never_match_is_found_with_the_reason()
    {
        var layers = new[] { TestCity.River(), TestCity.Road() };
        var city = TestCity.Make([], layers: layers);
        var river = new NearLayer("rivers", 0, TestCity.NoAttributes);
        var reach = Compile(
            city,
            [
                Rule("west", new RuleCondition { Families = ["water"], Inside = [AreaCode.Parse(TestCity.West)] }),
                Rule("near", new RuleCondition { Families = ["water"], Near = [river with { Metres = 50 }] }),
                Rule("on", new RuleCondition { Classes = ["06025"], Near = [river] }),
                Rule("east-at-night", new RuleCondition { Families = ["water"], Inside = [AreaCode.Parse(TestCity.East)], Hours = (new(22, 0), new(6, 0)) }),
                Rule("east", new RuleCondition { Families = ["water"], Inside = [AreaCode.Parse(TestCity.East)] }),
                Rule("both", new RuleCondition { Classes = ["06025"] }),
                Rule("of-nothing", new RuleCondition { Families = ["aviation"] }),
                Rule("nowhere", new RuleCondition { Inside = [AreaCode.Parse(TestCity.West)], Near = [river], Not = [new RuleCondition { Inside = [AreaCode.Parse("110101")] }] }),
            ],
            layers).Reach();

        Assert.Equal(
            ["on by west, near", "both by west, east", "of-nothing by ", "nowhere by "],
            reach.Where(rule => rule.IsDead).Select(rule => $"{rule.Rule.Id} by {string.Join(", ", rule.ShadowedBy.Select(other => other.Id))}"));
        Assert.Equal((0, 0), (reach[6].Classes, reach[7].Cells));
    }

    [Fact]
    public void A_question_that_no_rule_answers_allocates_nothing()
    {
        var layers = new[] { TestCity.River(), TestCity.Road() };
        var city = TestCity.Make([], layers: layers);
        var book = RuleBook.Compile(
            "v1",
            [
                Rule("river", new RuleCondition { Near = [new NearLayer("rivers", 5, TestCity.NoAttributes)] }),
                Rule("road", new RuleCondition { Near = [new NearLayer("roads", 20, TestCity.NoAttributes) { Side = LineSide.Left, HasFlatEnds = true }] }),
                Rule("night", new RuleCondition { Hours = (new(22, 0), new(6, 0)), Channels = ["hotline", "inspector"] }),
                Rule("not", new RuleCondition { Not = [new RuleCondition { Near = [new NearLayer("rivers", 200, TestCity.NoAttributes)] }] }),
            ],
            city.Grid,
            layers,
            city.Classes,
            new Dictionary<string, Unit> { ["drainage"] = city.Units["drainage"] },
            city.TimeZone);
        var point = new PlanePoint(250, 470);
        var cell = city.Grid.Locate(point);
        var question = new RoutingQuestion("06010", "inspector", city.Grid.CodeOf(cell), cell, point, Noon);
        Assert.Null(book.Route(question));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            book.Route(question);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static RuleBook Compile(City city, Rule[] rules, Layer[] layers) =>
        RuleBook.Compile("v1", rules, city.Grid, layers, city.Classes, city.Units, city.TimeZone);

    private static Rule Rule(string id, RuleCondition when) => new() { Id = id, When = when, Lead = "drainage" };

    private static Rule RandomRule(Random random, int number, City city)
    {
        NearLayer Near() => new(random.Next(3) switch { 0 => "rivers", 1 => "roads", _ => "spots" }, 20 * random.Next(6), TestCity.NoAttributes);
        var codes = city.Classes.Keys.ToArray();
        var near = random.Next(3);
        var cells = Enumerable.Range(0, near == 0 ? 4 : random.Next(2) * 10).Select(_ => city.Grid.CodeOf(random.Next(city.Grid.Count)));
        return Rule($"rule-{number}", new RuleCondition
        {
            Classes = random.Next(9) == 0 ? [] : [codes[random.Next(codes.Length)]],
            Channels = random.Next(2) == 0 ? ["hotline"] : [],
            Inside = [.. cells.Select(cell => AreaCode.Of(cell, random.Next(30) == 0 ? Tier.Community : Tier.Cell))],
            Near = [.. Enumerable.Range(0, near).Select(_ => Near() with { Side = random.Next(3) == 0 ? LineSide.Left : null })],
            Not = random.Next(3) == 0 ? [new RuleCondition { Near = [Near()], Channels = random.Next(2) == 0 ? ["hotline"] : [] }] : [],
            Hours = random.Next(3) == 0 ? (new TimeOnly(12, 0), new TimeOnly(14, 0)) : random.Next(3) == 0 ? (new TimeOnly(1, 0), new TimeOnly(2, 0)) : null,
        });
    }

    private static Layer Spots(Random random) => new("spots", [.. Enumerable.Range(0, 12).Select(number => new Feature(
        $"spot-{number}", new Point(random.NextDouble() * 1_000, random.NextDouble() * 1_000), TestCity.NoAttributes)
    {
        // Some have left their register, so that they are found before that day and not after it.
        Until = number % 3 == 0 ? DateOnly.FromDateTime(Noon.UtcDateTime) : null,
    })]);

    private static IEnumerable<RoutingQuestion> Questions(City city, Random random, int count)
    {
        var codes = city.Classes.Keys.ToArray();
        for (var round = 0; round < count; round++)
        {
            var point = random.Next(3) switch
            {
                0 => new PlanePoint(random.Next(11) * 100, random.Next(11) * 100),
                1 => new PlanePoint(random.Next(11) * 100, random.NextDouble() * 1_000),
                _ => new PlanePoint(random.NextDouble() * 1_000, random.NextDouble() * 1_000),
            };
            var cell = city.Grid.Locate(point);
            yield return new RoutingQuestion(
                codes[random.Next(codes.Length)], random.Next(2) == 0 ? "hotline" : "inspector", city.Grid.CodeOf(cell), cell, point,
                Noon.AddDays(random.Next(2)));
        }
    }
}
