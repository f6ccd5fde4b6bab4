using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GridCity.Client.Commands;

/// <summary>The usual help, followed by command lines that work.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        IReadOnlyList<string> examples = command is GuidedCommand guided
            ? guided.Examples
            : [.. command.Subcommands.OfType<GuidedCommand>().SelectMany(sub => sub.Examples.Take(1))];
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
        {
            output.WriteLine("  " + example);
        }
        return ExitCode.Done;
    }
}
