using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Tests.Cities;
using Xunit;

namespace GridCity.Tests.Cases;

/// <summary>What stands beside the main path: calls, applications, appeals, and sending on.</summary>
public sealed class BesideTheMainPathTests
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 14, 1, 0, 0, TimeSpan.Zero);
    private static readonly Actor Walker = new(Role.Inspector, "i-1");
    private static readonly Actor Sanitation = new(Role.Unit, "sanitation");
    private static readonly Actor Dispatcher = new(Role.Command, "desk");
    private static readonly Actor Desk = new(Role.Supervision, "desk");

    private readonly City _city;
    private readonly CaseHistory _history = new();
    private readonly List<CaseEvent> _events = [];
    private Cell _cell = null!;
    private CaseId _id;

    public BesideTheMainPathTests()
    {
        _city = TestCity.Make();
        Report(TestCity.At(250, 250));
    }

    [Fact]
    public void Who_is_whistled_for_has_to_come_until_a_time_also_when_nobody_said_one()
    {
        Do(new MakeCallCommand(Id(), Morning, Desk, _id, CallKind.Whistle, "emergency", null, ["drainage"], null));
        Do(new MakeCallCommand(Id(), Morning, Desk, _id, CallKind.Whistle, "emergency", null, ["drainage"], Morning.AddHours(9)));
        Do(new MakeCallCommand(Id(), Morning, Desk, _id, CallKind.Notice, "rectify", null, ["drainage"], null));

        Assert.Equal(
            [Morning + _city.Policy.WhistleWindow, Morning.AddHours(9), null],
            _cell.Find(_id)!.Calls.Select(call => call.Due));
    }

    [Theory]
    [InlineData(Role.Command, Stage.PendingAcceptance)]
    [InlineData(Role.Supervision, Stage.PendingDispatch)]
    [InlineData(Role.Leader, Stage.PendingDispatch)]
    public void A_meeting_sends_a_case_on_when_who_ends_it_may_dispatch(Role role, Stage stage)
    {
        Do(new ReturnCommand(Id(), Morning, Sanitation, _id, "not ours"));
        Do(new MakeCallCommand(Id(), Morning, Desk, _id, CallKind.Meeting, "ownership", null, ["drainage", "sanitation"], null));

        Do(new CloseCallCommand(Id(), Morning, new Actor(role, "desk"), _id, 1, "the drains", "drainage"));

        Assert.Equal(stage, _cell.Find(_id)!.Stage);
        Assert.Equal("drainage", _events.OfType<CallClosed>().Single().Unit);
    }

    [Fact]
    public void A_suspension_is_not_granted_when_its_day_has_passed()
    {
        Do(new ApplyCommand(Id(), Morning, Sanitation, _id, ApplicationKind.Suspension, "season", Morning.AddHours(1)));

        var late = Decide(new RuleCommand(Id(), Morning.AddHours(1), Dispatcher, _id, true, null));
        Assert.Equal((RefusalCode.DateAbsurd, "until"), (late.Refusal!.Code, late.Refusal.Subject));
        Do(new RuleCommand(Id(), Morning.AddHours(1), Dispatcher, _id, false, null));
        Assert.Equal(0, _cell.Find(_id)!.Suspensions);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_result_after_the_due_time_can_be_appealed_for_before_the_clock_noticed(int seconds, bool isLate)
    {
        Do(new AcceptCommand(Id(), Morning, Sanitation, _id));
        var at = _cell.Find(_id)!.HandlingDue!.Value.AddSeconds(seconds);
        Do(new FinishCommand(Id(), at, Sanitation, _id, "cleared"));
        Do(new CheckCommand(Id(), at, Walker, _id, CheckResult.Pass, null));
        Do(new CloseCommand(Id(), at, Desk, _id, null));

        var appeal = _history.Decide(_city, new AppealCommand(Id(), at.AddHours(1), Sanitation, _id, "the road was closed"));
        Assert.Equal(isLate ? null : RefusalCode.NotOverdue, appeal.Refusal?.Code);
    }

    [Fact]
    public void What_is_fixed_on_the_spot_is_told_to_the_case_that_was_there_before()
    {
        var sighting = new Sighting(_id, "06010", _cell.Find(_id)!.Place, Morning, IsOpen: true);
        var decision = Decide(ReportOf(TestCity.At(255, 250)) with { SelfFixed = "swept up" }, [sighting]);

        Assert.Equal([CommandKind.Join, CommandKind.Remark], decision.Sent.Select(sent => sent.Kind));
        foreach (var sent in decision.Sent)
        {
            Do(sent);
        }
        Assert.Equal("Fixed on the spot: swept up", _events.OfType<CaseRemarked>().Single().Text);
        Assert.Equal(2, decision.Sent.Select(sent => sent.Id).Distinct().Count());
    }

    [Fact]
    public void Want_of_power_takes_a_case_up_again_when_it_is_sent_on()
    {
        var files = GoodFolder.Files();
        files["classes.csv"] = files["classes.csv"].Replace("kind\n", "kind,power\n", StringComparison.Ordinal)
            .Replace("event\n", "event,\n", StringComparison.Ordinal)
            .Replace("sewer,component\n", "sewer,component,district\n", StringComparison.Ordinal);
        var load = GoodFolder.Load(files);
        Assert.Empty(load.Faults);
        var city = load.City!;
        var draft = new ReportDraft("01003", null, "inspector", 116.401, 39.9005, Frame.Wgs84, null, null, null, null);
        Assert.Null(Intake.Check(city, draft, Morning, out var report, out var place));
        var cell = new Cell(place!.Cell);
        var id = Apply(cell, new ReportCommand(Id(), Morning, Walker, report!, place), city).Case;
        Assert.Equal(Tier.District, cell.Find(id)!.Tier);
        Apply(cell, new ReturnCommand(Id(), Morning, new Actor(Role.Unit, "east"), id, "not ours"), city);

        var again = Apply(cell, new DispatchCommand(Id(), Morning, Dispatcher, id, "west", null), city);
        Assert.Equal(EscalationCause.Power, again.Events.OfType<CaseEscalated>().Single().Cause);
        Assert.Equal(Tier.District, cell.Find(id)!.Tier);
        Apply(cell, new ReturnCommand(Id(), Morning, new Actor(Role.Unit, "west"), id, "not ours either"), city);
        Assert.Empty(Apply(cell, new DispatchCommand(Id(), Morning, Dispatcher, id, "sanitation", null), city).Events.OfType<CaseEscalated>());
    }

    [Theory]
    [InlineData("i-1")]
    [InlineData("i-2")]
    public void Who_cannot_look_loses_the_task_to_the_next_and_in_the_end_to_nobody(string first)
    {
        var load = GoodFolder.Load(GoodFolder.Files());
        var city = load.City!;
        var draft = new ReportDraft("06010", null, "hotline", 116.401, 39.9005, Frame.Wgs84, null, null, null, null);
        Assert.Null(Intake.Check(city, draft, Morning, out var report, out var place));
        var cell = new Cell(place!.Cell);
        var id = Apply(cell, new ReportCommand(Id(), Morning, new Actor(Role.Public, "wang"), report!, place), city).Case;
        Assert.Equal("i-1", cell.Find(id)!.Inspector);
        var (one, other) = (new Actor(Role.Inspector, first), new Actor(Role.Inspector, first == "i-1" ? "i-2" : "i-1"));
        Apply(cell, new TakeTaskCommand(Id(), Morning, one, id), city);

        Apply(cell, new VerifyCommand(Id(), Morning, one, id, Sight.Unable, "locked"), city);
        var item = cell.Find(id)!;
        Assert.Equal((Stage.PendingVerification, false), (item.Stage, item.IsTaskTaken));
        if (first == "i-1")
        {
            Assert.Equal("i-2", item.Inspector);
            Apply(cell, new TakeTaskCommand(Id(), Morning, other, id), city);
            Apply(cell, new VerifyCommand(Id(), Morning, other, id, Sight.Unable, "locked"), city);
        }
        Assert.Null(cell.Find(id)!.Inspector);
        Apply(cell, new VerifyCommand(Id(), Morning, one, id, Sight.Exists, null), city);
        Assert.Equal(Stage.PendingFiling, cell.Find(id)!.Stage);
    }

    private static Guid Id() => Guid.NewGuid();

    private static Decision Apply(Cell cell, Command command, City city)
    {
        var decision = cell.Decide(city, command, []);
        Assert.Null(decision.Refusal);
        foreach (var happened in decision.Events)
        {
            cell.Apply(cell.Seq + 1, cell.Seq + 1, command.At, command.Id, decision.Case, happened);
        }
        return decision;
    }

    private ReportCommand ReportOf(GeoPoint point)
    {
        var draft = new ReportDraft("06010", null, "inspector", point.Longitude, point.Latitude, null, null, "t", Morning, null);
        Assert.Null(Intake.Check(_city, draft, Morning, out var report, out var place));
        return new ReportCommand(Id(), Morning, Walker, report!, place!);
    }

    private void Report(GeoPoint point)
    {
        var command = ReportOf(point);
        _cell = new Cell(command.Placement.Cell);
        _id = _cell.Decide(_city, command, []).Case;
        Do(command);
    }

    private Decision Decide(Command command, IReadOnlyList<Sighting>? nearby = null) => _cell.Decide(_city, command, nearby ?? []);

    private void Do(Command command)
    {
        var decision = Decide(command);
        Assert.Null(decision.Refusal);
        foreach (var happened in decision.Events)
        {
            _history.Add(_cell.Seq + 1, command.At, command.Id, _cell.Code, _id, happened);
            _cell.Apply(_cell.Seq + 1, _cell.Seq + 1, command.At, command.Id, _id, happened);
            _events.Add(happened);
        }
    }
}
