using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Features;

/// <summary>A real client: the OAPIF driver of GDAL.</summary>
public sealed class GdalTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Gdal_sees_every_collection()
    {
        var told = await RunAsync("ogrinfo", Address);

        foreach (var id in (string[])["cells", "streets", "communities", "cases", "layers", "layers-rivers", "layers-roads"])
        {
            Assert.Contains(id, told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Gdal_reads_to_the_last_page()
    {
        for (var column = 0; column < 10; column++)
        {
            for (var row = 0; row < 3; row++)
            {
                await server.PostAsync("/api/v1/reports", TestServer.ReportAt((column * 100) + 50, (row * 100) + 50));
            }
        }
        foreach (var (collection, count) in ((string, int)[])[("cells", 100), ("cases", 30), ("communities", 2)])
        {
            var file = Path.Combine(Path.GetTempPath(), $"gridcity-{Guid.NewGuid():N}.geojson");
            try
            {
                // Pages of seven make many pages.
                await RunAsync("ogr2ogr", "-f", "GeoJSON", file, Address, collection, "-oo", "PAGE_SIZE=7");
                using var read = JsonDocument.Parse(await File.ReadAllTextAsync(file, FeatureClient.Stop));
                Assert.Equal(count, read.RootElement.GetProperty("features").GetArrayLength());
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    [Fact]
    public async Task Gdal_asks_by_box_and_by_attribute()
    {
        var box = FeatureClient.Box(110, 110, 290, 190).Split(',');
        var inBox = await RunAsync("ogrinfo", ["-ro", "-so", "-spat", .. box, Address, "cells"]);
        Assert.Contains("Feature Count: 2", inBox, StringComparison.Ordinal);
        var inStreet = await RunAsync("ogrinfo", "-ro", "-so", "-where", "street = '110101002'", Address, "cells");
        Assert.Contains("Feature Count: 50", inStreet, StringComparison.Ordinal);
        Assert.Contains("Integer", inStreet, StringComparison.Ordinal);
    }

    private string Address => string.Create(CultureInfo.InvariantCulture, $"OAPIF:{server.Http.BaseAddress}ogc");

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        Process? process = null;
        try
        {
            process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is not installed (Debian's package gdal-bin), so that GDAL was not asked.");
        }
        using (process)
        {
            var told = process!.StandardOutput.ReadToEndAsync(FeatureClient.Stop);
            var failed = await process.StandardError.ReadToEndAsync(FeatureClient.Stop);
            await process.WaitForExitAsync(FeatureClient.Stop);
            Assert.SkipWhen(failed.Contains("Unable to open", StringComparison.Ordinal) && !await HasDriverAsync(), "This GDAL has no OAPIF driver.");
            Assert.True(process.ExitCode == 0, failed);
            return await told;
        }
    }

    private static async Task<bool> HasDriverAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("ogrinfo", ["--formats"]) { RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadToEndAsync(FeatureClient.Stop)).Contains("OAPIF", StringComparison.Ordinal);
    }
}
