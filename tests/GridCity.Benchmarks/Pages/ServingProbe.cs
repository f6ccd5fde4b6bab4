using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Benchmarks.Serving;

namespace GridCity.Benchmarks.Pages;

/// <summary>One report among many, whose way to the screens is followed.</summary>
internal static class ServingProbe
{
    private static readonly Random Places = new(11);

    /// <summary>When it was sent, in milliseconds of the machine's clock as pages read it, and where it stands in the journal.</summary>
    public static async Task<(double At, long Position)> ReportAsync(BenchServer server)
    {
        var bounds = server.Bounds;
        var at = DateTimeOffset.UtcNow;
        using var answer = await server.Http.PostAsJsonAsync("/api/v1/reports", new
        {
            id = Guid.CreateVersion7(),
            @class = ReportedClasses.Any(Places),
            channel = "inspector",
            lon = bounds[0] + ((bounds[2] - bounds[0]) * (0.01 + (0.98 * Places.NextDouble()))),
            lat = bounds[1] + ((bounds[3] - bounds[1]) * (0.01 + (0.98 * Places.NextDouble()))),
            text = "rubbish by the gate",
            by = "inspector:i-017",
        });
        answer.EnsureSuccessStatusCode();
        var reply = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((at - DateTimeOffset.UnixEpoch).TotalMilliseconds, reply.GetProperty("position").GetInt64());
    }
}
