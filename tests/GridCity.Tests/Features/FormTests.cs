using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Features;

/// <summary>The abstract tests of the forms (GeoJSON, HTML, OpenAPI 3.0) and of the reference systems of Part 2.</summary>
public sealed partial class FormTests(TestServer server) : IClassFixture<TestServer>
{
    private readonly FeatureClient _client = new(server);

    [Fact]
    public async Task Features_are_geojson_whose_outer_rings_run_against_the_clock() // geojson/definition, geojson/content
    {
        foreach (var id in (string[])["cells", "streets", "layers"])
        {
            var page = await _client.ItemsAsync(id, "?limit=100");
            Assert.Equal("FeatureCollection", page.GetProperty("type").GetString());
            foreach (var feature in page.GetProperty("features").EnumerateArray())
            {
                Assert.Equal("Feature", feature.GetProperty("type").GetString());
                var geometry = feature.GetProperty("geometry");
                var coordinates = geometry.GetProperty("coordinates");
                switch (geometry.GetProperty("type").GetString())
                {
                    case "Polygon":
                        CheckRing(coordinates[0]);
                        break;
                    case "MultiPolygon":
                        Assert.All(coordinates.EnumerateArray(), part => CheckRing(part[0]));
                        break;
                    default:
                        Assert.Equal("LineString", geometry.GetProperty("type").GetString());
                        break;
                }
            }
        }
    }

