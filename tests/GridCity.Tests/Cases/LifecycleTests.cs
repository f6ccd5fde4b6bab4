using System.Globalization;
using System.Text;
using GridCity.Core.Cases;
using Xunit;

namespace GridCity.Tests.Cases;

public class LifecycleTests
{
    [Fact]
    public void The_table_of_stages_and_commands_is_this()
    {
        const string Expected = """
                                Report Verify File Reject Dispatch Accept Return Finish Check Close Expire
            PendingVerification        Verify      Reject                                           Expire
            PendingFiling                     File Reject
            PendingDispatch                               Dispatch
            PendingAcceptance                                      Accept Return                    Expire
            Handling                                                      Return Finish             Expire
            PendingCheck                                                                Check       Expire
            PendingClosing                                                                    Close
            Closed
            Rejected
            Duplicate
            """;
        Assert.Equal(Expected, Draw(Stages.All.Select(stage => (stage.ToString(), Row(kind => Lifecycle.IsPossible(stage, kind))))));
    }

    [Fact]
    public void The_table_of_roles_keeps_the_two_axes_apart()
    {
        const string Expected = """
                        Report Verify File Reject Dispatch Accept Return Finish Check Close Expire
            Public      Report
            Inspector   Report Verify                                           Check
            Supervision Report        File Reject                                     Close
            Command     Report                    Dispatch
            Unit        Report                             Accept Return Finish
            System      Report                                                              Expire
            """;
        Assert.Equal(Expected, Draw(Enum.GetValues<Role>().Select(role => (role.ToString(), Row(kind => Lifecycle.IsAllowed(role, kind))))));
    }

    [Fact]
    public void Every_pair_of_stage_and_command_is_answered_as_the_table_says()
    {
        var city = TestCity.Make();
        foreach (var stage in Stages.All)
        {
            foreach (var kind in Enum.GetValues<CommandKind>().Where(kind => kind != CommandKind.Report))
            {
                var (cell, item) = CaseIn(city, stage);
                var decision = cell.Decide(city, CommandOf(kind, item), []);
                var expected = Lifecycle.IsPossible(stage, kind);
                Assert.True(expected == decision.Refusal is null, $"{stage} × {kind}: {decision.Refusal?.Detail}");
                if (!expected)
                {
                    Assert.Equal(stage.IsOpen() ? RefusalCode.StageNotAllowed : RefusalCode.CaseEnded, decision.Refusal!.Code);
                }
            }
        }
    }

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
            _ => new ExpireCommand(id, at, item.Id, item.DueFor ?? DueKind.Handling),
        };
    }

    private static List<(CommandKind Kind, bool IsSet)> Row(Func<CommandKind, bool> isSet) =>
        [.. Enum.GetValues<CommandKind>().Select(kind => (kind, isSet(kind)))];

    private static string Draw(IEnumerable<(string Name, List<(CommandKind Kind, bool IsSet)> Row)> table)
    {
        var rows = table.ToList();
        var width = rows.Max(row => row.Name.Length);
        var text = new StringBuilder();
        text.AppendLine((new string(' ', width) + " " + string.Join(' ', Enum.GetValues<CommandKind>())).TrimEnd());
        foreach (var (name, row) in rows)
        {
            var marks = row.Select(mark => mark.IsSet ? mark.Kind.ToString() : new string(' ', mark.Kind.ToString().Length));
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{name.PadRight(width)} {string.Join(' ', marks)}").TrimEnd());
        }
        return text.ToString().TrimEnd();
    }
}
