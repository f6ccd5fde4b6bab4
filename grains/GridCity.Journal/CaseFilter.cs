using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal;

/// <summary>
/// Which cases to read, newest first by the position of their first entry. What is null is not asked for. Pages follow
/// each other by key: <see cref="Before"/> of the next page is <see cref="CaseRow.Opened"/> of the last row.
/// </summary>
public sealed record CaseFilter
{
    /// <summary>The largest page.</summary>
    public const int LimitMax = 1000;

    /// <summary>Only cases that are in this cell now.</summary>
    public CellCode? Cell { get; init; }

    /// <summary>Only cases whose cell lies in this area by its code.</summary>
    public AreaCode? Area { get; init; }

    /// <summary>Only cases in one of these stages.</summary>
    public IReadOnlyList<Stage>? Stages { get; init; }

    /// <summary>Only cases that this unit has or had last.</summary>
    public string? Unit { get; init; }

    /// <summary>Only cases of this class.</summary>
    public string? Class { get; init; }

    /// <summary>Only cases that still need somebody.</summary>
    public bool OpenOnly { get; init; }

    /// <summary>Only cases of which a due time passed unmet.</summary>
    public bool OverdueOnly { get; init; }

    /// <summary>Only cases under supervision.</summary>
    public bool SupervisedOnly { get; init; }

    /// <summary>Only cases that this tier has.</summary>
    public Tier? Tier { get; init; }

    /// <summary>Only cases with a call to other bodies that is open.</summary>
    public bool CallsOpenOnly { get; init; }

    /// <summary>Only cases at which this inspector is asked to look, or took the task.</summary>
    public string? Inspector { get; init; }

    /// <summary>Only cases at which somebody has to look and nobody is left to ask.</summary>
    public bool UntakenOnly { get; init; }

    /// <summary>Only cases that came by this channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Only open cases whose due time lies before this one.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only cases whose place lies in this box.</summary>
    public DegreeBox? Box { get; init; }

    /// <summary>Only cases whose first entry lies before this position.</summary>
    public long? Before { get; init; }

    /// <summary>How many at most, from 1 to <see cref="LimitMax"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Whether a case is one of those that are asked for.</summary>
    public bool Takes(CaseRow row) =>
        row.Opened < (Before ?? long.MaxValue)
        && (Cell is not { } cell || row.Cell == cell)
        && (Area is not { } area || area.Contains(row.Cell))
        && (Stages is null || Stages.Contains(row.Stage))
        && (Unit is null || row.Unit == Unit)
        && (Class is null || row.Class == Class)
        && (!OpenOnly || row.Stage.IsOpen())
        && (!OverdueOnly || row.IsOverdue)
        && TakesWork(row);

    private bool TakesWork(CaseRow row) =>
        (!SupervisedOnly || row.IsSupervised)
        && (Tier is null || row.Tier == Tier)
        && (!CallsOpenOnly || row.OpenCalls > 0)
        && (Inspector is null || (row.Inspector == Inspector && row.Task is TaskState.Asked or TaskState.Taken))
        && (!UntakenOnly || row.Task == TaskState.Nobody)
        && (Channel is null || row.Channel == Channel)
        && (Box is not { } box || box.Contains(row.Longitude, row.Latitude))
        && (DueBefore is not { } due || (row.Due < due && row.Stage.IsOpen()));

    /// <exception cref="ArgumentOutOfRangeException">The limit is not from 1 to <see cref="LimitMax"/>.</exception>
    internal void CheckLimit()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Limit, LimitMax);
    }
}
