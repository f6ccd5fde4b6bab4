using System.Diagnostics;
using GridCity.Core.Cities;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Replay;

namespace GridCity.Benchmarks.Simulation;

/// <summary>
/// How many recorded cases a second go from a table through the full rules of a city to their closing, parsing included; and how
/// much memory the process takes. <c>--cases 10000000</c> says how many.
/// </summary>
internal static class ReplayBenchmark
{
    public static int Run(string[] args)
    {
        int[] counts = args.Contains("--smoke") ? [1_000] : Given(args) is { } given ? [given] : [100_000, 1_000_000];
        using var folder = new TemporaryFolder();
        DemonstrationCity.Create(Path.Combine(folder.Path, "city"), 1);
        var demonstration = CityFolder.Load(Path.Combine(folder.Path, "city"), new LoadOptions { CheckCoverage = false }).City!;
        foreach (var count in counts)
        {
            Measure(folder, demonstration, count);
        }
        if (Given(args) is null && !args.Contains("--smoke"))
        {
            CityWriter.Save(SyntheticGridCity.Create(300, 333), Path.Combine(folder.Path, "large"));
            Measure(folder, CityFolder.Load(Path.Combine(folder.Path, "large"), new LoadOptions { CheckCoverage = false }).City!, counts[^1]);
        }
        return 0;
    }

    private static void Measure(TemporaryFolder folder, City city, int count)
    {
        var (table, mapping) = (Path.Combine(folder.Path, "history.csv"), Path.Combine(folder.Path, "mapping.yaml"));
        MadeHistory.Write(city, table, count);
        File.WriteAllText(mapping, MadeHistory.Mapping.Replace("hotline-12345", city.Channels.Keys.Order(StringComparer.Ordinal).First(), StringComparison.Ordinal));
        var read = TimeSpan.Zero;
        var started = Stopwatch.GetTimestamp();
        var result = Replayer.Run(city, table, mapping, new ReplayOptions
        {
            Progress = part => read = part <= 0.3 ? Stopwatch.GetElapsedTime(started) : read,
        }, CancellationToken.None);
        var elapsed = Stopwatch.GetElapsedTime(started);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant(
            $"{count,10:N0} cases in {city.Grid.Count,7:N0} cells: {elapsed.TotalSeconds,6:0.00} s ({read.TotalSeconds:0.00} s of it reading), {count / elapsed.TotalSeconds,9:N0} cases/s, {result.Run.Entries:N0} entries, {process.PeakWorkingSet64 / 1e6:N0} MB at most, log {result.Run.Hash[..8]}"));
    }

    private static int? Given(string[] args) => Array.IndexOf(args, "--cases") is >= 0 and var at
        ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture)
        : null;
}
