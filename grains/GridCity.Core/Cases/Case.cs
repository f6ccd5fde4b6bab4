using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// A problem from the report to its end, as the fold of its events. Values are immutable: each event makes the next one,
/// so that a view may hold one while its cell goes on.
/// </summary>
public sealed partial record Case
{
    private CaseOrigin _origin = CaseOrigin.None;
    private CaseHandling _handling = CaseHandling.None;
    private CaseLook _look = CaseLook.None;
    private CaseRarities _rare = CaseRarities.None;

    // Moments as ticks of UTC, 0 for none: a third of what they are as nullable moments, and every event copies them.
    private readonly long _updatedAt;
    private readonly long _filedAt;
    private readonly long _endedAt;
    private readonly long _due;

    /// <summary>The number of the case.</summary>
    public required CaseId Id
    {
        get => _origin.Id;
        init => _origin = _origin with { Id = value };
    }

    /// <summary>The cell that has the case.</summary>
    public required CellCode Cell
    {
        get => _origin.Cell;
        init => _origin = _origin with { Cell = value };
    }

    /// <summary>What was reported.</summary>
    public required Report Report
    {
        get => _origin.Report;
        init => _origin = _origin with { Report = value };
    }

    /// <summary>Who reported it.</summary>
    public required Actor Reporter
    {
        get => _origin.Reporter;
        init => _origin = _origin with { Reporter = value };
    }

    /// <summary>The reported point in the city's metre plane.</summary>
    public required PlanePoint Place
    {
        get => _origin.Place;
        init => _origin = _origin with { Place = value };
    }

    /// <summary>The other cell in which the point may lie, or none.</summary>
    public CellCode SecondCell
    {
        get => _origin.SecondCell;
        init => _origin = _origin with { SecondCell = value };
    }

    /// <summary>The distance in metres to <see cref="SecondCell"/>.</summary>
    public double? BorderDistance
    {
        get => _origin.BorderDistance;
        init => _origin = _origin with { BorderDistance = value };
    }

    /// <summary>Where the case stands.</summary>
    public required Stage Stage { get; init; }

    /// <summary>When the report was received.</summary>
    public required DateTimeOffset ReportedAt
    {
        get => _origin.ReportedAt;
        init => _origin = _origin with { ReportedAt = value };
    }

    /// <summary>When the last event happened.</summary>
    public required DateTimeOffset UpdatedAt
    {
        get => new(_updatedAt, TimeSpan.Zero);
        init => _updatedAt = value.UtcTicks;
    }

    /// <summary>When it became a case.</summary>
    public DateTimeOffset? FiledAt
    {
        get => MomentOf(_filedAt);
        init => _filedAt = TicksOf(value);
    }

    /// <summary>When it was last sent to a unit.</summary>
    public DateTimeOffset? DispatchedAt
    {
        get => _handling.DispatchedAt;
        init => _handling = _handling with { DispatchedAt = value };
    }

    /// <summary>When it was closed, rejected or found to be a duplicate.</summary>
    public DateTimeOffset? EndedAt
    {
        get => MomentOf(_endedAt);
        init => _endedAt = TicksOf(value);
    }

    /// <summary>What the due time that counts now is for.</summary>
    public DueKind? DueFor { get; init; }

    /// <summary>The due time that counts now.</summary>
    public DateTimeOffset? Due
    {
        get => MomentOf(_due);
        init => _due = TicksOf(value);
    }

    /// <summary>Whether the journal already says that <see cref="Due"/> passed.</summary>
    public bool IsDuePassed { get; init; }

    /// <summary>Until when the unit has to finish, kept while others look.</summary>
    public DateTimeOffset? HandlingDue
    {
        get => _handling.HandlingDue;
        init => _handling = _handling with { HandlingDue = value };
    }

    /// <summary>Whether the handling limit passed without a result.</summary>
    public bool IsOverdue
    {
        get => _rare.IsOverdue;
        init => _rare = _rare with { IsOverdue = value };
    }

    /// <summary>The responsible unit.</summary>
    public string? Unit
    {
        get => _handling.Unit;
        init => _handling = _handling with { Unit = value };
    }

    /// <summary>The limit for handling, as it is written.</summary>
    public string? Limit
    {
        get => _handling.Limit;
        init => _handling = _handling with { Limit = value };
    }

    /// <summary>Why the case went to <see cref="Unit"/>.</summary>
    public Reason? Reason
    {
        get => _handling.Reason;
        init => _handling = _handling with { Reason = value };
    }

    /// <summary>Units that help.</summary>
    public ValueList<string> Supporting
    {
        get => _handling.Supporting;
        init => _handling = _handling with { Supporting = value };
    }

    /// <summary>Who is told.</summary>
    public ValueList<string> Inform
    {
        get => _handling.Inform;
        init => _handling = _handling with { Inform = value };
    }

