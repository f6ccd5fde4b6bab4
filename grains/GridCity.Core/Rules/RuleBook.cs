using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>The routing rules of a city, compiled for its cells.</summary>
public sealed class RuleBook
{
    private RuleBook(string version, IReadOnlyList<Rule> rules)
    {
        Version = version;
        Rules = rules;
    }

    /// <summary>The hash of the rules' text, which every reason names.</summary>
    public string Version { get; }

    /// <summary>The rules in the order in which they are tried.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>
    /// Compiles rules for the cells of a city; a cell whose point no rule matches falls back to its street (属地兜底).
    /// </summary>
    public static RuleBook Compile(
        string version,
        IReadOnlyList<Rule> rules,
        Grid grid,
        IReadOnlyList<Layer> layers,
        IReadOnlyDictionary<string, CaseClass> classes,
        IReadOnlyDictionary<string, Unit> units,
        TimeZoneInfo zone) => new(version, rules);
}
