using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Simulation.Runs;

/// <summary>
/// A report that is going to be made, with what is known of its handling. <paramref name="Ordinal"/> tells it from all others
/// of the run and is the same in every variant of a comparison; luck is drawn by it.
/// </summary>
public sealed record PlannedReport(long Ordinal, long At, Guid Id, Actor By, ReportDraft Draft)
{
    /// <summary>When history says that it became a case; null when it says nothing.</summary>
    public long? FiledAt { get; init; }

    /// <summary>When history says that it was closed; null when it never was or nothing is known.</summary>
    public long? ClosedAt { get; init; }

    /// <summary>
    /// Whether nobody reports it by himself: the problem lies there until an inspector passes, or until it is gone.
    /// </summary>
    public bool IsHidden { get; init; }

    /// <summary>
    /// What the door says to it at <see cref="At"/>, where that was asked ahead; it depends on nothing but the city and, for
    /// <see cref="CheckedReport.IsAlone"/>, the reports before it. Gone when the report was made.
    /// </summary>
    internal CheckedReport? Checked { get; set; }

    /// <summary>Whether history calls it a repetition of another.</summary>
    public bool IsRecordedDuplicate { get; init; }

    /// <summary>Whether history says that it never became a case.</summary>
    public bool IsRecordedRejection { get; init; }

    /// <summary>How often history says that a unit sent it back.</summary>
    public int RecordedReturns { get; init; }

    /// <summary>How often history says that the work had to be done again.</summary>
    public int RecordedReworks { get; init; }
}

/// <summary>What the door says to a draft: a report with its place and where the rules send it, or a refusal.</summary>
internal sealed record CheckedReport(Refusal? Refusal, Report? Report, Placement? Placement, CaseDispatched? Routed)
{
    /// <summary>Whether it is known that no report of its class came from near its place lately.</summary>
    public bool IsAlone { get; set; }

    /// <summary>Asks the door at a moment.</summary>
    public static CheckedReport Of(City city, ReportDraft draft, long at)
    {
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(at);
        var refusal = Intake.Check(city, draft, moment, out var report, out var placement);
        var isFiledAtOnce = refusal is null && city.Channels[draft.Channel].IsTrusted;
        return new CheckedReport(refusal, report, placement, isFiledAtOnce ? Intake.Route(city, report!, placement!, moment) : null);
    }
}

/// <summary>Where the reports of a run come from, in the order of their times.</summary>
public interface IReportSource
{
    /// <summary>Whether it says of each report if another of its class came from near its place lately.</summary>
    bool SaysWhoIsAlone => false;

    /// <summary>The next report; false when there are no more.</summary>
    bool TryNext(out PlannedReport? planned);
}
