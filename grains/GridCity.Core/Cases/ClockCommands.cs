namespace GridCity.Core.Cases;

/// <summary>What a unit may ask for when a limit cannot be kept. Zero is never stored.</summary>
public enum ApplicationKind
{
    /// <summary>One more original limit on top of the due time (延期).</summary>
    Extension = 1,

    /// <summary>The clock stands until a date (挂账).</summary>
    Suspension = 2,
}

/// <summary>An inspector takes the task of verifying or checking, so that nobody else is asked.</summary>
public sealed record TakeTaskCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case) : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.TakeTask;
}

/// <summary>The unit asks for an extension, or for a suspension until a date; the reason is mandatory.</summary>
public sealed record ApplyCommand(
    Guid Id, DateTimeOffset At, Actor By, CaseId Case, ApplicationKind Application, string Reason, DateTimeOffset? Until)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Apply;
}

/// <summary>The command centre grants or denies what the unit asked for.</summary>
public sealed record RuleCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, bool IsGranted, string? Note)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Rule;
}

/// <summary>The command centre lets a suspended case go on before its date.</summary>
public sealed record ResumeCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string? Note)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Resume;
}

/// <summary>The dispatcher gives a case that nobody takes back to the supervision centre; the reason is mandatory.</summary>
public sealed record SendBackCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string Reason)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.SendBack;
}
