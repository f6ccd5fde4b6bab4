namespace GridCity.Core.Cases;

/// <summary>The kinds of command, for the table of what is allowed when. Zero is never stored.</summary>
public enum CommandKind
{
    /// <summary>Somebody says they saw something (上报).</summary>
    Report = 1,

    /// <summary>An inspector says whether it is there (核实).</summary>
    Verify = 2,

    /// <summary>The supervision centre makes it a case (立案).</summary>
    File = 3,

    /// <summary>The supervision centre refuses to make it a case (不予立案).</summary>
    Reject = 4,

    /// <summary>The command centre sends it to a unit, first or again (派遣).</summary>
    Dispatch = 5,

    /// <summary>The unit takes it (受理).</summary>
    Accept = 6,

    /// <summary>The unit gives it back with a reason (回退).</summary>
    Return = 7,

    /// <summary>The unit says it is done (处置反馈).</summary>
    Finish = 8,

    /// <summary>An inspector says whether it is done (核查).</summary>
    Check = 9,

    /// <summary>The supervision centre closes it (结案).</summary>
    Close = 10,

    /// <summary>The clock says a due time has come.</summary>
    Expire = 11,

    /// <summary>An inspector takes the task of looking (接单).</summary>
    TakeTask = 12,

    /// <summary>The unit asks for an extension or a suspension (申请延期、挂账).</summary>
    Apply = 13,

    /// <summary>The command centre grants or denies what the unit asked for (审批).</summary>
    Rule = 14,

    /// <summary>A suspended case goes on before its date (恢复).</summary>
    Resume = 15,

    /// <summary>The dispatcher gives a case back to the supervision centre (退回受理).</summary>
    SendBack = 16,

    /// <summary>The case is put under supervision (督办).</summary>
    Supervise = 17,

    /// <summary>Somebody with the power to hands the case to a higher tier (上报升级).</summary>
    Escalate = 18,

    /// <summary>The item is classed: solved now, over years, or only by a higher body (A/B/C 类).</summary>
    Grade = 19,

    /// <summary>A leader ends the case (强制结案).</summary>
    ForceClose = 20,

    /// <summary>The case is moved to where the problem really is (改派网格).</summary>
    Relocate = 21,

    /// <summary>A case that was moved arrives in its new cell.</summary>
    Arrive = 22,

    /// <summary>The supervision centre says that the case is the same problem as another (并案).</summary>
    Merge = 23,

    /// <summary>A duplicate joins the case it is a duplicate of, so that its reporter is told.</summary>
    Join = 24,

    /// <summary>Other bodies are called: a whistle, a joint action, a notice, a transfer, a meeting (吹哨等).</summary>
    MakeCall = 25,

    /// <summary>A called body arrives or answers (报到、反馈).</summary>
    AnswerCall = 26,

    /// <summary>The caller grades a called body (评分).</summary>
    GradeCall = 27,

    /// <summary>A call ends with an outcome.</summary>
    CloseCall = 28,

    /// <summary>The unit appeals against a time-out of a case that has ended (超时申诉).</summary>
    Appeal = 29,

    /// <summary>The command centre supports or refuses an appeal.</summary>
    ReviewAppeal = 30,

    /// <summary>The supervision centre decides an appeal.</summary>
    DecideAppeal = 31,

    /// <summary>The reporter of a case that has ended is asked how it went (回访).</summary>
    CallBack = 32,

    /// <summary>A case is taken out of the base of the three rates after a review (剔除).</summary>
    Exclude = 33,

    /// <summary>A water sample was taken at a section (采样).</summary>
    Sample = 34,

    /// <summary>Somebody walked a patrol (巡查).</summary>
    Patrol = 35,

    /// <summary>Somebody who does not work on the case says something about it (补充说明).</summary>
    Remark = 36,
}

/// <summary>
/// What somebody asks of a case. <paramref name="Id"/> is made by the caller: the same id again gets the same answer.
/// <paramref name="At"/> is the moment the host received it, in UTC; the caller does not choose it.
/// </summary>
public abstract record Command(Guid Id, DateTimeOffset At, Actor By)
{
    /// <summary>The kind, for the table of what is allowed when.</summary>
    public abstract CommandKind Kind { get; }
}

/// <summary>A command that concerns a case that exists.</summary>
public abstract record CaseCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case) : Command(Id, At, By)
{
    /// <summary>
    /// The position up to which whoever gives the command has seen the case, or null when they do not say: with it, of two who
    /// act on the same picture the second is told that it changed.
    /// </summary>
    public long? Seen { get; init; }
}

/// <summary>Somebody says they saw something at a place that has been found to lie in a cell.</summary>
public sealed record ReportCommand(Guid Id, DateTimeOffset At, Actor By, Report Report, Placement Placement) : Command(Id, At, By)
{
    /// <summary>What the inspector did about it on the spot, when it was fixed at once (自处置); else null.</summary>
    public string? SelfFixed { get; init; }

    /// <summary>
    /// What <see cref="Intake.Route"/> says to the report at <see cref="Command.At"/>, where somebody asked ahead; null where nobody
    /// did. Whoever dates commands anew hands over none.
    /// </summary>
    public CaseDispatched? Routed { get; init; }

    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Report;
}

/// <summary>What a look at the place before filing found (核实结果). Zero is never stored.</summary>
public enum Sight
{
    /// <summary>The problem is there.</summary>
    Exists = 1,

    /// <summary>There is no such problem.</summary>
    Missing = 2,

    /// <summary>It could not be seen, for a reason that the note gives.</summary>
    Unable = 3,
}

/// <summary>An inspector says whether the reported problem is there.</summary>
public sealed record VerifyCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, Sight Sight, string? Note)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Verify;
}

/// <summary>The supervision centre files the case.</summary>
public sealed record FileCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string? Note)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.File;
}

/// <summary>The supervision centre rejects the report; the reason is mandatory.</summary>
public sealed record RejectCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string Reason)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Reject;
}

/// <summary>The command centre sends the case to a unit; without a unit the rules choose again.</summary>
public sealed record DispatchCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string? Unit, string? Note)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Dispatch;
}

/// <summary>The unit takes the case.</summary>
public sealed record AcceptCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Accept;
}

/// <summary>The unit gives the case back; the reason is mandatory.</summary>
public sealed record ReturnCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string Reason)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Return;
}

/// <summary>The unit says the problem is gone, and what was done.</summary>
public sealed record FinishCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string Result)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Finish;
}

/// <summary>What a look at the place after handling found (核查结果). Zero is never stored.</summary>
public enum CheckResult
{
    /// <summary>The problem is gone.</summary>
    Pass = 1,

    /// <summary>The problem is still there: rework (返工).</summary>
    Fail = 2,

    /// <summary>It could not be seen, for a reason that the note gives.</summary>
    Unable = 3,
}

/// <summary>An inspector says whether the problem is gone.</summary>
public sealed record CheckCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, CheckResult Result, string? Note)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Check;
}

/// <summary>The supervision centre closes the case.</summary>
public sealed record CloseCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string? Note)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Close;
}

/// <summary>The clock says that a due time of the case has come.</summary>
public sealed record ExpireCommand(Guid Id, DateTimeOffset At, CaseId Case, DueKind Due)
    : CaseCommand(Id, At, Actor.System, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Expire;
}
