using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace GridCity.Tests.Faults;

/// <summary>The server as a process of its own, so that it can be killed.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private SiloProcess(Process process, int port)
    {
        _process = process;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Http { get; }

    public string Said => string.Join('\n', _said);

    /// <summary>Starts the server and waits until it is ready.</summary>
    public static async Task<SiloProcess> StartAsync(
        string city, string data, CancellationToken stop, IReadOnlyDictionary<string, string>? environment = null)
    {
        var silo = Launch(city, data, FreePort(), fileBytesMax: null, environment);
        await silo.WaitReadyAsync(stop);
        return silo;
    }

    /// <summary>Starts the server with the demonstration city in a folder, and made-up people in it; a second time goes on.</summary>
    public static async Task<SiloProcess> DemonstrateAsync(string folder, string speed, CancellationToken stop)
    {
        var city = Path.Combine(folder, "dongcheng");
        if (!Directory.Exists(city))
        {
            GridCity.Simulation.Cities.DemonstrationCity.Create(city, 1);
        }
        var silo = Launch(city, Path.Combine(folder, "city.db"), FreePort(), fileBytesMax: null, more: ["--demo", "--speed", speed]);
        await silo.WaitReadyAsync(stop);
        return silo;
    }

    /// <summary>Starts the server where no file can grow beyond a size, as on a disk that is nearly full.</summary>
    public static async Task<SiloProcess> StartLimitedAsync(string city, string data, long fileBytesMax, CancellationToken stop)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File size limits are those of a Unix shell.");
        var silo = Launch(city, data, FreePort(), fileBytesMax);
        await silo.WaitReadyAsync(stop);
        return silo;
    }

    /// <summary>Starts the server and returns its exit code and all that it said.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(
        string city, string data, CancellationToken stop, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var silo = Launch(city, data, FreePort(), fileBytesMax: null, environment);
        await silo._process.WaitForExitAsync(stop);
        return (silo._process.ExitCode, silo.Said);
    }

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end, as Ctrl-C does, and waits until it has.</summary>
    public async Task<int> InterruptAsync(CancellationToken stop)
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(stop);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }
        _process.Dispose();
    }

    private static SiloProcess Launch(
        string city,
        string data,
        int port,
        long? fileBytesMax,
        IReadOnlyDictionary<string, string>? environment = null,
        IReadOnlyList<string>? more = null)
    {
        var start = new ProcessStartInfo(fileBytesMax is null ? "dotnet" : "bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        // Where files cannot grow, the runtime must not need one for its own code.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        string[] limited = fileBytesMax is null
            ? []
            : ["-c", $"trap '' XFSZ; ulimit -f {fileBytesMax / 1_024}; exec dotnet \"$@\"", "bash"];
        string[] arguments =
        [
            .. limited,
            Path.Combine(AppContext.BaseDirectory, "GridCity.Silo.dll"),
            "--city", city, "--data", data, "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            .. more ?? [],
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        var silo = new SiloProcess(Process.Start(start)!, port);
        silo._process.OutputDataReceived += (_, line) => silo.Hear(line.Data);
        silo._process.ErrorDataReceived += (_, line) => silo.Hear(line.Data);
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        return silo;
    }

    private void Hear(string? line)
    {
        if (line is not null)
        {
            _said.Enqueue(line);
        }
    }

    private async Task WaitReadyAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            Assert.False(_process.HasExited, Said);
            try
            {
                using var response = await Http.GetAsync("/health/ready", patience.Token);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
