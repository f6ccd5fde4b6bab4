using System.Globalization;
using System.Net;
using System.Text.Json;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Features;

/// <summary>The abstract tests of OGC API – Features Part 1, class core; each method names those that it runs.</summary>
public sealed class CoreTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string[] Collections = ["cells", "streets", "communities", "cases", "layers", "layers-rivers", "layers-roads"];

    private readonly FeatureClient _client = new(server);

    [Fact]
    public async Task The_first_page_leads_to_definition_conformance_and_data() // root-op, root-success
    {
        var page = await _client.GetAsync("/ogc");

        Assert.NotEqual("", page.GetProperty("title").GetString());
        foreach (var rel in (string[])["self", "alternate", "service-desc", "service-doc", "conformance", "data"])
        {
            Assert.NotNull(FeatureClient.Link(page, rel));
        }
        CheckLinks(page);
        Assert.Equal("http", new Uri(FeatureClient.Link(page, "data")!).Scheme);
    }

    [Fact]
    public async Task The_definition_comes_in_the_type_that_its_link_says() // api-definition-op, api-definition-success
    {
        var page = await _client.GetAsync("/ogc");
        foreach (var link in page.GetProperty("links").EnumerateArray()
            .Where(link => link.GetProperty("rel").GetString() is "service-desc" or "service-doc"))
        {
            using var response = await _client.SendAsync(link.GetProperty("href").GetString()!, link.GetProperty("type").GetString());
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.StartsWith(link.GetProperty("type").GetString()!, FeatureClient.TypeOf(response), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_conformance_names_what_is_kept_to() // conformance-op, conformance-success
    {
        var page = await _client.GetAsync(FeatureClient.Link(await _client.GetAsync("/ogc"), "conformance")!);

        var classes = page.GetProperty("conformsTo").EnumerateArray().Select(item => item.GetString()![^30..]).ToList();
        foreach (var name in (string[])["features-1/1.0/conf/core", "features-1/1.0/conf/geojson", "features-1/1.0/conf/html",
            "features-1/1.0/conf/oas30", "features-2/1.0/conf/crs"])
        {
            Assert.Contains(classes, item => item.EndsWith(name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_collections_are_listed_with_links_extents_and_systems() // fc-md-op, -success, -links, -items, -items-links, -extent
    {
        var page = await _client.GetAsync("/ogc/collections");
        CheckLinks(page);
        Assert.NotNull(FeatureClient.Link(page, "self"));
        Assert.NotNull(FeatureClient.Link(page, "alternate"));

        Assert.Equal(Collections, page.GetProperty("collections").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        foreach (var item in page.GetProperty("collections").EnumerateArray())
        {
            CheckLinks(item);
            var types = item.GetProperty("links").EnumerateArray()
                .Where(link => link.GetProperty("rel").GetString() == "items").Select(link => link.GetProperty("type").GetString());
            Assert.Equal(["application/geo+json", "text/html"], types);
            Assert.Equal(4, item.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].GetArrayLength());
        }
    }

    [Fact]
    public async Task Each_collection_says_of_itself_what_the_list_says() // sfc-md-op, sfc-md-success
    {
        var list = await _client.GetAsync("/ogc/collections");
        foreach (var listed in list.GetProperty("collections").EnumerateArray())
        {
            var alone = await _client.GetAsync("/ogc/collections/" + listed.GetProperty("id").GetString());
            foreach (var name in (string[])["id", "title", "description", "itemType", "crs", "storageCrs", "extent"])
            {
                Assert.Equal(listed.GetProperty(name).GetRawText(), alone.GetProperty(name).GetRawText());
            }
        }
        await _client.RefusedAsync("/ogc/collections/nothing", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_extent_holds_every_feature() // fc-md-extent
    {
        await ReportAsync(50, 50);
        foreach (var id in Collections)
        {
            var collection = await _client.GetAsync("/ogc/collections/" + id);
            var box = collection.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray()
                .Select(number => number.GetDouble()).ToArray();
            foreach (var feature in await _client.AllAsync(id, "?limit=1000"))
            {
                foreach (var (x, y) in Points(feature.GetProperty("geometry").GetProperty("coordinates")))
                {
                    Assert.InRange(x, box[0], box[2]);
                    Assert.InRange(y, box[1], box[3]);
                }
            }
        }
        var cases = await _client.GetAsync("/ogc/collections/cases");
        var interval = cases.GetProperty("extent").GetProperty("temporal").GetProperty("interval")[0];
        Assert.True(interval[0].GetDateTimeOffset() < DateTimeOffset.UtcNow);
        Assert.Equal(JsonValueKind.Null, interval[1].ValueKind);
    }

    [Theory]
    [InlineData("cells")]
    [InlineData("streets")]
    [InlineData("communities")]
    [InlineData("cases")]
    [InlineData("layers")]
    [InlineData("layers-rivers")]
    public async Task A_page_of_features_has_its_members_and_links(string id) // fc-op, fc-response, fc-links, fc-rel-type, fc-timeStamp, fc-number*
    {
        await ReportAsync(950, 50);
        var page = await _client.ItemsAsync(id);

        CheckLinks(page);
        Assert.NotNull(FeatureClient.Link(page, "self"));
        Assert.NotNull(FeatureClient.Link(page, "alternate"));
        Assert.NotNull(FeatureClient.Link(page, "collection"));
        Assert.InRange(page.GetProperty("timeStamp").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.InRange(page.GetProperty("features").GetArrayLength(), 1, 10);
        Assert.Equal(page.GetProperty("features").GetArrayLength(), page.GetProperty("numberReturned").GetInt32());
        if (page.TryGetProperty("numberMatched", out var matched))
        {
            Assert.Equal((await _client.AllAsync(id, "?limit=7")).Count, matched.GetInt32());
        }
    }

    [Theory]
    [InlineData("cells", 100)]
    [InlineData("streets", 2)]
    [InlineData("layers", 2)]
    public async Task Following_next_gives_every_feature_once(string id, int count)
    {
        foreach (var limit in (int[])[1, 7, 100, 10_000])
        {
            var ids = FeatureClient.Ids(await _client.AllAsync(id, $"?limit={limit}")).ToList();
            Assert.Equal(count, ids.Count);
            Assert.Equal(count, ids.Distinct().Count());
        }
    }

    [Fact]
    public async Task Cases_page_from_the_newest_to_the_oldest_while_new_ones_come()
    {
        var reported = new List<string>();
        for (var column = 0; column < 9; column++)
        {
            reported.Add(await ReportAsync((column * 100) + 50, 650));
        }
        var first = await _client.ItemsAsync("cases", "?limit=4");
        await ReportAsync(50, 750);
        var read = FeatureClient.Ids(first).ToList();
        for (var next = FeatureClient.Link(first, "next"); next is not null;)
        {
            var page = await _client.GetAsync(next, "application/geo+json");
            read.AddRange(FeatureClient.Ids(page));
            next = FeatureClient.Link(page, "next");
        }

        Assert.Equal(Enumerable.Reverse(reported), read.Take(9));
        Assert.Equal(read.Count, read.Distinct().Count());
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("10", 10)]
    [InlineData("100000", 100)]
    [InlineData("99999999999999999999", 100)]
    public async Task A_limit_is_kept_and_one_above_the_most_gives_the_most(string limit, int given) // fc-limit-definition, fc-limit-response
    {
        var page = await _client.ItemsAsync("cells", "?limit=" + limit);
        Assert.Equal(given, page.GetProperty("features").GetArrayLength());
    }

    [Fact]
    public async Task A_box_gives_what_touches_it_and_nothing_else() // fc-bbox-definition, fc-bbox-response
    {
        var four = await _client.ItemsAsync("cells", "?limit=100&bbox=" + FeatureClient.Box(110, 110, 290, 190));
        Assert.Equal(
            [Cases.TestCity.CodeAt(1, 1).ToString(), Cases.TestCity.CodeAt(2, 1).ToString()], FeatureClient.Ids(four).Order());
        Assert.Equal(2, four.GetProperty("numberMatched").GetInt32());

        var six = FeatureClient.Box(110, 110, 290, 190).Split(',');
        var heights = await _client.ItemsAsync("cells", $"?limit=100&bbox={six[0]},{six[1]},0,{six[2]},{six[3]},99");
        Assert.Equal(FeatureClient.Ids(four), FeatureClient.Ids(heights));

        var river = await _client.ItemsAsync("layers-rivers", "?bbox=" + FeatureClient.Box(400, 400, 420, 482));
        Assert.Equal(["north-river"], FeatureClient.Ids(river));
        Assert.Empty(FeatureClient.Ids(await _client.ItemsAsync("layers-rivers", "?bbox=" + FeatureClient.Box(400, 400, 420, 470))));
    }

    [Fact]
    public async Task A_box_takes_cases_by_their_point()
    {
        var inside = await ReportAsync(350, 850);
        await ReportAsync(450, 850);
        var page = await _client.ItemsAsync("cases", "?bbox=" + FeatureClient.Box(310, 810, 390, 890));

        Assert.Equal([inside], FeatureClient.Ids(page));
    }

    [Fact]
    public async Task A_box_across_the_antimeridian_goes_the_other_way_round()
    {
        Assert.Empty(FeatureClient.Ids(await _client.ItemsAsync("cells", "?bbox=170,-10,-170,80")));
        Assert.Equal(10, FeatureClient.Ids(await _client.ItemsAsync("cells", "?bbox=100,-10,-170,80")).Count());
    }

    [Fact]
    public async Task A_time_takes_cases_by_the_moment_of_their_report() // fc-time-definition, fc-time-response
    {
        var id = await ReportAsync(550, 550);
        var item = await _client.GetAsync($"/ogc/collections/cases/items/{id}", "application/geo+json");
        var at = item.GetProperty("properties").GetProperty("reportedAt").GetDateTimeOffset();
        var moment = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var before = at.AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var after = at.AddMinutes(1).ToString("yyyy-MM-dd'T'HH:mm:ss'%2B00:00'", CultureInfo.InvariantCulture);

        foreach (var good in (string[])[moment, $"{before}/{after}", $"../{after}", $"{before}/..", $"/{after}", $"{before}/"])
        {
            Assert.Contains(id, FeatureClient.Ids(await _client.AllAsync("cases", $"?limit=100&datetime={good}")));
        }
        foreach (var other in (string[])[before, $"../{before}", $"{after}/.."])
        {
            Assert.DoesNotContain(id, FeatureClient.Ids(await _client.AllAsync("cases", $"?limit=100&datetime={other}")));
        }
    }

    [Fact]
    public async Task Features_without_a_time_match_every_time() =>
        Assert.Equal(100, (await _client.AllAsync("cells", "?limit=40&datetime=1999-01-01T00:00:00Z")).Count);

    [Fact]
    public async Task Properties_filter_by_their_names()
    {
        var id = await ReportAsync(150, 950, "09001");
        var street = await _client.AllAsync("cells", "?limit=100&street=110101002");
        Assert.Equal(50, street.Count);
        Assert.Equal(["110101001"], FeatureClient.Ids(await _client.ItemsAsync("streets", "?nameZh=" + Uri.EscapeDataString("西街道"))));
        Assert.Equal(["ring-road"], FeatureClient.Ids(await _client.ItemsAsync("layers-roads", "?owner=city")));
        Assert.Equal(["roads:ring-road"], FeatureClient.Ids(await _client.ItemsAsync("layers", "?layer=roads")));
        var cell = Cases.TestCity.CodeAt(1, 9).ToString();
        foreach (var query in (string[])[$"id={id}", $"cell={cell}&class=09001", "class=09001&open=true", "class=09001&overdue=false",
            "class=09001&street=110101001", "class=09001&community=110101001001", "class=09001&channel=inspector"])
        {
            Assert.Equal([id], FeatureClient.Ids(await _client.ItemsAsync("cases", "?" + query)));
        }
        foreach (var query in (string[])["class=nothing", "cell=nothing", "stage=nothing", "street=nothing", "class=09001&open=false"])
        {
            Assert.Empty(FeatureClient.Ids(await _client.ItemsAsync("cases", "?" + query)));
        }
        Assert.Contains(cell, FeatureClient.Ids(await _client.ItemsAsync("cells", "?limit=100&open=1")));
        await _client.RefusedAsync("/ogc/collections/cells/items?open=many");
        await _client.RefusedAsync("/ogc/collections/cases/items?open=1");
    }

    [Theory]
    [InlineData("/ogc?x=1")]
    [InlineData("/ogc/conformance?limit=1")]
    [InlineData("/ogc/api?q=1")]
    [InlineData("/ogc/collections?limit=1")]
    [InlineData("/ogc/collections/cells?bbox=1,1,2,2")]
    [InlineData("/ogc/collections/cells/items?foo=bar")]
    [InlineData("/ogc/collections/cells/items?LIMIT=1")]
    [InlineData("/ogc/collections/cells/items?area=1")]
    [InlineData("/ogc/collections/cells/items/110101001001001?limit=1")]
    public Task A_parameter_that_is_not_known_is_refused(string path) => _client.RefusedAsync(path); // query-param-unknown

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=00")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=1.5")]
    [InlineData("limit=1&limit=2")]
    [InlineData("bbox=1,2,3")]
    [InlineData("bbox=1,2,3,4,5")]
    [InlineData("bbox=a,b,c,d")]
    [InlineData("bbox=116,39,117,NaN")]
    [InlineData("bbox=116,39,117,1e999")]
    [InlineData("bbox=116,39,181,40")]
    [InlineData("bbox=116,-91,117,40")]
    [InlineData("bbox=116,40,117,39")]
    [InlineData("datetime=yesterday")]
    [InlineData("datetime=2026-09-14")]
    [InlineData("datetime=2026-09-14T08:00:00")]
    [InlineData("datetime=2026-13-14T08:00:00Z")]
    [InlineData("datetime=../..")]
    [InlineData("datetime=/")]
    [InlineData("datetime=2026-09-14T08:00:00Z/2026-09-13T08:00:00Z")]
    [InlineData("datetime=2026-09-14T08:00:00Z/2026-09-15T08:00:00Z/2026-09-16T08:00:00Z")]
    [InlineData("f=xml")]
    [InlineData("after=x")]
    [InlineData("crs=EPSG:4490")]
    [InlineData("bbox-crs=http://www.opengis.net/def/crs/EPSG/0/9999")]
    public Task A_value_that_cannot_be_is_refused(string query) => // query-param-invalid
        _client.RefusedAsync("/ogc/collections/cells/items?" + query);

    [Theory]
    [InlineData("cells", "110101001001001")]
    [InlineData("streets", "110101002")]
    [InlineData("communities", "110101002001")]
    [InlineData("layers-rivers", "north-river")]
    [InlineData("layers", "rivers:north-river")]
    public async Task One_feature_has_its_id_and_links(string collection, string id) // f-op, f-success, f-links
    {
        var item = await _client.GetAsync($"/ogc/collections/{collection}/items/{id}", "application/geo+json");

        Assert.Equal(("Feature", id), (item.GetProperty("type").GetString(), item.GetProperty("id").GetString()));
        foreach (var rel in (string[])["self", "alternate", "collection"])
        {
            Assert.NotNull(FeatureClient.Link(item, rel));
        }
        CheckLinks(item);
        await _client.RefusedAsync($"/ogc/collections/{collection}/items/no%2Fsuch%3Cthing%3E", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Head_and_other_origins_are_answered()
    {
        using var head = await _client.SendAsync("/ogc/collections/cells/items", method: HttpMethod.Head);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("*", head.Headers.GetValues("Access-Control-Allow-Origin").Single());
        await _client.RefusedAsync("/ogc/nothing", HttpStatusCode.NotFound);
    }

    private static void CheckLinks(JsonElement document) => Assert.All(document.GetProperty("links").EnumerateArray(), link =>
    {
        Assert.NotEqual("", link.GetProperty("rel").GetString());
        Assert.NotEqual("", link.GetProperty("type").GetString());
        Assert.True(Uri.IsWellFormedUriString(link.GetProperty("href").GetString(), UriKind.Absolute));
    });

    private static IEnumerable<(double X, double Y)> Points(JsonElement coordinates) => coordinates[0].ValueKind == JsonValueKind.Number
        ? [(coordinates[0].GetDouble(), coordinates[1].GetDouble())]
        : coordinates.EnumerateArray().SelectMany(Points);

    private async Task<string> ReportAsync(double x, double y, string caseClass = "06010")
    {
        var (_, reply) = await server.PostAsync("/api/v1/reports", TestServer.ReportAt(x, y, caseClass));
        return reply.GetProperty("case").GetProperty("id").GetString()!;
    }
}
