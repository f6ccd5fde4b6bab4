using System.Globalization;
using System.Net;
using System.Text.Json;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Features;

/// <summary>A client of the features that follows links as the standard tells it to.</summary>
internal sealed class FeatureClient(TestServer server)
{
    public const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
    public const string Cgcs2000 = "http://www.opengis.net/def/crs/EPSG/0/4490";
    public const string Zone = "http://www.opengis.net/def/crs/EPSG/0/4548";

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<HttpResponseMessage> SendAsync(string path, string? accept = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }
        return await server.Http.SendAsync(request, Stop);
    }

    /// <summary>A JSON document that must be there, of a type.</summary>
    public async Task<JsonElement> GetAsync(string path, string type = "application/json")
    {
        using var response = await SendAsync(path);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode} {text}");
        Assert.Equal(type, TypeOf(response));
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The type of an answer; the client's own library puts a space into it.</summary>
    public static string TypeOf(HttpResponseMessage response) =>
        response.Content.Headers.ContentType!.ToString().Replace("; ", ";", StringComparison.Ordinal);

    /// <summary>A request that must be refused, in the form of the standard.</summary>
    public async Task RefusedAsync(string path, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        using var response = await SendAsync(path);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == status, $"{path}: {(int)response.StatusCode} {text}");
        var body = JsonDocument.Parse(text).RootElement;
        Assert.NotEqual("", body.GetProperty("code").GetString());
        Assert.NotEqual("", body.GetProperty("description").GetString());
    }

    public async Task<JsonElement> ItemsAsync(string collection, string query = "") =>
        await GetAsync($"/ogc/collections/{collection}/items{query}", "application/geo+json");

    /// <summary>All features from the first page to the last.</summary>
    public async Task<List<JsonElement>> AllAsync(string collection, string query)
    {
        var all = new List<JsonElement>();
        var next = $"/ogc/collections/{collection}/items{query}";
        while (next is not null)
        {
            var page = await GetAsync(next, "application/geo+json");
            Assert.Equal(page.GetProperty("features").GetArrayLength(), page.GetProperty("numberReturned").GetInt32());
            all.AddRange(page.GetProperty("features").EnumerateArray());
            next = Link(page, "next");
        }
        return all;
    }

    public static string? Link(JsonElement document, string rel) => document.GetProperty("links").EnumerateArray()
        .Where(link => link.GetProperty("rel").GetString() == rel).Select(link => link.GetProperty("href").GetString()).FirstOrDefault();

    public static IEnumerable<string> Ids(IEnumerable<JsonElement> features) => features.Select(feature => feature.GetProperty("id").GetString()!);

    public static IEnumerable<string> Ids(JsonElement page) => Ids(page.GetProperty("features").EnumerateArray());

    /// <summary>A box around a rectangle of the small city's plane, as a parameter.</summary>
    public static string Box(double minX, double minY, double maxX, double maxY)
    {
        var low = Cases.TestCity.At(minX, minY);
        var high = Cases.TestCity.At(maxX, maxY);
        return string.Create(CultureInfo.InvariantCulture, $"{low.Longitude},{low.Latitude},{high.Longitude},{high.Latitude}");
    }
}
