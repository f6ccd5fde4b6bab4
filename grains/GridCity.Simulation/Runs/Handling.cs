using GridCity.Core.Cases;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Who handles the cases of a run. It is told of every case that has moved and schedules what happens to it next; that is
/// all that there is between the life of a case and a run, so a new stage costs one more branch.
/// </summary>
internal abstract class Handling
{
    /// <summary>The run, from <see cref="Begin"/> on.</summary>
    protected CityRun Run { get; private set; } = null!;

    /// <summary>The run begins.</summary>
    public virtual void Begin(CityRun run) => Run = run;

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

    /// <summary>Who looks at a cell, for commands that ask for a name.</summary>
    protected Actor InspectorOf(Life life) =>
        new(Role.Inspector, Run.City.InspectorOf(life.Case.Cell)?.Id ?? "nobody");

    /// <summary>The unit that has a case, as an actor.</summary>
    protected static Actor UnitOf(Life life) => new(Role.Unit, life.Case.Unit ?? "nobody");
}

/// <summary>The desks of the two centres, as actors.</summary>
internal static class Desks
{
    /// <summary>The supervision centre's.</summary>
    public static Actor Supervision { get; } = new(Role.Supervision, "desk");

    /// <summary>The command centre's.</summary>
    public static Actor Command { get; } = new(Role.Command, "desk");
}
