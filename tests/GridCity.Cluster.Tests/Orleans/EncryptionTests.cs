using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GridCity.Cluster.Tests.Postgres;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Grains.Cluster;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>What silos say to each other, where others may be on their network.</summary>
public sealed class EncryptionTests(PostgresServer server) : IDisposable
{
    private readonly TestAuthority _authority = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Silos_with_certificates_of_one_authority_serve_one_city()
    {
        await using var cluster = await StartAsync(2);
        for (var index = 0; index < 40; index++)
        {
            var reply = await cluster.SendAsync(Report(cluster.City, (index % 15 * 65) + 5, (index / 15 * 65) + 5), Stop);
            Assert.Equal(ReplyKind.Accepted, reply.Kind);
        }
        Assert.All(cluster.Nodes, node => Assert.Equal(2, node.ActiveSilos));
    }

    [Fact]
    public async Task Who_shows_no_certificate_of_the_authority_is_not_answered()
    {
        await using var cluster = await StartAsync(1);
        using var stranger = new TestAuthority();
        using var foreign = stranger.Issue();
        using var own = _authority.Issue();

        Assert.True(await IsAnsweredAsync(cluster.Nodes[0], own));
        Assert.False(await IsAnsweredAsync(cluster.Nodes[0], foreign));
        Assert.False(await IsAnsweredAsync(cluster.Nodes[0], null));
    }

    [Fact]
    public async Task Who_does_not_encrypt_is_not_answered()
    {
        await using var cluster = await StartAsync(1);
        using var socket = await ConnectAsync(cluster.Nodes[0]);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 4_096)), Stop);

        Assert.Equal(string.Empty, await SaidAsync(stream));
    }

    private async Task<TestCluster> StartAsync(int silos) => await TestCluster.StartAsync(
        await server.CreateDatabaseAsync(), TestCity.Make(), TimeProvider.System, silos, Stop, options => options with { Encryption = _authority.Sign() });

    private static ReportCommand Report(City city, double x, double y)
    {
        var point = TestCity.At(x, y);
        var draft = new ReportDraft("06010", null, "inspector", point.Longitude, point.Latitude, null, null, "rubbish", null, null);
        Assert.Null(Intake.Check(city, draft, TimeProvider.System.GetUtcNow(), out var report, out var placement));
        return new ReportCommand(Guid.NewGuid(), default, new Actor(Role.Inspector, "i-1"), report!, placement!);
    }

    // A silo speaks first: it says who it is as soon as a connection is there.
    private static async Task<bool> IsAnsweredAsync(ClusterNode node, X509Certificate2? shown)
    {
        using var socket = await ConnectAsync(node);
        await using var stream = new SslStream(socket.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "anybody",
                    ClientCertificates = shown is null ? null : [shown],
                    EnabledSslProtocols = SslProtocols.Tls13,
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
                },
                Stop);
            return (await SaidAsync(stream)).Length > 0;
        }
        catch (AuthenticationException)
        {
            return false;
        }
    }

    private static async Task<TcpClient> ConnectAsync(ClusterNode node)
    {
        // S127.0.0.1:11111:generation
        var port = int.Parse(node.Name.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port, Stop);
        return socket;
    }

    private static async Task<string> SaidAsync(Stream stream)
    {
        var bytes = new byte[256];
        try
        {
            var count = await stream.ReadAsync(bytes, Stop);
            return Encoding.Latin1.GetString(bytes, 0, count);
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
