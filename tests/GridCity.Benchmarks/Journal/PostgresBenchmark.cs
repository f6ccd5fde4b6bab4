using System.Globalization;
using GridCity.Cluster.Tests.Postgres;
using GridCity.Journal;
using GridCity.Journal.Codec;
using GridCity.Journal.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace GridCity.Benchmarks.Journal;

/// <summary>
/// The journal on PostgreSQL beside the file, and beside a bare COPY of the same entries into the same table, each batch a
/// commit: <c>[--entries n]</c>. The server is made for it and runs on the same processors and disk.
/// </summary>
public static class PostgresBenchmark
{
    private const int CellCount = 2322;
    private const int Writers = 3;

    /// <summary>Runs it and prints the figures.</summary>
    public static int Run(string[] args)
    {
        if (!ThrowawayPostgres.IsFound)
        {
            Console.WriteLine(ThrowawayPostgres.Missing);
            return 0;
        }
        var place = Array.IndexOf(args, "--entries");
        var isSmoke = args.Contains("--smoke");
        var count = place >= 0 ? int.Parse(args[place + 1], CultureInfo.InvariantCulture) : isSmoke ? 200 : 100_000;
        RunAsync(count).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task RunAsync(int count)
    {
        await using var server = new ThrowawayPostgres();
        Console.WriteLine("append    batch       alone      shared   3 writers         file   bare COPY   alone/COPY  alone/file   cpu   (entries/s; µs of our processor)");
        foreach (var batch in (int[])[1, 32, 512, 4096])
        {
            var total = Math.Min(count, batch == 1 ? 2_000 : batch == 32 ? 40_000 : count);
            var alone = await AloneAsync(server, batch, total);
            var shared = await SharedAsync(server, batch, total, writers: 1);
            var several = await SharedAsync(server, batch, total, Writers);
            var file = File(batch, total);
            var copy = await CopyAsync(server, batch, total);
            Console.WriteLine(
                $"append    {batch,5} {alone.Rate,11:N0} {shared,11:N0} {several,11:N0} {file,12:N0} {copy,11:N0} {alone.Rate / copy,12:0.00} {alone.Rate / file,11:0.00} {alone.Cpu,5:0.0}");
        }
        await ReadAsync(server, count);
    }

    private static List<(List<Entry> Entries, List<CaseRow> Rows)> Batches(int total, int batch, int seed = 1)
    {
        var load = new JournalLoad(seed, CellCount);
        return [.. Enumerable.Range(0, (total + batch - 1) / batch).Select(_ => load.Next(batch))];
    }

    private static async Task<PostgresPlace> PlaceAsync(ThrowawayPostgres server, bool isShared) =>
        PostgresPlace.Parse(await server.CreateDatabaseAsync(), "bench") with { IsShared = isShared };

    private static async Task<Figure> AloneAsync(ThrowawayPostgres server, int batch, int total)
    {
        var load = Batches(total, batch);
        await using var journal = await PostgresJournal.OpenAsync(await PlaceAsync(server, isShared: false), CancellationToken.None);
        return Figure.Of(total, () => AppendAllAsync(journal, load).GetAwaiter().GetResult());
    }

    private static async Task AppendAllAsync(PostgresJournal journal, List<(List<Entry> Entries, List<CaseRow> Rows)> load)
    {
        foreach (var (entries, rows) in load)
        {
            await journal.AppendAsync(entries, rows, CancellationToken.None);
        }
    }

    // Each writer has cells of its own, as silos do; entries and rows are moved to the positions that the journal gives.
    private static async Task<double> SharedAsync(ThrowawayPostgres server, int batch, int total, int writers)
    {
        var place = await PlaceAsync(server, isShared: true);
        var loads = Enumerable.Range(0, writers).Select(writer => Batches(total / writers, batch, seed: 10 + writer)).ToList();
        var journals = await Task.WhenAll(loads.Select(_ => PostgresJournal.OpenAsync(place, CancellationToken.None)));
        var figure = Figure.Of(total, () => Task.WhenAll(journals.Select((journal, writer) => Task.Run(async () =>
        {
            var opened = new Dictionary<long, long>();
            foreach (var (entries, rows) in loads[writer])
            {
                await journal.AppendAsync(last => Moved(entries, rows, writer, last, opened), CancellationToken.None);
            }
        }))).GetAwaiter().GetResult());
        foreach (var journal in journals)
        {
            await journal.DisposeAsync();
        }
        return figure.Rate;
    }

    private static JournalBatch Moved(
        List<Entry> entries, List<CaseRow> rows, int writer, long last, Dictionary<long, long> opened)
    {
        var by = last + 1 - entries[0].Position;
        var aside = 1_000_000L * (writer + 1);
        foreach (var entry in entries)
        {
            opened[entry.Position] = entry.Position + by;
        }
        return new JournalBatch(
            entries.ConvertAll(entry => entry with { Position = entry.Position + by, Cell = new(entry.Cell.Value + aside) }),
            rows.ConvertAll(row => row with
            {
                Opened = opened[row.Opened],
                Updated = row.Updated + by,
                Id = new(new(row.Id.Birthplace.Value + aside), row.Id.Number),
                Cell = new(row.Cell.Value + aside),
            }));
    }

    private static double File(int batch, int total)
    {
        var folder = Directory.CreateTempSubdirectory("gridcity-bench-");
        var load = Batches(total, batch);
        var journal = SqliteJournal.Open(Path.Combine(folder.FullName, "bench.db"), "bench", TimeProvider.System);
        var figure = Figure.Of(total, () =>
        {
            foreach (var (entries, rows) in load)
            {
                journal.AppendAsync(entries, rows, CancellationToken.None).GetAwaiter().GetResult();
            }
        });
        journal.DisposeAsync().GetAwaiter().GetResult();
        folder.Delete(recursive: true);
        return figure.Rate;
    }

    private static async Task<double> CopyAsync(ThrowawayPostgres server, int batch, int total)
    {
        var connection = await server.CreateDatabaseAsync();
        await (await PostgresJournal.OpenAsync(PostgresPlace.Parse(connection, "bench"), CancellationToken.None)).DisposeAsync();
        using var sum = new EntrySum();
        var load = Batches(total, batch).ConvertAll(one => one.Entries.ConvertAll(entry => BareSqlite.Row(entry, sum)));
        await using var session = new NpgsqlConnection(connection);
        await session.OpenAsync();
        return Figure.Of(total, () =>
        {
            foreach (var rows in load)
            {
                using var copy = session.BeginBinaryImport($"COPY gridcity.journal ({EntryRow.Columns}) FROM STDIN (FORMAT BINARY)");
                rows.ForEach(row => Write(copy, row));
                copy.Complete();
            }
        }).Rate;
    }

    internal static void Write(NpgsqlBinaryImporter copy, object[] row)
    {
        copy.StartRow();
        copy.Write((long)row[0], NpgsqlDbType.Bigint);
        copy.Write((string)row[1], NpgsqlDbType.Text);
        copy.Write((int)row[2], NpgsqlDbType.Integer);
        copy.Write((long)row[3], NpgsqlDbType.Bigint);
        copy.Write(new Guid((byte[])row[4], bigEndian: true), NpgsqlDbType.Uuid);
        copy.Write((string)row[5], NpgsqlDbType.Text);
        copy.Write((string)row[6], NpgsqlDbType.Text);
        copy.Write((string)row[7], NpgsqlDbType.Text);
        copy.Write((long)row[8], NpgsqlDbType.Bigint);
    }

    private static async Task ReadAsync(ThrowawayPostgres server, int count)
    {
        var place = await PlaceAsync(server, isShared: false);
        var load = Batches(count, 4096);
        await using var journal = await PostgresJournal.OpenAsync(place, CancellationToken.None);
        await AppendAllAsync(journal, load);
        var total = (int)journal.LastPosition;
        Print("read", Figure.Of(total, () => CountAsync(journal).GetAwaiter().GetResult()), "entries");
        Print("verify", Figure.Of(total, () => Verify(place)), "entries");
        var commands = load.SelectMany(batch => batch.Rows).Select(row => row.Command).Distinct().Take(total / 10).ToList();
        Print("find", Figure.Of(commands.Count, () => FindAsync(journal, commands, 512).GetAwaiter().GetResult()), "reports, 512 at once");
        commands = [.. commands.Take(2000)];
        Print("find", Figure.Of(commands.Count, () => FindAsync(journal, commands, 1).GetAwaiter().GetResult()), "reports, one by one");
        Console.WriteLine($"size      {await journal.ReadSizeAsync(CancellationToken.None) / total,12:N0} bytes an entry, with its share of cases and indices");
    }

    private static async Task CountAsync(PostgresJournal journal)
    {
        await foreach (var entry in journal.ReadAsync(0, CancellationToken.None))
        {
            _ = entry;
        }
    }

    private static void Verify(PostgresPlace place)
    {
        var report = JournalVerifier.VerifyAsync(place, new VerifyOptions(), CancellationToken.None).GetAwaiter().GetResult();
        if (!report.IsSound)
        {
            throw new InvalidOperationException(report.Faults[0].ToString());
        }
    }

    private static async Task FindAsync(PostgresJournal journal, List<Guid> commands, int atOnce)
    {
        foreach (var group in commands.Chunk(atOnce))
        {
            await journal.FindReportsAsync(group, CancellationToken.None);
        }
    }

    private static void Print(string what, Figure figure, string unit) =>
        Console.WriteLine($"{what,-9} {figure.Rate,12:N0}/s, {figure.Cpu:0.0} µs of our processor each, {unit}");
}
