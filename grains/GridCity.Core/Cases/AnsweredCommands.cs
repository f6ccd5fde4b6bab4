using System.Collections;

namespace GridCity.Core.Cases;

/// <summary>A command that a case has answered: its id and kind, so that the same id again gets the same answer.</summary>
public readonly record struct AnsweredCommand(Guid Id, CommandKind Kind);

/// <summary>
/// The commands that a case has answered, the last one first. Each step adds one link to the list before it, so that what an
/// event costs does not grow with the age of its case.
/// </summary>
public sealed class AnsweredCommands : IEnumerable<AnsweredCommand>
{
    private readonly AnsweredCommands? _earlier;

    private AnsweredCommands(AnsweredCommand last, AnsweredCommands? earlier)
    {
        Last = last;
        _earlier = earlier;
    }

    /// <summary>The last command.</summary>
    public AnsweredCommand Last { get; }

    /// <summary>The list with one command more; a command that has several events is remembered once.</summary>
    public static AnsweredCommands Add(AnsweredCommands? earlier, AnsweredCommand command) =>
        earlier is not null && earlier.Last.Id == command.Id ? earlier : new AnsweredCommands(command, earlier);

    /// <summary>The list of commands in the order in which they were answered, or null for none.</summary>
    public static AnsweredCommands? From(IEnumerable<AnsweredCommand> inOrder)
    {
        AnsweredCommands? list = null;
        foreach (var command in inOrder)
        {
            list = new AnsweredCommands(command, list);
        }
        return list;
    }

    /// <summary>What was asked by the command of an id, or null when it was not answered. Never allocates.</summary>
    public CommandKind? KindOf(Guid id)
    {
        for (var at = this; at is not null; at = at._earlier)
        {
            if (at.Last.Id == id)
            {
                return at.Last.Kind;
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public IEnumerator<AnsweredCommand> GetEnumerator()
    {
        for (var at = this; at is not null; at = at._earlier)
        {
            yield return at.Last;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
