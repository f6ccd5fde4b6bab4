using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using GridCity.Journal.Postgres;
using GridCity.Simulation.Cities;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>
/// Silos as processes on the machines of <see cref="NetworkSpaces"/>, each on its own; what they say to each other is encrypted,
/// as it has to be between machines.
/// </summary>
internal sealed class SilosOnMachines : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-machines-");
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TestAuthority _authority = new();
    private readonly Process?[] _processes;
    private readonly string _connection;

    public SilosOnMachines(int count, int port, string connection)
    {
        _processes = new Process?[count];
        _connection = connection;
        Http = [.. Enumerable.Range(1, count).Select(machine => NetworkSpaces.ClientOf(machine, port))];
        CityWriter.Save(SyntheticGridCity.Create(30, 60), CityPath);
    }

    private string CityPath => Path.Combine(_folder.FullName, "city");

    /// <summary>Clients of the silos.</summary>
    public IReadOnlyList<HttpClient> Http { get; }

    /// <summary>Starts one and waits until it is ready; when the others take it for dead while it starts, it is started again.</summary>
    public async Task StartAsync(int machine, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            _processes[machine - 1]?.Dispose();
            var process = _processes[machine - 1] = Launch(machine);
            if (await IsReadyAsync(process, Http[machine - 1], stop))
            {
                return;
            }
        }
        Assert.Fail(string.Join('\n', _said));
    }

    public Task WaitForEndAsync(int machine, CancellationToken stop) => _processes[machine - 1]!.WaitForExitAsync(stop);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.OfType<Process>())
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        foreach (var http in Http)
        {
            http.Dispose();
        }
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private Process Launch(int machine)
    {
        var files = _authority.Write(_folder.CreateSubdirectory(machine.ToString(CultureInfo.InvariantCulture)).FullName);
        string[] words =
        [
            .. NetworkSpaces.On(machine), "dotnet", Path.Combine(AppContext.BaseDirectory, "GridCity.Silo.dll"),
            "--cluster", "--city", CityPath, "--data", "postgres:",
            "--port", Http[machine - 1].BaseAddress!.Port.ToString(CultureInfo.InvariantCulture),
            "--silo-address", NetworkSpaces.AddressOf(machine), "--silo-port", "11111",
            "--silo-certificate", files.Certificate, "--silo-authority", files.Authority,
        ];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[PostgresPlace.Variable] = _connection;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => _said.Enqueue(line.Data ?? string.Empty);
        process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? string.Empty);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<bool> IsReadyAsync(Process process, HttpClient http, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!process.HasExited)
        {
            await timer.WaitForNextTickAsync(stop);
            try
            {
                using var health = await http.GetAsync("/health/ready", stop);
                if (health.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
            {
                // It has not opened its port yet.
                continue;
            }
        }
        return false;
    }
}
