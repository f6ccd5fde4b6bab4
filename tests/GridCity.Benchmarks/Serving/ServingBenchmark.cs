using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Journal;
using GridCity.Simulation.Cities;

namespace GridCity.Benchmarks.Serving;

/// <summary>
/// Durable reports over HTTP on this machine's cores, the load generator among them: one a request, in batches as an import
/// sends them, and beside both what SQLite alone takes for the same entries.
/// </summary>
internal static class ServingBenchmark
{
    private const int Connections = 256;
    private const int BatchRows = 1_000;

    public static int Run(string[] args) => RunAsync(args.Contains("--smoke")).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(bool isSmoke)
    {
        using var folder = new TemporaryFolder();
        var city = Path.Combine(folder.Path, "city");
        CityWriter.Save(ReportedClasses.AddTo(SyntheticGridCity.Create(100, 100)), city);
        var data = Path.Combine(folder.Path, "city.db");
        await using (var server = await BenchServer.StartAsync(city, data))
        {
            await SingleAsync(new LoadGenerator(server.Port, server.Bounds), isSmoke);
            var rate = await BatchAsync(server.Http, server.Bounds, isSmoke ? 2 : 100);
            Say($"in batches of {BatchRows:N0}, 4 at a time: {rate:N0} reports a second");
        }
        await ReportedClasses.SayDuplicatesAsync(data);
        await JournalAlone.CompareAsync(data, folder.Path);
        return 0;
    }

    private static async Task SingleAsync(LoadGenerator load, bool isSmoke)
    {
        await load.FloodAsync(Connections, isSmoke ? 200 : 20_000);
        var (answered, elapsed, latencies) = await load.FloodAsync(Connections, isSmoke ? 500 : 60_000);
        var perSecond = answered / elapsed.TotalSeconds;
        Say($"one report a request, {Connections} connections: {perSecond:N0} a second, {Percentiles(latencies)}");
        var (_, _, paced) = await load.PaceAsync(Connections, perSecond / 2, TimeSpan.FromSeconds(isSmoke ? 1 : 10));
        Say($"at half that load ({perSecond / 2:N0} a second): {Percentiles(paced)}");
        Say($"the disk alone, {DiskAlone.Bytes / 1_024} KiB written and made durable: {Percentiles(DiskAlone.Measure(isSmoke ? 20 : 500))}");
    }

    /// <summary>Sends batches, four at a time, and says how many reports a second that was.</summary>
    public static async Task<double> BatchAsync(HttpClient http, double[] bounds, int count)
    {
        var random = new Random(3);
        var batches = Enumerable.Range(0, count).Select(_ => Batch(random, bounds, BatchRows)).ToList();
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, stop) =>
        {
            using var content = new ByteArrayContent(batch);
            content.Headers.ContentType = new("application/json");
            using var response = await http.PostAsync("/api/v1/reports/batch", content, stop);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync(stop);
        });
        return BatchRows * batches.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static byte[] Batch(Random random, double[] bounds, int rows) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        reports = Enumerable.Range(0, rows).Select(_ => new
        {
            id = Guid.CreateVersion7(),
            @class = ReportedClasses.Any(random),
            channel = "inspector",
            lon = bounds[0] + ((bounds[2] - bounds[0]) * (0.01 + (0.98 * random.NextDouble()))),
            lat = bounds[1] + ((bounds[3] - bounds[1]) * (0.01 + (0.98 * random.NextDouble()))),
            text = "rubbish by the gate",
            by = "inspector:i-017",
        }),
    });

    private static string Percentiles(double[] sorted) => string.Create(
        CultureInfo.InvariantCulture,
        $"p50 {sorted[sorted.Length / 2]:0.0} ms, p99 {sorted[sorted.Length * 99 / 100]:0.0} ms, max {sorted[^1]:0.0} ms");

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}

/// <summary>
/// What is reported: a hundred classes, as a city has them. With one class nearly every report of a load like this would lie
/// within 50 m of one before it, and the measure would be of duplicates.
/// </summary>
internal static class ReportedClasses
{
    private const int Count = 100;

    public static CityParts AddTo(CityParts city) => city with
    {
        Classes = [.. city.Classes, .. Enumerable.Range(1, Count).Select(number => city.Classes[0] with { Code = Code(number) })],
        Limits =
        [
            .. city.Limits,
            .. Enumerable.Range(1, Count).Select(number => city.Limits[0] with { Class = Code(number) }),
        ],
    };

