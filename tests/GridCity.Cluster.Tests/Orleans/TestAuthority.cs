using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GridCity.Grains.Cluster;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>An authority that signs certificates for silos, as an operator would have one.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset Until = From.AddDays(30);
    private readonly X509Certificate2 _own;

    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=silos", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _own = request.CreateSelfSigned(From, Until);
    }

    /// <summary>What one silo shows and whom it believes.</summary>
    public SiloEncryption Sign() => new(Issue(), X509CertificateLoader.LoadCertificate(_own.RawData));

    /// <summary>A certificate with its key.</summary>
    public X509Certificate2 Issue()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=silo", key, HashAlgorithmName.SHA256);
        using var signed = request.Create(_own, From, Until, RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Writes the files of one silo into a folder, as the command line takes them.</summary>
    public (string Certificate, string Authority) Write(string folder)
    {
        using var issued = Issue();
        var (own, authority) = (Path.Combine(folder, "silo.pem"), Path.Combine(folder, "authority.pem"));
        File.WriteAllText(own, issued.ExportCertificatePem() + "\n" + issued.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(authority, _own.ExportCertificatePem() + "\n");
        return (own, authority);
    }

    public void Dispose() => _own.Dispose();
}
