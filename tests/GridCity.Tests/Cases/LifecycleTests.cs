using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using Xunit;

namespace GridCity.Tests.Cases;

public class LifecycleTests
{
    [Fact]
    public void The_table_of_stages_and_commands_is_this()
    {
        const string Expected = """
                         PendingVerification PendingFiling PendingDispatch PendingAcceptance Handling PendingCheck PendingClosing Closed Rejected Duplicate Suspended ForcedClosed
            Report       ·                   ·             ·               ·                 ·        ·            ·              ·      ·        ·         ·         ·
            Verify       x                   ·             ·               ·                 ·        ·            ·              ·      ·        ·         ·         ·
            File         ·                   x             ·               ·                 ·        ·            ·              ·      ·        ·         ·         ·
            Reject       x                   x             ·               ·                 ·        ·            ·              ·      ·        ·         ·         ·
            Dispatch     ·                   ·             x               ·                 ·        ·            ·              ·      ·        ·         ·         ·
            Accept       ·                   ·             ·               x                 ·        ·            ·              ·      ·        ·         ·         ·
            Return       ·                   ·             ·               x                 x        ·            ·              ·      ·        ·         ·         ·
            Finish       ·                   ·             ·               ·                 x        ·            ·              ·      ·        ·         ·         ·
            Check        ·                   ·             ·               ·                 ·        x            ·              ·      ·        ·         ·         ·
            Close        ·                   ·             ·               ·                 ·        ·            x              ·      ·        ·         ·         ·
            Expire       x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            TakeTask     x                   ·             ·               ·                 ·        x            ·              ·      ·        ·         ·         ·
            Apply        ·                   ·             ·               x                 x        ·            ·              ·      ·        ·         ·         ·
            Rule         ·                   ·             ·               x                 x        ·            ·              ·      ·        ·         ·         ·
            Resume       ·                   ·             ·               ·                 ·        ·            ·              ·      ·        ·         x         ·
            SendBack     ·                   ·             x               ·                 ·        ·            ·              ·      ·        ·         ·         ·
            Supervise    x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            Escalate     x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            Grade        x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            ForceClose   x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            Relocate     x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            Arrive       x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            Merge        x                   x             x               x                 x        ·            ·              ·      ·        ·         ·         ·
            Join         x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            MakeCall     x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            AnswerCall   x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            GradeCall    x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            CloseCall    x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            Appeal       ·                   ·             ·               ·                 ·        ·            ·              x      ·        ·         ·         x
            ReviewAppeal ·                   ·             ·               ·                 ·        ·            ·              x      ·        ·         ·         x
            DecideAppeal ·                   ·             ·               ·                 ·        ·            ·              x      ·        ·         ·         x
            CallBack     ·                   ·             ·               ·                 ·        ·            ·              x      ·        ·         ·         x
            Exclude      ·                   ·             ·               ·                 ·        ·            ·              x      ·        ·         ·         x
            Sample       ·                   ·             ·               ·                 ·        ·            ·              ·      ·        ·         ·         ·
            Patrol       ·                   ·             ·               ·                 ·        ·            ·              ·      ·        ·         ·         ·
            Remark       x                   x             x               x                 x        x            x              ·      ·        ·         x         ·
            """;
        Assert.Equal(Expected, Draw(Stages.All, (stage, kind) => Lifecycle.IsPossible(stage, kind)));
    }

    [Fact]
    public void The_table_of_roles_keeps_the_two_axes_apart()
    {
        const string Expected = """
                         Public Inspector Supervision Command Unit System Leader
            Report       x      x         x           x       x    x      x
            Verify       ·      x         ·           ·       ·    ·      ·
            File         ·      ·         x           ·       ·    ·      ·
            Reject       ·      ·         x           ·       ·    ·      ·
            Dispatch     ·      ·         ·           x       ·    ·      ·
            Accept       ·      ·         ·           ·       x    ·      ·
            Return       ·      ·         ·           ·       x    ·      ·
            Finish       ·      ·         ·           ·       x    ·      ·
            Check        ·      x         ·           ·       ·    ·      ·
            Close        ·      ·         x           ·       ·    ·      ·
            Expire       ·      ·         ·           ·       ·    x      ·
            TakeTask     ·      x         ·           ·       ·    ·      ·
            Apply        ·      ·         ·           ·       x    ·      ·
            Rule         ·      ·         ·           x       ·    ·      ·
            Resume       ·      ·         ·           x       ·    ·      ·
            SendBack     ·      ·         ·           x       ·    ·      ·
            Supervise    ·      ·         x           ·       ·    ·      x
            Escalate     ·      ·         x           x       ·    ·      x
            Grade        ·      ·         ·           x       ·    ·      x
            ForceClose   ·      ·         ·           ·       ·    ·      x
            Relocate     ·      ·         x           ·       ·    ·      ·
            Arrive       ·      ·         ·           ·       ·    x      ·
            Merge        ·      ·         x           ·       ·    ·      ·
            Join         ·      ·         ·           ·       ·    x      ·
            MakeCall     ·      ·         x           x       x    ·      x
            AnswerCall   ·      ·         ·           ·       x    ·      ·
            GradeCall    ·      ·         x           x       x    ·      x
            CloseCall    ·      ·         x           x       x    ·      x
            Appeal       ·      ·         ·           ·       x    ·      ·
            ReviewAppeal ·      ·         ·           x       ·    ·      ·
            DecideAppeal ·      ·         x           ·       ·    ·      ·
            CallBack     ·      ·         x           ·       ·    ·      ·
            Exclude      ·      ·         x           ·       ·    ·      ·
            Sample       ·      x         x           ·       x    x      ·
            Patrol       ·      x         ·           ·       x    ·      x
            Remark       x      x         x           x       x    ·      x
            """;
        Assert.Equal(Expected, Draw(Enum.GetValues<Role>(), (role, kind) => Lifecycle.IsAllowed(role, kind)));
    }

