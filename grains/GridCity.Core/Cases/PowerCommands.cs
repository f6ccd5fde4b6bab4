using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>When an item can be solved (事项分级). Zero is never stored.</summary>
public enum ItemGrade
{
    /// <summary>Solved now, where it is (A 类).</summary>
    Now = 1,

    /// <summary>Solved over years, by a plan (B 类).</summary>
    OverYears = 2,

    /// <summary>Solved only by a higher body (C 类).</summary>
    HigherBody = 3,
}

/// <summary>Somebody above watches the case (督办); the reason is mandatory.</summary>
public sealed record SuperviseCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string Reason)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Supervise;
}

/// <summary>The case is handed to a higher tier by hand; the reason is mandatory.</summary>
public sealed record EscalateCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, Tier To, string Reason)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Escalate;
}

/// <summary>The item is classed as solved now, over years, or only by a higher body.</summary>
public sealed record GradeCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, ItemGrade Grade, string? Note)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Grade;
}

/// <summary>A leader ends the case without a check; the reason is mandatory.</summary>
public sealed record ForceCloseCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string Reason)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.ForceClose;
}
