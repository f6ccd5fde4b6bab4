using System.Globalization;
using NetTopologySuite.Geometries;

namespace GridCity.Silo.Http.Features;

/// <summary>
/// The parameters of a request, checked one by one: what is not known is refused, and so is a value that cannot be.
/// </summary>
internal sealed class FeatureRequest
{
    public const int LimitDefault = 10;
    public const int LimitMax = 10_000;

    private static readonly string[] OfItems = ["f", "limit", "bbox", "bbox-crs", "crs", "datetime", "after"];
    private static readonly string[] OfItem = ["f", "crs"];
    private static readonly string[] OfPage = ["f"];

    private readonly IQueryCollection _query;
    private readonly IReadOnlyList<FeatureCrs> _known;

    private FeatureRequest(IQueryCollection query, IReadOnlyList<FeatureCrs> known)
    {
        _query = query;
        _known = known;
        Crs = FeatureCrs.Crs84;
    }

    /// <summary>What was wrong, or null.</summary>
    public FeatureFault? Fault { get; private set; }

    /// <summary>The reference system of the answer.</summary>
    public FeatureCrs Crs { get; private set; }

    /// <summary>What is asked for.</summary>
    public FeatureQuery Asked { get; private set; } = new();

    /// <summary>Whether a parameter means something of its own, so that no property can be asked for by that name.</summary>
    public static bool IsReserved(string name) => OfItems.Contains(name, StringComparer.Ordinal);

    /// <summary>Reads a request for a page that takes no parameter but its form.</summary>
    public static FeatureFault? CheckPage(IQueryCollection query) => CheckNames(query, OfPage, []);

    /// <summary>Reads a request for one feature.</summary>
    public static FeatureRequest ReadItem(IQueryCollection query, IReadOnlyList<FeatureCrs> known)
    {
        var request = new FeatureRequest(query, known) { Fault = CheckNames(query, OfItem, []) };
        request.Crs = request.ReadCrs("crs");
        return request;
    }

    /// <summary>Reads a request for the features of a collection.</summary>
    public static FeatureRequest ReadItems(IQueryCollection query, IFeatureSource source, IReadOnlyList<FeatureCrs> known)
    {
        var request = new FeatureRequest(query, known) { Fault = CheckNames(query, OfItems, source.Properties) };
        request.Crs = request.ReadCrs("crs");
        var (from, until) = request.ReadTime();
        request.Asked = new FeatureQuery
        {
            Limit = request.ReadLimit(),
            After = request.ReadKey(source),
            Boxes = request.ReadBoxes(request.ReadCrs("bbox-crs")),
            From = from,
            Until = until,
            Filters = request.ReadFilters(source),
        };
        return request;
    }

