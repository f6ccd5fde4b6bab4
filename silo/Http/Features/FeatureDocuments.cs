using System.Text.Json.Nodes;

namespace GridCity.Silo.Http.Features;

/// <summary>The documents around the features: what is here, what is kept to, which collections there are.</summary>
internal static class FeatureDocuments
{
    /// <summary>The classes of the standard that the service keeps to.</summary>
    public static readonly IReadOnlyList<string> Conformance =
    [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    ];

    private const string Gregorian = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

    /// <summary>The first page.</summary>
    public static JsonObject Landing(FeatureCatalog catalog, IEnumerable<FeatureLink> links) => new()
    {
        ["title"] = $"{catalog.City.Name} {catalog.City.NameZh}",
        ["description"] = "The cells, streets, communities, layers and cases of a city that is managed by grid, as features."
            + (catalog.City.IsSynthetic ? " The city is made up." : string.Empty),
        ["links"] = FeatureLink.ToJson(links),
    };

    /// <summary>Where the first page leads.</summary>
    public static IEnumerable<FeatureLink> LandingLinks(string root) =>
    [
        new(root + "/api", "service-desc", FeatureFormat.OpenApi, "The definition of this API (OpenAPI 3.0)"),
        new(root + "/api?f=html", "service-doc", FeatureFormat.Html, "The documentation of this API"),
        new(root + "/conformance", "conformance", FeatureFormat.Json, "What the service keeps to"),
        new(root + "/collections", "data", FeatureFormat.Json, "The collections of features"),
    ];

    /// <summary>What is kept to.</summary>
    public static JsonObject ConformanceDocument() => new()
    {
        ["conformsTo"] = Strings(Conformance),
    };

    /// <summary>All collections.</summary>
    public static async ValueTask<JsonObject> CollectionsAsync(
        FeatureCatalog catalog, string root, IEnumerable<FeatureLink> links, CancellationToken stop)
    {
        var collections = new JsonArray();
        foreach (var source in catalog.Sources)
        {
            collections.Add((JsonNode)await CollectionAsync(catalog, source, root, [], stop));
        }
        return new JsonObject
        {
            ["links"] = FeatureLink.ToJson(links),
            ["crs"] = Strings(catalog.Systems.Select(crs => crs.Uri)),
            ["collections"] = collections,
        };
    }

    /// <summary>One collection; where it is the whole document, with the links of that document.</summary>
    public static async ValueTask<JsonObject> CollectionAsync(
        FeatureCatalog catalog, IFeatureSource source, string root, IReadOnlyList<FeatureLink> links, CancellationToken stop)
    {
        var here = $"{root}/collections/{Uri.EscapeDataString(source.Id)}";
        IEnumerable<FeatureLink> own = links.Count > 0
            ? links
            : [new(here, "self", FeatureFormat.Json, source.Title), new(here + "?f=html", "alternate", FeatureFormat.Html, source.Title)];
        var extent = new JsonObject
        {
            ["spatial"] = new JsonObject { ["bbox"] = new JsonArray(Box(source)), ["crs"] = FeatureCrs.Crs84.Uri },
        };
        if (source.HasTime)
        {
            var begin = await source.BeginAsync(stop);
            extent["temporal"] = new JsonObject
            {
                ["interval"] = new JsonArray(new JsonArray(begin is { } at ? Moments.Write(at) : null, null)),
                ["trs"] = Gregorian,
            };
        }
        return new JsonObject
        {
            ["id"] = source.Id,
            ["title"] = source.Title,
            ["description"] = source.Description,
            ["itemType"] = "feature",
            ["extent"] = extent,
            ["crs"] = Strings(catalog.Systems.Select(crs => crs.Uri)),
            ["storageCrs"] = FeatureCrs.Crs84.Uri,
            ["links"] = FeatureLink.ToJson(own.Concat(ItemLinks(source, here))),
        };
    }

    private static IEnumerable<FeatureLink> ItemLinks(IFeatureSource source, string here) =>
    [
        new(here + "/items", "items", FeatureFormat.GeoJson, source.Title + " as GeoJSON"),
        new(here + "/items?f=html", "items", FeatureFormat.Html, source.Title + " as HTML"),
    ];

    // Rounded outwards, so that it still holds everything.
    private static JsonArray Box(IFeatureSource source)
    {
        var box = source.Extent;
        return box.IsNull
            ? new JsonArray(-180, -90, 180, 90)
            : new JsonArray(Down(box.MinX), Down(box.MinY), Up(box.MaxX), Up(box.MaxY));
    }

    private static double Down(double degrees) => Math.Round(Math.Floor(degrees * 1e6) / 1e6, 6);

    private static double Up(double degrees) => Math.Round(Math.Ceiling(degrees * 1e6) / 1e6, 6);

    private static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
