using System.Diagnostics;
using System.Globalization;
using GridCity.Benchmarks.Serving;
using GridCity.Cluster.Tests.Postgres;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Grains.Cluster;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Journal.Codec;
using GridCity.Journal.Postgres;
using GridCity.Simulation.Cities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using NpgsqlTypes;
using ClusterMember = GridCity.Grains.Cluster.ClusterMember;

namespace GridCity.Benchmarks.Orleans;

/// <summary>
/// Durable reports a second: the in-process host and clusters of one and three silos over PostgreSQL, beside a plain Orleans grain
/// that writes its state on every report and a bare COPY of the same entries: <c>[--reports n] [--callers n] [--warm n]</c>; and
/// how that grows with cells, silos and what the journal holds already: <c>--growth n</c> reports before. Everything runs in this
/// process, and the database beside it.
/// </summary>
public static class ClusterBenchmark
{
    private const int Side = 48;
    private const int LargeTimes = 6;
    private const double CellSide = 100;

    /// <summary>Runs it and prints the figures.</summary>
    public static int Run(string[] args)
    {
        if (!ThrowawayPostgres.IsFound)
        {
            Console.WriteLine(ThrowawayPostgres.Missing);
            return 0;
        }
        var isSmoke = args.Contains("--smoke");
        var load = new Load(Number(args, "--reports", isSmoke ? 100 : 40_000), Number(args, "--callers", isSmoke ? 16 : 512));
        RunAsync(load, Number(args, "--warm", isSmoke ? 900 : 100_000), Number(args, "--growth", isSmoke ? 100 : 0)).GetAwaiter().GetResult();
        return 0;
    }

    private static int Number(string[] args, string word, int otherwise) =>
        Array.IndexOf(args, word) is >= 0 and var place ? int.Parse(args[place + 1], CultureInfo.InvariantCulture) : otherwise;

    private static async Task RunAsync(Load load, int warm, int before)
    {
        await using var server = new ThrowawayPostgres();
        if (load.Reports > 0)
        {
            var city = MakeCity(Side, Side);
            Console.WriteLine($"{load.Reports:N0} reports, {load.Callers} callers, {city.Grid.Count:N0} cells");
            // The compiler takes longer than a short run to make each of them as quick as it will be.
            await CompareAsync(server, city, load with { Reports = load.Reports / 2 });
            (await CompareAsync(server, city, load)).Print();
        }
        if (before > 0)
        {
            await GrowAsync(server, load, before);
        }
        if (warm > 0)
        {
            await WarmAsync(server, warm);
        }
    }

    private static async Task<Rates> CompareAsync(ThrowawayPostgres server, City city, Load load)
    {
        var (inProcess, entries) = await InProcessAsync(server, city, load);
        var plain = await PlainAsync(server, city, load);
        var (one, _) = await ClusterAsync(server, city, load, silos: 1);
        var (three, _) = await ClusterAsync(server, city, load, silos: 3);
        return new Rates(inProcess, one, three, plain, await CopyAsync(server, entries, load.Reports));
    }

    // One thing grows at a time.
    private static async Task GrowAsync(ThrowawayPostgres server, Load load, int before)
    {
        var small = MakeCity(Side, Side);
        await GrowAsync(server, small, load, silos: 1, before: 0);
        await GrowAsync(server, small, load, silos: 2, before: 0);
        await GrowAsync(server, small, load, silos: 3, before: 0);
        await GrowAsync(server, small, load, silos: 1, before);
        await GrowAsync(server, MakeCity(Side * LargeTimes, Side * LargeTimes), load, silos: 1, before: 0);
    }

    private static async Task GrowAsync(ThrowawayPostgres server, City city, Load load, int silos, int before)
    {
        var (rate, up) = await ClusterAsync(server, city, load, silos, before);
        Console.WriteLine(
            $"growth {city.Grid.Count,9:N0} cells, {silos} silos, {before,9:N0} reports before: the first silo up in {up.TotalSeconds,4:0.0} s, {rate,6:N0} reports/s");
    }

    private static City MakeCity(int width, int height)
    {
        var folder = Directory.CreateTempSubdirectory("gridcity-bench-");
        CityWriter.Save(ReportedClasses.AddTo(SyntheticGridCity.Create(width, height)), folder.FullName);
        var city = CityFolder.Load(folder.FullName, new LoadOptions { CheckCoverage = false }).City!;
        folder.Delete(recursive: true);
        return city;
    }

