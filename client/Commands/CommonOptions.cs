using System.CommandLine;

namespace GridCity.Client.Commands;

/// <summary>The options that every command has.</summary>
internal sealed class CommonOptions
{
    /// <summary>The address when neither the option nor the environment names one.</summary>
    public const string DefaultServer = "http://127.0.0.1:5080";

    /// <summary>The environment variable that names the server.</summary>
    public const string ServerVariable = "GRIDCITY_SERVER";

    /// <summary>Which server to talk to.</summary>
    public Option<string?> Server { get; } = new("--server")
    {
        Description = $"The server's address (default: {ServerVariable}, else {DefaultServer}).",
        HelpName = "url",
        Recursive = true,
    };

    /// <summary>The environment variable that holds the key.</summary>
    public const string KeyVariable = "GRIDCITY_KEY";

    /// <summary>Who is asking, where the server wants to know.</summary>
    public Option<string?> Key { get; } = new("--key")
    {
        Description = $"The key of an account (default: {KeyVariable}, where no history of commands keeps it).",
        HelpName = "key",
        Recursive = true,
    };

    /// <summary>Whether a program reads the output.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Write JSON for programs instead of text for people.",
        Recursive = true,
    };
}
