using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>A rule whose conditions are ready to be asked.</summary>
internal sealed class CompiledRule
{
    private readonly HashSet<string>? _channels;
    private readonly (NearLayer Condition, SpatialPredicate Predicate)[] _near;
    private readonly UnitTemplate _lead;
    private readonly UnitTemplate[] _supporting;
    private readonly UnitTemplate[] _inform;
    private readonly bool _isTimed;

    public CompiledRule(Rule rule, Func<NearLayer, SpatialPredicate> predicateOf)
    {
        Rule = rule;
        _channels = rule.When.Channels.Count == 0 ? null : [.. rule.When.Channels];
        _near = [.. rule.When.Near.Select(near => (near, predicateOf(near)))];
        _lead = UnitTemplate.Parse(rule.Lead);
        _supporting = [.. rule.Supporting.Select(UnitTemplate.Parse)];
        _inform = [.. rule.Inform.Select(UnitTemplate.Parse)];
        _isTimed = rule.When.Hours is not null || rule.When.Weekdays.Count > 0
            || rule.When.From is not null || rule.When.Until is not null;
    }

    public Rule Rule { get; }

    /// <summary>Whether the rule is for a class; asked once per class, when the book is compiled.</summary>
    public bool IsFor(CaseClass caseClass) =>
        (Rule.When.Classes.Count == 0 || Rule.When.Classes.Contains(caseClass.Code))
        && (Rule.When.Families.Count == 0 || Rule.When.Families.Contains(caseClass.Family));

    /// <summary>
    /// Tries the rule: a routing, or null with the reason in <paramref name="because"/> when one is asked for.
    /// </summary>
    public Match? Try(in RoutingQuestion question, TimeZoneInfo zone, string? territorial, IReadOnlyDictionary<string, Unit> units, ref string? because)
    {
        var explains = because is not null;
        if (_channels is not null && !_channels.Contains(question.Channel))
        {
            because = explains ? $"the channel is '{question.Channel}'" : null;
            return null;
        }
        if (!IsInside(question.Cell))
        {
            because = explains ? $"the cell {question.Cell} is not inside {string.Join(", ", Rule.When.Inside)}" : null;
            return null;
        }
        if (_isTimed && !HoldsAt(TimeZoneInfo.ConvertTime(question.At, zone)))
        {
            because = explains ? "it does not hold at this time" : null;
            return null;
        }
        (string Layer, Feature Feature)[] matched = _near.Length == 0 ? [] : new (string, Feature)[_near.Length];
        double? distance = null;
        for (var index = 0; index < _near.Length; index++)
        {
            if (_near[index].Predicate.Find(question.CellIndex, question.Place) is not { } near)
            {
                because = explains ? Missed(_near[index].Condition) : null;
                return null;
            }
            matched[index] = (_near[index].Condition.Layer, near.Feature);
            distance ??= near.Distance;
        }
        var lead = _lead.Fill(territorial, matched);
        if (lead is null || !units.ContainsKey(lead))
        {
            because = explains ? $"nobody is known as '{lead ?? Rule.Lead}'" : null;
            return null;
        }
        return new Match(this, lead, matched, distance);
    }

    public Routing ToRouting(in Match match, string version, string? territorial, string? runnerUp, string? runnerUpUnit)
    {
        var first = match.Matched.Length == 0 ? default : match.Matched[0];
        return new Routing(
            match.Lead,
            Fill(_supporting, territorial, match.Matched),
            Fill(_inform, territorial, match.Matched),
            Rule.Limit,
            Rule.Tier,
            new Reason(
                Rule.Id,
                version,
                first.Layer,
                first.Feature?.Id,
                match.Distance is { } metres ? Math.Round(metres, 2) : null,
                runnerUp,
                runnerUpUnit));
    }

    public static string Hit(in Match match)
    {
        if (match.Matched.Length == 0)
        {
            return "class, channel, place and time fit";
        }
        var near = match.Matched.Select(pair => $"{pair.Feature.Id} of {pair.Layer}");
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(" and ", near)} at {match.Distance:0.##} m");
    }

    private static IReadOnlyList<string> Fill(
        UnitTemplate[] templates, string? territorial, (string Layer, Feature Feature)[] matched) =>
        templates.Length == 0 ? [] : [.. templates.Select(template => template.Fill(territorial, matched)).OfType<string>()];

    private static string Missed(NearLayer near) => near.Metres == 0
        ? $"the point is not on {near.Layer}"
        : string.Create(CultureInfo.InvariantCulture, $"nothing of {near.Layer} is within {near.Metres:0.##} m");

    private bool IsInside(CellCode cell)
    {
        if (Rule.When.Inside.Count == 0)
        {
            return true;
        }
        foreach (var area in Rule.When.Inside)
        {
            if (area.Contains(cell))
            {
                return true;
            }
        }
        return false;
    }

    private bool HoldsAt(DateTimeOffset local)
    {
        var when = Rule.When;
        var day = DateOnly.FromDateTime(local.DateTime);
        if (day < when.From || day > when.Until || (when.Weekdays.Count > 0 && !when.Weekdays.Contains(local.DayOfWeek)))
        {
            return false;
        }
        if (when.Hours is not { } hours)
        {
            return true;
        }
        var time = TimeOnly.FromDateTime(local.DateTime);
        return hours.From <= hours.To ? time >= hours.From && time < hours.To : time >= hours.From || time < hours.To;
    }

    internal readonly record struct Match(
        CompiledRule Rule, string Lead, (string Layer, Feature Feature)[] Matched, double? Distance);
}
