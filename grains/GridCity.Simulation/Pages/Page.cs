using System.Security.Cryptography;
using System.Text;

namespace GridCity.Simulation.Pages;

/// <summary>A section of a page: its heading and what is in it. Nothing in it means that it is left out.</summary>
internal sealed record Section(Say Heading, IReadOnlyList<Node> Body)
{
    /// <summary>A section of what is there.</summary>
    public static Section Of(Say heading, params IEnumerable<Node?> body) => new(heading, [.. body.OfType<Node>()]);
}

/// <summary>
/// A page that is one file: it holds its style and its drawings, asks no server for anything, says what it has to say without
/// a script, and is well-formed XML beside being HTML.
/// </summary>
internal sealed record Page
{
    private static readonly string Css = ReadCss();

    /// <summary>What the page may load, for the header of a server and the page itself: nothing but its own style.</summary>
    public static string ContentSecurityPolicy { get; } = $"default-src 'none'; style-src {HashOf(Css)}";

    /// <summary>Whose page it is.</summary>
    public required Say City { get; init; }

    /// <summary>The title.</summary>
    public required Say Title { get; init; }

    /// <summary>What stands below the title: the period, when it was known.</summary>
    public required IReadOnlyList<(Say Name, Say Value)> Facts { get; init; }

    /// <summary>What a reader must not miss: made-up data, a period that is not over.</summary>
    public IReadOnlyList<Say> Badges { get; init; } = [];

    /// <summary>The sections; those without content are left out and the others numbered.</summary>
    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>How the numbers were made.</summary>
    public required IReadOnlyList<Say> Notes { get; init; }

    /// <summary>A script that the page carries inside, if it has something that moves; it says all that it has to say without.</summary>
    public string? Script { get; init; }

    /// <summary>Writes the page.</summary>
    public string Render(PageOptions options)
    {
        var writer = new MarkupWriter(options);
        writer.Raw("<!DOCTYPE html>\n");
        new Tag("html")
        {
            { "lang", options.First == Language.Chinese ? "zh-CN" : "en" },
            Head(),
            Body(options),
        }.Write(writer);
        writer.Raw("\n");
        return writer.ToString();
    }

    private string Policy => ContentSecurityPolicy + (Script is null ? string.Empty : $"; script-src {HashOf(Script)}");

    private Tag Head() => new("head")
    {
        new Tag("meta") { { "charset", "utf-8" } },
        new Tag("meta") { { "http-equiv", "Content-Security-Policy" }, { "content", Policy } },
        new Tag("meta") { { "name", "viewport" }, { "content", "width=device-width, initial-scale=1" } },
        new Tag("meta") { { "name", "generator" }, { "content", "GridCity" } },
        new Tag("title") { City + new Say(": ", "：") + Title },
        new Tag("style") { new Verbatim(Css) },
    };

    private Tag Body(PageOptions options) => new("body")
    {
        options.IsSingle ? [] : Switch(options.First),
        Mast(),
        new Tag("main") { Sections.Where(section => section.Body.Count > 0).Select(Numbered) },
        new Tag("footer", "notes note")
        {
            new Tag("h2") { new Say("Notes", "说明") },
            Notes.Select(note => new Tag("p") { note }),
        },
        Script is null ? null : new Tag("script") { new Verbatim(Script) },
    };

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static IEnumerable<Node> Switch(Language first)
    {
        yield return Pick("show-zh", "中文", first == Language.Chinese);
        yield return Pick("show-en", "English", first == Language.English);
        yield return new Tag("div", "languages")
        {
            new Tag("label") { { "for", "show-zh" }, { "lang", "zh-CN" }, "中文" },
            new Tag("label") { { "for", "show-en" }, { "lang", "en" }, "English" },
        };
    }

    private static Tag Pick(string id, string name, bool isChecked) => new("input", "pick")
    {
        { "type", "radio" }, { "name", "language" }, { "id", id }, { "aria-label", name }, { "checked", isChecked ? "checked" : null },
    };

    private Tag Mast() => new("header", "mast")
    {
        new Tag("p", "city") { City },
        new Tag("h1") { Title },
        new Tag("dl", "facts") { Facts.Select(fact => new Tag("div") { new Tag("dt") { fact.Name }, new Tag("dd") { fact.Value } }) },
        Badges.Count == 0 ? null : new Tag("ul", "badges") { Badges.Select(badge => new Tag("li") { badge }) },
    };

    private static Tag Numbered(Section section, int index) => new("section")
    {
        new Tag("h2")
        {
            new Tag("span", "number") { new Say($"{index + 1}", Figures.Ordinal(index + 1) + "、") },
            section.Heading,
        },
        section.Body,
    };

    private static string ReadCss()
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("pages/page.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
