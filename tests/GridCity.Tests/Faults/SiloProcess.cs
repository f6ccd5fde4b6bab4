using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

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

    /// <summary>Starts the server and waits until it is ready, or ends.</summary>
    public static async Task<SiloProcess> StartAsync(string city, string data, CancellationToken stop, params string[] more)
    {
        var silo = Launch(city, data, FreePort(), more, out var port);
        await silo.WaitReadyAsync(stop);
        return silo;
    }

    /// <summary>Starts the server and returns its exit code and all that it said.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(string city, string data, CancellationToken stop, params string[] more)
    {
        await using var silo = Launch(city, data, FreePort(), more, out _);
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

    private static SiloProcess Launch(string city, string data, int freePort, string[] more, out int port)
    {
        port = freePort;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "GridCity.Silo.dll"),
            "--city", city, "--data", data, "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), .. more,
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
