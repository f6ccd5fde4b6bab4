using System.CommandLine;
using System.Net;
using GridCity.Silo.Access;

namespace GridCity.Silo;

/// <summary>The options that say where the server listens and how it knows who calls.</summary>
internal sealed class DoorOptions
{
    private readonly Option<IPAddress> _listen = new("--listen")
    {
        Description = "The address to listen on. Any other than a loopback address asks for accounts.",
        HelpName = "address",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = result =>
        {
            if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
            {
                return address;
            }
            result.AddError($"'{result.Tokens[0].Value}' is not an address; one such as 0.0.0.0 or 10.1.2.3 was expected.");
            return IPAddress.Loopback;
        },
    };

    private readonly Option<AccessKind?> _access = new("--access")
    {
        Description = "Open: whoever is at this machine may do everything. Accounts: everybody signs in or sends a key. "
            + "Default: accounts where others can reach the server or there are accounts already, else open.",
    };

    private readonly Option<string?> _accounts = new("--accounts")
    {
        Description = "The file with accounts, keys and sessions. Default: beside the data.",
        HelpName = "file",
    };

    private readonly Option<bool> _newSecret = new("--new-secret")
    {
        Description = "Give the administrator a new secret and show it, because the old one is lost.",
    };

    private readonly Option<string?> _photos = new("--photos")
    {
        Description = "The folder with photos. Default: beside the data.",
        HelpName = "folder",
    };

    private readonly Option<string?> _certificate = new("--certificate")
    {
        Description = "A PEM file with the certificate to speak HTTPS with; without it put a proxy with one in front.",
        HelpName = "file",
    };

    private readonly Option<string?> _certificateKey = new("--certificate-key")
    {
        Description = "A PEM file with the certificate's key, when it is not in the same file.",
        HelpName = "file",
    };

    /// <summary>Offers the options.</summary>
    public void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { _listen, _access, _accounts, _newSecret, _photos, _certificate, _certificateKey })
        {
            root.Add(option);
        }
    }

    /// <summary>Takes over what was given; what was not lies beside the data.</summary>
    public SiloOptions Fill(ParseResult result, string data, SiloOptions options)
    {
        var address = result.GetValue(_listen)!;
        var accounts = result.GetValue(_accounts) ?? Path.ChangeExtension(data, ".accounts.db");
        var isNewSecretAsked = result.GetValue(_newSecret);
        var isOpen = IPAddress.IsLoopback(address) && !File.Exists(accounts) && !isNewSecretAsked;
        return options with
        {
            Address = address,
            Access = result.GetValue(_access) ?? (isOpen ? AccessKind.Open : AccessKind.Accounts),
            Accounts = accounts,
            IsNewSecretAsked = isNewSecretAsked,
            Outside = OutsideProvider.FromEnvironment(),
            Photos = result.GetValue(_photos) ?? Path.ChangeExtension(data, ".photos"),
            Uploads = Path.ChangeExtension(data, ".histories"),
            Certificate = result.GetValue(_certificate),
            CertificateKey = result.GetValue(_certificateKey),
        };
    }
}
