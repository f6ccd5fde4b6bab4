using System.Globalization;

namespace GridCity.Core.Cases;

/// <summary>
/// The life of a case as one table: which command is possible in which stage, and which roles may give it. The tests hold
/// a picture of it that a dispatcher can read.
/// </summary>
public static class Lifecycle
{
    // What is possible as long as the case is open, wherever it stands.
    private static readonly CommandKind[] Always =
    [
        CommandKind.Supervise, CommandKind.Escalate, CommandKind.Grade, CommandKind.ForceClose, CommandKind.Relocate,
        CommandKind.Arrive, CommandKind.Join, CommandKind.MakeCall, CommandKind.AnswerCall, CommandKind.GradeCall,
        CommandKind.CloseCall, CommandKind.Expire, CommandKind.Remark,
    ];

    private static readonly CommandKind[] AfterEnd =
        [CommandKind.Appeal, CommandKind.ReviewAppeal, CommandKind.DecideAppeal, CommandKind.CallBack, CommandKind.Exclude];

    private static readonly Dictionary<Stage, CommandKind[]> Possible = new()
    {
        [Stage.PendingVerification] = [.. Always, CommandKind.TakeTask, CommandKind.Verify, CommandKind.Reject, CommandKind.Merge],
        [Stage.PendingFiling] = [.. Always, CommandKind.File, CommandKind.Reject, CommandKind.Merge],
        [Stage.PendingDispatch] = [.. Always, CommandKind.Dispatch, CommandKind.SendBack, CommandKind.Merge],
        [Stage.PendingAcceptance] =
            [.. Always, CommandKind.Accept, CommandKind.Return, CommandKind.Apply, CommandKind.Rule, CommandKind.Merge],
        [Stage.Handling] =
            [.. Always, CommandKind.Return, CommandKind.Finish, CommandKind.Apply, CommandKind.Rule, CommandKind.Merge],
        [Stage.Suspended] = [.. Always, CommandKind.Resume],
        [Stage.PendingCheck] = [.. Always, CommandKind.TakeTask, CommandKind.Check],
        [Stage.PendingClosing] = [.. Always, CommandKind.Close],
        [Stage.Closed] = AfterEnd,
        [Stage.ForcedClosed] = AfterEnd,
        [Stage.Rejected] = [],
        [Stage.Duplicate] = [],
    };

    private static readonly Dictionary<CommandKind, Role[]> Allowed = new()
    {
        [CommandKind.Report] = [Role.Public, Role.Inspector, Role.Supervision, Role.Command, Role.Unit, Role.System, Role.Leader],
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
        [CommandKind.TakeTask] = [Role.Inspector],
        [CommandKind.Apply] = [Role.Unit],
        [CommandKind.Rule] = [Role.Command],
        [CommandKind.Resume] = [Role.Command],
        [CommandKind.SendBack] = [Role.Command],
        [CommandKind.Supervise] = [Role.Supervision, Role.Leader],
        [CommandKind.Escalate] = [Role.Supervision, Role.Command, Role.Leader],
        [CommandKind.Grade] = [Role.Command, Role.Leader],
        [CommandKind.ForceClose] = [Role.Leader],
        [CommandKind.Relocate] = [Role.Supervision],
        [CommandKind.Arrive] = [Role.System],
        [CommandKind.Merge] = [Role.Supervision],
        [CommandKind.Join] = [Role.System],
        [CommandKind.MakeCall] = [Role.Command, Role.Unit, Role.Supervision, Role.Leader],
        [CommandKind.AnswerCall] = [Role.Unit],
        [CommandKind.GradeCall] = [Role.Command, Role.Unit, Role.Supervision, Role.Leader],
        [CommandKind.CloseCall] = [Role.Command, Role.Unit, Role.Supervision, Role.Leader],
        [CommandKind.Appeal] = [Role.Unit],
        [CommandKind.ReviewAppeal] = [Role.Command],
        [CommandKind.DecideAppeal] = [Role.Supervision],
        [CommandKind.CallBack] = [Role.Supervision],
        [CommandKind.Exclude] = [Role.Supervision],
        [CommandKind.Sample] = [Role.Supervision, Role.Inspector, Role.Unit, Role.System],
        [CommandKind.Remark] = [Role.Public, Role.Inspector, Role.Supervision, Role.Command, Role.Unit, Role.Leader],
        [CommandKind.Patrol] = [Role.Inspector, Role.Unit, Role.Leader],
    };

    // The same two tables, a bit for each command and a bit for each role: every command asks both.
    private static readonly ulong[] CommandsOfStages = Bits(Possible);
    private static readonly ulong[] RolesOfCommands = Bits(Allowed);

    /// <summary>Whether a command is possible in a stage.</summary>
    public static bool IsPossible(Stage stage, CommandKind command) => (CommandsOfStages[(int)stage] >> (int)command & 1) != 0;

    /// <summary>Whether a role may give a command.</summary>
    public static bool IsAllowed(Role role, CommandKind command) => (RolesOfCommands[(int)command] >> (int)role & 1) != 0;

    /// <summary>The commands that are possible in a stage.</summary>
    public static IReadOnlyList<CommandKind> PossibleIn(Stage stage) => Possible[stage];

    private static ulong[] Bits<TKey, TItem>(Dictionary<TKey, TItem[]> table)
        where TKey : struct, Enum
        where TItem : struct, Enum
    {
        var bits = new ulong[table.Keys.Max(key => Convert.ToInt32(key, CultureInfo.InvariantCulture)) + 1];
        foreach (var (key, items) in table)
        {
            foreach (var item in items)
            {
                bits[Convert.ToInt32(key, CultureInfo.InvariantCulture)] |= 1UL << Convert.ToInt32(item, CultureInfo.InvariantCulture);
            }
        }
        return bits;
    }
}