    [Fact]
    public void Who_handles_never_closes_and_who_dispatches_never_files()
    {
        CommandKind[] closing = [CommandKind.Verify, CommandKind.File, CommandKind.Check, CommandKind.Close, CommandKind.DecideAppeal];
        Assert.All(closing, kind => Assert.False(Lifecycle.IsAllowed(Role.Unit, kind) || Lifecycle.IsAllowed(Role.Command, kind)));
        CommandKind[] handling = [CommandKind.Accept, CommandKind.Finish, CommandKind.Apply];
        Assert.All(handling, kind => Assert.False(Lifecycle.IsAllowed(Role.Supervision, kind) || Lifecycle.IsAllowed(Role.Command, kind)));
        Assert.False(Lifecycle.IsAllowed(Role.Supervision, CommandKind.Dispatch));
    }

    [Fact]
    public void Every_pair_of_stage_and_command_is_answered_as_the_table_says()
    {
        var city = TestCity.Make();
        foreach (var stage in Stages.All)
        {
            foreach (var kind in Enum.GetValues<CommandKind>().Except(Elsewhere))
            {
                var (cell, item) = CaseIn(city, stage);
                var refusal = cell.Decide(city, CommandOf(kind, item), []).Refusal;
                if (!stage.IsOpen())
                {
                    Assert.Equal(RefusalCode.CaseEnded, refusal!.Code);
                }
                else
                {
                    Assert.True(
                        Lifecycle.IsPossible(stage, kind) == refusal?.Code is not RefusalCode.StageNotAllowed,
                        $"{stage} × {kind}: {refusal?.Detail}");
                }
            }
        }
    }

    // Reports and what concerns no case have no stage; an arrival brings its case with it; what comes after the end has tests
    // of its own.
    private static readonly CommandKind[] Elsewhere =
    [
        CommandKind.Report, CommandKind.Sample, CommandKind.Patrol, CommandKind.Arrive, CommandKind.Appeal,
        CommandKind.ReviewAppeal, CommandKind.DecideAppeal, CommandKind.CallBack, CommandKind.Exclude,
    ];

    private static readonly DateTimeOffset Start = new(2026, 9, 14, 1, 0, 0, TimeSpan.Zero);

    private static (Cell Cell, Case Item) CaseIn(Core.Cities.City city, Stage stage)
    {
        var code = TestCity.CodeAt(0, 0);
        var cell = new Cell(code);
        var id = new CaseId(code, 1);
        var report = new Report("06010", null, "hotline", TestCity.At(50, 50), null, "", Start, null);
        var reason = new Core.Rules.Reason("r", "v", null, null, null, null, null);
        CaseEvent[] all =
        [
            new CaseReported(new Actor(Role.Public, "p"), report, new Core.Space.PlanePoint(50, 50), default, null),
            new VerificationAsked(Actor.System, null, Start),
            new CaseVerified(new Actor(Role.Inspector, "i-1"), Sight.Exists, null),
            new CaseFiled(Actor.System, null),
            new CaseDispatched(Actor.System, "sanitation", "4wh", Start, reason, null),
            new CaseAccepted(new Actor(Role.Unit, "sanitation")),
            new CaseFinished(new Actor(Role.Unit, "sanitation"), "done", Start),
            new CaseChecked(new Actor(Role.Inspector, "i-1"), CheckResult.Pass, null),
            new CaseClosed(Actor.System, null),
        ];
        CaseEvent[] events = stage switch
        {
            Stage.Rejected => [.. all[..2], new CaseRejected(Actor.System, "no")],
            Stage.Duplicate => [all[0], new DuplicateFound(Actor.System, id, 1)],
            Stage.Suspended =>
            [
                .. all[..6],
                new ApplicationMade(new Actor(Role.Unit, "sanitation"), ApplicationKind.Suspension, "winter", Start.AddDays(20)),
                new ApplicationDecided(Actor.System, ApplicationKind.Suspension, true, Start.AddDays(20), null),
            ],
            Stage.ForcedClosed => [.. all[..6], new CaseForceClosed(new Actor(Role.Leader, "l"), "solved otherwise")],
            _ => all[..((int)stage + 1)],
        };
        Case? item = null;
        for (var index = 0; index < events.Length; index++)
        {
            item = cell.Apply(index + 1, index + 1, Start, Guid.NewGuid(), id, events[index]);
        }
        Assert.Equal(stage, item!.Stage);
        return (cell, item);
    }

