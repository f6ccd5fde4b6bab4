using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Who handles the cases of a run. It is told of every case that has moved and schedules what happens to it next; that is
/// all that there is between the life of a case and a run, so a new stage costs one more branch.
/// </summary>
internal abstract class Handling
{
    private const int FullMarks = 100;

    private Actor[] _inspectors = [];

    /// <summary>The run, from <see cref="Begin"/> on.</summary>
    protected CityRun Run { get; private set; } = null!;

    /// <summary>The run begins.</summary>
    public virtual void Begin(CityRun run) =>
        (Run, _inspectors) = (run, [.. Enumerable.Range(0, run.City.Grid.Count).Select(cell => Inspector(run.City, run.City.Grid.CodeOf(cell)))]);

    /// <summary>A case has come to where it stands; says what happens next.</summary>
    public abstract void Follow(Life life);

    /// <summary>A problem that nobody reports by himself has arisen; who models nobody to find it takes it for reported.</summary>
    public virtual void Hide(PlannedReport problem) => Run.Receive(problem);

    /// <summary>Something that this handling scheduled happens.</summary>
    public abstract void Happen(in Happening what);

    /// <summary>The run has ended; what should be said of it is added.</summary>
    public virtual void End(RunResult result)
    {
    }

    /// <summary>
    /// Whoever a whistle or another call asks comes at once: a run models crews, not how willing departments are. What they find
    /// to do is part of the work that the case takes anyway.
    /// </summary>
    protected void AnswerCalls(Life life)
    {
        // Hardly a case has any, and this is asked at every step.
        if (life.Case.Calls.Count == 0)
        {
            return;
        }
        foreach (var call in OpenCalls(life))
        {
            foreach (var party in call.Parties.Where(party => party.AnsweredAt is null))
            {
                Run.Send(life, new AnswerCallCommand(
                    Run.NextCommand(), Run.Time, new Actor(Role.Unit, party.Unit), life.Case.Id, call.Number, "came"), follow: false);
            }
        }
    }

    /// <summary>Closes a case; a call that is still open ends before, with full marks for all who came.</summary>
    protected void Close(Life life)
    {
        if (life.Case.Calls.Count > 0)
        {
            EndCalls(life);
        }
        Run.Send(life, new CloseCommand(Run.NextCommand(), Run.Time, Desks.Supervision, life.Case.Id, null), follow: false);
    }

    /// <summary>Who looks at a cell, for commands that ask for a name.</summary>
    protected Actor InspectorOf(Life life) => _inspectors[life.CellIndex];

    private static Actor Inspector(City city, CellCode cell) => new(Role.Inspector, city.InspectorOf(cell)?.Id ?? "nobody");

    /// <summary>The unit that has a case, as an actor.</summary>
    protected static Actor UnitOf(Life life) => new(Role.Unit, life.Case.Unit ?? "nobody");

    private static IEnumerable<Call> OpenCalls(Life life) => life.Case.Calls.Where(call => call.IsOpen);

    private void EndCalls(Life life)
    {
        foreach (var call in OpenCalls(life))
        {
            foreach (var party in call.Parties.Where(party => party.Score is null))
            {
                Run.Send(life, new GradeCallCommand(
                    Run.NextCommand(), Run.Time, call.Caller, life.Case.Id, call.Number, party.Unit, FullMarks, null), follow: false);
            }
            Run.Send(life, new CloseCallCommand(
                Run.NextCommand(), Run.Time, call.Caller, life.Case.Id, call.Number, "done", null), follow: false);
        }
    }
}

/// <summary>The desks of the two centres, as actors.</summary>
internal static class Desks
{
    /// <summary>The supervision centre's.</summary>
    public static Actor Supervision { get; } = new(Role.Supervision, "desk");

    /// <summary>The command centre's.</summary>
    public static Actor Command { get; } = new(Role.Command, "desk");
}
