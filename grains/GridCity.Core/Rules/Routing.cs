using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>What the rules are asked: a class by a channel at a point of a cell at a moment.</summary>
public readonly record struct RoutingQuestion(
    string Class, string Channel, CellCode Cell, int CellIndex, PlanePoint Place, DateTimeOffset At);

/// <summary>
/// What the rules answer: who leads, helps and is told (nobody twice), a limit if the rule says one, and why.
/// </summary>
public sealed record Routing(
    string Unit,
    ValueList<string> Supporting,
    ValueList<string> Inform,
    Limit? Limit,
    Tier? Tier,
    Reason Reason)
{
    /// <summary>
    /// The kind of whistle by which the supporting units are called to the place, or null for none.
    /// </summary>
    public string? Whistle { get; init; }

    /// <summary>The id of the great event that holds at the place and moment, or null.</summary>
    public string? Event { get; init; }

    /// <summary>What limits are multiplied by because of the event; 1 without one.</summary>
    public double LimitFactor { get; init; } = 1;
}

/// <summary>
/// How one rule fared for a question: <c>matched</c>, <c>runner-up</c>, <c>shadowed</c> or <c>not matched</c>, and
/// because of what. A great event that holds is a trial of its own with the outcome <c>in effect</c>.
/// </summary>
public sealed record RuleTrial(string Rule, string Outcome, string Because);

/// <summary>A routing with the trial of every rule that names the class.</summary>
public sealed record Explanation(Routing? Routing, IReadOnlyList<RuleTrial> Trials);
