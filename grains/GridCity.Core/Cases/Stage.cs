namespace GridCity.Core.Cases;

/// <summary>Where a case stands (案件阶段). Numbers are stored and never reused; zero is never stored.</summary>
public enum Stage
{
    /// <summary>A report waits for an inspector to look (待核实).</summary>
    PendingVerification = 1,

    /// <summary>Seen to exist, waits for the supervision centre to file it (待立案).</summary>
    PendingFiling = 2,

    /// <summary>Filed, waits for the command centre to choose a unit (待派遣).</summary>
    PendingDispatch = 3,

    /// <summary>Sent to a unit that has not accepted yet (待处置).</summary>
    PendingAcceptance = 4,

    /// <summary>A unit works on it (处置中).</summary>
    Handling = 5,

    /// <summary>The unit says it is done; waits for an inspector to look (待核查).</summary>
    PendingCheck = 6,

    /// <summary>Checked on the spot; waits for the supervision centre to close it (待结案).</summary>
    PendingClosing = 7,

    /// <summary>Closed (结案).</summary>
    Closed = 8,

    /// <summary>Not filed: outside the scope, not found, condition not met (不予立案).</summary>
    Rejected = 9,

    /// <summary>The same problem as an earlier case (重复).</summary>
    Duplicate = 10,

    /// <summary>Stopped until a date that was granted; nobody handles it and its clock stands (挂账).</summary>
    Suspended = 11,

    /// <summary>Ended by a leader without a check, with a reason (强制结案).</summary>
    ForcedClosed = 12,
}

/// <summary>Questions that are asked of a stage.</summary>
public static class Stages
{
    /// <summary>All stages in their order.</summary>
    public static IReadOnlyList<Stage> All { get; } = Enum.GetValues<Stage>();

    /// <summary>Whether a case in this stage still needs somebody.</summary>
    public static bool IsOpen(this Stage stage) => stage is not (Stage.Closed or Stage.Rejected or Stage.Duplicate or Stage.ForcedClosed);
}
