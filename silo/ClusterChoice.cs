using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GridCity.Journal.Postgres;

namespace GridCity.Silo;

/// <summary>The words of the command line that make the server one silo of a cluster.</summary>
internal sealed class ClusterChoice
{
    private readonly Option<bool> _isCluster = new("--cluster")
    {
        Description = $"Be one silo of a cluster over the database of {PostgresPlace.Variable}. Start as many as you like, each with ports of its own.",
    };

    private readonly Option<IPAddress> _address = new("--silo-address")
    {
        Description = "The address at which the other silos reach this one.",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = ReadAddress,
        HelpName = "address",
    };

    private readonly Option<int> _port = NumberOption.Make(
        "--silo-port", "The port at which the other silos reach this one; 0 takes any that is free.", 0, 0, 65535);

    private readonly Option<bool> _isPrivate = new("--silo-network-is-private")
    {
        Description = "Says that nobody else can listen on the network between the silos, which then need no certificates.",
    };

    private readonly Option<FileInfo> _certificate = new Option<FileInfo>("--silo-certificate")
    {
        Description = "A PEM file with the certificate and key that this silo shows to the others, to encrypt what they say to each other.",
        HelpName = "file",
    }.AcceptExistingOnly();

    private readonly Option<FileInfo> _authority = new Option<FileInfo>("--silo-authority")
    {
        Description = "A PEM file with the certificate of the authority that signs those of this cluster's silos and no others.",
        HelpName = "file",
    }.AcceptExistingOnly();

    public void AddTo(RootCommand root)
    {
        root.Add(_isCluster);
        root.Add(_address);
        root.Add(_port);
        root.Add(_certificate);
        root.Add(_authority);
        root.Add(_isPrivate);
        root.Validators.Add(Check);
    }

    /// <summary>What was chosen, or null for a server of its own.</summary>
    public ClusterPlace? Of(ParseResult result) => result.GetValue(_isCluster)
        ? new ClusterPlace(result.GetValue(_address)!, result.GetValue(_port))
        {
            Certificate = result.GetValue(_certificate)?.FullName,
            Authority = result.GetValue(_authority)?.FullName,
        }
        : null;

    private static IPAddress ReadAddress(ArgumentResult result)
    {
        if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
        {
            return address;
        }
        result.AddError("--silo-address is an IP address, such as 10.0.3.7.");
        return IPAddress.Loopback;
    }

    private void Check(CommandResult result)
    {
        if (!result.GetValue(_isCluster))
        {
            if (new Option[] { _isPrivate, _port, _certificate, _authority }.Any(option => result.GetResult(option) is { Implicit: false }))
            {
                result.AddError("--silo-address, --silo-port, --silo-certificate, --silo-authority and --silo-network-is-private belong to --cluster.");
            }
            return;
        }
        var isEncrypted = result.GetValue(_certificate) is not null;
        if (isEncrypted != result.GetValue(_authority) is not null)
        {
            result.AddError("--silo-certificate and --silo-authority belong together: what a silo shows, and who signs what the others show.");
        }
        if (!IPAddress.IsLoopback(result.GetValue(_address) ?? IPAddress.Loopback) && !isEncrypted && !result.GetValue(_isPrivate))
        {
            result.AddError(
                "Beyond the loopback address silos encrypt what they say to each other (--silo-certificate, --silo-authority), or have a "
                + "network of their own: a private subnet, WireGuard, an encrypted overlay (--silo-network-is-private).");
        }
        CheckFile(result, _certificate, path => X509Certificate2.CreateFromPemFile(path), "a certificate and its key");
        CheckFile(result, _authority, X509CertificateLoader.LoadCertificateFromFile, "a certificate");
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PostgresPlace.Variable)))
        {
            result.AddError($"--cluster needs a database: set {PostgresPlace.Variable} to 'Host=…;Database=…;Username=…;Password=…'.");
        }
    }

    private static void CheckFile(CommandResult result, Option<FileInfo> option, Func<string, X509Certificate2> read, string what)
    {
        if (result.GetValue(option) is not { Exists: true } file)
        {
            return;
        }
        try
        {
            read(file.FullName).Dispose();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            result.AddError($"{option.Name}: '{file.FullName}' is no PEM file with {what}: {e.Message}");
        }
    }
}
