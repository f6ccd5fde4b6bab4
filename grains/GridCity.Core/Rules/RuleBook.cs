using System.Numerics;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>
/// The routing rules of a city, compiled for its cells: for every class the rules that name it, in order, and for every
/// cell the rules that can match in it. The first rule that matches wins; while a great event holds at a place, its own
/// rules are tried first. Immutable; any thread may ask.
/// </summary>
public sealed class RuleBook
{
    private const string Territorial = "territorial";

    private readonly CompiledRule[] _rules;
    private readonly CompiledOverlay[] _overlays;
    private readonly RuleRows _overlaysOfCells;
    private readonly Dictionary<string, ulong[]> _rulesOfClasses;
    private readonly RuleRows _rulesOfCells;
    private readonly ulong[] _rulesOfNoCell;
    private readonly PredicateSet _predicates;
    private readonly Dictionary<AreaCode, string> _territorial = [];
    private readonly string?[] _territorialOfCells;
    private readonly Grid _grid;
    private readonly IReadOnlyDictionary<string, CaseClass> _classes;
    private readonly IReadOnlyDictionary<string, Unit> _units;
    private readonly ZoneTime _zone;

    private RuleBook(
        string version,
        IReadOnlyList<Rule> rules,
        Grid grid,
        IReadOnlyList<Layer> layers,
        IReadOnlyDictionary<string, CaseClass> classes,
        IReadOnlyDictionary<string, Unit> units,
        TimeZoneInfo zone,
        IReadOnlyList<EventOverlay> overlays)
    {
        (Version, Rules, Overlays) = (version, rules, overlays);
        (_grid, _classes, _units, _zone) = (grid, classes, units, new ZoneTime(zone));
        _predicates = new PredicateSet(grid, layers);
        _overlays = [.. overlays.Select(overlay => new CompiledOverlay(overlay, classes, _predicates, _zone))];
        _overlaysOfCells = RuleRows.Of(
            grid.Count, _overlays.Length, overlay => _overlays[overlay].Survey(grid, _predicates)?.Select(item => item.Cell));
        _rules =
        [
            .. overlays.SelectMany((overlay, number) =>
                overlay.Rules.Select(rule => new CompiledRule(rule, number, classes, units, _predicates))),
            .. rules.Select(rule => new CompiledRule(rule, null, classes, units, _predicates)),
        ];
        _rulesOfNoCell = new ulong[RuleRows.WordsOf(_rules.Length)];
        _rulesOfCells = RuleRows.Of(grid.Count, _rules.Length, CellsOf);
        _rulesOfClasses = classes.Values.ToDictionary(known => known.Code, RulesOf, StringComparer.Ordinal);
        foreach (var unit in units.Values.OrderBy(unit => unit.Id, StringComparer.Ordinal))
        {
            if (unit is { Kind: UnitKind.Street or UnitKind.Community, Area: { } area })
            {
                _territorial.TryAdd(area, unit.Id);
            }
        }
        _territorialOfCells = new string?[grid.Count];
        for (var cell = 0; cell < grid.Count; cell++)
        {
            _territorialOfCells[cell] = TerritorialUnitOf(grid.CodeOf(cell));
        }
        _predicates.Forget();
    }

    /// <summary>The hash of the rules' text, which every reason names.</summary>
    public string Version { get; }

    /// <summary>The rules in the order in which they are tried.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The great events in the order in which they are tried.</summary>
    public IReadOnlyList<EventOverlay> Overlays { get; }

    /// <summary>How much memory the compiled book takes beside the layers and the rules themselves, in bytes.</summary>
    public long Bytes => _rulesOfCells.Bytes + _overlaysOfCells.Bytes + _predicates.Bytes + (8L * _territorialOfCells.Length)
        + (8L * _rulesOfNoCell.Length * _rulesOfClasses.Count);

    /// <summary>
    /// Compiles rules for the cells of a city; a cell whose point no rule matches falls back to its street (属地兜底).
    /// </summary>
    /// <exception cref="ArgumentException">A rule names a layer that there is not, or too many.</exception>
    /// <exception cref="FormatException">A rule's unit is not a template.</exception>
    public static RuleBook Compile(
        string version,
        IReadOnlyList<Rule> rules,
        Grid grid,
        IReadOnlyList<Layer> layers,
        IReadOnlyDictionary<string, CaseClass> classes,
        IReadOnlyDictionary<string, Unit> units,
        TimeZoneInfo zone,
        IReadOnlyList<EventOverlay>? overlays = null) =>
        new(version, rules, grid, layers, classes, units, zone, overlays ?? []);

    /// <summary>The unit that a cell falls back to, or null.</summary>
    public string? TerritorialUnitOf(CellCode cell) =>
        _territorial.GetValueOrDefault(cell.Community) ?? _territorial.GetValueOrDefault(cell.Street);

