using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace GridCity.Benchmarks.Serving;

/// <summary>The server as a process of its own, with a city and a journal that begins empty.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly Process _process;

    private BenchServer(Process process, int port)
    {
        (_process, Port) = (process, port);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
    }

    public int Port { get; }

    public HttpClient Http { get; }

    /// <summary>West, south, east and north of the city in degrees.</summary>
    public double[] Bounds { get; private set; } = [];

    public static async Task<BenchServer> StartAsync(string city, string data)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "GridCity.Silo.dll"));
        foreach (var argument in new[] { "--city", city, "--data", data, "--port", port.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var server = new BenchServer(process, port);
        server.Bounds = await server.WaitAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<double[]> WaitAsync()
    {
        while (!_process.HasExited)
        {
            try
            {
                var city = await Http.GetFromJsonAsync<JsonElement>("/api/v1/city");
                return [.. city.GetProperty("bounds").EnumerateArray().Select(degree => degree.GetDouble())];
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                await Task.Delay(100);
            }
        }
        throw new InvalidOperationException("The server ended.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
