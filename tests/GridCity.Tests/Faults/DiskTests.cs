using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace GridCity.Tests.Faults;

public sealed class DiskTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-disk-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_full_disk_is_refused_clearly_and_harms_nothing()
    {
        var city = SquareCity.Make(_folder.FullName);
        var data = Path.Combine(_folder.FullName, "city.db");
        var acknowledged = new HashSet<string>();
        await using (var silo = await SiloProcess.StartLimitedAsync(city, data, 8_000_000, Stop))
        {
            var bounds = await SquareCity.BoundsAsync(silo.Http, Stop);
            var random = new Random(5);
            while (true)
            {
                using var response = await silo.Http.PostAsJsonAsync("/api/v1/reports", SquareCity.NextReport(random, bounds), Stop);
                var body = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
                if ((int)response.StatusCode != 201)
                {
                    Assert.Equal(507, (int)response.StatusCode);
                    Assert.Equal("JournalUnavailable", body.GetProperty("name").GetString());
                    Assert.NotEqual("", body.GetProperty("detail").GetString());
                    break;
                }
                acknowledged.Add(body.GetProperty("case").GetProperty("id").GetString()!);
            }
            using var ready = await silo.Http.GetAsync("/health/ready", Stop);
            Assert.Equal(503, (int)ready.StatusCode);
        }
        Assert.InRange(acknowledged.Count, 100, 100_000);

        await using (var again = await SiloProcess.StartAsync(city, data, Stop))
        {
            foreach (var id in acknowledged)
            {
                using var response = await again.Http.GetAsync("/api/v1/cases/" + id, Stop);
                Assert.True(response.IsSuccessStatusCode, id);
            }
            Assert.Equal(0, await again.InterruptAsync(Stop));
        }
        JournalFile.AssertSound(data);
    }

    [Fact]
    public async Task A_read_only_file_is_said_at_the_start_and_not_touched()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Who may do everything is kept from a file by chattr only.");
        var (city, data) = (SquareCity.Make(_folder.FullName), Path.Combine(_folder.FullName, "city.db"));
        await using (var silo = await SiloProcess.StartAsync(city, data, Stop))
        {
            Assert.Equal(0, await silo.InterruptAsync(Stop));
        }
        var before = await File.ReadAllBytesAsync(data, Stop);
        await ProtectAsync(data, "+i", UnixFileMode.UserRead);
        try
        {
            Assert.SkipWhen(CanWrite(data), "Nothing keeps this user from writing the file.");
            var (code, said) = await SiloProcess.RunAsync(city, data, Stop);

            Assert.Equal(1, code);
            Assert.Contains("is read-only. Allow writing to the file and its folder.", said, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
            Assert.Equal(before, await File.ReadAllBytesAsync(data, Stop));
        }
        finally
        {
            await ProtectAsync(data, "-i", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("/proc/gridcity/city.db")]
    [InlineData("/")]
    public async Task A_place_that_cannot_be_written_is_said_at_the_start(string data)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths are those of a Unix machine.");
        var (code, said) = await SiloProcess.RunAsync(SquareCity.Make(_folder.FullName), data, Stop);

        Assert.Equal(1, code);
        Assert.Contains("cannot be opened", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_city_that_is_broken_or_not_there_is_said_at_the_start()
    {
        var city = SquareCity.Make(_folder.FullName);
        File.Delete(Path.Combine(city, "units.csv"));
        var (code, said) = await SiloProcess.RunAsync(city, Path.Combine(_folder.FullName, "city.db"), Stop);
        Assert.Equal(1, code);
        Assert.Contains("units.csv", said, StringComparison.Ordinal);

        (code, said) = await SiloProcess.RunAsync(Path.Combine(_folder.FullName, "nowhere"), Path.Combine(_folder.FullName, "city.db"), Stop);
        Assert.Equal(1, code);
        Assert.Contains("nowhere", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_server_on_one_journal_is_refused()
    {
        var city = SquareCity.Make(_folder.FullName);
        var data = Path.Combine(_folder.FullName, "city.db");
        await using var first = await SiloProcess.StartAsync(city, data, Stop);
        var (code, said) = await SiloProcess.RunAsync(city, data, Stop);

        Assert.Equal(1, code);
        Assert.Contains("cannot be opened", said, StringComparison.Ordinal);
    }

    /// <summary>Sets the mode of a file, and its immutable attribute for the one user whom modes do not keep out.</summary>
    private static async Task ProtectAsync(string path, string attribute, UnixFileMode mode)
    {
#pragma warning disable CA1416 // The one test that comes here runs on Linux only.
        if (attribute == "+i")
        {
            File.SetUnixFileMode(path, mode);
        }
        if (Environment.IsPrivilegedProcess)
        {
            using var chattr = System.Diagnostics.Process.Start("chattr", [attribute, path]);
            await chattr.WaitForExitAsync(Stop);
        }
        if (attribute == "-i")
        {
            File.SetUnixFileMode(path, mode);
        }
#pragma warning restore CA1416
    }

    private static bool CanWrite(string path)
    {
        try
        {
            using var file = File.OpenWrite(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
