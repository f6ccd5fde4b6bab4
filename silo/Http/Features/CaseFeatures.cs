using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Silo.Views;
using NetTopologySuite.Geometries;

namespace GridCity.Silo.Http.Features;

/// <summary>
/// The cases, newest first, each a point with the moment of its report. What people wrote is left out: a map does not need it,
/// and it may name somebody.
/// </summary>
internal sealed class CaseFeatures(ICityHost host, Func<Envelope> extent) : IFeatureSource
{
    private static readonly Dictionary<string, Func<CaseFilter, object, CaseFilter>> Narrow = new(StringComparer.Ordinal)
    {
        ["cell"] = (filter, value) => CellCode.TryParse((string)value, out var code) ? filter with { Cell = code } : Nothing(filter),
        ["street"] = InArea,
        ["community"] = InArea,
        ["stage"] = (filter, value) => WireNames.TryParse<Stage>((string)value, out var stage)
            ? filter with { Stages = [stage] }
            : Nothing(filter),
        ["class"] = (filter, value) => filter with { Class = (string)value },
        ["channel"] = (filter, value) => filter with { Channel = (string)value },
        ["unit"] = (filter, value) => filter with { Unit = (string)value },
    };

    public string Id => "cases";

    public string Title => "Cases 案件";

    public string Description => "All cases, newest first, by place and moment of the report; without what people wrote.";

    public IReadOnlyList<FeatureProperty> Properties { get; } =
    [
        new("id", PropertyKind.Text, "The number of the case."),
        new("cell", PropertyKind.Text, "The code of its cell."),
        new("street", PropertyKind.Text, "The code of its street."),
        new("community", PropertyKind.Text, "The code of its community."),
        new("stage", PropertyKind.Text, "Where it stands: " + WireNames.All<Stage>() + "."),
        new("open", PropertyKind.Truth, "Whether it still needs somebody."),
        new("class", PropertyKind.Text, "The code of its class."),
        new("className", PropertyKind.Text, "Its class in English.", false),
        new("classNameZh", PropertyKind.Text, "Its class in Chinese.", false),
        new("channel", PropertyKind.Text, "The channel of the report."),
        new("unit", PropertyKind.Text, "The unit that has it, or had it last."),
        new("overdue", PropertyKind.Truth, "Whether a limit passed."),
        new("supervised", PropertyKind.Truth, "Whether somebody above watches it."),
        new("reportedAt", PropertyKind.Moment, "When the report arrived: the time of the feature.", false),
        new("due", PropertyKind.Moment, "The due time that counts now.", false),
        new("endedAt", PropertyKind.Moment, "When it ended.", false),
    ];

    public Envelope Extent => extent();

    public bool HasTime => true;

    public async ValueTask<DateTimeOffset?> BeginAsync(CancellationToken stop) =>
        await host.Journal.ReadPageAsync(0, 1, stop) is [var first] ? first.At.Earlier() : null;

    public bool IsKey(string after) => long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var key) && key > 0;

    public async ValueTask<FeaturePage> ReadAsync(FeatureQuery query, CancellationToken stop)
    {
        var filter = await FilterAsync(query, stop);
        var items = new List<FeatureItem>();
        var last = 0L;
        while (true)
        {
            var rows = await host.Journal.ReadCasesAsync(filter, stop);
            foreach (var row in rows)
            {
                if (query.From is { } from && row.ReportedAt < from.Earlier())
                {
                    return new FeaturePage(items, null, null);
                }
                if (!Takes(query, row))
                {
                    continue;
                }
                if (items.Count == query.Limit)
                {
                    // The key is that of the last one given, so that this one opens the next page.
                    return new FeaturePage(items, last.ToString(CultureInfo.InvariantCulture), null);
                }
                items.Add(Make(row));
                last = row.Opened;
            }
            if (rows.Count < filter.Limit)
            {
                return new FeaturePage(items, null, query.After is null ? items.Count : null);
            }
            filter = filter with { Before = rows[^1].Opened };
        }
    }

    public async ValueTask<FeatureItem?> FindAsync(string id, CancellationToken stop) =>
        CaseId.TryParse(id, out var caseId) && await host.Journal.FindCaseAsync(caseId, stop) is { } row ? Make(row) : null;

    private static CaseFilter InArea(CaseFilter filter, object value) =>
        AreaCode.TryParse((string)value, out var area) ? filter with { Area = area } : Nothing(filter);

    // No case has a first entry before the first.
    private static CaseFilter Nothing(CaseFilter filter) => filter with { Before = 1 };

    private static bool Takes(FeatureQuery query, CaseRow row) =>
        (query.From is not { } from || row.ReportedAt >= from)
        && (query.Until is not { } until || row.ReportedAt <= until)
        && (query.Boxes is not { } boxes || boxes.Any(box => box.Contains(row.Longitude, row.Latitude)))
        && query.Filters.All(asked => Takes(asked.Property.Name, asked.Value, row));

    private static bool Takes(string name, object value, CaseRow row) => name switch
    {
        "id" => row.Id.ToString() == (string)value,
        "open" => row.Stage.IsOpen() == (bool)value,
        "overdue" => row.IsOverdue == (bool)value,
        "supervised" => row.IsSupervised == (bool)value,
        "street" => row.Cell.Street.ToString() == (string)value,
        "community" => row.Cell.Community.ToString() == (string)value,
        _ => true,
    };

    private async ValueTask<CaseFilter> FilterAsync(FeatureQuery query, CancellationToken stop)
    {
        var before = query.After is { } key ? long.Parse(key, CultureInfo.InvariantCulture) : long.MaxValue;
        if (query.Until is { } until)
        {
            before = Math.Min(before, await host.Journal.LastBeforeAsync(until.Later(), stop) + 1);
        }
        var filter = new CaseFilter
        {
            Before = before,
            Box = query.Boxes is [var box] ? new DegreeBox(box.MinX, box.MinY, box.MaxX, box.MaxY) : null,
            OverdueOnly = IsAsked(query, "overdue"),
            OpenOnly = IsAsked(query, "open"),
            SupervisedOnly = IsAsked(query, "supervised"),
            // One more than is given says whether there is a next page.
            Limit = Math.Min(query.Limit + 1, CaseFilter.LimitMax),
        };
        foreach (var (property, value) in query.Filters)
        {
            filter = Narrow.TryGetValue(property.Name, out var narrow) ? narrow(filter, value) : filter;
        }
        return filter;
    }

    private static bool IsAsked(FeatureQuery query, string name) =>
        query.Filters.Any(asked => asked.Property.Name == name && asked.Value is true);

    private FeatureItem Make(CaseRow row)
    {
        var known = host.City.Classes.GetValueOrDefault(row.Class);
        return new FeatureItem(
            row.Id.ToString(),
            Degrees.Shapes.CreatePoint(new Coordinate(row.Longitude, row.Latitude)),
            [
                row.Id.ToString(),
                row.Cell.ToString(),
                row.Cell.Street.ToString(),
                row.Cell.Community.ToString(),
                WireNames.Of(row.Stage),
                row.Stage.IsOpen(),
                row.Class,
                known?.Name ?? row.Class,
                known?.NameZh ?? row.Class,
                row.Channel,
                row.Unit,
                row.IsOverdue,
                row.IsSupervised,
                row.ReportedAt,
                row.Due,
                row.EndedAt,
            ]);
    }
}
