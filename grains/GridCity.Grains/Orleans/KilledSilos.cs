using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace GridCity.Grains.Cluster;

/// <summary>
/// Tells a silo that was killed from one that is slow. When a connection to a silo ends and its port refuses another one, no
/// process is there any more, and the silo is declared dead at once instead of after missed probes. One that hangs still
/// takes connections, and one that is cut off does not answer at all: both are left to the probes.
/// </summary>
internal sealed class KilledSilos(IClusterMembershipService members)
{
    private const int Looks = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Looks after each connection to another silo when it has ended.</summary>
    public static void Watch(IConnectionBuilder connections)
    {
        var looking = new KilledSilos(connections.ApplicationServices.GetRequiredService<IClusterMembershipService>());
        connections.Use(next => async connection =>
        {
            var silo = connection.RemoteEndPoint as IPEndPoint;
            try
            {
                await next(connection);
            }
            finally
            {
                _ = silo is null ? Task.CompletedTask : Task.Run(() => looking.LookAsync(silo));
            }
        });
    }

    private async Task LookAsync(IPEndPoint silo)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (!await IsRefusedAsync(silo))
            {
                return;
            }
            await Task.Delay(Pause);
        }
        try
        {
            foreach (var member in members.CurrentSnapshot.Members.Values)
            {
                // One that leaves in good order says so before it closes its port.
                if (member.Status == SiloStatus.Active && member.SiloAddress.Endpoint.Equals(silo))
                {
                    await members.TryKill(member.SiloAddress);
                }
            }
        }
        catch (ChannelClosedException)
        {
            // This silo ends as well: others look too.
            return;
        }
    }

    private static async Task<bool> IsRefusedAsync(IPEndPoint silo)
    {
        using var socket = new Socket(silo.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await socket.ConnectAsync(silo, patience.Token);
            return false;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