    /// <summary>The tier that has the case, once it was sent to a unit.</summary>
    public Tier? Tier
    {
        get => _handling.Tier;
        init => _handling = _handling with { Tier = value };
    }

    /// <summary>The great event whose tighter limit counts.</summary>
    public string? Event
    {
        get => _handling.Event;
        init => _handling = _handling with { Event = value };
    }

    /// <summary>The inspector who was asked to look, or took the task.</summary>
    public string? Inspector
    {
        get => _look.Inspector;
        init => _look = _look with { Inspector = value };
    }

    /// <summary>Until when the inspector has to take the task, or null when it was taken or nobody is left to ask.</summary>
    public DateTimeOffset? TaskDue
    {
        get => _look.TaskDue;
        init => _look = _look with { TaskDue = value };
    }

    /// <summary>Whether somebody took the task of looking.</summary>
    public bool IsTaskTaken
    {
        get => _look.IsTaskTaken;
        init => _look = _look with { IsTaskTaken = value };
    }

    /// <summary>The inspectors who were asked for the task at hand, in order.</summary>
    public ValueList<string> Asked
    {
        get => _look.Asked;
        init => _look = _look with { Asked = value };
    }

    /// <summary>What the unit asked for and nobody has decided yet.</summary>
    public ApplicationKind? Application
    {
        get => _rare.Application;
        init => _rare = _rare with { Application = value };
    }

    /// <summary>Until when the case is to be suspended, in an application for it.</summary>
    public DateTimeOffset? ApplicationUntil
    {
        get => _rare.ApplicationUntil;
        init => _rare = _rare with { ApplicationUntil = value };
    }

    /// <summary>How many extensions were granted.</summary>
    public int Extensions
    {
        get => _rare.Extensions;
        init => _rare = _rare with { Extensions = value };
    }

    /// <summary>How many suspensions were granted.</summary>
    public int Suspensions
    {
        get => _rare.Suspensions;
        init => _rare = _rare with { Suspensions = value };
    }

    /// <summary>When the case was suspended, while it is.</summary>
    public DateTimeOffset? SuspendedAt
    {
        get => _rare.SuspendedAt;
        init => _rare = _rare with { SuspendedAt = value };
    }

    /// <summary>The stage to which a suspended case returns.</summary>
    public Stage? StageBefore
    {
        get => _rare.StageBefore;
        init => _rare = _rare with { StageBefore = value };
    }

    /// <summary>Whether somebody above watches it (督办).</summary>
    public bool IsSupervised
    {
        get => _rare.IsSupervised;
        init => _rare = _rare with { IsSupervised = value };
    }

    /// <summary>When it can be solved, once somebody said so.</summary>
    public ItemGrade? Grade
    {
        get => _rare.Grade;
        init => _rare = _rare with { Grade = value };
    }

    /// <summary>How often the same problem had been here before within the policy's time.</summary>
    public int Repeats
    {
        get => _rare.Repeats;
        init => _rare = _rare with { Repeats = value };
    }

    /// <summary>How often units gave it back.</summary>
    public int Returns
    {
        get => _rare.Returns;
        init => _rare = _rare with { Returns = value };
    }

    /// <summary>Reporters whose cases turned out to be this problem.</summary>
    public ValueList<Reporter> Joined
    {
        get => _rare.Joined;
        init => _rare = _rare with { Joined = value };
    }

    /// <summary>The calls to other bodies.</summary>
    public ValueList<Call> Calls
    {
        get => _rare.Calls;
        init => _rare = _rare with { Calls = value };
    }

    /// <summary>How often a check failed.</summary>
    public int Reworks
    {
        get => _rare.Reworks;
        init => _rare = _rare with { Reworks = value };
    }

    /// <summary>How often the case was sent to a unit after the first time.</summary>
    public int Redispatches
    {
        get => _rare.Redispatches;
        init => _rare = _rare with { Redispatches = value };
    }

    /// <summary>The earlier case of the same problem, or none.</summary>
    public CaseId DuplicateOf
    {
        get => _rare.DuplicateOf;
        init => _rare = _rare with { DuplicateOf = value };
    }

    /// <summary>The position in the journal of the first entry of the case.</summary>
    public required long Opened
    {
        get => _origin.Opened;
        init => _origin = _origin with { Opened = value };
    }

    /// <summary>The position in the journal of the last entry of the case.</summary>
    public long Updated { get; init; }

    /// <summary>Where the task of looking stands.</summary>
    public TaskState Task => Stage is not (Stage.PendingVerification or Stage.PendingCheck) ? TaskState.None
        : IsTaskTaken ? TaskState.Taken
        : Inspector is null ? TaskState.Nobody
        : TaskState.Asked;

    /// <summary>The command that reported the case.</summary>
    public required Guid Command
    {
        get => _origin.Command;
        init => _origin = _origin with { Command = value };
    }

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

    private static DateTimeOffset? MomentOf(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    private static long TicksOf(DateTimeOffset? moment) => moment is { } known ? known.UtcTicks : 0;

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
