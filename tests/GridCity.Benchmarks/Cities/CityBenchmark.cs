using System.Diagnostics;
using GridCity.Simulation.Cities;

namespace GridCity.Benchmarks.Cities;

/// <summary>How long a city of a million square cells takes to open from its folder, and how much memory a cell without cases takes.</summary>
internal static class CityBenchmark
{
    public static int Run(string[] args)
    {
        (int Width, int Height)[] sizes = args.Contains("--smoke") ? [(30, 30)] : [(100, 100), (300, 333), (1_000, 1_000)];
        foreach (var (width, height) in sizes)
        {
            using var folder = new TemporaryFolder();
            CityWriter.Save(SyntheticGridCity.Create(width, height), folder.Path);
            var file = Directory.EnumerateFiles(folder.Path).Sum(name => new FileInfo(name).Length);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var started = Stopwatch.GetTimestamp();
            var load = CityFolder.Load(folder.Path, new LoadOptions { CheckCoverage = false });
            var elapsed = Stopwatch.GetElapsedTime(started);
            var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
            Console.WriteLine(FormattableString.Invariant(
                $"{load.City!.Grid.Count,9:N0} cells, {file / 1e6,6:0.0} MB of files: opened in {elapsed.TotalSeconds:0.00} s, {bytes / (double)load.City.Grid.Count:N0} B a cell"));
            GC.KeepAlive(load);
        }
        return 0;
    }
}
