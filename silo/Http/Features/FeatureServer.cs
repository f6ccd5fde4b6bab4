using System.Text;
using System.Text.Json.Nodes;

namespace GridCity.Silo.Http.Features;

/// <summary>OGC API – Features: Part 1 (core, GeoJSON, HTML, OpenAPI 3.0) and Part 2 (reference systems).</summary>
internal static class FeatureServer
{
    /// <summary>Where the service stands.</summary>
    public const string Path = "/ogc";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapFeatures(this IEndpointRouteBuilder routes)
    {
        var features = routes.MapGroup(Path).ExcludeFromDescription();
        features.AddEndpointFilter((context, next) =>
        {
            // Anybody's page may read what anybody may read.
            context.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
            context.HttpContext.Response.Headers.Vary = "Accept";
            return next(context);
        });
        features.MapMethods("/", Reading, GetLanding);
        features.MapMethods("/conformance", Reading, GetConformance);
        features.MapMethods("/api", Reading, GetApi);
        features.MapMethods("/collections", Reading, GetCollectionsAsync);
        features.MapMethods("/collections/{id}", Reading, GetCollectionAsync);
        features.MapMethods("/collections/{id}/items", Reading, GetItemsAsync);
        features.MapMethods("/collections/{id}/items/{**featureId}", Reading, GetItemAsync);
        features.MapMethods("/{**path}", Reading, () => FeatureFault.Missing("There is no such resource; /ogc leads to all.").ToResult());
    }

    private static IResult GetLanding(HttpRequest request, FeatureCatalog catalog)
    {
        if (Check(request, out var isHtml) is { } fault)
        {
            return fault.ToResult();
        }
        var root = FeatureLink.Root(request);
        var links = FeatureLink.SelfAndOther(request, isHtml, FeatureFormat.Json).Concat(FeatureDocuments.LandingLinks(root)).ToList();
        var document = FeatureDocuments.Landing(catalog, links);
        return isHtml
            ? Html(FeaturePages.Write((string)document["title"]!, (string)document["description"]!, FeaturePages.Collections(catalog, root), links))
            : Json(document);
    }

    private static IResult GetConformance(HttpRequest request)
    {
        if (Check(request, out var isHtml) is { } fault)
        {
            return fault.ToResult();
        }
        return isHtml
            ? Html(FeaturePages.Write(
                "Conformance",
                "The classes of the standards that this service keeps to.",
                FeaturePages.List(FeatureDocuments.Conformance),
                FeatureLink.SelfAndOther(request, isHtml, FeatureFormat.Json)))
            : Json(FeatureDocuments.ConformanceDocument());
    }

    private static IResult GetApi(HttpRequest request, FeatureCatalog catalog)
    {
        if (Check(request, out var isHtml) is { } fault)
        {
            return fault.ToResult();
        }
        var definition = FeatureDefinition.Write(catalog, FeatureLink.Root(request));
        return isHtml
            ? Html(FeaturePages.Write(
                (string)definition["info"]!["title"]!,
                (string)definition["info"]!["description"]!,
                FeaturePages.List(definition["paths"]!.AsObject().Select(path => $"GET {Path}{path.Key}: {(string)path.Value!["get"]!["summary"]!}")),
                FeatureLink.SelfAndOther(request, isHtml, FeatureFormat.OpenApi)))
            : Json(definition, FeatureFormat.OpenApi);
    }

    private static async Task<IResult> GetCollectionsAsync(HttpRequest request, FeatureCatalog catalog, CancellationToken stop)
    {
        if (Check(request, out var isHtml) is { } fault)
        {
            return fault.ToResult();
        }
        var root = FeatureLink.Root(request);
        var links = FeatureLink.SelfAndOther(request, isHtml, FeatureFormat.Json).ToList();
        return isHtml
            ? Html(FeaturePages.Write("Collections", null, FeaturePages.Collections(catalog, root), links))
            : Json(await FeatureDocuments.CollectionsAsync(catalog, root, links, stop));
    }

    private static async Task<IResult> GetCollectionAsync(string id, HttpRequest request, FeatureCatalog catalog, CancellationToken stop)
    {
        if (catalog.Find(id) is not { } source)
        {
            return NoCollection(id).ToResult();
        }
        if (Check(request, out var isHtml) is { } fault)
        {
            return fault.ToResult();
        }
        var links = FeatureLink.SelfAndOther(request, isHtml, FeatureFormat.Json).ToList();
        var document = await FeatureDocuments.CollectionAsync(catalog, source, FeatureLink.Root(request), links, stop);
        return isHtml
            ? Html(FeaturePages.Write(source.Title, source.Description, FeaturePages.Collection(source, document), Links(document)))
            : Json(document);
    }

