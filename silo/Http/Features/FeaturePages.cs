using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace GridCity.Silo.Http.Features;

/// <summary>The same documents as plain pages for people: no script, and nobody's words become markup.</summary>
internal static class FeaturePages
{
    /// <summary>A page with a title, a text, a middle and links.</summary>
    public static string Write(string title, string? text, string middle, IEnumerable<FeatureLink> links)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>").Append(Safe(title)).Append("</title>\n<link rel=\"stylesheet\" href=\"/css/features.css\">\n");
        var all = links.ToList();
        foreach (var link in all)
        {
            page.Append("<link rel=\"").Append(Safe(link.Rel)).Append("\" href=\"").Append(Safe(link.Href))
                .Append("\" type=\"").Append(Safe(link.Type)).Append("\">\n");
        }
        page.Append("</head>\n<body>\n<main>\n<h1>").Append(Safe(title)).Append("</h1>\n");
        if (text is not null)
        {
            page.Append("<p>").Append(Safe(text)).Append("</p>\n");
        }
        page.Append(middle).Append("<nav>\n<ul>\n");
        foreach (var link in all)
        {
            page.Append("<li>").Append(Safe(link.Rel)).Append(": ").Append(Anchor(link.Href, link.Title)).Append("</li>\n");
        }
        return page.Append("</ul>\n</nav>\n</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>A list of texts.</summary>
    public static string List(IEnumerable<string> texts) =>
        "<ul>\n" + string.Concat(texts.Select(text => $"<li>{Safe(text)}</li>\n")) + "</ul>\n";

    /// <summary>The collections, each with where it leads.</summary>
    public static string Collections(FeatureCatalog catalog, string root) => Table(
        ["collection", "what it holds"],
        catalog.Sources.Select(source => (string[])
        [
            Anchor($"{root}/collections/{Uri.EscapeDataString(source.Id)}?f=html", source.Title), Safe(source.Description),
        ]));

    /// <summary>A collection: its extent and its properties.</summary>
    public static string Collection(IFeatureSource source, JsonObject document) =>
        "<p>" + Safe("Extent: " + document["extent"]!.ToJsonString(FeatureFormat.Written)) + "</p>\n" + Table(
            ["property", "kind", "what it says", "filters"],
            source.Properties.Select(property => (string[])
            [
                Safe(property.Name), Safe(WireNames.Of(property.Kind)), Safe(property.Description), property.IsFilter ? "yes" : "no",
            ]));

    /// <summary>A page of features as a table.</summary>
    public static string Items(IFeatureSource source, FeaturePage page, string root)
    {
        var here = $"{root}/collections/{Uri.EscapeDataString(source.Id)}/items/";
        return $"<p>{page.Items.Count} shown{(page.Matched is { } matched ? $" of {matched}" : string.Empty)}.</p>\n" + Table(
            ["id", .. source.Properties.Select(property => property.Name)],
            page.Items.Select(item => (string[])
            [
                Anchor(here + Uri.EscapeDataString(item.Id) + "?f=html", item.Id),
                .. item.Values.Select(value => Safe(GeoJsonItems.Text(value))),
            ]));
    }

    /// <summary>One feature as a table.</summary>
    public static string Item(IFeatureSource source, FeatureItem item) => Table(
        ["property", "value"],
        source.Properties.Select((property, place) => (string[])[Safe(property.Name), Safe(GeoJsonItems.Text(item.Values[place]))])
            .Append(["geometry", Safe(item.Shape?.GeometryType ?? "none")]));

    private static string Table(IEnumerable<string> heads, IEnumerable<string[]> rows)
    {
        var table = new StringBuilder("<table>\n<thead><tr>");
        foreach (var head in heads)
        {
            table.Append("<th scope=\"col\">").Append(Safe(head)).Append("</th>");
        }
        table.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            table.Append("<tr>");
            foreach (var field in row)
            {
                table.Append("<td>").Append(field).Append("</td>");
            }
            table.Append("</tr>\n");
        }
        return table.Append("</tbody>\n</table>\n").ToString();
    }

    private static string Anchor(string href, string text) => $"<a href=\"{Safe(href)}\">{Safe(text)}</a>";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
