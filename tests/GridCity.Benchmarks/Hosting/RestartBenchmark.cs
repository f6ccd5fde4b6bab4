using System.Diagnostics;
using GridCity.Benchmarks.Journal;
using GridCity.Core.Cities;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Simulation.Cities;

namespace GridCity.Benchmarks.Hosting;

/// <summary>How long a host takes to start again on a long journal: from snapshots and tail, and beside it by folding all of it.</summary>
internal static class RestartBenchmark
{
    private const int CellCount = 2_322;
    private const int Batch = 4_096;

    public static int Run(string[] args) => RunAsync(args.Contains("--smoke") ? 20_000 : 5_000_000).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(int count)
    {
        using var folder = new TemporaryFolder();
        CityWriter.Save(SyntheticGridCity.Create(10, 10), Path.Combine(folder.Path, "city"));
        var city = CityFolder.Load(Path.Combine(folder.Path, "city")).City!;
        var path = Path.Combine(folder.Path, "long.db");
        await using (var journal = SqliteJournal.Open(path, city.Id, TimeProvider.System))
        {
            var load = new JournalLoad(1, CellCount);
            for (var written = 0; written < count; written += Batch)
            {
                var (entries, rows) = load.Next(Batch);
                await journal.AppendAsync(entries, rows, CancellationToken.None);
            }
        }
        var whole = await OpenAsync(city, path);
        var again = await OpenAsync(city, path);
        Console.WriteLine(FormattableString.Invariant(
            $"{again.Position:N0} entries, {again.Open:N0} cases open: first start (all folded) {whole.Elapsed.TotalSeconds:0.00} s, restart from snapshots and tail {again.Elapsed.TotalSeconds:0.00} s"));
        return 0;
    }

    private static async Task<(TimeSpan Elapsed, long Position, int Open)> OpenAsync(City city, string path)
    {
        var started = Stopwatch.GetTimestamp();
        await using var journal = SqliteJournal.Open(path, city.Id, TimeProvider.System);
        await using var host = await InProcessHost.OpenAsync(city, journal, new InProcessOptions { ClockPeriod = TimeSpan.FromDays(1) }, TimeProvider.System, [], CancellationToken.None);
        return (Stopwatch.GetElapsedTime(started), journal.LastPosition, host.Condition.OpenCases);
    }
}