    [Fact]
    public async Task Streets_are_whole_and_as_large_as_their_cells()
    {
        var west = await _client.GetAsync("/ogc/collections/streets/items/110101001", "application/geo+json");
        Assert.Equal("Polygon", west.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(500_000, west.GetProperty("properties").GetProperty("area").GetDouble(), 1.0);
        Assert.Equal(50, west.GetProperty("properties").GetProperty("cells").GetInt32());
    }

    [Theory]
    [InlineData("/ogc")]
    [InlineData("/ogc/conformance")]
    [InlineData("/ogc/api")]
    [InlineData("/ogc/collections")]
    [InlineData("/ogc/collections/cells")]
    [InlineData("/ogc/collections/cells/items")]
    [InlineData("/ogc/collections/cells/items/110101001001001")]
    public async Task Every_document_is_also_a_page(string path) // html/definition, html/content
    {
        foreach (var (asked, accept) in ((string, string?)[])
        [
            (path + "?f=html", null), (path, "text/html"), (path, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ])
        {
            using var response = await _client.SendAsync(asked, accept);
            var page = await response.Content.ReadAsStringAsync(FeatureClient.Stop);
            Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
            Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
            Assert.DoesNotMatch(InlineCode(), page);
            Assert.Contains("rel=\"alternate\"", page, StringComparison.Ordinal);
        }
        using var json = await _client.SendAsync(path, "application/json;q=0.9,text/html;q=0.5");
        Assert.Contains("json", json.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_definition_is_complete() // oas30/completeness, oas30/definition-1, -2, oas30/impl, oas30/exceptions-codes
    {
        var definition = await _client.GetAsync("/ogc/api", "application/vnd.oai.openapi+json;version=3.0");
        Assert.StartsWith("3.0.", definition.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var root = definition.GetProperty("servers")[0].GetProperty("url").GetString()!;
        var operations = new HashSet<string>();
        foreach (var path in definition.GetProperty("paths").EnumerateObject())
        {
            var get = path.Value.GetProperty("get");
            Assert.True(operations.Add(get.GetProperty("operationId").GetString()!));
            foreach (var status in (string[])["200", "400", "404", "500"])
            {
                Assert.True(get.GetProperty("responses").TryGetProperty(status, out _));
            }
            var address = root + path.Name;
            if (address.Contains("{featureId}", StringComparison.Ordinal))
            {
                var page = await _client.GetAsync(address[..address.LastIndexOf('/')], "application/geo+json");
                if (!FeatureClient.Ids(page).Any())
                {
                    continue;
                }
                address = address.Replace("{featureId}", Uri.EscapeDataString(FeatureClient.Ids(page).First()), StringComparison.Ordinal);
            }
            using var response = await _client.SendAsync(address);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.True(get.GetProperty("responses").GetProperty("200").GetProperty("content")
                .TryGetProperty(FeatureClient.TypeOf(response), out _));
        }
        CheckReferences(definition, definition);
    }

    [Fact]
    public async Task The_parameters_of_the_definition_are_those_of_the_standard() // fc-limit-definition, fc-bbox-definition, fc-time-definition
    {
        var definition = await _client.GetAsync("/ogc/api", "application/vnd.oai.openapi+json;version=3.0");
        var parameters = definition.GetProperty("components").GetProperty("parameters");
        var limit = parameters.GetProperty("limit").GetProperty("schema");
        Assert.Equal((1, 10_000, 10), (limit.GetProperty("minimum").GetInt32(), limit.GetProperty("maximum").GetInt32(), limit.GetProperty("default").GetInt32()));
        var bbox = parameters.GetProperty("bbox");
        Assert.Equal(("form", false), (bbox.GetProperty("style").GetString(), bbox.GetProperty("explode").GetBoolean()));
        Assert.Equal("number", bbox.GetProperty("schema").GetProperty("items").GetProperty("type").GetString());
        Assert.Equal("string", parameters.GetProperty("datetime").GetProperty("schema").GetProperty("type").GetString());
        Assert.Equal(FeatureClient.Crs84, parameters.GetProperty("bbox-crs").GetProperty("schema").GetProperty("default").GetString());
    }

    [Fact]
    public async Task Every_system_that_a_collection_names_is_one_that_can_be_asked_for() // crs-uri, fc-md-crs-list, storageCrs, ogc-crs-header
    {
        var list = await _client.GetAsync("/ogc/collections");
        Assert.Equal(
            [FeatureClient.Crs84, FeatureClient.Cgcs2000, FeatureClient.Zone], list.GetProperty("crs").EnumerateArray().Select(crs => crs.GetString()));
        foreach (var collection in list.GetProperty("collections").EnumerateArray())
        {
            var systems = collection.GetProperty("crs").EnumerateArray().Select(crs => crs.GetString()!).ToList();
            Assert.Equal(FeatureClient.Crs84, systems[0]);
            Assert.Contains(collection.GetProperty("storageCrs").GetString(), systems);
            foreach (var crs in systems)
            {
                using var response = await _client.SendAsync(
                    $"/ogc/collections/{collection.GetProperty("id").GetString()}/items?crs={Uri.EscapeDataString(crs)}");
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.Equal($"<{crs}>", response.Headers.GetValues("Content-Crs").Single());
            }
        }
        using var plain = await _client.SendAsync("/ogc/collections/cells/items/110101001001001");
        Assert.Equal($"<{FeatureClient.Crs84}>", plain.Headers.GetValues("Content-Crs").Single());
    }

    [Fact]
    public async Task Cgcs2000_gives_latitude_first_and_its_zone_gives_northing_and_easting() // crs-action, geojson
    {
        const string Cell = "/ogc/collections/cells/items/110101001001001";
        var degrees = First(await _client.GetAsync(Cell, "application/geo+json"));
        var national = First(await _client.GetAsync($"{Cell}?crs={Uri.EscapeDataString(FeatureClient.Cgcs2000)}", "application/geo+json"));
        var zone = First(await _client.GetAsync($"{Cell}?crs={Uri.EscapeDataString(FeatureClient.Zone)}", "application/geo+json"));

        Assert.Equal((degrees.Y, degrees.X), national);
        Assert.InRange(degrees.X, 116.409, 116.42);
        // An independent projection of the same point onto the zone about 117 degrees east.
        var (east, north) = Projected(degrees.X, degrees.Y);
        Assert.Equal(north, zone.X, 0.02);
        Assert.Equal(east, zone.Y, 0.02);
    }

    [Fact]
    public async Task A_box_in_another_system_means_the_same_place() // bbox-crs-definition, -valid-value, -default-value, -action
    {
        var numbers = FeatureClient.Box(110, 110, 290, 190).Split(',');
        var expected = FeatureClient.Ids(await _client.ItemsAsync("cells", "?bbox=" + string.Join(',', numbers))).ToList();
        var turned = $"?bbox={numbers[1]},{numbers[0]},{numbers[3]},{numbers[2]}&bbox-crs={Uri.EscapeDataString(FeatureClient.Cgcs2000)}";
        Assert.Equal(expected, FeatureClient.Ids(await _client.ItemsAsync("cells", turned)));

        var (east1, north1) = Projected(Number(numbers[0]), Number(numbers[1]));
        var (east2, north2) = Projected(Number(numbers[2]), Number(numbers[3]));
        var metres = string.Create(
            CultureInfo.InvariantCulture, $"?bbox={north1},{east1},{north2},{east2}&bbox-crs={Uri.EscapeDataString(FeatureClient.Zone)}");
        Assert.Superset(expected.ToHashSet(), FeatureClient.Ids(await _client.ItemsAsync("cells", metres)).ToHashSet());
        await _client.RefusedAsync($"/ogc/collections/cells/items?bbox=1,2,3,1e300&bbox-crs={Uri.EscapeDataString(FeatureClient.Zone)}");
    }

    private static (double X, double Y) First(JsonElement feature)
    {
        var point = feature.GetProperty("geometry").GetProperty("coordinates")[0][0][0];
        return (point[0].GetDouble(), point[1].GetDouble());
    }

    private static (double East, double North) Projected(double longitude, double latitude)
    {
        var systems = new ProjNet.CoordinateSystems.CoordinateSystemFactory();
        var zone = systems.CreateFromWkt(
            """
            PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 117E",GEOGCS["CGCS2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],
            PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],
            PARAMETER["central_meridian",117],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]
            """);
        var transform = new ProjNet.CoordinateSystems.Transformations.CoordinateTransformationFactory()
            .CreateFromCoordinateSystems(ProjNet.CoordinateSystems.GeographicCoordinateSystem.WGS84, zone);
        var at = transform.MathTransform.Transform([longitude, latitude]);
        return (at[0], at[1]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void CheckRing(JsonElement ring)
    {
        var points = ring.EnumerateArray().Select(point => (X: point[0].GetDouble(), Y: point[1].GetDouble())).ToList();
        Assert.Equal(points[0], points[^1]);
        var twice = 0.0;
        for (var index = 1; index < points.Count; index++)
        {
            twice += ((points[index - 1].X - points[0].X) * (points[index].Y - points[0].Y))
                - ((points[index].X - points[0].X) * (points[index - 1].Y - points[0].Y));
        }
        Assert.True(twice > 0);
    }

    private static void CheckReferences(JsonElement definition, JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.Array)
        {
            Assert.All(part.EnumerateArray(), item => CheckReferences(definition, item));
            return;
        }
        if (part.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        foreach (var member in part.EnumerateObject())
        {
            if (member.Name == "$ref")
            {
                var at = definition;
                foreach (var step in member.Value.GetString()!.Split('/').Skip(1))
                {
                    Assert.True(at.TryGetProperty(step, out at), member.Value.GetString());
                }
            }
            CheckReferences(definition, member.Value);
        }
    }

    [GeneratedRegex("""\sstyle\s*=|\son[a-z]+\s*=|<script|<style|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();
}
