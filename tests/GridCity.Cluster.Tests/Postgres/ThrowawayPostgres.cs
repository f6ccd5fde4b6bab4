using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace GridCity.Cluster.Tests.Postgres;

/// <summary>
/// A PostgreSQL server on the loopback address, or another one, with its settings as they come and its files in a temporary
/// folder, to be thrown away. It runs as another user where PostgreSQL would refuse to run.
/// </summary>
public sealed class ThrowawayPostgres(string address = "127.0.0.1") : IAsyncDisposable
{
    /// <summary>What to say where its programs are not found.</summary>
    public const string Missing =
        "PostgreSQL's programs (initdb, postgres) are not in PATH or /usr/lib/postgresql/*/bin: what needs them was left out.";

    private const string Owner = "gridcity";
    private static readonly string? Programs = Find();
    private static int _databases;

    private readonly string _folder = Directory.CreateTempSubdirectory("gridcity-postgres-").FullName;
    private readonly int _port = FreePort();
    private readonly SemaphoreSlim _starting = new(1);
    private Process? _server;

    /// <summary>Whether the programs are there.</summary>
    public static bool IsFound => Programs is not null;

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _starting.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Makes an empty database and says how to reach it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await StartAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"city_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(Connection("postgres"), $"CREATE DATABASE {name}");
        return Connection(name);
    }

    /// <summary>Starts the server, when it does not run.</summary>
    public async Task StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_server is null)
            {
                if (!Directory.Exists(Data))
                {
                    await InitializeFolderAsync();
                }
                _server = await LaunchAsync();
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Stops it: "INT" ends its sessions and shuts down, "QUIT" leaves everything as a crash would.</summary>
    public async Task StopAsync(string signal = "INT")
    {
        if (_server is { } server)
        {
            _server = null;
            await RunAsync("kill", $"-{signal}", server.Id.ToString(CultureInfo.InvariantCulture));
            await server.WaitForExitAsync();
            server.Dispose();
        }
    }

    /// <summary>Runs a statement and says the first value of its first row.</summary>
    public static async Task<object?> ExecuteAsync(string connection, string sql)
    {
        await using var session = new NpgsqlConnection(connection);
        await session.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, session);
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }

    private string Connection(string database) =>
        $"Host={address};Port={_port};Database={database};Username={Owner};Pooling=false";

    private async Task InitializeFolderAsync()
    {
        if (User() is { } user)
        {
            await RunAsync("chown", user, _folder);
        }
        await RunAsync([.. AsUser(), Path.Combine(Programs!, "initdb"), "-D", Data, "-U", Owner, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        await File.AppendAllTextAsync(Path.Combine(Data, "pg_hba.conf"), "host all all samenet trust\n");
    }

    private async Task<Process> LaunchAsync()
    {
        string[] words =
        [
            .. AsUser(), Path.Combine(Programs!, "postgres"), "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=" + address, "-c", $"unix_socket_directories={_folder}", "-c", "max_connections=300",
        ];
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new List<string>();
        var server = new Process { StartInfo = Start(words) };
        server.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException("PostgreSQL did not start:\n" + string.Join('\n', log)));
                return;
            }
            log.Add(line.Data);
            if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        server.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _server?.Kill();
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        await ready.Task;
        return server;
    }

    private static async Task RunAsync(params string[] words)
    {
        using var process = Process.Start(Start(words))!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', words)}: {string.Concat(said)}");
        }
    }

    private static ProcessStartInfo Start(string[] words) => new(words[0], words[1..])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = "/",
    };

    // PostgreSQL refuses to run as root.
    private static string[] AsUser() =>
        User() is { } user ? ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups"] : [];

    private static string? User() => Environment.UserName != "root" ? null
        : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres"
        : "nobody";

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            : [])
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
