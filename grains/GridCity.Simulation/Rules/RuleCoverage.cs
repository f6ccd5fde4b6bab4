using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Simulation.Rules;

/// <summary>A rule with where it can match and how many samples it decided.</summary>
public sealed record RuleShare(RuleReach Reach, long Samples);

/// <summary>
/// What a rule book covers: where each rule can match, which never can and why, the classes that no rule names, and
/// what decided the samples.
/// </summary>
public sealed record RuleCoverage(
    IReadOnlyList<RuleShare> Rules,
    IReadOnlyList<CaseClass> ClassesWithoutRule,
    long Samples,
    long Territorial,
    long Nobody)
{
    private const int TriesInBox = 50;

    /// <summary>Looks at the rules of a city and routes samples by them.</summary>
    public static RuleCoverage Of(City city, IEnumerable<RoutingQuestion> samples)
    {
        var decided = new Dictionary<string, long>(StringComparer.Ordinal);
        var (count, nobody) = (0L, 0L);
        foreach (var sample in samples)
        {
            count++;
            if (city.Rules.Route(sample) is { } routing)
            {
                decided[routing.Reason.Rule] = decided.GetValueOrDefault(routing.Reason.Rule) + 1;
            }
            else
            {
                nobody++;
            }
        }
        var rules = city.Rules.Reach()
            .Select(reach => new RuleShare(reach, decided.GetValueOrDefault(reach.Rule.Id))).ToList();
        var bare = city.Classes.Values.Where(known => !rules.Exists(rule => IsFor(rule.Reach.Rule.When, known)))
            .OrderBy(known => known.Code, StringComparer.Ordinal);
        return new RuleCoverage(rules, [.. bare], count, decided.GetValueOrDefault("territorial"), nobody);
    }

    /// <summary>
    /// Reports as nobody makes them: every cell as likely as every other, and every class and channel too, at the same
    /// moment. The same seed draws the same.
    /// </summary>
    public static IEnumerable<RoutingQuestion> Draw(City city, int count, int seed, DateTimeOffset at)
    {
        var random = new Random(seed);
        var classes = city.Classes.Keys.Order(StringComparer.Ordinal).ToArray();
        var channels = city.Channels.Keys.Order(StringComparer.Ordinal).ToArray();
        for (var drawn = 0; drawn < count && city.Grid.Count > 0; drawn++)
        {
            var cell = random.Next(city.Grid.Count);
            if (PointIn(city.Grid, cell, random) is { } point)
            {
                yield return new RoutingQuestion(
                    classes[random.Next(classes.Length)],
                    channels[random.Next(channels.Length)],
                    city.Grid.CodeOf(cell),
                    cell,
                    point,
                    at);
            }
        }
    }

    private static PlanePoint? PointIn(Grid grid, int cell, Random random)
    {
        var box = grid.BoundsOf(cell);
        for (var tries = 0; tries < TriesInBox; tries++)
        {
            var point = new PlanePoint(
                box.MinX + (random.NextDouble() * (box.MaxX - box.MinX)),
                box.MinY + (random.NextDouble() * (box.MaxY - box.MinY)));
            if (grid.Locate(point) == cell)
            {
                return point;
            }
        }
        return null;
    }

    private static bool IsFor(RuleCondition when, CaseClass known) =>
        (when.Classes.Count == 0 || when.Classes.Contains(known.Code))
        && (when.Families.Count == 0 || when.Families.Contains(known.Family));
}