    public static string Any(Random random) => Code(random.Next(1, Count + 1));

    public static async Task SayDuplicatesAsync(string data)
    {
        await using var journal = SqliteJournal.OpenReadOnly(data);
        var (all, duplicates) = (0, 0);
        await foreach (var entry in journal.ReadAsync(0, CancellationToken.None))
        {
            all += entry.Event is CaseReported ? 1 : 0;
            duplicates += entry.Event is DuplicateFound ? 1 : 0;
        }
        Console.WriteLine(FormattableString.Invariant($"of {all:N0} reports {100.0 * duplicates / all:0.0} % were duplicates"));
    }

    private static string Code(int number) => (90_000 + number).ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// What it takes to make about as many bytes durable as a commit does, and nothing else: no report can be faster, and on a
/// shared disk the slowest percent says more about the neighbours than about the server.
/// </summary>
internal static class DiskAlone
{
    public const int Bytes = 256 * 1_024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static double[] Measure(int writes)
    {
        using var folder = new TemporaryFolder();
        using var file = new FileStream(Path.Combine(folder.Path, "disk"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[Bytes];
        var times = new double[writes];
        using var pause = new ManualResetEventSlim();
        for (var index = 0; index < writes; index++)
        {
            file.Position = index % 64 * (long)Bytes;
            var started = Stopwatch.GetTimestamp();
            file.Write(block);
            file.Flush(flushToDisk: true);
            times[index] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            pause.Wait(Pause);
        }
        Array.Sort(times);
        return times;
    }
}

/// <summary>What the journal alone takes for the same reports: rows read from it and written again. Its own ratio to bare SQLite is in <c>journal</c>.</summary>
internal static class JournalAlone
{
    private const int EntriesPerTransaction = 4_096;

    public static async Task CompareAsync(string data, string folder)
    {
        var entries = new List<Entry>();
        var rows = new List<CaseRow>();
        await using (var journal = SqliteJournal.OpenReadOnly(data))
        {
            await foreach (var entry in journal.ReadAsync(0, CancellationToken.None))
            {
                entries.Add(entry);
            }
            var filter = new CaseFilter { Limit = CaseFilter.LimitMax };
            while (await journal.ReadCasesAsync(filter, CancellationToken.None) is { Count: > 0 } page)
            {
                rows.AddRange(page);
                filter = filter with { Before = page[^1].Opened };
            }
        }
        rows.Reverse();
        var large = await WriteAsync(entries, rows, Path.Combine(folder, "large.db"), EntriesPerTransaction);
        Console.WriteLine(FormattableString.Invariant(
            $"the same {rows.Count:N0} reports written to the journal alone, {EntriesPerTransaction:N0} entries a transaction: {rows.Count / large.TotalSeconds:N0} a second"));
        var few = rows.Take(2_000).ToList();
        var limit = few[^1].Opened;
        var one = await WriteAsync([.. entries.Where(entry => entry.Position < limit)], few, Path.Combine(folder, "one.db"), 1);
        Console.WriteLine(FormattableString.Invariant(
            $"the first {few.Count:N0} of them with a transaction each: {few.Count / one.TotalSeconds:N0} a second"));
    }

    private static async Task<TimeSpan> WriteAsync(List<Entry> entries, List<CaseRow> rows, string path, int perTransaction)
    {
        await using var journal = SqliteJournal.Open(path, "bench", TimeProvider.System);
        var started = Stopwatch.GetTimestamp();
        var row = 0;
        for (var from = 0; from < entries.Count;)
        {
            // A case's entries stay together: a transaction ends before the next case begins.
            var to = Math.Min(entries.Count, from + perTransaction);
            while (to < entries.Count && entries[to].Command == entries[to - 1].Command)
            {
                to++;
            }
            var first = row;
            while (row < rows.Count && rows[row].Opened <= entries[to - 1].Position)
            {
                row++;
            }
            await journal.AppendAsync(entries.GetRange(from, to - from), rows.GetRange(first, row - first), CancellationToken.None);
            from = to;
        }
        return Stopwatch.GetElapsedTime(started);
    }
}
