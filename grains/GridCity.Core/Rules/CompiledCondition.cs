using System.Globalization;
using System.Runtime.CompilerServices;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>The features that the layers of a condition found, in the order of the layers.</summary>
[InlineArray(RuleCondition.LayersMax)]
internal struct NearBuffer
{
    private NearFeature _first;
}

/// <summary>
/// A condition with its exceptions, ready to be asked; asking allocates nothing unless it has to explain itself.
/// </summary>
internal sealed class CompiledCondition
{
    private readonly RuleCondition _when;
    private readonly HashSet<string>? _classes;
    private readonly string[] _channels;
    private readonly AreaCode[] _inside;
    private readonly SpatialPredicate[] _near;
    private readonly CompiledCondition[] _not;
    private readonly bool _isTimed;

    public CompiledCondition(RuleCondition when, IReadOnlyDictionary<string, CaseClass> classes, PredicateSet predicates)
    {
        if (when.Near.Count > RuleCondition.LayersMax)
        {
            throw new ArgumentException($"A condition names more than {RuleCondition.LayersMax} layers.", nameof(when));
        }
        _when = when;
        _classes = when.Classes.Count + when.Families.Count == 0
            ? null
            : [.. classes.Values.Where(IsFor).Select(known => known.Code)];
        _channels = [.. when.Channels];
        _inside = [.. when.Inside];
        _near = [.. when.Near.Select(predicates.Of)];
        _not = [.. when.Not.Select(not => new CompiledCondition(not, classes, predicates))];
        _isTimed = when.Hours is not null || when.Weekdays.Count > 0 || when.From is not null || when.Until is not null;
    }

    /// <summary>Whether the condition asks for nothing but a place.</summary>
    public bool IsPlaceOnly => _classes is null && _channels.Length == 0 && !_isTimed && _not.Length == 0;

    /// <summary>Whether the condition asks for a place at all.</summary>
    public bool HasPlace => _inside.Length + _near.Length > 0;

    /// <summary>The layers of the condition.</summary>
    public IReadOnlyList<NearLayer> Layers => _when.Near;

    /// <summary>Whether the condition is for a class.</summary>
    public bool IsFor(CaseClass caseClass) =>
        (_when.Classes.Count == 0 || _when.Classes.Contains(caseClass.Code))
        && (_when.Families.Count == 0 || _when.Families.Contains(caseClass.Family));

    /// <summary>
    /// Whether everything holds and no exception does; if not, and <paramref name="because"/> is not null, it becomes
    /// the reason.
    /// </summary>
    public bool Holds(in RoutingQuestion question, ref LocalTime time, ref NearBuffer found, ref string? because) =>
        HoldsBefore(question, ref time, ref found, ref because) && !IsExcepted(question, ref time, ref because);

    private bool IsExcepted(in RoutingQuestion question, ref LocalTime time, ref string? because)
    {
        foreach (var not in _not)
        {
            var excepted = default(NearBuffer);
            string? failed = null;
            if (not.Holds(question, ref time, ref excepted, ref failed))
            {
                because = because is null ? null : "it must not hold that " + not.DescribeExcepted(excepted);
                return true;
            }
        }
        return false;
    }

    private bool HoldsBefore(in RoutingQuestion question, ref LocalTime time, ref NearBuffer found, ref string? because)
    {
        var explains = because is not null;
        if (_classes is not null && !_classes.Contains(question.Class))
        {
            because = explains ? $"the class is {question.Class}" : null;
            return false;
        }
        if (_channels.Length > 0 && Array.IndexOf(_channels, question.Channel) < 0)
        {
            because = explains ? $"the channel is '{question.Channel}'" : null;
            return false;
        }
        if (!IsInside(question.Cell))
        {
            because = explains ? $"the cell {question.Cell} is not inside {string.Join(", ", _inside)}" : null;
            return false;
        }
        if (_isTimed && !HoldsAt(time.Value))
        {
            because = explains ? "it does not hold at this time" : null;
            return false;
        }
        for (var index = 0; index < _near.Length; index++)
        {
            var day = _near[index].IsDated ? DateOnly.FromDateTime(time.Value) : default;
            if (question.CellIndex < 0 || _near[index].Find(question.CellIndex, question.Place, day) is not { } near)
            {
                because = explains ? Missed(_when.Near[index]) + (_near[index].IsDated ? " on this day" : string.Empty) : null;
                return false;
            }
            found[index] = near;
        }
        return true;
    }

    /// <summary>The features that were found, with their layers; nothing is allocated for a condition without layers.</summary>
    public (string Layer, Feature Feature)[] Matched(in NearBuffer found)
    {
        if (_near.Length == 0)
        {
            return [];
        }
        var matched = new (string, Feature)[_near.Length];
        for (var index = 0; index < matched.Length; index++)
        {
            matched[index] = (_when.Near[index].Layer, found[index].Feature);
        }
        return matched;
    }

