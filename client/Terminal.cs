using System.Text;
using Spectre.Console;

namespace GridCity.Client;

/// <summary>
/// Where a command writes and what it knows of its surroundings. Results go to the output, what is only for the person
/// in front (refusals, hints) to the error stream; <see cref="Screen"/> draws tables on the output.
/// </summary>
internal sealed class Terminal
{
    // Tables that go into a file or a pipe are not broken at the width of a screen that is not there.
    private const int UnseenWidth = 200;

    /// <summary>Where results go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where refusals and hints go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Draws tables and progress on the output.</summary>
    public required IAnsiConsole Screen { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Whether somebody watches, so that a screen may move.</summary>
    public bool IsInteractive => Screen.Profile.Capabilities.Interactive && Screen.Profile.Out.IsTerminal;

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }
        var screen = Console.IsOutputRedirected ? Unseen(Console.Out) : AnsiConsole.Console;
        return new Terminal
        {
            Output = Console.Out,
            Error = Console.Error,
            Screen = screen,
            Environment = System.Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,
        };
    }

    /// <summary>A screen that nobody sees: as wide as it takes, without colours and movement.</summary>
    public static IAnsiConsole Unseen(TextWriter output)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        screen.Profile.Width = UnseenWidth;
        return screen;
    }
}
