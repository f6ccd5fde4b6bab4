using System.Net;
using System.Net.Sockets;

namespace GridCity.Cluster.Tests.Postgres;

/// <summary>A wire between a journal and its server that can be cut at a chosen moment.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly int _serverPort;
    private volatile Cut _next;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>When the wire is cut.</summary>
    public enum Cut
    {
        /// <summary>Not at all.</summary>
        Never,

        /// <summary>When the client says something next: the server never hears of it.</summary>
        BeforeTheServerHears,

        /// <summary>When the server answers next: it has done what was asked, and nobody is told.</summary>
        BeforeTheClientHears,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts once, at the next moment of a kind.</summary>
    public void CutNext(Cut cut) => _next = cut;

    public void Dispose()
    {
        _ended.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            _listener.Stop();
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, _serverPort, _ended.Token);
        await Task.WhenAny(
            CopyAsync(near.GetStream(), far.GetStream(), Cut.BeforeTheServerHears),
            CopyAsync(far.GetStream(), near.GetStream(), Cut.BeforeTheClientHears));
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Cut moment)
    {
        var bytes = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(bytes, _ended.Token) is > 0 and var length)
            {
                if (_next == moment)
                {
                    _next = Cut.Never;
                    return;
                }
                await to.WriteAsync(bytes.AsMemory(0, length), _ended.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side has gone; so does this one.
            return;
        }
    }
}
