using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GridCity.Cluster.Tests.Postgres;
using GridCity.Journal;
using GridCity.Journal.Postgres;
using GridCity.Simulation.Cities;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>The cluster of <c>deploy/local-cluster</c>: PostgreSQL and three silos as processes, which tests may kill.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    public const int Silos = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-cluster-");
    private readonly int[] _ports = [.. Enumerable.Range(0, Silos + 1).Select(_ => FreePort())];
    private readonly string? _otlp;
    private Process? _all;

    private ProcessCluster(string? otlp) => _otlp = otlp;

    /// <summary>Clients of the silos.</summary>
    public IReadOnlyList<HttpClient> Http { get; private set; } = [];

    private string Connection => $"Host=127.0.0.1;Port={_ports[0]};Database=city;Username=gridcity";

    public static async Task<ProcessCluster> StartAsync(CancellationToken stop, string? otlp = null)
    {
        Assert.SkipUnless(ThrowawayPostgres.IsFound, ThrowawayPostgres.Missing);
        var cluster = new ProcessCluster(otlp);
        try
        {
            await cluster.BeginAsync(stop);
            return cluster;
        }
        catch (Exception)
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a signal to silo 1, 2 or 3, or to "postgres".</summary>
    public Task SignalAsync(string name, string signal, CancellationToken stop) => RunAsync("kill", ["-" + signal, ProcessId(name)], stop);

    public Task StartSiloAsync(int number, CancellationToken stop) => RunAsync(Command("silo", $"{number}"), stop);

    public Task StartPostgresAsync(CancellationToken stop) => RunAsync(Command("postgres"), stop);

    /// <summary>Waits until a process has ended.</summary>
    public async Task WaitForEndAsync(string name, CancellationToken stop)
    {
        var id = ProcessId(name);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (Directory.Exists("/proc/" + id) && !IsZombie(id))
        {
            await timer.WaitForNextTickAsync(stop);
        }
    }

    public bool IsRunning(string name) => ProcessId(name) is { Length: > 0 } id && Directory.Exists("/proc/" + id) && !IsZombie(id);

    /// <summary>What a silo has written.</summary>
    public string LogOf(string name) => File.ReadAllText(Path.Combine(_folder.FullName, "kept", name + ".log"));

    public Task<object?> AskAsync(string sql) => ThrowawayPostgres.ExecuteAsync(Connection, sql);

    /// <summary>The commands of all reports in the journal, after it has been found sound.</summary>
    public async Task<List<Guid>> VerifyAsync(CancellationToken stop)
    {
        var place = PostgresPlace.Parse(Connection, string.Empty);
        var verified = await JournalVerifier.VerifyAsync(place, new VerifyOptions { Agrees = CellSnapshots.Agrees }, stop);
        Assert.True(verified.IsSound, string.Join('\n', verified.Faults));
        await using var journal = await PostgresJournal.OpenReadOnlyAsync(place, stop);
        var commands = new List<Guid>();
        await foreach (var entry in journal.ReadAsync(0, stop))
        {
            if (entry.Event is Core.Cases.CaseReported)
            {
                commands.Add(entry.Command);
            }
        }
        return commands;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var http in Http)
        {
            http.Dispose();
        }
        // A stopped process hears nothing: it goes on first.
        for (var number = 1; number <= Silos && _all is not null; number++)
        {
            if (IsRunning($"silo-{number}"))
            {
                await SignalAsync($"silo-{number}", "CONT", CancellationToken.None);
            }
        }
        if (_all is { HasExited: false })
        {
            await RunAsync("kill", ["-TERM", _all.Id.ToString(CultureInfo.InvariantCulture)], CancellationToken.None);
            await _all.WaitForExitAsync();
        }
        _all?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task BeginAsync(CancellationToken stop)
    {
        // PostgreSQL runs as another user where this is root, and has to find its folder.
        await RunAsync("chmod", ["755", _folder.FullName], stop);
        CityWriter.Save(SyntheticGridCity.Create(30, 180), Path.Combine(_folder.FullName, "square"));
        _all = Process.Start(Command("up"))!;
        while (await _all.StandardOutput.ReadLineAsync(stop) is { } line)
        {
            if (line.StartsWith("The cluster is ready", StringComparison.Ordinal))
            {
                _ = _all.StandardOutput.ReadToEndAsync(CancellationToken.None);
                break;
            }
        }
        Assert.False(_all.HasExited, "deploy/local-cluster ended; its message is above.");
        Http = [.. _ports.Skip(1).Select(port => new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromSeconds(4),
        })];
    }

    private static bool IsZombie(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private string ProcessId(string name)
    {
        var file = Path.Combine(_folder.FullName, "kept", name + ".pid");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : string.Empty;
    }

    private ProcessStartInfo Command(params string[] words)
    {
        var script = Path.Combine(Root(), "deploy", "local-cluster");
        var start = new ProcessStartInfo("bash", [
            script,
            "--data", Path.Combine(_folder.FullName, "kept"),
            "--city", Path.Combine(_folder.FullName, "square"),
            "--ports", string.Join(' ', _ports),
            "--silo", Path.Combine(AppContext.BaseDirectory, "GridCity.Silo.dll"),
            .. _otlp is null ? Array.Empty<string>() : ["--otlp", _otlp],
            .. words,
        ]);
        start.RedirectStandardOutput = words is ["up"];
        return start;
    }

    private static Task RunAsync(string program, string[] words, CancellationToken stop) => RunAsync(new ProcessStartInfo(program, words), stop);

    private static async Task RunAsync(ProcessStartInfo start, CancellationToken stop)
    {
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(stop);
        Assert.Equal(0, process.ExitCode);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "GridCity.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }
        return folder;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
