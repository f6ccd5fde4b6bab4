using System.Text.Json.Nodes;

namespace GridCity.Silo.Http.Features;

/// <summary>A link with its relation, its type and its title.</summary>
internal sealed record FeatureLink(string Href, string Rel, string Type, string Title)
{
    /// <summary>The link as JSON.</summary>
    public JsonObject ToJson() => new() { ["href"] = Href, ["rel"] = Rel, ["type"] = Type, ["title"] = Title };

    /// <summary>Links as a JSON array.</summary>
    public static JsonArray ToJson(IEnumerable<FeatureLink> links) => [.. links.Select(link => (JsonNode)link.ToJson())];

    /// <summary>The address under which this service was asked.</summary>
    public static string Root(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}{FeatureServer.Path}";

    /// <summary>This document and the same in the other form.</summary>
    public static IEnumerable<FeatureLink> SelfAndOther(HttpRequest request, bool isHtml, string jsonType)
    {
        var json = new FeatureLink(Here(request, "json"), isHtml ? "alternate" : "self", jsonType, "This document as JSON");
        var html = new FeatureLink(Here(request, "html"), isHtml ? "self" : "alternate", FeatureFormat.Html, "This document as HTML");
        return isHtml ? [html, json] : [json, html];
    }

    /// <summary>The address of this request, in a form and with another key for where the page begins.</summary>
    public static string Here(HttpRequest request, string format, string? after = null)
    {
        var query = new QueryString();
        foreach (var (name, values) in request.Query)
        {
            if (name != "f" && (after is null || name != "after") && values.ToString().Length > 0)
            {
                query = query.Add(name, values.ToString());
            }
        }
        query = query.Add("f", format);
        query = after is null ? query : query.Add("after", after);
        return $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}{query}";
    }
}
