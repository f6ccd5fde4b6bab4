using System.Diagnostics;
using System.Globalization;
using GridCity.Tests.Cities;
using GridCity.Tests.Pages;
using Xunit;

namespace GridCity.Tests.Planner;

/// <summary>Long work as a process of its own, stopped as Ctrl-C stops it.</summary>
public sealed class InterruptTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_is_interrupted_leaves_a_result_that_says_it_is_partial_and_can_be_resumed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are those of Unix.");
        var (city, _, _, _) = SmallScenario.Make(_folder.Path);
        var scenario = SmallScenario.Write(_folder.Path, "long.yaml", SmallScenario.Text.Replace("days: 10", "days: 18000", StringComparison.Ordinal));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "gridcity.dll"), "simulate", scenario, "--city", city, "--html", _folder["partial.html"],
            "--xes", _folder["partial.xes"],
        })
        {
            start.ArgumentList.Add(word);
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        // The first word of progress says how much time is left; then it is worth stopping.
        var progress = await process.StandardError.ReadLineAsync(Stop);
        Assert.Contains("left", progress, StringComparison.Ordinal);
        var rest = process.StandardError.ReadToEndAsync(Stop);
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(Stop);
        }
        await process.WaitForExitAsync(Stop);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("PARTIAL: stopped before the end", await output, StringComparison.Ordinal);
        var page = PageReader.Read(File.ReadAllText(_folder["partial.html"]));
        Assert.Contains("Partial: stopped before its end", PageReader.Text(page), StringComparison.Ordinal);
        using var log = File.OpenRead(_folder["partial.xes"]);
        Assert.True(XesReader.Check(log).Traces > 0);
        Assert.NotNull(await rest);
    }
}
