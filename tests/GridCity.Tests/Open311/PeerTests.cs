using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GridCity.Tests.Cases;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.Open311;

/// <summary>A client of others, from the npm registry; <c>npm ci --prefix tests/peers --ignore-scripts</c> fetches it.</summary>
public sealed class PeerTests(Open311Site site) : IClassFixture<Open311Site>
{
    [Fact]
    public async Task A_client_from_a_registry_discovers_lists_reports_and_reads_back()
    {
        var folder = Path.Combine(Repository.Root, "tests/peers");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(folder, "node_modules/open311")),
            "The client is not there: 'npm ci --prefix tests/peers --ignore-scripts' fetches it from the registry.");
        var at = TestCity.At(450, 450);
        string[] arguments =
        [
            Path.Combine(folder, "open311.cjs"),
            site.Http.BaseAddress + "open311/discovery.json",
            "testville",
            at.Latitude.ToString("R", CultureInfo.InvariantCulture),
            at.Longitude.ToString("R", CultureInfo.InvariantCulture),
        ];
        using var node = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var failed = node.StandardError.ReadToEndAsync(Open311Site.Stop);
        var told = await node.StandardOutput.ReadToEndAsync(Open311Site.Stop);
        await node.WaitForExitAsync(Open311Site.Stop);
        Assert.True(node.ExitCode == 0, await failed);

        using var got = JsonDocument.Parse(told.Split('\n').Last(line => line.StartsWith('{')));
        var id = got.RootElement.GetProperty("id").GetString()!;
        Assert.StartsWith(TestCity.CodeAt(4, 4).ToString(), id, StringComparison.Ordinal);
        Assert.Equal(["condition", "limit"], got.RootElement.GetProperty("attributes").EnumerateArray().Select(code => code.GetString()));
        Assert.Contains("02001", got.RootElement.GetProperty("services").EnumerateArray().Select(code => code.GetString()));
        Assert.Contains(id, got.RootElement.GetProperty("listed").EnumerateArray().Select(code => code.GetString()));
        Assert.Equal("the lamp is dark 路灯不亮", got.RootElement.GetProperty("one").GetProperty("description").GetString());
    }
}
