using System.CommandLine;
using System.Text;
using GridCity.Client;
using GridCity.Client.Commands;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.Client;

/// <summary>
/// The help of every command as a reader sees it. When it is meant to change: run the tests with GRIDCITY_GOLDEN=write
/// and look at the difference.
/// </summary>
public sealed class HelpTests
{
    [Fact]
    public async Task The_help_of_every_command_is_as_it_was_agreed()
    {
        var text = new StringBuilder();
        foreach (var path in Paths(CommandLine.Build(new Shell().Terminal), []))
        {
            text.AppendJoin(' ', path.Prepend("### gridcity")).Append('\n').Append(await HelpAsync(path)).Append('\n');
        }

        var golden = Path.Combine(Repository.Root, "tests", "GridCity.Tests", "Client", "Golden", "help.txt");
        if (Environment.GetEnvironmentVariable("GRIDCITY_GOLDEN") == "write")
        {
            await File.WriteAllTextAsync(golden, text.ToString(), TestContext.Current.CancellationToken);
        }
        Assert.Equal(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), text.ToString());
    }

    [Fact]
    public async Task Every_command_shows_an_example()
    {
        foreach (var path in Paths(CommandLine.Build(new Shell().Terminal), []))
        {
            Assert.Contains("\n  gridcity " + string.Join(' ', path), await HelpAsync(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_example_is_a_command_line_that_works()
    {
        var root = CommandLine.Build(new Shell().Terminal);
        var examples = Commands(root).OfType<GuidedCommand>().SelectMany(command => command.Examples).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            var line = example.Split(" | ")[0]["gridcity ".Length..];
            Assert.Empty(root.Parse(line).Errors);
        });
    }

    [Fact]
    public void Every_command_and_option_is_described()
    {
        var root = CommandLine.Build(new Shell().Terminal);

        Assert.All(Commands(root), command =>
        {
            Assert.False(string.IsNullOrEmpty(command.Description), command.Name);
            Assert.All(command.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), option.Name));
            Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrEmpty(argument.Description), argument.Name));
        });
    }

    private static async Task<string> HelpAsync(string[] path)
    {
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync([.. path, "--help"]));
        // The help calls the program what the file is called that runs it, which here is the tests'.
        var text = shell.Output.Replace(RootCommand.ExecutableName, "gridcity", StringComparison.Ordinal);
        return string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
    }

    private static IEnumerable<Command> Commands(Command command) =>
        command.Subcommands.SelectMany(Commands).Prepend(command);

    private static IEnumerable<string[]> Paths(Command command, string[] path) =>
        command.Subcommands.SelectMany(sub => Paths(sub, [.. path, sub.Name])).Prepend(path);
}
