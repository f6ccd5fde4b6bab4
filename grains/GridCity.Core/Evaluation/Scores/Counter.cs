namespace GridCity.Core.Evaluation;

/// <summary>
/// What is counted for a period. "In the period" is by when it happened; "due" is by the deadline, extensions and suspensions
/// considered, as far as it had passed at the moment of evaluation. Numbers may change: they are never stored.
/// </summary>
public enum Counter
{
    /// <summary>Reports received in the period (上报数).</summary>
    Reported,

    /// <summary>Of <see cref="Reported"/>: filed.</summary>
    ReportedFiled,

    /// <summary>Of <see cref="Reported"/>: filed, and not voided afterwards (有效上报数).</summary>
    ReportedSound,

    /// <summary>Of <see cref="Reported"/>: the problem had been there before (重复发生).</summary>
    ReportedAgain,

    /// <summary>Filed in the period (立案数). Of an inspector: in the cells of the beat.</summary>
    Filed,

    /// <summary>Of <see cref="Filed"/>: within the limit for filing, counted from when filing could be decided.</summary>
    FiledOnTime,

    /// <summary>Of <see cref="Filed"/>: not rejected or merged afterwards (准确立案数).</summary>
    FiledSound,

    /// <summary>Of <see cref="Filed"/>: not suspended.</summary>
    FiledNet,

    /// <summary>Of <see cref="FiledNet"/>: reported by the public and found to be true (监督举报核实数).</summary>
    FiledPublic,

    /// <summary>Of <see cref="Filed"/>: found by somebody who does not walk the cell (漏报数).</summary>
    FiledMissed,

    /// <summary>Of <see cref="Filed"/>: found by inspectors, patrols or sensors, before anybody complained (主动发现).</summary>
    FiledFirst,

    /// <summary>Of <see cref="Filed"/>: fixed on the spot by whoever saw it (自处置).</summary>
    FiledSelfFixed,

    /// <summary>Rejected in the period (不予立案).</summary>
    Rejected,

    /// <summary>Found in the period to be the problem of another case (重复).</summary>
    Merged,

    /// <summary>Closed in the period (结案数), self-fixed ones too.</summary>
    Closed,

    /// <summary>Ended by a leader in the period (强制结案).</summary>
    ForceClosed,

    /// <summary>Put under supervision in the period (督办).</summary>
    Supervised,

    /// <summary>First handed to a higher tier in the period.</summary>
    Escalated,

    /// <summary>Given back by units in the period (回退).</summary>
    Returned,

    /// <summary>Reports decided in the period by whoever accepts them: filed, rejected or merged (受理数).</summary>
    Accepted,

    /// <summary>Sent to a unit in the period (派遣数).</summary>
    Dispatched,

    /// <summary>Verifications that were due (应核实数).</summary>
    VerificationDue,

    /// <summary>Of <see cref="VerificationDue"/>: done by then (按时核实数).</summary>
    VerificationOnTime,

    /// <summary>Checks that were due (应核查数).</summary>
    CheckDue,

    /// <summary>Of <see cref="CheckDue"/>: done by then (按时核查数).</summary>
    CheckOnTime,

    /// <summary>Requests to verify that were due to be sent to an inspector.</summary>
    VerificationSendDue,

    /// <summary>Of <see cref="VerificationSendDue"/>: sent by then.</summary>
    VerificationSentOnTime,

    /// <summary>Requests to check that were due to be sent to an inspector.</summary>
    CheckSendDue,

    /// <summary>Of <see cref="CheckSendDue"/>: sent by then.</summary>
    CheckSentOnTime,

    /// <summary>Tasks of looking that an inspector should have taken by then (应接单数).</summary>
    TaskDue,

    /// <summary>Of <see cref="TaskDue"/>: taken by then.</summary>
    TaskTaken,

    /// <summary>Dispatches that were due (应派遣数).</summary>
    DispatchDue,

    /// <summary>Of <see cref="DispatchDue"/>: done by then (按时派遣数).</summary>
    DispatchOnTime,

    /// <summary>Of <see cref="DispatchDue"/>: done, and not returned by the unit (准确派遣数).</summary>
    DispatchSound,

    /// <summary>Cases that a unit had to finish (应处置数), suspended ones and those taken away before left out.</summary>
    HandlingDue,

    /// <summary>Of <see cref="HandlingDue"/>: finished, and no check refused it (处置数).</summary>
    Handled,

    /// <summary>Of <see cref="HandlingDue"/>: finished in time, or exempt by an appeal (按期处置数).</summary>
    HandledOnTime,

    /// <summary>Of <see cref="HandlingDue"/>: neither in time nor exempt (超期数).</summary>
    HandlingLate,

    /// <summary>Of <see cref="HandlingDue"/>: not in time, whatever an appeal said.</summary>
    HandlingLateRaw,

    /// <summary>Of <see cref="HandlingDue"/>: overdue and still not finished (超期待处置数).</summary>
    OverduePending,

    /// <summary>Of <see cref="HandlingDue"/>: extended at least once (延期数).</summary>
    Extended,

    /// <summary>Cases that were due to close: handled, or overdue and not handled (应结案数).</summary>
    ClosingDue,

    /// <summary>Of <see cref="ClosingDue"/>: closed (结案数).</summary>
    ClosingClosed,

    /// <summary>Of <see cref="ClosingDue"/>: closed, and handled in time or exempt (按期结案数).</summary>
    ClosedOnTime,

    /// <summary>Of <see cref="ClosingDue"/>: a check failed at least once (返工数).</summary>
    Reworked,

    /// <summary>Closings that the supervision centre owed after a passed check.</summary>
    FinalDue,

    /// <summary>Of <see cref="FinalDue"/>: closed by then.</summary>
    FinalOnTime,

    /// <summary>Open at the moment of evaluation.</summary>
    Open,

    /// <summary>Of <see cref="Open"/>: with a unit that is late.</summary>
    OpenOverdue,

    /// <summary>Of <see cref="Open"/>: suspended (挂账).</summary>
    OpenSuspended,

    /// <summary>Hotline cases among <see cref="Reported"/> (诉求量).</summary>
    HotlineReported,

    /// <summary>Call-backs that were due (应回访数), excluded cases left out.</summary>
    CallBackDue,

    /// <summary>Of <see cref="CallBackDue"/>: made.</summary>
    CallBackMade,

    /// <summary>Call-backs made in the period: the base of the three rates, excluded cases left out (回访数).</summary>
    CalledBack,

    /// <summary>Of <see cref="CalledBack"/>: somebody had responded (响应).</summary>
    Responded,

    /// <summary>Of <see cref="CalledBack"/>: the problem is solved (解决).</summary>
    Solved,

    /// <summary>Of <see cref="CalledBack"/>: the reporter is content or mostly content (满意).</summary>
    Satisfied,

    /// <summary>Called back in the period, but excluded after a review (剔除).</summary>
    Excluded,
}
