using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Journal;
using GridCity.Simulation.Cities;
using Xunit;

namespace GridCity.Tests.Faults;

/// <summary>A city folder of forty by forty square cells, and reports in it.</summary>
internal static class SquareCity
{
    public static string Make(string folder)
    {
        var city = Path.Combine(folder, "square");
        CityWriter.Save(SyntheticGridCity.Create(40, 40), city);
        return city;
    }

    public static async Task<double[]> BoundsAsync(HttpClient http, CancellationToken stop)
    {
        var city = await http.GetFromJsonAsync<JsonElement>("/api/v1/city", stop);
        return [.. city.GetProperty("bounds").EnumerateArray().Select(degree => degree.GetDouble())];
    }

    public static Dictionary<string, object> NextReport(Random random, double[] bounds) => new()
    {
        ["id"] = Guid.CreateVersion7(),
        ["class"] = "06010",
        ["channel"] = "inspector",
        ["lon"] = bounds[0] + ((bounds[2] - bounds[0]) * (0.05 + (0.9 * random.NextDouble()))),
        ["lat"] = bounds[1] + ((bounds[3] - bounds[1]) * (0.05 + (0.9 * random.NextDouble()))),
        ["by"] = "inspector:i-1",
    };
}

/// <summary>What a journal file must be, whatever happened to the process that wrote it.</summary>
internal static class JournalFile
{
    public static void AssertSound(string data)
    {
        var report = JournalVerifier.Verify(data, new VerifyOptions { Agrees = CellSnapshots.Agrees }, CancellationToken.None);
        Assert.True(report.IsSound, string.Join('\n', report.Faults));
    }
}
