using GridCity.Core.Cities;

namespace GridCity.Core.Rules;

/// <summary>
/// Where a rule can match: for how many of the city's classes, in how many of its cells, and, when other rules win
/// wherever it could, which (<paramref name="ShadowedBy"/>, empty otherwise). What depends on the hour or the channel
/// counts as possible.
/// </summary>
/// <param name="Rule">The rule.</param>
/// <param name="Event">The great event to which it belongs, or null.</param>
/// <param name="Classes">For how many classes it is.</param>
/// <param name="Cells">In how many cells its place can be right.</param>
/// <param name="ShadowedBy">The rules that are always tried before it and always match where it could.</param>
public sealed record RuleReach(Rule Rule, int? Event, int Classes, int Cells, IReadOnlyList<Rule> ShadowedBy)
{
    /// <summary>Whether no report whatever can be sent by the rule.</summary>
    public bool IsDead => Classes == 0 || Cells == 0 || ShadowedBy.Count > 0;
}

/// <summary>
/// Finds the rules that never win. Asked by groups of cells with the same rules and groups of classes with the same
/// rules, of which there are few.
/// </summary>
internal sealed class ReachSurvey
{
    private readonly CompiledRule[] _rules;
    private readonly bool[] _isAlive;
    private readonly SortedSet<int>[] _shadows;
    private readonly Dictionary<(int, int), bool> _isAlwaysBefore = [];

    private ReachSurvey(CompiledRule[] rules)
    {
        _rules = rules;
        _isAlive = new bool[rules.Length];
        _shadows = Array.ConvertAll(rules, _ => new SortedSet<int>());
    }

    public static IReadOnlyList<RuleReach> Of(
        CompiledRule[] rules,
        List<(int Cell, CellState State)>?[] surveys,
        Dictionary<string, ulong[]> rulesOfClasses,
        IReadOnlyDictionary<string, CaseClass> classes,
        int cellCount)
    {
        // Bit 2n: rule n can match in the cell. Bit 2n + 1: its place is right at every point of the cell.
        var rows = RuleRows.Of(cellCount, 2 * rules.Length, bit => surveys[bit / 2]?
            .Where(item => bit % 2 == 0 || item.State == CellState.Inside).Select(item => item.Cell));
        var survey = new ReachSurvey(rules);
        var kinds = rulesOfClasses.Values.Select(bits => RuleRows.BitsOf(bits).ToArray())
            .DistinctBy(kind => string.Join(',', kind)).ToList();
        for (var row = 0; row < rows.RowCount; row++)
        {
            foreach (var kind in kinds)
            {
                survey.Look(rows.Row(row), kind);
            }
        }
        return
        [
            .. rules.Select((rule, index) => new RuleReach(
                rule.Rule,
                rule.Overlay,
                classes.Values.Count(rule.IsFor),
                surveys[index]?.Count ?? cellCount,
                survey._isAlive[index] ? [] : [.. survey._shadows[index].Select(earlier => rules[earlier].Rule)])),
        ];
    }

    private void Look(ReadOnlySpan<ulong> row, int[] kind)
    {
        for (var place = 0; place < kind.Length; place++)
        {
            var rule = kind[place];
            if (_isAlive[rule] || !RuleRows.Has(row, 2 * rule))
            {
                continue;
            }
            var shadow = ShadowOf(row, kind.AsSpan(0, place), rule);
            _isAlive[rule] = shadow is null;
            if (shadow is { } earlier)
            {
                _shadows[rule].Add(earlier);
            }
        }
    }

    private int? ShadowOf(ReadOnlySpan<ulong> row, ReadOnlySpan<int> earlier, int rule)
    {
        foreach (var other in earlier)
        {
            var isSure = RuleRows.Has(row, (2 * other) + 1);
            if (RuleRows.Has(row, 2 * other) && IsAlwaysBefore(other, rule, isSure))
            {
                return other;
            }
        }
        return null;
    }

    private bool IsAlwaysBefore(int earlier, int rule, bool isSure)
    {
        var key = (isSure ? earlier : ~earlier, rule);
        if (!_isAlwaysBefore.TryGetValue(key, out var isBefore))
        {
            var (one, other) = (_rules[earlier], _rules[rule]);
            isBefore = one.Overlay == other.Overlay
                && Implication.ChannelsAndTimes(other.Rule.When, one.Rule.When)
                && (isSure || Implication.Places(other.Rule.When, one.Rule.When));
            _isAlwaysBefore.Add(key, isBefore);
        }
        return isBefore;
    }
}

/// <summary>Whether one condition holds wherever another does, as far as their texts say.</summary>
internal static class Implication
{
    /// <summary>Whether the channel and the time are right for the wide condition whenever they are for the narrow.</summary>
    public static bool ChannelsAndTimes(RuleCondition narrow, RuleCondition wide) =>
        (wide.Channels.Count == 0 || (narrow.Channels.Count > 0 && narrow.Channels.All(wide.Channels.Contains)))
        && (wide.Hours is null || wide.Hours == narrow.Hours)
        && (wide.Weekdays.Count == 0 || (narrow.Weekdays.Count > 0 && narrow.Weekdays.All(wide.Weekdays.Contains)))
        && (wide.From is null || narrow.From >= wide.From)
        && (wide.Until is null || narrow.Until <= wide.Until);

    /// <summary>Whether the place is right for the wide condition whenever it is for the narrow.</summary>
    public static bool Places(RuleCondition narrow, RuleCondition wide) =>
        (wide.Inside.Count == 0 || (narrow.Inside.Count > 0 && narrow.Inside.All(area =>
            wide.Inside.Any(other => other.Tier >= area.Tier && IsIn(area, other)))))
        && wide.Near.All(other => narrow.Near.Any(near => IsNearer(near, other)))
        && wide.Not.All(not => narrow.Not.Any(other => ConditionKey.Of(other) == ConditionKey.Of(not)));

    private static bool IsIn(Space.AreaCode area, Space.AreaCode other) =>
        area.ToString().StartsWith(other.ToString(), StringComparison.Ordinal);

    private static bool IsNearer(NearLayer narrow, NearLayer wide)
    {
        var asked = wide with { Metres = narrow.Metres, Side = wide.Side ?? narrow.Side, HasFlatEnds = narrow.HasFlatEnds };
        var isFreer = wide.Where.Count + wide.Tests.Count == 0;
        return narrow.Layer == wide.Layer && narrow.Metres <= wide.Metres
            && (!wide.HasFlatEnds || narrow.HasFlatEnds)
            && (wide.Side is null || wide.Side == narrow.Side)
            && (isFreer || ConditionKey.Of(narrow) == ConditionKey.Of(asked));
    }
}
