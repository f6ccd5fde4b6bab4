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
public abstract record CaseCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case) : Command(Id, At, By);

/// <summary>Somebody says they saw something at a place that has been found to lie in a cell.</summary>
public sealed record ReportCommand(Guid Id, DateTimeOffset At, Actor By, Report Report, Placement Placement) : Command(Id, At, By)
{
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
