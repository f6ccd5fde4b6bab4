using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// A problem from the report to its end, as the fold of its events. Values are immutable: each event makes the next one,
/// so that a view may hold one while its cell goes on.
/// </summary>
public sealed partial record Case
{
    /// <summary>The number of the case.</summary>
    public required CaseId Id { get; init; }

    /// <summary>The cell that has the case.</summary>
    public required CellCode Cell { get; init; }

    /// <summary>What was reported.</summary>
    public required Report Report { get; init; }

    /// <summary>Who reported it.</summary>
    public required Actor Reporter { get; init; }

    /// <summary>The reported point in the city's metre plane.</summary>
    public required PlanePoint Place { get; init; }

    /// <summary>The other cell in which the point may lie, or none.</summary>
    public CellCode SecondCell { get; init; }

    /// <summary>The distance in metres to <see cref="SecondCell"/>.</summary>
    public double? BorderDistance { get; init; }

    /// <summary>Where the case stands.</summary>
    public required Stage Stage { get; init; }

    /// <summary>When the report was received.</summary>
    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>When the last event happened.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it became a case.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>When it was last sent to a unit.</summary>
    public DateTimeOffset? DispatchedAt { get; init; }

    /// <summary>When it was closed, rejected or found to be a duplicate.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the due time that counts now is for.</summary>
    public DueKind? DueFor { get; init; }

    /// <summary>The due time that counts now.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether the journal already says that <see cref="Due"/> passed.</summary>
    public bool IsDuePassed { get; init; }

    /// <summary>Until when the unit has to finish, kept while others look.</summary>
    public DateTimeOffset? HandlingDue { get; init; }

    /// <summary>Whether the handling limit passed without a result.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>The responsible unit.</summary>
    public string? Unit { get; init; }

    /// <summary>The limit for handling, as it is written.</summary>
    public string? Limit { get; init; }

    /// <summary>Why the case went to <see cref="Unit"/>.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Units that help.</summary>
    public ValueList<string> Supporting { get; init; }

    /// <summary>Who is told.</summary>
    public ValueList<string> Inform { get; init; }

    /// <summary>The tier that has the case, once it was sent to a unit.</summary>
    public Tier? Tier { get; init; }

    /// <summary>The great event whose tighter limit counts.</summary>
    public string? Event { get; init; }

    /// <summary>The inspector who was asked to look, or took the task.</summary>
    public string? Inspector { get; init; }

    /// <summary>Until when the inspector has to take the task, or null when it was taken or nobody is left to ask.</summary>
    public DateTimeOffset? TaskDue { get; init; }

    /// <summary>Whether somebody took the task of looking.</summary>
    public bool IsTaskTaken { get; init; }

    /// <summary>The inspectors who were asked for the task at hand, in order.</summary>
    public ValueList<string> Asked { get; init; }

    /// <summary>What the unit asked for and nobody has decided yet.</summary>
    public ApplicationKind? Application { get; init; }

    /// <summary>Until when the case is to be suspended, in an application for it.</summary>
    public DateTimeOffset? ApplicationUntil { get; init; }

    /// <summary>How many extensions were granted.</summary>
    public int Extensions { get; init; }

    /// <summary>How many suspensions were granted.</summary>
    public int Suspensions { get; init; }

    /// <summary>When the case was suspended, while it is.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>The stage to which a suspended case returns.</summary>
    public Stage? StageBefore { get; init; }

    /// <summary>Whether somebody above watches it (督办).</summary>
    public bool IsSupervised { get; init; }

    /// <summary>When it can be solved, once somebody said so.</summary>
    public ItemGrade? Grade { get; init; }

    /// <summary>How often the same problem had been here before within the policy's time.</summary>
    public int Repeats { get; init; }

    /// <summary>How often units gave it back.</summary>
    public int Returns { get; init; }

    /// <summary>Reporters whose cases turned out to be this problem.</summary>
    public ValueList<Reporter> Joined { get; init; }

    /// <summary>The calls to other bodies.</summary>
    public ValueList<Call> Calls { get; init; }

    /// <summary>How often a check failed.</summary>
    public int Reworks { get; init; }

    /// <summary>How often the case was sent to a unit after the first time.</summary>
    public int Redispatches { get; init; }

    /// <summary>The earlier case of the same problem, or none.</summary>
    public CaseId DuplicateOf { get; init; }

    /// <summary>The position in the journal of the first entry of the case.</summary>
    public required long Opened { get; init; }

    /// <summary>The position in the journal of the last entry of the case.</summary>
    public long Updated { get; init; }

    /// <summary>Where the task of looking stands.</summary>
    public TaskState Task => Stage is not (Stage.PendingVerification or Stage.PendingCheck) ? TaskState.None
        : IsTaskTaken ? TaskState.Taken
        : Inspector is null ? TaskState.Nobody
        : TaskState.Asked;

    /// <summary>The command that reported the case.</summary>
    public required Guid Command { get; init; }

    /// <summary>The commands that the case has answered.</summary>
    public required AnsweredCommands Answered { get; init; }

    /// <summary>The earliest time for which the clock has to ask, or null.</summary>
    public DateTimeOffset? Alarm => NextAlarm?.At;

    /// <summary>The earliest time for which the clock has to ask, and what for, or null.</summary>
    public CaseAlarm? NextAlarm
    {
        get
        {
            if (!Stage.IsOpen())
            {
                return null;
            }
            CaseAlarm? next = !IsDuePassed && Due is { } due ? new CaseAlarm(due, DueFor!.Value) : null;
            if (TaskDue is { } task && !(next?.At <= task))
            {
                next = new CaseAlarm(task, DueKind.Task);
            }
            foreach (var call in Calls.AsSpan())
            {
                if (call.Alarm is { } at && !(next?.At <= at))
                {
                    next = new CaseAlarm(at, DueKind.Call);
                }
            }
            return next;
        }
    }

    /// <summary>A call by its number, or null.</summary>
    public Call? FindCall(int number) => number >= 1 && number <= Calls.Count ? Calls[number - 1] : null;
}

/// <summary>Where the task of looking at a place stands; none is stored as zero.</summary>
public enum TaskState
{
    /// <summary>Nobody has to look now.</summary>
    None = 0,

    /// <summary>An inspector was asked and has not taken it yet.</summary>
    Asked = 1,

    /// <summary>An inspector took it.</summary>
    Taken = 2,

    /// <summary>Nobody is left to ask: somebody has to see that.</summary>
    Nobody = 3,
}

/// <summary>A time for which the clock has to ask a case, and what it is for.</summary>
public readonly record struct CaseAlarm(DateTimeOffset At, DueKind For);