    private static async Task<IResult> GetItemsAsync(
        string id, HttpContext context, FeatureCatalog catalog, TimeProvider time, CancellationToken stop)
    {
        var request = context.Request;
        if (catalog.Find(id) is not { } source)
        {
            return NoCollection(id).ToResult();
        }
        var read = FeatureRequest.ReadItems(request.Query, source, catalog.Systems);
        if (!FeatureFormat.TryRead(request, out var isHtml) || read.Fault is not null)
        {
            return (read.Fault ?? NoForm()).ToResult();
        }
        var page = await source.ReadAsync(read.Asked, stop);
        var links = FeatureLink.SelfAndOther(request, isHtml, FeatureFormat.GeoJson).ToList();
        if (page.Next is { } next)
        {
            links.Add(new FeatureLink(
                FeatureLink.Here(request, isHtml ? "html" : "json", next),
                "next",
                isHtml ? FeatureFormat.Html : FeatureFormat.GeoJson,
                "The next page"));
        }
        links.Add(new FeatureLink(Collection(request, source), "collection", FeatureFormat.Json, source.Title));
        if (isHtml)
        {
            return Html(FeaturePages.Write(source.Title, source.Description, FeaturePages.Items(source, page, FeatureLink.Root(request)), links));
        }
        return GeoJson(context, read.Crs, GeoJsonItems.WritePage(source, page, read.Crs, links, time.GetUtcNow()));
    }

    private static async Task<IResult> GetItemAsync(
        string id, string featureId, HttpContext context, FeatureCatalog catalog, CancellationToken stop)
    {
        var request = context.Request;
        if (catalog.Find(id) is not { } source)
        {
            return NoCollection(id).ToResult();
        }
        // A slash inside an id stays escaped where the path is read.
        var name = featureId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (await source.FindAsync(name, stop) is not { } item)
        {
            return FeatureFault.Missing($"The collection {source.Id} has no feature '{FeatureFault.Shown(name)}'.").ToResult();
        }
        var read = FeatureRequest.ReadItem(request.Query, catalog.Systems);
        if (!FeatureFormat.TryRead(request, out var isHtml) || read.Fault is not null)
        {
            return (read.Fault ?? NoForm()).ToResult();
        }
        var links = FeatureLink.SelfAndOther(request, isHtml, FeatureFormat.GeoJson)
            .Append(new FeatureLink(Collection(request, source), "collection", FeatureFormat.Json, source.Title)).ToList();
        return isHtml
            ? Html(FeaturePages.Write($"{source.Title}: {item.Id}", null, FeaturePages.Item(source, item), links))
            : GeoJson(context, read.Crs, GeoJsonItems.WriteItem(source, item, read.Crs, links));
    }

    private static FeatureFault? Check(HttpRequest request, out bool isHtml)
    {
        isHtml = false;
        return FeatureRequest.CheckPage(request.Query) ?? (FeatureFormat.TryRead(request, out isHtml) ? null : NoForm());
    }

    private static FeatureFault NoForm() => FeatureFault.Invalid("f", "json or html was expected.");

    private static FeatureFault NoCollection(string id) =>
        FeatureFault.Missing($"There is no collection '{FeatureFault.Shown(id)}'; {Path}/collections lists them.");

    private static string Collection(HttpRequest request, IFeatureSource source) =>
        $"{FeatureLink.Root(request)}/collections/{Uri.EscapeDataString(source.Id)}";

    private static IEnumerable<FeatureLink> Links(JsonObject document) => document["links"]!.AsArray().Select(link =>
        new FeatureLink((string)link!["href"]!, (string)link["rel"]!, (string)link["type"]!, (string)link["title"]!));

    private static IResult GeoJson(HttpContext context, FeatureCrs crs, byte[] body)
    {
        context.Response.Headers["Content-Crs"] = $"<{crs.Uri}>";
        return TypedResults.Bytes(body, FeatureFormat.GeoJson);
    }

    private static IResult Json(JsonObject document, string type = FeatureFormat.Json) =>
        TypedResults.Bytes(Encoding.UTF8.GetBytes(document.ToJsonString(FeatureFormat.Written)), type);

    private static IResult Html(string page) => TypedResults.Text(page, "text/html; charset=utf-8");
}
