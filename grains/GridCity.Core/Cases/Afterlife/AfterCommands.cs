namespace GridCity.Core.Cases;

/// <summary>
/// A command about a case that has ended. Cells hold open cases only, so it is decided by what the journal says of the case.
/// </summary>
public abstract record AfterCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case) : CaseCommand(Id, At, By, Case);

/// <summary>The unit appeals against a time-out, once, after the case has ended; the reason is mandatory.</summary>
public sealed record AppealCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string Reason)
    : AfterCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Appeal;
}

/// <summary>The command centre supports or refuses an appeal; refused, it ends there.</summary>
public sealed record ReviewAppealCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, bool IsSupported, string? Note)
    : AfterCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.ReviewAppeal;
}

/// <summary>
/// The supervision centre decides a supported appeal. Granted, the raw time-out stays and statistics exempt it.
/// </summary>
public sealed record DecideAppealCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, bool IsGranted, string? Note)
    : AfterCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.DecideAppeal;
}

/// <summary>How content a reporter is. Zero is never stored.</summary>
public enum Satisfaction
{
    /// <summary>Content (满意).</summary>
    Satisfied = 1,

    /// <summary>Mostly content (基本满意), which counts as content.</summary>
    Mostly = 2,

    /// <summary>Not content (不满意).</summary>
    Dissatisfied = 3,
}

/// <summary>
/// The reporter of a hotline case that has ended was called back (回访): whether somebody had responded, whether the problem
/// is solved, and how content the reporter is.
/// </summary>
public sealed record CallBackCommand(
    Guid Id, DateTimeOffset At, Actor By, CaseId Case, bool Responded, bool Solved, Satisfaction Satisfaction, string? Note)
    : AfterCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.CallBack;
}

/// <summary>A demand found unreasonable or unlawful leaves the base of the three rates (剔除); the reason is mandatory.</summary>
public sealed record ExcludeCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string Reason)
    : AfterCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Exclude;
}
