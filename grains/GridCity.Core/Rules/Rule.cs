using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>One routing rule: when it matches, who gets the case. The first rule that matches wins.</summary>
public sealed record Rule
{
    /// <summary>The name in reasons and in the folder; unique.</summary>
    public required string Id { get; init; }

    /// <summary>What the rule is for, for people.</summary>
    public string? Description { get; init; }

    /// <summary>The conditions; all of them must hold.</summary>
    public required RuleCondition When { get; init; }

    /// <summary>The lead unit: an id, or a template such as <c>{rivers.manager}</c> or <c>street-{street}</c>.</summary>
    public required string Lead { get; init; }

    /// <summary>Units that help, as ids or templates.</summary>
    public IReadOnlyList<string> Supporting { get; init; } = [];

    /// <summary>Whom to tell, as ids or templates.</summary>
    public IReadOnlyList<string> Inform { get; init; } = [];

    /// <summary>A limit that replaces that of the class.</summary>
    public Cities.Limit? Limit { get; init; }

    /// <summary>The tier that decides, when the rule says one.</summary>
    public Tier? Tier { get; init; }
}

/// <summary>The conditions of a rule; an empty list or null asks nothing.</summary>
public sealed record RuleCondition
{
    /// <summary>Class codes, any of which will do.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Families of classes, any of which will do.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>Channels, any of which will do.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Prefixes of cell codes, any of which will do.</summary>
    public IReadOnlyList<AreaCode> Inside { get; init; } = [];

    /// <summary>Layers with the distance from which a feature counts; all must hold.</summary>
    public IReadOnlyList<NearLayer> Near { get; init; } = [];

    /// <summary>Local times of day from which until which the rule holds; past midnight when the end is the smaller.</summary>
    public (TimeOnly From, TimeOnly To)? Hours { get; init; }

    /// <summary>Weekdays on which the rule holds.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>The first day (local) on which the rule holds.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day (local) on which the rule holds.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>
/// A condition on a layer: the point lies on a feature (<paramref name="Metres"/> = 0, written <c>on: rivers</c>) or
/// within so many metres of one (written <c>within: { layer: rivers, metres: 50 }</c>). <paramref name="Where"/> are
/// attributes that the feature must have.
/// </summary>
public sealed record NearLayer(string Layer, double Metres, IReadOnlyDictionary<string, string> Where);
