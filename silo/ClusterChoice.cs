using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
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
        Description = "Says that nobody else can listen on the network between the silos: what they say to each other is not encrypted.",
    };

    public void AddTo(RootCommand root)
    {
        root.Add(_isCluster);
        root.Add(_address);
        root.Add(_port);
        root.Add(_isPrivate);
        root.Validators.Add(Check);
    }

    /// <summary>What was chosen, or null for a server of its own.</summary>
    public ClusterPlace? Of(ParseResult result) => result.GetValue(_isCluster)
        ? new ClusterPlace(result.GetValue(_address)!, result.GetValue(_port))
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
            if (result.GetResult(_isPrivate) is { Implicit: false } || result.GetResult(_port) is { Implicit: false })
            {
                result.AddError("--silo-address, --silo-port and --silo-network-is-private belong to --cluster.");
            }
            return;
        }
        if (!IPAddress.IsLoopback(result.GetValue(_address) ?? IPAddress.Loopback) && !result.GetValue(_isPrivate))
        {
            result.AddError(
                "What silos say to each other is not encrypted: beyond the loopback address they need a network of their own (a private "
                + "subnet, WireGuard, an encrypted overlay). Say --silo-network-is-private when they have one.");
        }
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PostgresPlace.Variable)))
        {
            result.AddError($"--cluster needs a database: set {PostgresPlace.Variable} to 'Host=…;Database=…;Username=…;Password=…'.");
        }
    }
}