    private static FeatureFault? CheckNames(IQueryCollection query, string[] known, IReadOnlyList<FeatureProperty> properties)
    {
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name, StringComparer.Ordinal) && !properties.Any(property => property.IsFilter && property.Name == name))
            {
                return FeatureFault.Invalid(name, "there is no such parameter here; /ogc/api lists them.");
            }
            if (values.Count > 1)
            {
                return FeatureFault.Invalid(name, "it is there more than once.");
            }
        }
        return null;
    }

    private string? Text(string name) => _query[name].ToString() is { Length: > 0 } text ? text : null;

    private T? Refuse<T>(string name, string expected)
    {
        Fault ??= FeatureFault.Invalid(name, expected);
        return default;
    }

    private FeatureCrs ReadCrs(string name)
    {
        if (Text(name) is not { } uri)
        {
            return FeatureCrs.Crs84;
        }
        return _known.FirstOrDefault(crs => crs.Uri == uri)
            ?? Refuse<FeatureCrs>(name, "one of " + string.Join(", ", _known.Select(crs => crs.Uri)) + " was expected.")
            ?? FeatureCrs.Crs84;
    }

    private int ReadLimit()
    {
        if (Text("limit") is not { } text)
        {
            return LimitDefault;
        }
        // More than the most is not wrong: the most is given. Digits alone, however many, are a number.
        if (text.All(char.IsAsciiDigit) && text.TrimStart('0').Length > 0)
        {
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Min(limit, LimitMax) : LimitMax;
        }
        return Refuse<int>("limit", $"a whole number from 1 to {LimitMax} was expected.");
    }

    private string? ReadKey(IFeatureSource source) => Text("after") is not { } key || source.IsKey(key)
        ? Text("after")
        : Refuse<string>("after", "it is taken from the link 'next' of the page before.");

    private Envelope[]? ReadBoxes(FeatureCrs crs)
    {
        if (Text("bbox") is not { } text)
        {
            return null;
        }
        var parts = text.Split(',');
        var numbers = new double[parts.Length];
        for (var index = 0; index < parts.Length; index++)
        {
            if (!double.TryParse(parts[index], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[index])
                || !double.IsFinite(numbers[index]))
            {
                return Refuse<Envelope[]>("bbox", "four numbers were expected, or six with heights.");
            }
        }
        // The heights of the longer form are left out: nothing here has one.
        return numbers switch
        {
            [var x1, var y1, var x2, var y2] => ReadBoxes(crs, x1, y1, x2, y2),
            [var x1, var y1, _, var x2, var y2, _] => ReadBoxes(crs, x1, y1, x2, y2),
            _ => Refuse<Envelope[]>("bbox", "four numbers were expected, or six with heights."),
        };
    }

    private Envelope[]? ReadBoxes(FeatureCrs crs, double first1, double second1, double first2, double second2)
    {
        if (!crs.IsDegrees)
        {
            return ReadProjected(crs, first1, second1, first2, second2);
        }
        var (low, high) = (crs.Read(first1, second1), crs.Read(first2, second2));
        if (Math.Abs(low.Longitude) > 180 || Math.Abs(high.Longitude) > 180 || Math.Abs(low.Latitude) > 90 || Math.Abs(high.Latitude) > 90)
        {
            return Refuse<Envelope[]>("bbox", "degrees were expected, in the order of the axes of its reference system.");
        }
        if (low.Latitude > high.Latitude)
        {
            return Refuse<Envelope[]>("bbox", "the southern edge comes before the northern one.");
        }
        return low.Longitude <= high.Longitude
            ? [new Envelope(low.Longitude, high.Longitude, low.Latitude, high.Latitude)]
            : [
                new Envelope(low.Longitude, 180, low.Latitude, high.Latitude),
                new Envelope(-180, high.Longitude, low.Latitude, high.Latitude),
            ];
    }

    // The edges of a box in metres bend in degrees: the corners and the middles of the edges are taken for it.
    private Envelope[]? ReadProjected(FeatureCrs crs, double first1, double second1, double first2, double second2)
    {
        if (first1 > first2 || second1 > second2 || Math.Max(Math.Abs(first2), Math.Abs(second2)) > 2e7)
        {
            return Refuse<Envelope[]>("bbox", "metres were expected, the lower corner before the upper one.");
        }
        var box = new Envelope();
        foreach (var first in (double[])[first1, (first1 + first2) / 2, first2])
        {
            foreach (var second in (double[])[second1, (second1 + second2) / 2, second2])
            {
                var at = crs.Read(first, second);
                if (!double.IsFinite(at.Longitude) || !double.IsFinite(at.Latitude))
                {
                    return Refuse<Envelope[]>("bbox", "the box lies outside what the reference system covers.");
                }
                box.ExpandToInclude(at.Longitude, at.Latitude);
            }
        }
        return [box];
    }

    private (DateTimeOffset? From, DateTimeOffset? Until) ReadTime()
    {
        if (Text("datetime") is not { } text)
        {
            return (null, null);
        }
        var ends = text.Split('/');
        if (ends is [var one] && Moments.TryRead(one, out var instant))
        {
            return (instant, instant);
        }
        if (ends is [var from, var until]
            && TryEnd(from, out var begin) && TryEnd(until, out var end) && (begin is not null || end is not null)
            && !(begin > end))
        {
            return (begin, end);
        }
        return Refuse<(DateTimeOffset?, DateTimeOffset?)>(
            "datetime", "a moment such as 2026-09-14T08:00:00Z was expected, or two with a slash between them, of which one may be '..'.");
    }

    private static bool TryEnd(string text, out DateTimeOffset? moment)
    {
        moment = null;
        if (text is "" or "..")
        {
            return true;
        }
        if (!Moments.TryRead(text, out var read))
        {
            return false;
        }
        moment = read;
        return true;
    }

    private List<(FeatureProperty Property, object Value)> ReadFilters(IFeatureSource source)
    {
        var filters = new List<(FeatureProperty, object)>();
        foreach (var property in source.Properties)
        {
            if (!property.IsFilter || Text(property.Name) is not { } text)
            {
                continue;
            }
            if (ReadValue(property.Kind, text) is { } value)
            {
                filters.Add((property, value));
            }
            else
            {
                Refuse<object>(property.Name, property.Kind == PropertyKind.Truth ? "true or false was expected." : "a number was expected.");
            }
        }
        return filters;
    }

    private static object? ReadValue(PropertyKind kind, string text) => kind switch
    {
        PropertyKind.Text => text,
        PropertyKind.Truth => bool.TryParse(text, out var truth) ? truth : null,
        PropertyKind.Whole => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };
}
