using System.Text.Json.Nodes;
using GridCity.Client;
using Xunit;

namespace GridCity.Tests.Client;

/// <summary>Runs <c>gridcity</c> inside the test as a shell would, without a screen.</summary>
internal sealed class Shell(Uri? server = null)
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    /// <summary>What was written to the output.</summary>
    public string Output => _output.ToString();

    /// <summary>What was written to the error stream.</summary>
    public string Error => _error.ToString();

    /// <summary>The output as JSON.</summary>
    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Terminal Terminal => new()
    {
        Output = _output,
        Error = _error,
        Screen = Terminal.Unseen(_output),
        Environment = name => name == "GRIDCITY_SERVER" ? server?.AbsoluteUri : null,
        Time = TimeProvider.System,
    };

    public Task<int> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(arguments, Terminal, TestContext.Current.CancellationToken);
}