    /// <summary>Routes a question, or returns null when no rule matches and nobody is responsible for the cell.</summary>
    public Routing? Route(in RoutingQuestion question)
    {
        var territorial = question.CellIndex < 0
            ? TerritorialUnitOf(question.Cell)
            : _territorialOfCells[question.CellIndex];
        var time = new LocalTime(question.At, _zone);
        var overlay = OverlayOf(question, ref time, out var matched);
        var first = default(CompiledRule.Match?);
        var next = default(CompiledRule.Match?);
        string? because = null;
        if (_rulesOfClasses.TryGetValue(question.Class, out var ofClass))
        {
            var ofCell = question.CellIndex < 0 ? _rulesOfNoCell : _rulesOfCells.Row(_rulesOfCells.RowOf(question.CellIndex));
            for (var word = 0; word < ofClass.Length && next is null; word++)
            {
                for (var left = ofClass[word] & ofCell[word]; left != 0 && next is null; left &= left - 1)
                {
                    var rule = _rules[(word << 6) + BitOperations.TrailingZeroCount(left)];
                    if (rule.Overlay is { } own && own != overlay)
                    {
                        continue;
                    }
                    var match = rule.Try(question, ref time, territorial, _units, ref because);
                    (first, next) = first is null ? (match, null) : (first, match);
                }
            }
        }
        var routing = ToRouting(first, next, territorial);
        return routing is not null && overlay is { } holds
            ? _overlays[holds].Apply(routing, first?.Rule.Overlay is not null, territorial, matched)
            : routing;
    }

    /// <summary>Routes a question and says how every rule that names the class fared.</summary>
    public Explanation Explain(in RoutingQuestion question)
    {
        var territorial = TerritorialUnitOf(question.Cell);
        var time = new LocalTime(question.At, _zone);
        var overlay = OverlayOf(question, ref time, out _);
        var trials = new List<RuleTrial>();
        if (overlay is { } holds)
        {
            trials.Add(new RuleTrial(_overlays[holds].Overlay.Id, "in effect", _overlays[holds].Describe(time.Value)));
        }
        var found = 0;
        foreach (var index in RuleRows.BitsOf(_rulesOfClasses.GetValueOrDefault(question.Class) ?? []))
        {
            var rule = _rules[index];
            var because = string.Empty;
            if (rule.Overlay is { } own && own != overlay)
            {
                trials.Add(new RuleTrial(
                    rule.Rule.Id, "not matched", $"the event {_overlays[own].Overlay.Id} does not hold here and now"));
            }
            else if (rule.Try(question, ref time, territorial, _units, ref because!) is { } match)
            {
                found++;
                trials.Add(new RuleTrial(rule.Rule.Id, OutcomeOf(found), CompiledRule.Hit(match)));
            }
            else
            {
                trials.Add(new RuleTrial(rule.Rule.Id, "not matched", because));
            }
        }
        if (territorial is not null)
        {
            trials.Add(new RuleTrial(Territorial, OutcomeOf(found + 1), "the street is responsible for what no rule names"));
        }
        return new Explanation(Route(question), trials);
    }

    /// <summary>
    /// Says of every rule where it can match and, when it never wins, which rules are always before it. Takes as long
    /// as compiling, and is for one thread at a time.
    /// </summary>
    public IReadOnlyList<RuleReach> Reach()
    {
        var surveys = Array.ConvertAll(_rules, rule => rule.Survey(_grid, _predicates));
        _predicates.Forget();
        return ReachSurvey.Of(_rules, surveys, _rulesOfClasses, _classes, _grid.Count);
    }

    private static string OutcomeOf(int place) => place switch
    {
        1 => "matched",
        2 => "runner-up",
        _ => "shadowed",
    };

    private IEnumerable<int>? CellsOf(int rule)
    {
        if (_rules[rule].Survey(_grid, _predicates) is { } survey)
        {
            return survey.Select(item => item.Cell);
        }
        RuleRows.Set(_rulesOfNoCell, rule);
        return null;
    }

    private ulong[] RulesOf(CaseClass caseClass)
    {
        var bits = new ulong[RuleRows.WordsOf(_rules.Length)];
        for (var index = 0; index < _rules.Length; index++)
        {
            if (_rules[index].IsFor(caseClass))
            {
                RuleRows.Set(bits, index);
            }
        }
        return bits;
    }

    private int? OverlayOf(
        in RoutingQuestion question, ref LocalTime time, out (string Layer, Feature Feature)[] matched)
    {
        var isInCell = question.CellIndex >= 0;
        var ofCell = isInCell ? _overlaysOfCells.Row(_overlaysOfCells.RowOf(question.CellIndex)) : default;
        for (var index = 0; index < _overlays.Length; index++)
        {
            if ((!isInCell || RuleRows.Has(ofCell, index)) && _overlays[index].Holds(question, ref time, out matched))
            {
                return index;
            }
        }
        matched = [];
        return null;
    }

    private Routing? ToRouting(CompiledRule.Match? first, CompiledRule.Match? next, string? territorial)
    {
        if (first is { } match)
        {
            return next is { } runnerUp
                ? match.Rule.ToRouting(match, Version, territorial, runnerUp.Rule.Rule.Id, runnerUp.Lead)
                : match.Rule.ToRouting(match, Version, territorial, territorial is null ? null : Territorial, territorial);
        }
        return territorial is null
            ? null
            : new Routing(territorial, [], [], null, null, new Reason(Territorial, Version, null, null, null, null, null));
    }
}
