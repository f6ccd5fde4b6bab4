using GridCity.Core.Cases;
using GridCity.Core.Cities;
using Xunit;

namespace GridCity.Tests.Cases;

/// <summary>
/// What a command costs in memory does not grow with the age of its case: not with the events that it has had, nor with what came
/// and went around it. Bytes are counted, not time.
/// </summary>
public sealed class AllocationTests
{
    private const int Cycles = 2_000;
    private const int Measured = 100;

    private readonly City _city = TestCity.Make(policy: new Policy { Escalation = new EscalationPolicy { Returns = 0 } });
    private DateTimeOffset _now = new(2026, 9, 14, 1, 0, 0, TimeSpan.Zero);
    private Cell? _cell;

    [Fact]
    public void A_command_to_a_case_of_thousands_of_events_costs_what_it_cost_when_the_case_was_young()
    {
        var item = Report(50, "06010");
        long young = 0, old = 0;
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Turn(item);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            young += cycle is >= Measured and < 2 * Measured ? bytes : 0;
            old += cycle >= Cycles - Measured ? bytes : 0;
        }
        Assert.Equal(2 + (3 * Cycles), _cell!.Seq - 1);
        AssertAlike(young, old);
    }

    [Fact]
    public void What_comes_and_goes_in_its_cell_costs_an_old_case_nothing()
    {
        var item = Report(50, "06010");
        Turns(item);
        var young = Turns(item);
        for (var other = 0; other < Cycles; other++)
        {
            _now = _now.AddSeconds(1);
            var gone = Report(95, "09001");
            Do(new ForceCloseCommand(Guid.NewGuid(), _now, new Actor(Role.Leader, "l"), gone, "done"));
        }
        Assert.Single(_cell!.Open);
        AssertAlike(young, Turns(item));
    }

    private long Turns(CaseId item)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var cycle = 0; cycle < Measured; cycle++)
        {
            Turn(item);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // A fifth is room for what the runtime allocates besides; growth by a hundredth of the events would be far more.
    private static void AssertAlike(long young, long old)
    {
        Assert.InRange(young, 1, long.MaxValue);
        Assert.InRange(old, 0, young + (young / 5));
    }

    private void Turn(CaseId item)
    {
        var unit = new Actor(Role.Unit, _cell!.Find(item)!.Unit!);
        Do(new AcceptCommand(Guid.NewGuid(), _now, unit, item));
        Do(new ReturnCommand(Guid.NewGuid(), _now, unit, item, "not ours"));
        Do(new DispatchCommand(Guid.NewGuid(), _now, new Actor(Role.Command, "desk"), item, null, null));
    }

    private CaseId Report(double x, string caseClass)
    {
        var at = TestCity.At(x, 50);
        var draft = new ReportDraft(caseClass, null, "inspector", at.Longitude, at.Latitude, null, null, "t", null, null);
        Assert.Null(Intake.Check(_city, draft, _now, out var report, out var place));
        _cell ??= new Cell(place!.Cell);
        return Do(new ReportCommand(Guid.NewGuid(), _now, new Actor(Role.Inspector, "i-1"), report!, place!));
    }

    private CaseId Do(Command command)
    {
        var decision = _cell!.Decide(_city, command, []);
        Assert.True(decision.Refusal is null, decision.Refusal?.Detail);
        foreach (var happened in decision.Events)
        {
            _cell.Apply(_cell.Seq + 1, _cell.Seq + 1, command.At, command.Id, decision.Case, happened);
        }
        return decision.Case;
    }
}
