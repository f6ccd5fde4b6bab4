namespace GridCity.Core.Rules;

/// <summary>
/// Why a case went where it went: the rule that matched and the version of the rule book (its hash), the feature of the
/// layer it named with the distance to it in metres (0 when the point lies on it), and the rule that would have matched next.
/// A manual choice has the rule <c>manual</c>; the fallback to the street has the rule <c>territorial</c>.
/// </summary>
public sealed record Reason(
    string Rule,
    string Version,
    string? Layer,
    string? Feature,
    double? Distance,
    string? RunnerUp,
    string? RunnerUpUnit);
