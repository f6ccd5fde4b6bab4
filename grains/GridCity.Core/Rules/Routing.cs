using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>What the rules are asked: a class by a channel at a point of a cell at a moment.</summary>
public readonly record struct RoutingQuestion(
    string Class, string Channel, CellCode Cell, int CellIndex, PlanePoint Place, DateTimeOffset At);

/// <summary>What the rules answer: who leads, helps and is told, a limit if the rule says one, and why.</summary>
public sealed record Routing(
    string Unit,
    IReadOnlyList<string> Supporting,
    IReadOnlyList<string> Inform,
    Limit? Limit,
    Tier? Tier,
    Reason Reason);

/// <summary>How one rule fared for a question: <c>matched</c>, <c>runner-up</c> or <c>not matched</c>, and because of what.</summary>
public sealed record RuleTrial(string Rule, string Outcome, string Because);

/// <summary>A routing with the trial of every rule that names the class.</summary>
public sealed record Explanation(Routing? Routing, IReadOnlyList<RuleTrial> Trials);
