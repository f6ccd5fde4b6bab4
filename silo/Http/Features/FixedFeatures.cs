using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Predicate;

namespace GridCity.Silo.Http.Features;

/// <summary>Features that stay as long as the city is the same, kept in an order by which pages follow each other.</summary>
internal abstract class FixedFeatures : IFeatureSource
{
    private readonly Lazy<Envelope[]> _boxes;
    private readonly Lazy<Envelope> _extent;

    protected FixedFeatures()
    {
        _boxes = new(() => [.. Enumerable.Range(0, Count).Select(index => ShapeOf(index).EnvelopeInternal)]);
        _extent = new(() =>
        {
            var all = new Envelope();
            foreach (var box in _boxes.Value)
            {
                all.ExpandToInclude(box);
            }
            return all;
        });
    }

    public abstract string Id { get; }

    public abstract string Title { get; }

    public abstract string Description { get; }

    public abstract IReadOnlyList<FeatureProperty> Properties { get; }

    public Envelope Extent => _extent.Value;

    public bool HasTime => false;

    /// <summary>How many features there are.</summary>
    protected abstract int Count { get; }

    public ValueTask<DateTimeOffset?> BeginAsync(CancellationToken stop) => new((DateTimeOffset?)null);

    public bool IsKey(string after) => TryIndex(after, out _);

    public ValueTask<FeaturePage> ReadAsync(FeatureQuery query, CancellationToken stop)
    {
        var first = TryIndex(query.After, out var after) ? after + 1 : 0;
        var items = new List<FeatureItem>(Math.Min(query.Limit, Count));
        var matched = 0;
        var last = -1;
        var hasMore = false;
        for (var index = 0; index < Count; index++)
        {
            if (!IsInside(index, query.Boxes) || !HasValues(index, query.Filters))
            {
                continue;
            }
            matched++;
            if (index < first)
            {
                continue;
            }
            if (items.Count == query.Limit)
            {
                hasMore = true;
                continue;
            }
            items.Add(Make(index));
            last = index;
        }
        var next = hasMore ? last.ToString(CultureInfo.InvariantCulture) : null;
        return new(new FeaturePage(items, next, matched));
    }

    public ValueTask<FeatureItem?> FindAsync(string id, CancellationToken stop) =>
        new(IndexOf(id) is >= 0 and var index ? Make(index) : null);

    /// <summary>The id of a feature.</summary>
    protected abstract string IdOf(int index);

    /// <summary>The feature of an id, or -1.</summary>
    protected abstract int IndexOf(string id);

    /// <summary>The shape of a feature in degrees.</summary>
    protected abstract Geometry ShapeOf(int index);

    /// <summary>The values of a feature in the order of the properties.</summary>
    protected abstract object?[] ValuesOf(int index);

    private static bool TryIndex(string? text, out int index) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    private FeatureItem Make(int index) => new(IdOf(index), ShapeOf(index), ValuesOf(index));

    private bool IsInside(int index, IReadOnlyList<Envelope>? asked)
    {
        if (asked is null)
        {
            return true;
        }
        var own = _boxes.Value[index];
        foreach (var box in asked)
        {
            // Most features lie wholly inside or outside; only those on the edge are looked at point by point.
            if (box.Contains(own) || (box.Intersects(own) && Touches(box, index)))
            {
                return true;
            }
        }
        return false;
    }

    private bool Touches(Envelope box, int index)
    {
        var frame = ShapeOf(index).Factory.ToGeometry(box);
        return frame is Polygon rectangle
            ? RectangleIntersects.Intersects(rectangle, ShapeOf(index))
            : frame.Intersects(ShapeOf(index));
    }

    private bool HasValues(int index, IReadOnlyList<(FeatureProperty Property, object Value)> filters)
    {
        if (filters.Count == 0)
        {
            return true;
        }
        var values = ValuesOf(index);
        foreach (var (property, value) in filters)
        {
            if (!value.Equals(values[PlaceOf(property)]))
            {
                return false;
            }
        }
        return true;
    }

    private int PlaceOf(FeatureProperty property)
    {
        for (var place = 0; place < Properties.Count; place++)
        {
            if (ReferenceEquals(Properties[place], property))
            {
                return place;
            }
        }
        throw new InvalidOperationException($"The collection {Id} has no property {property.Name}.");
    }
}
