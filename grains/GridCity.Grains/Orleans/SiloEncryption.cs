using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GridCity.Grains.Cluster;

/// <summary>
/// Encrypts what silos say to each other: TLS 1.3, and both ends show a certificate that the cluster's own authority signed.
/// Silos know each other by address, which changes, so it is the authority that counts and not the name: it signs for the silos
/// of one cluster and for nobody else.
/// </summary>
/// <param name="Certificate">The silo's own certificate with its key, good for servers and clients.</param>
/// <param name="Authority">The certificate of the authority.</param>
public sealed record SiloEncryption(X509Certificate2 Certificate, X509Certificate2 Authority)
{
    private const string Name = "gridcity-silo";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal void Answer(IConnectionBuilder connections) => Use(connections, (stream, ending) => stream.AuthenticateAsServerAsync(
        new SslServerAuthenticationOptions
        {
            ServerCertificate = Certificate,
            ClientCertificateRequired = true,
            EnabledSslProtocols = SslProtocols.Tls13,
            RemoteCertificateValidationCallback = IsSilo,
        },
        ending));

    internal void Ask(IConnectionBuilder connections) => Use(connections, (stream, ending) => stream.AuthenticateAsClientAsync(
        new SslClientAuthenticationOptions
        {
            TargetHost = Name,
            ClientCertificates = [Certificate],
            EnabledSslProtocols = SslProtocols.Tls13,
            RemoteCertificateValidationCallback = IsSilo,
        },
        ending));

    private static void Use(IConnectionBuilder connections, Func<SslStream, CancellationToken, Task> greet)
    {
        var said = connections.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("GridCity.Silos");
        connections.Use(next => async connection =>
        {
            var plain = connection.Transport;
            await using var stream = new SslStream(new PipeStream(plain), leaveInnerStreamOpen: true);
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
                patience.CancelAfter(Patience);
                await greet(stream, patience.Token);
            }
            catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
            {
                said.LogError("No connection with {Silo}: it is no silo of this cluster, or does not encrypt ({Fault}).", connection.RemoteEndPoint, e.Message);
                connection.Abort();
                return;
            }
            connection.Transport = new EncryptedPipe(stream);
            try
            {
                await next(connection);
            }
            finally
            {
                connection.Transport = plain;
            }
        });
    }

    private bool IsSilo(object sender, X509Certificate? shown, X509Chain? ignored, SslPolicyErrors errors)
    {
        if (shown is not X509Certificate2 certificate)
        {
            return false;
        }
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private sealed class EncryptedPipe(SslStream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    /// <summary>Both directions of a connection as one stream, which encryption asks for.</summary>
    private sealed class PipeStream(IDuplexPipe pipe) : Stream
    {
        private readonly Stream _in = pipe.Input.AsStream(leaveOpen: true);
        private readonly Stream _out = pipe.Output.AsStream(leaveOpen: true);

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _in.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _out.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => _out.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => _in.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => _out.Write(buffer, offset, count);

        public override void Flush() => _out.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
