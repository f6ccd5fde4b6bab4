using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GridCity.Client.Commands;

namespace GridCity.Client;

/// <summary>
/// The command line <c>gridcity</c>: its commands, what all of them have in common, and what it tells the shell.
/// </summary>
internal static class CommandLine
{
    private const int HelpWidth = 100;

    /// <summary>Carries out a command.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        Terminal terminal,
        CancellationToken stop = default)
    {
        var parsed = Build(terminal).Parse(arguments);
        var settings = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            // What is nobody's mistake but ours ends with its trace, for whoever repairs it.
            EnableDefaultExceptionHandler = false,
            // What was interrupted still writes what it has: a partial report, the end of an event log.
            ProcessTerminationTimeout = TimeSpan.FromMinutes(2),
        };
        if (parsed.Action is not ParseErrorAction)
        {
            return await parsed.InvokeAsync(settings, stop);
        }
        if (parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            settings.Output = terminal.Error;
            await Build(terminal).Parse([.. arguments, "--help"]).InvokeAsync(settings, stop);
            return ExitCode.Usage;
        }
        Explain(parsed, terminal);
        return ExitCode.Usage;
    }

    /// <summary>All commands.</summary>
    public static RootCommand Build(Terminal terminal)
    {
        var common = new CommonOptions();
        const string what = "GridCity from the command line: report, follow and handle the cases of a city.";
        var root = new RootCommand(what)
        {
            ReportCommand.Create(terminal, common),
            CaseCommands.Create(terminal, common),
            CellCommands.CreateSample(terminal, common),
            CellCommands.CreatePatrol(terminal, common),
            WatchCommand.Create(terminal, common),
            ImportCommand.Create(terminal, common),
            ReplayCommand.Create(terminal, common),
            SimulateCommand.Create(terminal, common),
            FitCommand.Create(terminal, common),
            CompareCommand.Create(terminal, common),
            RulesCommands.Create(terminal, common),
            CityCommands.Create(terminal, common),
            JournalCommands.Create(terminal, common),
            BulletinCommands.Create(terminal, common),
            AccountCommands.Create(terminal, common),
        };
        root.Add(common.Server);
        root.Add(common.Key);
        root.Add(common.Json);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples(new HelpAction { MaxWidth = HelpWidth });
        }
        return root;
    }

    private static void Explain(ParseResult parsed, Terminal terminal)
    {
        foreach (var error in parsed.Errors)
        {
            terminal.Error.WriteLine($"gridcity: {error.Message}");
        }
        var path = string.Join(' ', Names(parsed.CommandResult.Command));
        terminal.Error.WriteLine($"See '{path} --help'.");
    }

    private static IEnumerable<string> Names(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? ["gridcity"] : Names(parent).Append(command.Name);
    }
}
