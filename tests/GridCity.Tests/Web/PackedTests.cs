using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using GridCity.Tests.House;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>How much is sent: what never changes is packed and asked for once, and nothing else is.</summary>
public sealed partial class PackedTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string Site = Path.Combine(Repository.Root, "silo/wwwroot");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/js/app.js", "text/javascript")]
    [InlineData("/css/centre.css", "text/css")]
    [InlineData("/i18n/zh-CN.json", "application/json")]
    [InlineData("/api/v1/outlines?tier=street", "application/geo+json")]
    public async Task What_is_the_same_for_everybody_is_packed_and_tagged(string path, string type)
    {
        using var packed = await GetAsync(path, "gzip");
        using var plain = await GetAsync(path, "identity");

        Assert.Equal(type, packed.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["gzip"], packed.Content.Headers.ContentEncoding);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        Assert.NotEqual(plain.Headers.ETag, packed.Headers.ETag);
        await using var unpacked = new GZipStream(await packed.Content.ReadAsStreamAsync(Stop), CompressionMode.Decompress);
        using var all = new MemoryStream();
        await unpacked.CopyToAsync(all, Stop);
        Assert.Equal(await plain.Content.ReadAsByteArrayAsync(Stop), all.ToArray());
        Assert.True(packed.Content.Headers.ContentLength < all.Length);
    }

    [Fact]
    public async Task Who_has_it_already_is_told_so()
    {
        using var first = await GetAsync("/js/app.js", "gzip");
        using var again = await GetAsync("/js/app.js", "gzip", first.Headers.ETag!.Tag);
        using var other = await GetAsync("/js/app.js", "identity", first.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/session")]
    [InlineData("/api/v1/cases")]
    [InlineData("/api/v1/board")]
    [InlineData("/api/v1/journal")]
    public async Task What_may_hold_a_secret_is_never_packed(string path)
    {
        using var answer = await GetAsync(path, "gzip, br");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_list_of_style_sheets_is_sent_as_one()
    {
        var sent = await server.Http.GetStringAsync("/css/centre.css", Stop);
        var parts = SheetPart().Matches(await File.ReadAllTextAsync(Path.Combine(Site, "css/centre.css"), Stop));

        Assert.True(parts.Count > 5);
        Assert.DoesNotMatch(SheetPart(), sent);
        Assert.All(parts, part => Assert.Contains(File.ReadAllText(Path.Combine(Site, "css", part.Groups[1].Value)), sent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/../city.yaml")]
    [InlineData("/js/..%2f..%2fGridCity.Silo.deps.json")]
    [InlineData("/..%5cGridCity.Silo.runtimeconfig.json")]
    public async Task Nothing_outside_the_pages_is_served(string path)
    {
        using var answer = await GetAsync(path, "gzip");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    // A module that is not named in the page is found only when another has come that asks for it: each step is a round trip.
    // One that is named for nothing takes a connection from those that the map waits for.
    [Fact]
    public void Whatever_the_map_needs_is_named_in_the_page_and_nothing_else()
    {
        var html = File.ReadAllText(Path.Combine(Site, "index.html"));
        var named = Preloaded().Matches(html).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var needed = new HashSet<string>(StringComparer.Ordinal) { "/js/kpis.js", "/js/map-stage.js" };

        foreach (var module in needed.Concat(named).Append("/js/app.js").ToList())
        {
            needed.UnionWith(Import().Matches(File.ReadAllText(Site + module)).Select(import => $"/js/{import.Groups[1].Value}.js"));
        }

        Assert.Equal(needed.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string encoding, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }
        return await server.Http.SendAsync(request, Stop);
    }

    [GeneratedRegex("""^@import "([^"]+)";$""", RegexOptions.Multiline)]
    private static partial Regex SheetPart();

    [GeneratedRegex("rel=\"modulepreload\" href=\"([^\"]+)\"")]
    private static partial Regex Preloaded();

    [GeneratedRegex(@"^import .*?'\./([^']+)\.js';$", RegexOptions.Multiline)]
    private static partial Regex Import();
}
