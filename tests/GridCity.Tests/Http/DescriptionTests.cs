using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GridCity.Core.Cities;
using GridCity.Silo.Http.Description;
using GridCity.Tests.Stories;
using Xunit;

namespace GridCity.Tests.Http;

/// <summary>
/// The description at /openapi/v1.json: every operation has an example, and each is carried out against a new demonstration city
/// as it stands there, after the examples that it follows.
/// </summary>
public sealed class DescriptionTests
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 14, 0, 30, 0, TimeSpan.Zero);
    private static readonly Lazy<City> City = new(StoryCity.LoadCity);

    // The smallest JPEG: one grey pixel.
    private static readonly byte[] Jpeg =
    [
        0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64), 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0,
        0xFF, 0xC4, 0, 20, 0, 1, .. new byte[16], 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x3F, 0xFF, 0xD9,
    ];

    private string _photo = string.Empty;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_has_an_example_that_works()
    {
        var faults = new List<string>();
        var count = 0;
        JsonElement description;
        await using (var city = await StoryCity.OpenAsync(City.Value, Morning, Stop))
        {
            description = JsonDocument.Parse(await city.Http.GetStringAsync("/openapi/v1.json", Stop)).RootElement;
        }
        var operations = Operations(description).ToDictionary(one => one.Id, StringComparer.Ordinal);
        foreach (var operation in operations.Values)
        {
            count++;
            if (!operation.Body.TryGetProperty("x-gridcity-status", out _))
            {
                faults.Add($"{operation.Id}: there is no example");
                continue;
            }
            faults.AddRange(await TryAsync(operations, operation));
        }
        Assert.Empty(faults);
        Assert.True(count > 60, $"There are only {count} operations.");
    }

    [Fact]
    public async Task Every_parameter_is_described()
    {
        await using var city = await StoryCity.OpenAsync(City.Value, Morning, Stop);
        using var description = JsonDocument.Parse(await city.Http.GetStringAsync("/openapi/v1.json", Stop));
        Assert.Equal("GridCity", description.RootElement.GetProperty("info").GetProperty("title").GetString());
        foreach (var operation in Operations(description.RootElement))
        {
            Assert.True(operation.Body.TryGetProperty("summary", out _), operation.Id);
            foreach (var parameter in Parameters(operation.Body))
            {
                Assert.True(parameter.TryGetProperty("description", out _), $"{operation.Id} {parameter}");
            }
        }
    }

    private async Task<List<string>> TryAsync(Dictionary<string, Operation> operations, Operation operation)
    {
        var faults = new List<string>();
        var hasAccounts = operation.Body.TryGetProperty("x-gridcity-accounts", out _);
        await using var city = await StoryCity.OpenAsync(City.Value, Morning, Stop, hasAccounts);
        if (city.Access.Accounts?.SecretOfFirst(false) is { } secret)
        {
            city.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }
        var now = Morning;
        foreach (var step in operation.Body.GetProperty("x-gridcity-after").EnumerateArray().Select(item => item.GetString()!))
        {
            if (step == ApiExamples.Wait)
            {
                now = now.AddDays(14);
                await city.PassAsync(now, Stop);
                continue;
            }
            var before = operations[step.Split(' ')[0]];
            var variation = step.Contains(' ', StringComparison.Ordinal) ? ApiExamples.Of(step)!.Body : null;
            await CarryOutAsync(city, before, variation, faults);
        }
        await CarryOutAsync(city, operation, null, faults);
        return [.. faults.Select(fault => $"{operation.Id}: {fault}")];
    }

    private async Task CarryOutAsync(StoryCity city, Operation operation, string? variation, List<string> faults)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), Address(city, operation));
        request.Content = ContentOf(operation, variation);
        var isStream = operation.Id.Contains("tream", StringComparison.Ordinal);
        if (operation.Id == "changePassword")
        {
            await SignInAsync(city, request);
        }
        using var response = await city.Http.SendAsync(request, isStream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead, Stop);
        var expected = operation.Body.GetProperty("x-gridcity-status").GetInt32();
        var text = isStream ? string.Empty : await response.Content.ReadAsStringAsync(Stop);
        if ((int)response.StatusCode != expected)
        {
            faults.Add($"{request.Method} {request.RequestUri} gave {(int)response.StatusCode}, not {expected}: {text[..Math.Min(text.Length, 300)]}");
        }
        else if (!operation.Body.GetProperty("responses").TryGetProperty(expected.ToString(System.Globalization.CultureInfo.InvariantCulture), out _))
        {
            faults.Add($"the status {expected} is not described");
        }
        if (operation.Id == "addPhoto" && response.IsSuccessStatusCode)
        {
            _photo = JsonDocument.Parse(text).RootElement.GetProperty("name").GetString()!;
        }
    }

    // A session is a cookie and a word that pages send; the key of the administrator would hide it.
    private static async Task SignInAsync(StoryCity city, HttpRequestMessage request)
    {
        city.Http.DefaultRequestHeaders.Authorization = null;
        using var session = JsonDocument.Parse(await city.Http.GetStringAsync("/api/v1/session", Stop));
        request.Headers.Add("Gridcity-Csrf", session.RootElement.GetProperty("csrf").GetString());
    }

    private string Address(StoryCity city, Operation operation)
    {
        var path = operation.Path;
        var query = new List<string>();
        foreach (var parameter in Parameters(operation.Body))
        {
            if (!parameter.TryGetProperty("example", out var example))
            {
                continue;
            }
            var name = parameter.GetProperty("name").GetString()!;
            var value = Uri.EscapeDataString(example.ToString()
                .Replace("{hash}", city.City.Hash, StringComparison.Ordinal).Replace("{photo}", _photo, StringComparison.Ordinal));
            if (parameter.GetProperty("in").GetString() == "path")
            {
                path = path.Replace("{" + name + "}", value, StringComparison.Ordinal);
            }
            else
            {
                query.Add($"{name}={value}");
            }
        }
        return query.Count == 0 ? path : path + "?" + string.Join('&', query);
    }

    private static HttpContent? ContentOf(Operation operation, string? variation)
    {
        if (operation.Id == "addPhoto")
        {
            var photo = new ByteArrayContent(Jpeg);
            photo.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            return photo;
        }
        if (operation.Id == "addHistory")
        {
            return new StringContent(
                "id,Category,Created Date,Longitude,Latitude\na,Exposed rubbish,2026-09-01 10:00,116.4166,39.9283\n"
                    + "b,Unlicensed vendor,2026-09-02 10:00,116.4166,39.9284\n",
                Encoding.UTF8,
                "text/csv");
        }
        if (!operation.Body.TryGetProperty("requestBody", out var body))
        {
            return null;
        }
        var example = variation ?? body.GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText();
        return new StringContent(example, Encoding.UTF8, "application/json");
    }

    private static IEnumerable<JsonElement> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    private static IEnumerable<Operation> Operations(JsonElement description) =>
        from path in description.GetProperty("paths").EnumerateObject()
        where path.Name.StartsWith("/api/v1/", StringComparison.Ordinal)
        from method in path.Value.EnumerateObject()
        select new Operation(method.Value.GetProperty("operationId").GetString()!, method.Name.ToUpperInvariant(), path.Name, method.Value);

    private sealed record Operation(string Id, string Method, string Path, JsonElement Body);
}
