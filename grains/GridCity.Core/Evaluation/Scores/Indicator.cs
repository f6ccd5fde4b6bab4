namespace GridCity.Core.Evaluation;

/// <summary>Why a figure of a period may be another one when it is asked for later. More than one may hold.</summary>
[Flags]
public enum LaterChange
{
    /// <summary>It cannot: the figure is final when the period ends.</summary>
    None = 0,

    /// <summary>Work that was owed is done after the period.</summary>
    Work = 1,

    /// <summary>A decision is taken back: a filed case is rejected or merged, a unit returns a case, a check fails.</summary>
    Reversal = 2,

    /// <summary>An appeal against a time-out is granted.</summary>
    Appeal = 4,

    /// <summary>A case that was filed in the period is suspended, or goes on.</summary>
    Suspension = 8,

    /// <summary>A case is excluded from the base.</summary>
    Exclusion = 16,

    /// <summary>A case is moved to where others walk.</summary>
    Relocation = 32,
}

/// <summary>
/// A base indicator (基本指标): one counter as a share of another. Figures of a region can change besides
/// when a case is moved to another place. What can change is said for journals that the rules wrote: there nobody extends or
/// suspends a case whose time has passed.
/// </summary>
public sealed record Indicator(string Id, string Name, string NameZh, Counter Numerator, Counter Denominator)
{
    /// <summary>Whether more is better.</summary>
    public bool IsMoreBetter { get; init; } = true;

    /// <summary>What can change the figure after the end of the period.</summary>
    public LaterChange Changes { get; init; }
}

/// <summary>The base indicators, after GB/T 30428.4 and CJ/T 292, and those of the hotline.</summary>
public static class Indicators
{
    /// <summary>All of them, in the order in which tables show them.</summary>
    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("filing", "Filing rate", "立案率", Counter.ReportedFiled, Counter.Reported) { Changes = LaterChange.Work },
        new("filing-on-time", "On-time filing", "按时立案率", Counter.FiledOnTime, Counter.Filed),
        new("filing-accurate", "Accurate filing", "准确立案率", Counter.FiledSound, Counter.Filed) { Changes = LaterChange.Reversal },
        new("report-valid", "Valid reports", "有效上报率", Counter.ReportedSound, Counter.Reported)
        {
            Changes = LaterChange.Work | LaterChange.Reversal,
        },
        new("miss", "Miss rate", "漏报率", Counter.FiledMissed, Counter.Filed)
        {
            IsMoreBetter = false,
            Changes = LaterChange.Relocation,
        },
        new("verification-on-time", "On-time verification", "按时核实率", Counter.VerificationOnTime, Counter.VerificationDue),
        new("check-on-time", "On-time check", "按时核查率", Counter.CheckOnTime, Counter.CheckDue),
        new("task-taken", "Tasks taken", "接单率", Counter.TaskTaken, Counter.TaskDue),
        new("verification-sent", "Verification sent on time", "核实按时发送率", Counter.VerificationSentOnTime, Counter.VerificationSendDue),
        new("check-sent", "Check sent on time", "核查按时发送率", Counter.CheckSentOnTime, Counter.CheckSendDue),
        new("dispatch-on-time", "On-time dispatch", "按时派遣率", Counter.DispatchOnTime, Counter.DispatchDue),
        new("dispatch-accurate", "Accurate dispatch", "准确派遣率", Counter.DispatchSound, Counter.DispatchDue)
        {
            Changes = LaterChange.Work | LaterChange.Reversal,
        },
        new("handling", "Handling rate", "处置率", Counter.Handled, Counter.HandlingDue)
        {
            Changes = LaterChange.Work | LaterChange.Reversal,
        },
        new("handling-on-time", "On-time handling", "按期处置率", Counter.HandledOnTime, Counter.HandlingDue)
        {
            Changes = LaterChange.Reversal | LaterChange.Appeal,
        },
        new("late", "Late handling", "超期率", Counter.HandlingLate, Counter.HandlingDue)
        {
            IsMoreBetter = false,
            Changes = LaterChange.Reversal | LaterChange.Appeal,
        },
        new("late-raw", "Late handling before appeals", "原始超期率", Counter.HandlingLateRaw, Counter.HandlingDue)
        {
            IsMoreBetter = false,
            Changes = LaterChange.Reversal,
        },
        new("overdue-pending", "Overdue and pending", "超期待处置率", Counter.OverduePending, Counter.HandlingDue)
        {
            IsMoreBetter = false,
            Changes = LaterChange.Work | LaterChange.Reversal,
        },
        new("extension", "Extension rate", "延期率", Counter.Extended, Counter.HandlingDue)
        {
            IsMoreBetter = false,
        },
        new("closing", "Closing rate", "结案率", Counter.ClosingClosed, Counter.ClosingDue)
        {
            Changes = LaterChange.Work | LaterChange.Reversal,
        },
        new("closing-on-time", "On-time closing", "按期结案率", Counter.ClosedOnTime, Counter.ClosingDue)
        {
            Changes = LaterChange.Work | LaterChange.Reversal | LaterChange.Appeal,
        },
        new("rework", "Rework rate", "返工率", Counter.Reworked, Counter.ClosingDue)
        {
            IsMoreBetter = false,
            Changes = LaterChange.Reversal,
        },
        new("public-report", "Public-report rate", "监督举报率", Counter.FiledPublic, Counter.FiledNet)
        {
            Changes = LaterChange.Reversal | LaterChange.Suspension,
        },
        new("final-on-time", "Closed on time after the check", "结案及时率", Counter.FinalOnTime, Counter.FinalDue),
        new("found-first", "Found before a complaint", "主动发现率", Counter.FiledFirst, Counter.Filed),
        new("self-fixed", "Fixed on the spot", "自处置率", Counter.FiledSelfFixed, Counter.Filed),
        new("again", "Problems that came again", "重复发生率", Counter.ReportedAgain, Counter.Reported) { IsMoreBetter = false },
        new("call-back", "Call-backs made", "回访率", Counter.CallBackMade, Counter.CallBackDue)
        {
            Changes = LaterChange.Work | LaterChange.Exclusion,
        },
        new("response", "Response rate", "响应率", Counter.Responded, Counter.CalledBack) { Changes = LaterChange.Exclusion },
        new("solution", "Solution rate", "解决率", Counter.Solved, Counter.CalledBack) { Changes = LaterChange.Exclusion },
        new("satisfaction", "Satisfaction rate", "满意率", Counter.Satisfied, Counter.CalledBack) { Changes = LaterChange.Exclusion },
    ];

    private static readonly Dictionary<string, Indicator> ById = All.ToDictionary(indicator => indicator.Id);

    /// <summary>The indicator of an id, or null.</summary>
    public static Indicator? Find(string id) => ById.GetValueOrDefault(id);

    internal static Indicator Get(string id) => ById[id];
}
