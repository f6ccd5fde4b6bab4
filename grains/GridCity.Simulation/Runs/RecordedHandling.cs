using GridCity.Core.Cases;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Handling as history tells it: a report is filed when history says (or at once), the unit that the rules choose takes it
/// at once, and finishing, check and closing happen when history says that it was closed. What was never closed stays open,
/// and becomes overdue when its limit passes.
/// </summary>
internal sealed class RecordedHandling : Handling
{
    public override void Follow(Life life)
    {
        // Several things may follow at one instant; each moves the case, so this ends.
        while (Next(life) is { } command)
        {
            Run.Send(life, command, follow: false);
            AnswerCalls(life);
        }
        if (life.Case.Stage == Stage.PendingClosing)
        {
            Close(life);
        }
    }

    public override void Happen(in Happening what) => Follow((Life)what.Subject!);

    private CaseCommand? Next(Life life)
    {
        var item = life.Case;
        switch (item.Stage)
        {
            case Stage.PendingVerification when life.Planned.IsRecordedRejection:
                return IsTime(life, life.Planned.ClosedAt ?? life.Planned.FiledAt ?? long.MaxValue)
                    ? new RejectCommand(Run.NextCommand(), Run.Time, Desks.Supervision, item.Id, "recorded")
                    : null;
            case Stage.PendingVerification:
                return IsTime(life, life.Planned.FiledAt ?? life.Planned.At)
                    ? new VerifyCommand(Run.NextCommand(), Run.Time, InspectorOf(life), item.Id, Sight.Exists, null)
                    : null;
            case Stage.PendingFiling:
                return new FileCommand(Run.NextCommand(), Run.Time, Desks.Supervision, item.Id, null);
            case Stage.PendingDispatch:
                return Run.Dispatch(life);
            case Stage.PendingAcceptance:
                return new AcceptCommand(Run.NextCommand(), Run.Time, UnitOf(life), item.Id);
            case Stage.Handling:
                return IsTime(life, life.Planned.ClosedAt ?? long.MaxValue)
                    ? new FinishCommand(Run.NextCommand(), Run.Time, UnitOf(life), item.Id, "recorded")
                    : null;
            case Stage.PendingCheck:
                return new CheckCommand(Run.NextCommand(), Run.Time, InspectorOf(life), item.Id, CheckResult.Pass, null);
            default:
                return null;
        }
    }

    // Whether a recorded time has come; if not, the case is taken up again then.
    private bool IsTime(Life life, long at)
    {
        if (at <= Run.Now)
        {
            return true;
        }
        if (at != long.MaxValue)
        {
            Run.Schedule(at, new Happening(HappeningKind.Act, life, 0));
        }
        return false;
    }
}
