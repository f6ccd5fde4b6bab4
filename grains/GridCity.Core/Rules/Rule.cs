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

    /// <summary>
    /// The kind of whistle (吹哨) by which the street calls the supporting units to the place, or null for none;
    /// <see cref="PlainWhistle"/> when the rule says only that there is one.
    /// </summary>
    public string? Whistle { get; init; }

    /// <summary>The kind of a whistle whose rule names no kind.</summary>
    public const string PlainWhistle = "general";
}

/// <summary>The conditions of a rule; an empty list or null asks nothing.</summary>
public sealed record RuleCondition
{
    /// <summary>The most layers that one condition may name.</summary>
    public const int LayersMax = 8;

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

    /// <summary>
    /// What must not hold: of each of these something has to fail. They have no exceptions of their own.
    /// </summary>
    public IReadOnlyList<RuleCondition> Not { get; init; } = [];
}

/// <summary>
/// A condition on a layer: the point lies on a feature (<paramref name="Metres"/> = 0, written <c>on: rivers</c>) or
/// within so many metres of one (written <c>within: { layer: rivers, metres: 50 }</c>). <paramref name="Where"/> are
/// attributes that the feature must have. Of the features that fulfil everything the nearest one is taken, of equally
/// near ones the first of the layer.
/// </summary>
public sealed record NearLayer(string Layer, double Metres, IReadOnlyDictionary<string, string> Where)
{
    /// <summary>What the feature's attributes must be beside <see cref="Where"/>; all of them.</summary>
    public IReadOnlyList<AttributeTest> Tests { get; init; } = [];

    /// <summary>The side of the nearest piece of a line on which the point must lie, looking along the line.</summary>
    public LineSide? Side { get; init; }

    /// <summary>Whether a corridor ends flat: a point beyond the end of a line does not count.</summary>
    public bool HasFlatEnds { get; init; }

    /// <summary>Whether a feature has the attributes that the condition asks for, wherever it lies.</summary>
    public bool Accepts(Feature feature)
    {
        foreach (var (name, value) in Where)
        {
            if (!feature.Attributes.TryGetValue(name, out var actual) || actual != value)
            {
                return false;
            }
        }
        foreach (var test in Tests)
        {
            if (!test.HoldsFor(feature))
            {
                return false;
            }
        }
        return true;
    }
}

/// <summary>The sides of a line, looking along it. Zero is never stored.</summary>
public enum LineSide
{
    /// <summary>The left side; a point exactly on the line counts as left, so that every point has one side.</summary>
    Left = 1,

    /// <summary>The right side.</summary>
    Right = 2,
}
