using System.Diagnostics;
using System.Globalization;
using GridCity.Journal;
using GridCity.Journal.Codec;

namespace GridCity.Benchmarks.Journal;

/// <summary>
/// The journal beside what SQLite itself takes: <c>[--entries n] [--long n] [--folder path]</c>. The first number is of
/// the entries in the comparison of appends, the second of those in the long journal; a folder that is named is kept.
/// </summary>
public static class JournalBenchmark
{
    private const int CellCount = 2322;
    private const int FindRounds = 20;

    /// <summary>Runs it and prints the figures.</summary>
    public static int Run(string[] args)
    {
        var isSmoke = args.Contains("--smoke");
        var kept = Text(args, "--folder");
        var folder = kept ?? Directory.CreateTempSubdirectory("gridcity-bench-").FullName;
        Directory.CreateDirectory(folder);
        try
        {
            CodecBench.Run(2000);
            CompareAppends(folder, Number(args, "--entries", isSmoke ? 200 : 100_000));
            LongJournal(folder, Number(args, "--long", isSmoke ? 10_000 : 5_000_000));
            return 0;
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static void CompareAppends(string folder, int count)
    {
        Console.WriteLine("append    batch      journal         bare   ratio      cpu    bare   (entries/s, and µs of processor an entry)");
        foreach (var batch in (int[])[1, 32, 512, 4096])
        {
            // Small batches wait for the disk; fewer of them show the same.
            var total = Math.Min(count, batch == 1 ? 2_000 : batch == 32 ? 40_000 : count);
            var load = Batches(total, batch);
            var ours = Ours(Path.Combine(folder, $"ours-{batch}.db"), load, total);
            var bare = Bare(Path.Combine(folder, $"bare-{batch}.db"), load, total);
            Console.WriteLine(
                $"append    {batch,5} {ours.Rate,12:N0} {bare.Rate,12:N0} {ours.Rate / bare.Rate,7:0.00} {ours.Cpu,8:0.00} {bare.Cpu,7:0.00}");
        }
    }

    private static List<(List<Entry> Entries, List<CaseRow> Rows)> Batches(int total, int batch)
    {
        var load = new JournalLoad(1, CellCount);
        return [.. Enumerable.Range(0, (total + batch - 1) / batch).Select(_ => load.Next(batch))];
    }

    private static Figure Ours(string path, List<(List<Entry> Entries, List<CaseRow> Rows)> load, int total)
    {
        var journal = SqliteJournal.Open(path, "bench", TimeProvider.System);
        var figure = Figure.Of(total, () =>
        {
            foreach (var (entries, rows) in load)
            {
                Done(journal.AppendAsync(entries, rows, CancellationToken.None));
            }
        });
        Done(journal.DisposeAsync());
        return figure;
    }

    private static Figure Bare(string path, List<(List<Entry> Entries, List<CaseRow> Rows)> load, int total)
    {
        using var sum = new EntrySum();
        var rows = load.ConvertAll(batch =>
            (batch.Entries.ConvertAll(entry => BareSqlite.Row(entry, sum)), batch.Rows.ConvertAll(BareSqlite.Row)));
        using var bare = new BareSqlite(path);
        return Figure.Of(total, () =>
        {
            foreach (var (entries, cases) in rows)
            {
                bare.Append(entries, cases);
            }
        });
    }

    private static void LongJournal(string folder, int count)
    {
        const int batch = 4096;
        var path = Path.Combine(folder, "long.db");
        var load = new JournalLoad(2, CellCount);
        var journal = SqliteJournal.Open(path, "bench", TimeProvider.System);
        var writing = new Stopwatch();
        var commands = new List<Guid>();
        for (var written = 0; written < count; written += batch)
        {
            var (entries, rows) = load.Next(Math.Min(batch, count - written));
            commands.Add(rows[0].Command);
            writing.Start();
            Done(journal.AppendAsync(entries, rows, CancellationToken.None));
            writing.Stop();
        }
        Console.WriteLine($"write     {count / writing.Elapsed.TotalSeconds,12:N0}/s");
        Print("find", "reports", FindReports(journal, commands), commands.Count * FindRounds);
        Done(journal.DisposeAsync());
        Print("verify", "entries", Figure.Of(count, () => Verify(path)), count);
        Print("read", "entries", Figure.Of(count, () => ReadAll(path)), count);
        Console.WriteLine($"file      {new FileInfo(path).Length / 1e6,12:N0} MB, {new FileInfo(path).Length / count} bytes an entry");
    }

    private static Figure FindReports(SqliteJournal journal, List<Guid> commands) =>
        Figure.Of(commands.Count * FindRounds, () =>
        {
            for (var round = 0; round < FindRounds; round++)
            {
                foreach (var command in commands)
                {
                    _ = journal.FindReportAsync(round % 2 == 0 ? command : Guid.Empty, CancellationToken.None).GetAwaiter().GetResult();
                }
            }
        });

    private static void Verify(string path)
    {
        var report = JournalVerifier.Verify(path, new VerifyOptions(), CancellationToken.None);
        if (!report.IsSound)
        {
            throw new InvalidOperationException(report.Faults[0].ToString());
        }
        Console.WriteLine($"hash      {report.Hash} over {report.Cases:N0} cases in {report.Cells:N0} cells");
    }

    private static void ReadAll(string path)
    {
        const int page = 1024;
        var journal = SqliteJournal.OpenReadOnly(path);
        for (var after = 0L; ;)
        {
            var entries = journal.ReadPageAsync(after, page, CancellationToken.None).GetAwaiter().GetResult();
            if (entries.Count == 0)
            {
                break;
            }
            after = entries[^1].Position;
        }
        Done(journal.DisposeAsync());
    }

    private static void Print(string what, string unit, Figure figure, int count) => Console.WriteLine(
        $"{what,-9} {figure.Rate,12:N0}/s, {figure.Cpu:0.00} µs of processor each, over {count:N0} {unit}");

    private static void Done(ValueTask task) => task.GetAwaiter().GetResult();

    private static string? Text(string[] args, string name)
    {
        var place = Array.IndexOf(args, name);
        return place < 0 ? null : args[place + 1];
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