    // Seen on many days, so that few are duplicates.
    private static List<ReportCommand> Reports(City city, int count, int seed)
    {
        var random = new Random(seed);
        var bounds = city.Grid.Bounds;
        var now = DateTimeOffset.UtcNow;
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var place = new PlanePoint(
                bounds.MinX + ((bounds.MaxX - bounds.MinX) * random.NextDouble()), bounds.MinY + ((bounds.MaxY - bounds.MinY) * random.NextDouble()));
            return Report(city, ReportedClasses.Any(random), place, now.AddDays(-random.Next(1_500)));
        })];
    }

    private static ReportCommand Report(City city, string of, PlanePoint place, DateTimeOffset seenAt)
    {
        var point = city.Plane.ToGeo(place);
        var draft = new ReportDraft(of, null, "inspector", point.Longitude, point.Latitude, null, null, "Rubbish by the gate", seenAt, null);
        var refusal = Intake.Check(city, draft, seenAt.AddDays(2_000), out var report, out var placement);
        return refusal is null
            ? new ReportCommand(Guid.CreateVersion7(), default, new Actor(Role.Inspector, "i-1"), report!, placement!)
            : throw new InvalidOperationException(refusal.Detail);
    }

    private static async Task<double> DriveAsync(int count, int callers, Func<int, Task> one)
    {
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var index = Interlocked.Increment(ref next); index < count; index = Interlocked.Increment(ref next))
            {
                await one(index);
            }
        })));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> MeasureAsync(City city, Load load, Func<int, ICityHost> hostOf)
    {
        var commands = Reports(city, load.Reports + load.Warming, 7);
        await DriveAsync(load.Warming, load.Callers, index => SendAsync(hostOf(index), commands[index]));
        return await DriveAsync(load.Reports, load.Callers, index => SendAsync(hostOf(index), commands[load.Warming + index]));
    }

    private static async Task SendAsync(ICityHost host, ReportCommand command)
    {
        var reply = await host.SendAsync(command, CancellationToken.None);
        if (reply.Kind != ReplyKind.Accepted)
        {
            throw new InvalidOperationException($"{reply.Kind}: {reply.Detail ?? reply.Refusal?.Detail}");
        }
    }

    private static async Task<(double Rate, List<Entry> Entries)> InProcessAsync(ThrowawayPostgres server, City city, Load load)
    {
        var place = PostgresPlace.Parse(await server.CreateDatabaseAsync(), city.Id);
        await using var journal = await PostgresJournal.OpenAsync(place, CancellationToken.None);
        await using var host = await InProcessHost.OpenAsync(city, journal, new InProcessOptions(), TimeProvider.System, [], CancellationToken.None);
        var rate = await MeasureAsync(city, load, _ => host);
        var entries = new List<Entry>();
        await foreach (var entry in journal.ReadAsync(0, CancellationToken.None))
        {
            entries.Add(entry);
        }
        return (rate, entries);
    }

    private static async Task<(double Rate, TimeSpan Up)> ClusterAsync(
        ThrowawayPostgres server, City city, Load load, int silos, int before = 0)
    {
        var options = new ClusterOptions { Place = PostgresPlace.Parse(await server.CreateDatabaseAsync(), city.Id) };
        await FillAsync(options.Place, city, load.Callers, before);
        var started = Stopwatch.GetTimestamp();
        var nodes = new List<ClusterNode> { await ClusterNode.StartAsync(options, city, TimeProvider.System, [], CancellationToken.None) };
        var up = Stopwatch.GetElapsedTime(started);
        while (nodes.Count < silos)
        {
            nodes.Add(await ClusterNode.StartAsync(options, city, TimeProvider.System, [], CancellationToken.None));
        }
        var rate = await MeasureAsync(city, load, index => nodes[index % silos].Host);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
        return (rate, up);
    }

    private static async Task FillAsync(PostgresPlace place, City city, int callers, int count)
    {
        if (count > 0)
        {
            await using var journal = await PostgresJournal.OpenAsync(place, CancellationToken.None);
            await using var host = await InProcessHost.OpenAsync(
                city, journal, new InProcessOptions(), TimeProvider.System, [], CancellationToken.None);
            var commands = Reports(city, count, 11);
            await DriveAsync(count, callers, index => SendAsync(host, commands[index]));
        }
    }

    private static async Task<double> PlainAsync(ThrowawayPostgres server, City city, Load load)
    {
        var connection = await server.CreateDatabaseAsync();
        var options = new ClusterOptions { Place = PostgresPlace.Parse(connection, city.Id) };
        // Its tables are ours, which are quicker than the ones that come with the provider.
        await (await ClusterMember.JoinAsync(options, city, CancellationToken.None)).DisposeAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var pooled = new NpgsqlConnectionStringBuilder(connection) { SearchPath = "gridcity", Pooling = true, MaxPoolSize = 16, MaxAutoPrepare = 16 };
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: 21111, gatewayPort: 0).AddAdoNetGrainStorage("plain", storage =>
        {
            storage.Invariant = "Npgsql";
            storage.ConnectionString = pooled.ConnectionString;
        }));
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var commands = Reports(city, load.Reports + load.Warming, 7);
        Task One(int index) => grains.GetGrain<IPlainGrain>("P-" + commands[index].Placement.Cell)
            .ReportAsync(PlainReport.Of(commands[index]));
        await DriveAsync(load.Warming, load.Callers, One);
        var rate = await DriveAsync(load.Reports, load.Callers, index => One(load.Warming + index));
        await host.StopAsync();
        return rate;
    }

    private static async Task<double> CopyAsync(ThrowawayPostgres server, List<Entry> entries, int reports)
    {
        var connection = await server.CreateDatabaseAsync();
        await (await PostgresJournal.OpenAsync(PostgresPlace.Parse(connection, "bench"), CancellationToken.None)).DisposeAsync();
        using var sum = new EntrySum();
        var rows = entries.ConvertAll(entry => Journal.BareSqlite.Row(entry, sum));
        await using var session = new NpgsqlConnection(connection);
        await session.OpenAsync();
        var started = Stopwatch.GetTimestamp();
        await using (var copy = await session.BeginBinaryImportAsync($"COPY gridcity.journal ({EntryRow.Columns}) FROM STDIN (FORMAT BINARY)"))
        {
            rows.ForEach(row => Journal.PostgresBenchmark.Write(copy, row));
            await copy.CompleteAsync();
        }
        return (reports + (reports / 4)) / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // Each cell has an open case, saved as a silo saves it; another silo starts, reads all states and wakes all cells.
    private static async Task WarmAsync(ThrowawayPostgres server, int cells)
    {
        var width = (int)Math.Ceiling(Math.Sqrt(cells));
        var city = MakeCity(width, (cells + width - 1) / width);
        var connection = await server.CreateDatabaseAsync();
        var options = new ClusterOptions { Place = PostgresPlace.Parse(connection, city.Id) };
        await (await ClusterMember.JoinAsync(options, city, CancellationToken.None)).DisposeAsync();
        await SaveStatesAsync(connection, city, width);
        var before = Memory();
        var worked = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await using var node = await ClusterNode.StartAsync(options, city, TimeProvider.System, [], CancellationToken.None);
        var read = Stopwatch.GetElapsedTime(started);
        await node.Woken;
        var woken = Stopwatch.GetElapsedTime(started);
        worked = Environment.CpuUsage.TotalTime - worked;
        Console.WriteLine(
            $"warm {city.Grid.Count,9:N0} cells with a case each: states read and the silo up in {read.TotalSeconds:0.0} s, all grains awake after "
            + $"{woken.TotalSeconds:0.0} s and {worked.TotalSeconds:0.0} s of processor time, {(Memory() - before) / city.Grid.Count:N0} bytes a cell");
    }

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    private static async Task SaveStatesAsync(string connection, City city, int width)
    {
        await using var session = new NpgsqlConnection(connection);
        await session.OpenAsync();
        await using var copy = await session.BeginBinaryImportAsync(
            "COPY gridcity.grain_states (service, name, key, version, body) FROM STDIN (FORMAT BINARY)");
        for (var index = 0; index < city.Grid.Count; index++)
        {
            var (column, row) = (index % width, index / width);
            var corner = city.Grid.Bounds;
            var centre = new PlanePoint(corner.MinX + ((column + 0.5) * CellSide), corner.MinY + ((row + 0.5) * CellSide));
            var command = Report(city, "06010", centre, DateTimeOffset.UnixEpoch.AddYears(50)) with { At = DateTimeOffset.UtcNow };
            var cell = new Cell(command.Placement.Cell);
            var decision = cell.Decide(city, command, []);
            foreach (var happened in decision.Events)
            {
                cell.Apply(index + 1, cell.Seq + 1, command.At, command.Id, decision.Case, happened);
            }
            await copy.StartRowAsync();
            await copy.WriteAsync(ClusterNode.ServiceId, NpgsqlDbType.Text);
            await copy.WriteAsync(CellStates.Name, NpgsqlDbType.Text);
            await copy.WriteAsync(CellKeys.KeyOf(cell.Code), NpgsqlDbType.Text);
            await copy.WriteAsync(1, NpgsqlDbType.Integer);
            await copy.WriteAsync(CellImage.Write(cell), NpgsqlDbType.Bytea);
        }
        await copy.CompleteAsync();
    }

    // A first quarter warms everything up and is not counted.
    private sealed record Load(int Reports, int Callers)
    {
        public int Warming => Reports / 4;
    }

    private sealed record Rates(double InProcess, double One, double Three, double Plain, double Copy)
    {
        public void Print()
        {
            Print("(a) in one process", InProcess);
            Print("(b) one silo", One);
            Print("(c) three silos", Three);
            Print("(d) plain grain", Plain);
            Print("(e) bare COPY", Copy);
        }

        private void Print(string what, double rate) => Console.WriteLine(
            $"{what,-20} {rate,9:N0} reports/s   {rate / Plain,6:0.0} of (d)   {rate / InProcess,5:0.00} of (a)   {rate / Copy,5:0.00} of (e)");
    }
}
