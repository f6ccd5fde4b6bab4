using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Simulation.Rules;

/// <summary>
/// Derives a rule book from history. Candidates say a class, a place (prefix or layer) or both; each gets the unit that
/// most of its cases went to, and stands the higher the surer it is: its confidence, drawn towards what candidates of its
/// kind are worth in this city, the more the fewer its cases (<see cref="CandidateKinds"/>). From the top, a candidate
/// stays when the cases that none before it decided go right by it more often than by those after it (classification by
/// association: Liu, Hsu and Ma, 1998).
/// </summary>
public static class RuleLearning
{
    /// <summary>Learns from the first cases by time and tries the rules on the last.</summary>
    /// <exception cref="ArgumentException">There are not enough cases to hold any back.</exception>
    public static Learned Learn(City city, IReadOnlyList<PastCase> cases, LearningOptions options)
    {
        var ordered = cases.OrderBy(item => item.Question.At).ToList();
        var cut = (int)(ordered.Count * (1 - options.HoldBack));
        if (cut <= 0 || cut >= ordered.Count)
        {
            throw new ArgumentException($"There are {ordered.Count} cases, too few to hold any back.", nameof(cases));
        }
        // Cases of one moment, or of one day where only days are known, stay together.
        var from = ordered[cut].Question.At;
        var early = ordered.TakeWhile(item => item.Question.At < from).ToList();
        var late = ordered.Skip(early.Count).ToList();
        if (early.Count == 0)
        {
            throw new ArgumentException("All cases but the last are of one moment; none can be held back by time.", nameof(cases));
        }
        var list = new CandidateList(early, new Places(city, options.Layers, options.Finest), options);
        var rules = list.Rules().Select((learned, index) => learned with
        {
            Rule = learned.Rule with
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"learned-{index + 1:D4}"),
                Description = Describe(learned),
            },
        }).ToList();
        return Try(city, rules, early, late);
    }

    private static string Describe(LearnedRule learned) => string.Create(
        CultureInfo.InvariantCulture,
        $"Learned from {learned.Support} cases, {100 * learned.Confidence:0.#} % of which went here.");

    private static Learned Try(City city, List<LearnedRule> rules, List<PastCase> early, List<PastCase> late)
    {
        var book = RuleBook.Compile(
            "learned",
            [.. rules.Select(learned => learned.Rule)],
            city.Grid,
            city.Layers,
            city.Classes,
            city.Units,
            city.TimeZone);
        var usual = early.GroupBy(item => item.Question.Class).ToDictionary(group => group.Key, MostFrequent);
        var otherwise = MostFrequent(early);
        var scores = late.GroupBy(item => item.Question.Class).Select(group => KeyValuePair.Create(
            group.Key,
            new Score(
                group.Count(),
                group.Count(item => book.Route(item.Question)?.Unit == item.Unit),
                group.Count(item => usual.GetValueOrDefault(group.Key, otherwise) == item.Unit))))
            .OrderByDescending(score => score.Value.Cases).ThenBy(score => score.Key, StringComparer.Ordinal).ToList();
        var overall = new Score(
            late.Count, scores.Sum(score => score.Value.Right), scores.Sum(score => score.Value.BaselineRight));
        return new Learned(rules, early.Count, late[0].Question.At, overall, scores);
    }

    private static string MostFrequent(IEnumerable<PastCase> cases) => cases.GroupBy(item => item.Unit)
        .OrderByDescending(unit => unit.Count()).ThenBy(unit => unit.Key, StringComparer.Ordinal).First().Key;
}

/// <summary>The places in which a case lies, as conditions that rules may ask for.</summary>
internal sealed class Places
{
    private readonly List<(RuleCondition Condition, RuleBook Book)> _layers;

    private readonly Tier _finest;

    public Places(City city, IReadOnlyList<NearLayer> layers, Tier finest)
    {
        _finest = finest;
        _layers = [.. layers.Select(near => Ready(city, near))];
    }

    /// <summary>The places of a case, the whole city first.</summary>
    public IEnumerable<(string Key, string Kind, RuleCondition Condition)> Of(RoutingQuestion question)
    {
        yield return (string.Empty, string.Empty, new RuleCondition());
        for (var tier = Tier.District; tier >= _finest; tier--)
        {
            var area = AreaCode.Of(question.Cell, tier);
            yield return (area.ToString(), tier.ToString(), new RuleCondition { Inside = [area] });
        }
        for (var layer = 0; layer < _layers.Count; layer++)
        {
            if (_layers[layer].Book.Route(question)?.Reason.Rule == "near")
            {
                yield return ($"layer {layer}", $"layer {layer}", _layers[layer].Condition);
            }
        }
    }

    /// <summary>A book of one rule says whether a point is near, by the very geometry that will route.</summary>
    private static (RuleCondition, RuleBook) Ready(City city, NearLayer near)
    {
        var condition = new RuleCondition { Near = [near] };
        var rule = new Rule { Id = "near", When = condition, Lead = city.Units.Keys.First() };
        return (condition, RuleBook.Compile(
            "near", [rule], city.Grid, city.Layers, city.Classes, city.Units, city.TimeZone));
    }
}
