using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// The case is moved to where the problem really is; its clock and its trail go with it. The reason is mandatory.
/// </summary>
public sealed record RelocateCommand(
    Guid Id, DateTimeOffset At, Actor By, CaseId Case, GeoPoint Point, Placement Placement, string Reason)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Relocate;
}

/// <summary>A case that was moved arrives in its new cell, as it was when it left the old one.</summary>
public sealed record ArriveCommand(Guid Id, DateTimeOffset At, CaseId Case, CellCode From, Case State)
    : CaseCommand(Id, At, Actor.System, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Arrive;
}

/// <summary>The supervision centre says that the case is the same problem as another open case.</summary>
public sealed record MergeCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, CaseId Into, string? Note)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Merge;

    /// <summary>The other case as it stands, which the host looks up, or null when it is not open.</summary>
    public Case? Original { get; init; }
}

/// <summary>A duplicate joins the case it is a duplicate of, so that its reporter is told of the end.</summary>
public sealed record JoinCommand(Guid Id, DateTimeOffset At, CaseId Case, Reporter Reporter)
    : CaseCommand(Id, At, Actor.System, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Join;
}

/// <summary>Somebody who reported a problem: by which case, channel and number of their own.</summary>
public sealed record Reporter(CaseId Case, Actor Who, string Channel, string? Reference);
