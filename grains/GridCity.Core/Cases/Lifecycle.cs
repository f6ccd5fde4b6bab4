namespace GridCity.Core.Cases;

/// <summary>
/// The life of a case as one table: which command is possible in which stage, and which roles may give it. The tests hold
/// a picture of it that a dispatcher can read.
/// </summary>
public static class Lifecycle
{
    private static readonly Dictionary<Stage, CommandKind[]> Possible = new()
    {
        [Stage.PendingVerification] = [CommandKind.Verify, CommandKind.Reject, CommandKind.Expire],
        [Stage.PendingFiling] = [CommandKind.File, CommandKind.Reject],
        [Stage.PendingDispatch] = [CommandKind.Dispatch],
        [Stage.PendingAcceptance] = [CommandKind.Accept, CommandKind.Return, CommandKind.Expire],
        [Stage.Handling] = [CommandKind.Return, CommandKind.Finish, CommandKind.Expire],
        [Stage.PendingCheck] = [CommandKind.Check, CommandKind.Expire],
        [Stage.PendingClosing] = [CommandKind.Close],
        [Stage.Closed] = [],
        [Stage.Rejected] = [],
        [Stage.Duplicate] = [],
    };

    private static readonly Dictionary<CommandKind, Role[]> Allowed = new()
    {
        [CommandKind.Report] = [Role.Public, Role.Inspector, Role.Supervision, Role.Command, Role.Unit, Role.System],
        [CommandKind.Verify] = [Role.Inspector],
        [CommandKind.File] = [Role.Supervision],
        [CommandKind.Reject] = [Role.Supervision],
        [CommandKind.Dispatch] = [Role.Command],
        [CommandKind.Accept] = [Role.Unit],
        [CommandKind.Return] = [Role.Unit],
        [CommandKind.Finish] = [Role.Unit],
        [CommandKind.Check] = [Role.Inspector],
        [CommandKind.Close] = [Role.Supervision],
        [CommandKind.Expire] = [Role.System],
    };

    /// <summary>Whether a command is possible in a stage.</summary>
    public static bool IsPossible(Stage stage, CommandKind command) => Possible[stage].AsSpan().Contains(command);

    /// <summary>Whether a role may give a command.</summary>
    public static bool IsAllowed(Role role, CommandKind command) => Allowed[command].AsSpan().Contains(role);

    /// <summary>The commands that are possible in a stage.</summary>
    public static IReadOnlyList<CommandKind> PossibleIn(Stage stage) => Possible[stage];
}
