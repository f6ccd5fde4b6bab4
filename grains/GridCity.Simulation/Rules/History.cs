using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Simulation.Rules;

/// <summary>A case of the past: what was reported where and when, and who got it.</summary>
public sealed record PastCase(RoutingQuestion Question, string Unit);

/// <summary>What is learned from, and how careful to be.</summary>
public sealed record LearningOptions
{
    /// <summary>The part of the cases, the last by time, that is kept back to try the rules on.</summary>
    public double HoldBack { get; init; } = 0.2;

    /// <summary>
    /// A rule that names a place is learned from at least so many cases. For a class alone one is enough: nothing else
    /// speaks for it.
    /// </summary>
    public int SupportMin { get; init; } = 3;

    /// <summary>A rule is right for at least this part of the cases from which it was learned.</summary>
    public double ConfidenceMin { get; init; } = 0.5;

    /// <summary>
    /// A rule makes at least so many cases more right than those after it would, or decides some that no other does.
    /// </summary>
    public int GainMin { get; init; } = 2;

    /// <summary>The smallest prefixes that rules may name: communities, or single cells where there are many cases.</summary>
    public Tier Finest { get; init; } = Tier.Community;

    /// <summary>Layers near which a case may go elsewhere, beside the prefixes of the cells.</summary>
    public IReadOnlyList<NearLayer> Layers { get; init; } = [];
}

/// <summary>
/// A rule that was learned: how many of the cases it was learned from it decides (support) and for how many of these it
/// is right.
/// </summary>
public sealed record LearnedRule(Rule Rule, int Support, int Right)
{
    /// <summary>The part of its cases for which the rule is right.</summary>
    public double Confidence => (double)Right / Support;
}

/// <summary>
/// How often the rules are right for cases that they have not seen, beside guessing the most frequent unit of the class.
/// </summary>
public sealed record Score(int Cases, int Right, int BaselineRight)
{
    /// <summary>The part for which the rules are right; NaN of no cases.</summary>
    public double Accuracy => (double)Right / Cases;

    /// <summary>The part for which the most frequent unit of the class is right; NaN of no cases.</summary>
    public double Baseline => (double)BaselineRight / Cases;
}

/// <summary>A rule book learned from history, and what it is worth.</summary>
public sealed record Learned(
    IReadOnlyList<LearnedRule> Rules,
    int LearnedFrom,
    DateTimeOffset HeldBackFrom,
    Score Overall,
    IReadOnlyList<KeyValuePair<string, Score>> Classes)
{
    /// <summary>The rules as a <c>rules.yaml</c>.</summary>
    public string Yaml => Cities.RulesText.Of([.. Rules.Select(learned => learned.Rule)]);
}
