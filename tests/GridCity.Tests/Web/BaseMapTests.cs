using System.Text.Json;
using GridCity.Core.Cities;
using GridCity.Tests.Cases;
using GridCity.Tests.Http;
using Microsoft.Playwright;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>A city's own base map under the cells, from a map server of the test's own, and no other host without one.</summary>
public sealed class BaseMapTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Policy = "Content-Security-Policy";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BaseMapKind.Xyz, "tiles/{z}/{x}/{y}.png", "/tiles/")]
    [InlineData(BaseMapKind.Wms, "wms?key=k", "REQUEST=GetMap")]
    [InlineData(BaseMapKind.Wmts, "wmts?tk=k", "Request=GetTile")]
    [InlineData(BaseMapKind.Wmts, "rest/{Layer}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png", "/rest/vec/w/")]
    public async Task A_city_map_lies_under_the_cells_and_can_be_switched_off(BaseMapKind kind, string path, string asked)
    {
        await using var tiles = await TileServer.OpenAsync(Stop);
        await using var server = await MappedServer.OpenAsync(kind, tiles.Address + path);
        await using var visitor = await VisitAsync(server, tiles.Address);
        await visitor.GoAsync("/?lang=en&theme=light");
        await ReadyAsync(visitor);
        await visitor.SeeAsync(".map-source:text-is('© The surveyors')");
        await visitor.Page.WaitForFunctionAsync(
            "host => performance.getEntriesByType('resource').some((one) => one.name.startsWith(host))", tiles.Address.AbsoluteUri);
        await visitor.SeeAsync("[name='base-map']:checked");
        Assert.NotEmpty(tiles.Asked);
        Assert.All(tiles.Asked, request => Assert.Contains(asked, request, StringComparison.OrdinalIgnoreCase));

        await visitor.Page.UncheckAsync("[name='base-map']");
        await visitor.SeeAsync("gc-map:not(:has(.map-source:not([hidden])))");
        await visitor.Page.ReloadAsync();
        await ReadyAsync(visitor);
        Assert.False(await visitor.Page.IsCheckedAsync("[name='base-map']"));
        Assert.Empty(await visitor.BarriersAsync());
    }

    [Fact]
    public async Task The_policy_opens_to_this_origin_on_this_page_and_to_no_other()
    {
        await using var tiles = await TileServer.OpenAsync(Stop);
        await using var other = await TileServer.OpenAsync(Stop);
        await using var server = await MappedServer.OpenAsync(BaseMapKind.Xyz, tiles.Address + "{z}/{x}/{y}.png");
        var origin = tiles.Address.GetLeftPart(UriPartial.Authority);
        Assert.Contains($"img-src 'self' data: blob: {origin};", await PolicyAsync(server, "/"), StringComparison.Ordinal);
        foreach (var page in new[] { "/phone/", "/public/", "/planner/", "/api/v1/city" })
        {
            Assert.DoesNotContain(origin, await PolicyAsync(server, page), StringComparison.Ordinal);
        }
        await using var visitor = await VisitAsync(server, tiles.Address, other.Address);
        await visitor.GoAsync("/?lang=en");
        await ReadyAsync(visitor);
        var blocked = await visitor.Page.EvaluateAsync<string>(
            """
            address => new Promise((resolve) => {
              addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
              new Image().src = address;
            })
            """,
            other.Address + "spy.png");
        Assert.Equal("img-src", blocked);
        Assert.Empty(other.Asked);
    }

    [Fact]
    public async Task Without_the_entry_nothing_is_offered_and_nobody_else_is_asked()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await using var visitor = await VisitAsync(server);
        await visitor.GoAsync("/?lang=en");
        await ReadyAsync(visitor);

        Assert.Equal(0, await visitor.Page.Locator("[name='base-map']").CountAsync());
        Assert.DoesNotContain("http", await PolicyAsync(server, "/"), StringComparison.Ordinal);
        var city = await server.GetAsync("/api/v1/city");
        Assert.False(city.Body.TryGetProperty("baseMap", out JsonElement _));
    }

    private async Task<Visitor> VisitAsync(TestServer server, params Uri[] others)
    {
        var visitor = await chromium.VisitAsync(
            server.Http.BaseAddress!, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1600, Height = 900 } });
        visitor.IsExpected = complaint => others.Any(other => complaint.Contains(other.Authority, StringComparison.Ordinal));
        return visitor;
    }

    private static async Task ReadyAsync(Visitor visitor)
    {
        await visitor.SeeAsync("body.is-ready");
        await visitor.Page.WaitForFunctionAsync("() => document.querySelector('gc-map').isReady");
    }

    private static async Task<string> PolicyAsync(TestServer server, string path)
    {
        using var answer = await server.Http.GetAsync(path, Stop);
        return answer.Headers.GetValues(Policy).Single();
    }

    private sealed class MappedServer(BaseMapKind kind, string url) : TestServer
    {
        public static async Task<MappedServer> OpenAsync(BaseMapKind kind, string url)
        {
            var server = new MappedServer(kind, url);
            await server.InitializeAsync();
            return server;
        }

        private protected override City MakeCity() => TestCity.Make(baseMap: new BaseMap
        {
            Kind = kind,
            Url = url,
            Origin = new Uri(url.Replace('{', '-').Replace('}', '-')).GetLeftPart(UriPartial.Authority),
            Attribution = "© The surveyors",
            AttributionZh = "© 测绘院",
            Layer = "vec",
            MatrixSet = "w",
        });
    }
}
