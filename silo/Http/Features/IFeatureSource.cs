using NetTopologySuite.Geometries;

namespace GridCity.Silo.Http.Features;

/// <summary>The kinds of value that a property of a feature has.</summary>
internal enum PropertyKind
{
    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>A whole number.</summary>
    Whole = 2,

    /// <summary>A number.</summary>
    Number = 3,

    /// <summary>True or false.</summary>
    Truth = 4,

    /// <summary>A moment, written as RFC 3339 has it.</summary>
    Moment = 5,
}

/// <summary>A property that the features of a collection have; one that filters is also a parameter of the request.</summary>
internal sealed record FeatureProperty(string Name, PropertyKind Kind, string Description, bool IsFilter = true);

/// <summary>One feature: its shape in degrees (longitude, latitude) and its values in the order of the properties.</summary>
internal sealed record FeatureItem(string Id, Geometry? Shape, IReadOnlyList<object?> Values);

/// <summary>
/// What of a collection is asked for. The boxes are in degrees; two of them are one that crosses the antimeridian. Filters
/// hold values of the kinds of their properties.
/// </summary>
internal sealed record FeatureQuery
{
    /// <summary>How many at most.</summary>
    public int Limit { get; init; } = FeatureRequest.LimitDefault;

    /// <summary>The key after which the page begins, as the page before gave it.</summary>
    public string? After { get; init; }

    /// <summary>Where, or null for everywhere.</summary>
    public IReadOnlyList<Envelope>? Boxes { get; init; }

    /// <summary>Not before, or null.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Not after, or null.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The values that properties must have.</summary>
    public IReadOnlyList<(FeatureProperty Property, object Value)> Filters { get; init; } = [];
}

/// <summary>A page of features, the key of the next one, and how many match in all where that is known.</summary>
internal sealed record FeaturePage(IReadOnlyList<FeatureItem> Items, string? Next, long? Matched);

/// <summary>A collection of features.</summary>
internal interface IFeatureSource
{
    /// <summary>The id in the address.</summary>
    string Id { get; }

    /// <summary>The name for people.</summary>
    string Title { get; }

    /// <summary>What it holds.</summary>
    string Description { get; }

    /// <summary>The properties of its features.</summary>
    IReadOnlyList<FeatureProperty> Properties { get; }

    /// <summary>The box around all of them, in degrees.</summary>
    Envelope Extent { get; }

    /// <summary>Whether its features have a time.</summary>
    bool HasTime { get; }

    /// <summary>When the first of its features was, or null when there is none or they have no time.</summary>
    ValueTask<DateTimeOffset?> BeginAsync(CancellationToken stop);

    /// <summary>Whether a key is one that a page can have given.</summary>
    bool IsKey(string after);

    /// <summary>A page.</summary>
    ValueTask<FeaturePage> ReadAsync(FeatureQuery query, CancellationToken stop);

    /// <summary>One feature, or null.</summary>
    ValueTask<FeatureItem?> FindAsync(string id, CancellationToken stop);
}