    /// <summary>The distance to the first feature that was found, in metres.</summary>
    public double? DistanceOf(in NearBuffer found) => _near.Length == 0 ? null : found[0].Distance;

    /// <summary>
    /// In which cells the place may be right, and whether it is at every point of them; null for all points of all.
    /// </summary>
    public List<(int Cell, CellState State)>? Survey(Grid grid, PredicateSet predicates)
    {
        List<(int Cell, CellState State)>? survey = _inside.Length == 0 ? null : SurveyInside(grid);
        foreach (var predicate in _near)
        {
            var other = predicates.SurveyOf(predicate);
            survey = survey is null ? other : Intersect(survey, other);
        }
        foreach (var not in _not)
        {
            survey = Except(survey ?? Everywhere(grid), not.Survey(grid, predicates) ?? Everywhere(grid), not.IsPlaceOnly);
        }
        return survey;
    }

    /// <summary>Names features with their layers and the distance to the first of them.</summary>
    public static string Describe((string Layer, Feature Feature)[] matched, double? distance)
    {
        var near = matched.Select(pair => $"{pair.Feature.Id} of {pair.Layer}");
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(" and ", near)} at {distance:0.##} m");
    }

    private string DescribeExcepted(in NearBuffer found)
    {
        var matched = Matched(found);
        return matched.Length == 0
            ? "class, channel, place and time fit what is excepted"
            : "the point is near " + Describe(matched, DistanceOf(found));
    }

    private static List<(int Cell, CellState State)> Everywhere(Grid grid) =>
        [.. Enumerable.Range(0, grid.Count).Select(cell => (cell, CellState.Inside))];

    private static List<(int Cell, CellState State)> Except(
        List<(int Cell, CellState State)> survey, List<(int Cell, CellState State)> not, bool isPlaceOnly)
    {
        var states = not.ToDictionary(item => item.Cell, item => item.State);
        var left = new List<(int, CellState)>();
        foreach (var (cell, state) in survey)
        {
            if (!states.TryGetValue(cell, out var excepted))
            {
                left.Add((cell, state));
            }
            else if (excepted == CellState.Mixed || !isPlaceOnly)
            {
                left.Add((cell, CellState.Mixed));
            }
        }
        return left;
    }

    private static List<(int Cell, CellState State)> Intersect(
        List<(int Cell, CellState State)> one, List<(int Cell, CellState State)> other)
    {
        var both = new List<(int, CellState)>();
        for (int i = 0, j = 0; i < one.Count && j < other.Count;)
        {
            var order = one[i].Cell.CompareTo(other[j].Cell);
            if (order == 0)
            {
                var isSure = one[i].State == CellState.Inside && other[j].State == CellState.Inside;
                both.Add((one[i].Cell, isSure ? CellState.Inside : CellState.Mixed));
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return both;
    }

    private List<(int Cell, CellState State)> SurveyInside(Grid grid)
    {
        var cells = new List<(int, CellState)>();
        for (var cell = 0; cell < grid.Count; cell++)
        {
            if (IsInside(grid.CodeOf(cell)))
            {
                cells.Add((cell, CellState.Inside));
            }
        }
        return cells;
    }

    private static string Missed(NearLayer near)
    {
        var side = near.Side is { } name ? $" with the point on its {name.ToString().ToLowerInvariant()} side" : string.Empty;
        var asked = near.Where.Count + near.Tests.Count > 0 ? " with the attributes asked for" : string.Empty;
        return near.Metres == 0
            ? $"the point is not on {near.Layer}{asked}"
            : string.Create(
                CultureInfo.InvariantCulture, $"nothing of {near.Layer}{asked} is within {near.Metres:0.##} m{side}");
    }

    private bool IsInside(CellCode cell)
    {
        if (_inside.Length == 0)
        {
            return true;
        }
        foreach (var area in _inside)
        {
            if (area.Contains(cell))
            {
                return true;
            }
        }
        return false;
    }

    private bool HoldsAt(DateTime local)
    {
        var day = DateOnly.FromDateTime(local);
        if (day < _when.From || day > _when.Until)
        {
            return false;
        }
        if (_when.Weekdays.Count > 0 && !_when.Weekdays.Contains(local.DayOfWeek))
        {
            return false;
        }
        if (_when.Hours is not { } hours)
        {
            return true;
        }
        var time = TimeOnly.FromDateTime(local);
        return hours.From <= hours.To ? time >= hours.From && time < hours.To : time >= hours.From || time < hours.To;
    }
}
