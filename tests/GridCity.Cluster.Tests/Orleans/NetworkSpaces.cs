using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>
/// Machines of a small network: each is a network namespace of its own, on a bridge to which this process belongs as well. A
/// machine can be taken off the bridge: what it sends then goes nowhere, and nobody tells it so.
/// </summary>
internal sealed class NetworkSpaces : IAsyncDisposable
{
    public const string Missing = "Network namespaces need root and a working 'ip netns': what needs them was left out.";

    private const int NewNetwork = 0x40000000;

    private static readonly string Tag = (Environment.ProcessId % 100_000).ToString(CultureInfo.InvariantCulture);
    private readonly int _count;

    private NetworkSpaces(int count) => _count = count;

    /// <summary>The address of this process among the machines.</summary>
    public static string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"10.{Environment.ProcessId % 200}.77.1");

    private static string Bridge => "gcb" + Tag;

    /// <summary>Makes the network, or says null where the machine does not allow it.</summary>
    public static async Task<NetworkSpaces?> TryCreateAsync(int count)
    {
        var network = new NetworkSpaces(count);
        if (Environment.UserName == "root" && await TryAsync($"link add {Bridge} type bridge") && await network.TryBuildAsync())
        {
            return network;
        }
        await network.DisposeAsync();
        return null;
    }

    public static string AddressOf(int machine) => Address[..^1] + (10 + machine).ToString(CultureInfo.InvariantCulture);

    /// <summary>The words that run a program on a machine.</summary>
    public static string[] On(int machine) => ["ip", "netns", "exec", Space(machine)];

    /// <summary>Cuts a machine off from all others.</summary>
    public static Task CutAsync(int machine) => RunAsync($"link set {Cable(machine)} nomaster");

    /// <summary>Lets a machine reach the others again.</summary>
    public static Task HealAsync(int machine) => RunAsync($"link set {Cable(machine)} master {Bridge}");

    /// <summary>A client of what listens on a machine's loopback address.</summary>
    public static HttpClient ClientOf(int machine, int port) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, stop) =>
        {
            var socket = await Task.Run(() => SocketOn(machine), stop);
            await socket.ConnectAsync(context.DnsEndPoint, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromSeconds(4),
    };

    public async ValueTask DisposeAsync()
    {
        for (var machine = 1; machine <= _count; machine++)
        {
            await TryAsync($"netns del {Space(machine)}");
        }
        await TryAsync($"link del {Bridge}");
    }

    private async Task<bool> TryBuildAsync()
    {
        var isBuilt = await TryAsync($"addr add {Address}/24 dev {Bridge}") && await TryAsync($"link set {Bridge} up");
        for (var machine = 1; machine <= _count && isBuilt; machine++)
        {
            isBuilt = await TryAsync($"netns add {Space(machine)}")
                && await TryAsync($"link add {Cable(machine)} type veth peer name eth0 netns {Space(machine)}")
                && await TryAsync($"link set {Cable(machine)} master {Bridge}")
                && await TryAsync($"link set {Cable(machine)} up")
                && await TryAsync($"-n {Space(machine)} addr add {AddressOf(machine)}/24 dev eth0")
                && await TryAsync($"-n {Space(machine)} link set eth0 up")
                && await TryAsync($"-n {Space(machine)} link set lo up");
        }
        return isBuilt;
    }

    // A socket belongs for ever to the network in which it was made.
    private static Socket SocketOn(int machine)
    {
        Socket? made = null;
        var maker = new Thread(() =>
        {
            using var space = File.OpenHandle("/run/netns/" + Space(machine));
            if (EnterSpace((int)space.DangerousGetHandle(), NewNetwork) == 0)
            {
                made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            }
        });
        maker.Start();
        maker.Join();
        return made ?? throw new IOException($"The network of machine {machine} cannot be entered.");
    }

    [DllImport("libc", EntryPoint = "setns")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EnterSpace(int space, int kind);

    private static string Space(int machine) => $"gcn{Tag}-{machine}";

    private static string Cable(int machine) => $"gcv{Tag}-{machine}";

    private static async Task RunAsync(string words)
    {
        if (!await TryAsync(words))
        {
            throw new InvalidOperationException("ip " + words);
        }
    }

    private static async Task<bool> TryAsync(string words)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", words.Split(' ')) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
