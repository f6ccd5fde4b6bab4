using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;
using Xunit;
using Tag = GridCity.Simulation.Pages.Tag;

namespace GridCity.Tests.Pages;

public class MarkupTests
{
    private static readonly PageOptions English = new() { First = Language.English, IsSingle = true };

    [Fact]
    public void What_people_write_never_becomes_markup()
    {
        const string Hostile = "</td><script>alert(\"1\")</script> & 'x' \u0001 \uD83D\uDE00 \uD800 \uFFFF";

        var cell = XElement.Parse(Write(new Tag("td") { { "title", Hostile }, Hostile }, English));

        const string Read = "</td><script>alert(\"1\")</script> & 'x' \uFFFD \uD83D\uDE00 \uFFFD \uFFFD";
        Assert.Equal((Read, Read), (cell.Value, (string?)cell.Attribute("title")));
        Assert.Empty(cell.Elements());
    }

    [Fact]
    public void Of_a_few_changes_the_largest_is_not_cut_off_by_the_scale()
    {
        var strokes = Strokes.ForChanges([new Interval(100, 200), new Interval(0, 0), new Interval(-1, 1)], double.MaxValue / 4);
        var drawing = XElement.Parse(Write(strokes.Dot(150, new Interval(100, 200)), English));
        var end = drawing.Descendants().Single(one => one.Name.LocalName == "line" && (string?)one.Attribute("class") == "range");

        Assert.NotEqual((string?)end.Attribute("x1"), (string?)end.Attribute("x2"));
        Assert.Equal("–", Figures.Decimal(double.NaN));
    }

    [Fact]
    public void A_text_that_differs_stands_there_in_both_languages()
    {
        var say = new Say("closed", "结案");

        Assert.Equal(
            "<td><span class=\"zh\" lang=\"zh-CN\">结案</span><span class=\"en\" lang=\"en\">closed</span></td>",
            Write(new Tag("td") { say }, new PageOptions()));
        Assert.Equal("<td>closed</td>", Write(new Tag("td") { say }, English));
        Assert.Equal("<td>12</td>", Write(new Tag("td") { "12" }, new PageOptions()));
        Assert.Contains("<tspan class=\"zh\"", Write(new Tag("svg") { new Tag("text") { say } }, new PageOptions()), StringComparison.Ordinal);
        Assert.Contains("<title>结案 · closed</title>", Write(new Tag("svg") { new Tag("title") { say } }, new PageOptions()), StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_that_hold_nothing_are_closed_as_HTML_wants_it()
    {
        Assert.Equal("<td></td>", Write(new Tag("td"), English));
        Assert.Equal("<br/>", Write(new Tag("br"), English));
        Assert.Equal("<line x1=\"0.13\"/>", Write(new Tag("line") { { "x1", 0.125 } }, English));
    }

    [Fact]
    public void The_policy_of_a_page_lets_its_own_style_in_and_nothing_else()
    {
        var page = PageReader.Read(Empty().Render(new PageOptions()));

        var sum = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PageReader.Style(page))));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{sum}'", Page.ContentSecurityPolicy);
        Assert.Equal(Page.ContentSecurityPolicy, (string?)page.Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") is not null).Attribute("content"));
        Assert.Equal(-1, PageReader.Style(page).IndexOfAny(['<', '&']));
    }

    [Fact]
    public void Sections_without_content_are_left_out_and_the_others_numbered()
    {
        var page = PageReader.Read((Empty() with
        {
            Sections =
            [
                Section.Of(new Say("One", "甲"), new Tag("p") { "a" }),
                Section.Of(new Say("None", "无"), [null]),
                Section.Of(new Say("Two", "乙"), new Tag("p") { "b" }),
            ],
        }).Render(new PageOptions { IsSingle = true }));

        Assert.Equal(["一、甲", "二、乙"], page.Descendants("section").Select(section => section.Element("h2")!.Value));
    }

    [Theory]
    [InlineData(1, "一")]
    [InlineData(10, "十")]
    [InlineData(12, "十二")]
    [InlineData(20, "二十")]
    [InlineData(99, "九十九")]
    public void Sections_are_counted_in_Chinese(int number, string expected) => Assert.Equal(expected, Figures.Ordinal(number));

    [Fact]
    public void What_is_not_known_is_a_dash_and_never_a_nought()
    {
        Assert.Equal("–", Figures.Percent(new Rate(0, 0)));
        Assert.Equal("–", Figures.Interval(new Rate(0, 0)));
        Assert.Equal("–", Figures.Change(3, 0));
        Assert.Equal("–", Figures.Change(new Rate(1, 2), null));
        Assert.Equal("0.0%", Figures.Percent(new Rate(0, 7)));
        Assert.Equal("−12.5%", Figures.Change(7, 8));
        Assert.Equal("+1,200.0%", Figures.Change(13, 1));
        Assert.Equal("0.0", Figures.Change(-0.04));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1_700)]
    [InlineData(98.2, 98.9)]
    [InlineData(64, 64)]
    public void Scales_hold_their_numbers_and_end_at_ticks(double least, double most)
    {
        var scale = Scale.Around(least, most, 10, 200, 4);

        Assert.True(scale.From <= least && scale.To >= most);
        Assert.Equal((scale.From, scale.To), (scale.Ticks[0], scale.Ticks[^1]));
        Assert.Equal((10, 210), (scale.At(scale.From), scale.At(scale.To)));
        Assert.InRange(scale.Ticks.Count, 2, 7);
    }

    private static Page Empty() => new()
    {
        City = "C",
        Title = new Say("T", "题"),
        Facts = [],
        Sections = [],
        Notes = [],
    };

    private static string Write(Node node, PageOptions options)
    {
        var writer = new MarkupWriter(options);
        node.Write(writer);
        return writer.ToString().Trim();
    }
}
