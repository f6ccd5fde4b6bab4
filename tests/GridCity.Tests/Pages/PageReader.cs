using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Xunit;

namespace GridCity.Tests.Pages;

/// <summary>Reads a page as strictly as XML is read, and looks for what a page must and must not have.</summary>
internal static partial class PageReader
{
    public static XDocument Read(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    /// <summary>Everything that an accessible page of one file has to keep to.</summary>
    public static void CheckHouseRules(XDocument page, int scripts = 0)
    {
        var all = page.Descendants().ToList();
        Assert.DoesNotContain(all, one => one.Name.LocalName is "link" or "img" or "iframe" or "object");
        // A script is the one that the page itself allows, by its hash.
        Assert.Equal(scripts, all.Count(one => one.Name == "script"));
        Assert.All(all.Where(one => one.Name == "script"), one => Assert.Contains(
            $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(one.Value)))}'",
            all.Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value,
            StringComparison.Ordinal));
        Assert.DoesNotContain(all.Attributes(), one => one.Name.LocalName is "src" or "style" or "onclick");
        Assert.DoesNotContain(
            all.Attributes("href"),
            one => one.Value.Contains(':', StringComparison.Ordinal) || one.Value.StartsWith("//", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", Style(page), StringComparison.Ordinal);
        Assert.DoesNotContain("@import", Style(page), StringComparison.Ordinal);
        Assert.Equal(all.Attributes("id").Select(id => id.Value).Distinct().Count(), all.Attributes("id").Count());
        Assert.All(all.Where(one => one.Name == "th"), head => Assert.Contains((string?)head.Attribute("scope"), new[] { "row", "col" }));
        Assert.All(all.Where(one => one.Name == "table"), table => Assert.NotNull(table.Element("caption")));
        Assert.All(all.Where(one => one.Name == "svg"), drawing =>
            Assert.True((string?)drawing.Attribute("aria-hidden") == "true" || drawing.Element("title") is not null, drawing.ToString()));
        Assert.All(all.Where(one => one.Name == "tr").Where(row => row.Parent!.Name == "tbody"), row =>
            Assert.Equal(row.Ancestors("table").First().Element("thead")!.Element("tr")!.Elements().Count(), row.Elements().Count()));
        // A number that went wrong must not become a drawing.
        Assert.DoesNotContain(all.Attributes(), one => one.Value.Contains("NaN", StringComparison.Ordinal) || one.Value.Contains('∞'));
    }

    public static string Style(XDocument page) => page.Descendants("style").Single().Value;

    /// <summary>All that people read, without the style sheet.</summary>
    public static string Text(XDocument page) => string.Join(
        '\n',
        page.Root!.DescendantNodes().OfType<XText>()
            .Where(text => text.Parent!.Name != "style" && text.Parent.Name != "script").Select(text => text.Value));

    /// <summary>The rows of the tables whose first heading column has a name, each as its texts in one language.</summary>
    public static List<string[]> Rows(XDocument page, string head) =>
    [
        .. page.Descendants("table")
            .Where(table => table.Element("thead")!.Descendants("th").Any(cell => cell.Value == head))
            .SelectMany(table => table.Element("tbody")!.Elements("tr"))
            .Select(row => row.Elements().Select(cell => cell.Value).ToArray()),
    ];

    public static bool HasChinese(string text) => Chinese().IsMatch(text);

    /// <summary>Words of English prose; names of units of measure and codes are shorter or have digits.</summary>
    public static IEnumerable<string> EnglishWords(string text) =>
        Word().Matches(text).Select(match => match.Value.ToLower(CultureInfo.InvariantCulture)).Distinct();

    [GeneratedRegex("[\u4E00-\u9FFF]")]
    private static partial Regex Chinese();

    [GeneratedRegex("[A-Za-z]{4,}")]
    private static partial Regex Word();
}