    private static CaseCommand CommandOf(CommandKind kind, Case item)
    {
        var id = Guid.NewGuid();
        var at = Start.AddDays(30);
        var inspector = new Actor(Role.Inspector, "i-1");
        var supervision = new Actor(Role.Supervision, "desk");
        var unit = new Actor(Role.Unit, "sanitation");
        var command = new Actor(Role.Command, "desk");
        return kind switch
        {
            CommandKind.Verify => new VerifyCommand(id, at, inspector, item.Id, Sight.Exists, null),
            CommandKind.File => new FileCommand(id, at, supervision, item.Id, null),
            CommandKind.Reject => new RejectCommand(id, at, supervision, item.Id, "why"),
            CommandKind.Dispatch => new DispatchCommand(id, at, new Actor(Role.Command, "desk"), item.Id, null, null),
            CommandKind.Accept => new AcceptCommand(id, at, unit, item.Id),
            CommandKind.Return => new ReturnCommand(id, at, unit, item.Id, "why"),
            CommandKind.Finish => new FinishCommand(id, at, unit, item.Id, "done"),
            CommandKind.Check => new CheckCommand(id, at, inspector, item.Id, CheckResult.Pass, null),
            CommandKind.Close => new CloseCommand(id, at, supervision, item.Id, null),
            CommandKind.TakeTask => new TakeTaskCommand(id, at, inspector, item.Id),
            CommandKind.Apply => new ApplyCommand(id, at, unit, item.Id, ApplicationKind.Extension, "why", null),
            CommandKind.Rule => new RuleCommand(id, at, command, item.Id, false, null),
            CommandKind.Resume => new ResumeCommand(id, at, command, item.Id, null),
            CommandKind.SendBack => new SendBackCommand(id, at, command, item.Id, "why"),
            CommandKind.Supervise => new SuperviseCommand(id, at, supervision, item.Id, "why"),
            CommandKind.Escalate => new EscalateCommand(id, at, command, item.Id, Tier.City, "why"),
            CommandKind.Grade => new GradeCommand(id, at, command, item.Id, ItemGrade.OverYears, null),
            CommandKind.Remark => new RemarkCommand(id, at, new Actor(Role.Public, "p"), item.Id, "still there", null),
            CommandKind.ForceClose => new ForceCloseCommand(id, at, new Actor(Role.Leader, "l"), item.Id, "why"),
            CommandKind.Relocate => new RelocateCommand(
                id, at, supervision, item.Id, item.Report.Point, new Placement(item.Cell, 0, item.Place, default, null), "why"),
            CommandKind.Merge => new MergeCommand(id, at, supervision, item.Id, item.Id, null),
            CommandKind.Join => new JoinCommand(id, at, item.Id, new Reporter(item.Id, supervision, "hotline", null)),
            CommandKind.MakeCall => new MakeCallCommand(
                id, at, command, item.Id, CallKind.Meeting, "owner", null, ["sanitation"], null),
            CommandKind.AnswerCall => new AnswerCallCommand(id, at, unit, item.Id, 1, null),
            CommandKind.GradeCall => new GradeCallCommand(id, at, command, item.Id, 1, "sanitation", 90, null),
            CommandKind.CloseCall => new CloseCallCommand(id, at, command, item.Id, 1, "done", null),
            _ => new ExpireCommand(id, at, item.Id, item.NextAlarm?.For ?? DueKind.Handling),
        };
    }

    // One row a command, one column a stage or role.
    private static string Draw<T>(IReadOnlyList<T> columns, Func<T, CommandKind, bool> isSet)
        where T : struct, Enum
    {
        var kinds = Enum.GetValues<CommandKind>();
        var width = kinds.Max(kind => kind.ToString().Length);
        var text = new StringBuilder();
        text.AppendLine(new string(' ', width) + " " + string.Join(' ', columns));
        foreach (var kind in kinds)
        {
            var marks = columns.Select(column => (isSet(column, kind) ? "x" : "·").PadRight(column.ToString().Length));
            text.AppendLine($"{kind.ToString().PadRight(width)} {string.Join(' ', marks)}".TrimEnd());
        }
        return text.ToString().TrimEnd();
    }
}
