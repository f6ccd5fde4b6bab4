using System.Net;
using GridCity.Silo.Access;

namespace GridCity.Silo;

/// <summary>How the server knows who calls. Zero is never used.</summary>
public enum AccessKind
{
    /// <summary>It asks nobody, and listens on this machine only.</summary>
    Open = 1,

    /// <summary>Everybody signs in or sends a key.</summary>
    Accounts = 2,
}

/// <summary>What the server was asked to do on its command line.</summary>
public sealed record SiloOptions
{
    /// <summary>The journal file, or the word that stands for the database of the environment.</summary>
    public required string Data { get; init; }

    /// <summary>The city folder.</summary>
    public required string City { get; init; }

    /// <summary>Whether the folder was named; the demonstration city's own is made when it is not there.</summary>
    public bool IsCityGiven { get; init; }

    /// <summary>The address on which it listens.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes any that is free.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>The PEM file with the server's certificate, or null to speak HTTP.</summary>
    public string? Certificate { get; init; }

    /// <summary>The PEM file with the certificate's key, when that is not in the same file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>How it knows who calls.</summary>
    public AccessKind Access { get; init; } = AccessKind.Open;

    /// <summary>The file with accounts, keys and sessions.</summary>
    public string Accounts { get; init; } = "accounts.db";

    /// <summary>Whether the administrator gets a new secret, because the old one is lost.</summary>
    public bool IsNewSecretAsked { get; init; }

    /// <summary>An outside identity provider at which people may sign in, or null.</summary>
    public OutsideProvider? Outside { get; init; }

    /// <summary>The folder with photos.</summary>
    public string Photos { get; init; } = "photos";

    /// <summary>The folder with historical tables that planners may choose from, or null for the city folder's own.</summary>
    public string? Histories { get; init; }

    /// <summary>The folder with historical tables that planners sent.</summary>
    public string Uploads { get; init; } = "histories";

    /// <summary>Whom programs are told to ask about this server.</summary>
    public string Contact { get; init; } = "Whoever runs this server.";

    /// <summary>Whether made-up people drive the city.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>How many times faster than the day the demonstration's clock runs.</summary>
    public double Speed { get; init; } = 60;

    /// <summary>The seed of the demonstration.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How it is one silo of a cluster, or null when it serves alone.</summary>
    public ClusterPlace? Cluster { get; init; }

    /// <summary>The OTLP endpoint for traces and meters, or null for none.</summary>
    public string? Otlp { get; init; }
}

/// <summary>Where the other silos of a cluster reach this one; port 0 takes any that is free.</summary>
public sealed record ClusterPlace(System.Net.IPAddress Address, int Port)
{
    /// <summary>The PEM file with the certificate and key that this silo shows to the others, or null to speak openly.</summary>
    public string? Certificate { get; init; }

    /// <summary>The PEM file with the certificate of the authority that signs those of the silos.</summary>
    public string? Authority { get; init; }
}
