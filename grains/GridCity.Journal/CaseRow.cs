using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal;

/// <summary>
/// A case as the table of cases holds it: derived from the journal's entries and moved in the same transaction. Times
/// are UTC to the millisecond, the point is WGS 84 in degrees.
/// </summary>
public sealed record CaseRow
{
    /// <summary>The number of the case.</summary>
    public required CaseId Id { get; init; }

    /// <summary>The cell where the case is now.</summary>
    public required CellCode Cell { get; init; }

    /// <summary>The position of its first entry, by which cases are ordered; unique.</summary>
    public required long Opened { get; init; }

    /// <summary>The position of its last entry.</summary>
    public required long Updated { get; init; }

    /// <summary>The command that reported it; unique.</summary>
    public required Guid Command { get; init; }

    /// <summary>Where it stands.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The class.</summary>
    public required string Class { get; init; }

    /// <summary>The channel of the report.</summary>
    public required string Channel { get; init; }

    /// <summary>East of Greenwich, in degrees.</summary>
    public required double Longitude { get; init; }

    /// <summary>North of the equator, in degrees.</summary>
    public required double Latitude { get; init; }

    /// <summary>When the reporter says it was seen.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When the report arrived.</summary>
    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>When it was filed.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>When it was last sent to a unit.</summary>
    public DateTimeOffset? DispatchedAt { get; init; }

    /// <summary>The due time that counts now.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The unit that has it.</summary>
    public string? Unit { get; init; }

    /// <summary>The rule that chose the unit.</summary>
    public string? Rule { get; init; }

    /// <summary>Whether a due time passed unmet.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>How often a check sent it back.</summary>
    public int Reworks { get; init; }

    /// <summary>How often it was sent to a unit after the first time.</summary>
    public int Redispatches { get; init; }

    /// <summary>When it was closed, rejected or found to be a duplicate.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The earlier case of the same problem.</summary>
    public CaseId? DuplicateOf { get; init; }

    /// <summary>The other cell in which the point may lie, within the error of its position.</summary>
    public CellCode? SecondCell { get; init; }

    /// <summary>Whether the cell could be another within the error of the position.</summary>
    public bool IsNearBorder => SecondCell is not null;

    /// <summary>The reporter's own number for it.</summary>
    public string? Reference { get; init; }

    /// <summary>What the reporter wrote.</summary>
    public required string Text { get; init; }

    /// <summary>The filing condition.</summary>
    public string? Condition { get; init; }

    /// <summary>The edition of the standard that <see cref="Class"/> is a code of.</summary>
    public string? Edition { get; init; }

    /// <summary>The registered source that the report points at.</summary>
    public string? Source { get; init; }

    /// <summary>The tier that has it, once it was sent to a unit.</summary>
    public Tier? Tier { get; init; }

    /// <summary>Whether somebody above watches it (督办).</summary>
    public bool IsSupervised { get; init; }

    /// <summary>How many extensions were granted.</summary>
    public int Extensions { get; init; }

    /// <summary>How many calls to other bodies are open.</summary>
    public int OpenCalls { get; init; }

    /// <summary>When it can be solved, once somebody said so.</summary>
    public ItemGrade? Grade { get; init; }

    /// <summary>How often the same problem had been here before.</summary>
    public int Repeats { get; init; }

    /// <summary>The inspector who was asked to look, or took the task.</summary>
    public string? Inspector { get; init; }

    /// <summary>Where the task of looking stands.</summary>
    public TaskState Task { get; init; }

    /// <summary>The row of a case as it stands.</summary>
    public static CaseRow From(Case item) => new()
    {
        Id = item.Id,
        Cell = item.Cell,
        Opened = item.Opened,
        Updated = item.Updated,
        Command = item.Command,
        Stage = item.Stage,
        Class = item.Report.Class,
        Channel = item.Report.Channel,
        Longitude = item.Report.Point.Longitude,
        Latitude = item.Report.Point.Latitude,
        SeenAt = item.Report.SeenAt,
        ReportedAt = item.ReportedAt,
        FiledAt = item.FiledAt,
        DispatchedAt = item.DispatchedAt,
        Due = item.Due,
        Unit = item.Unit,
        Rule = item.Reason?.Rule,
        IsOverdue = item.IsOverdue,
        Reworks = item.Reworks,
        Redispatches = item.Redispatches,
        EndedAt = item.EndedAt,
        DuplicateOf = item.DuplicateOf.IsNone ? null : item.DuplicateOf,
        SecondCell = item.SecondCell.IsNone ? null : item.SecondCell,
        Reference = item.Report.Reference,
        Text = item.Report.Text,
        Condition = item.Report.Condition,
        Edition = item.Report.Edition,
        Source = item.Report.Source,
        Tier = item.Tier,
        IsSupervised = item.IsSupervised,
        Extensions = item.Extensions,
        OpenCalls = OpenCallsOf(item),
        Grade = item.Grade,
        Repeats = item.Repeats,
        Inspector = item.Inspector,
        Task = item.Task,
    };

    /// <summary>The row as a table of milliseconds gives it back.</summary>
    internal CaseRow InWholeMilliseconds() => IsWhole ? this : this with
    {
        SeenAt = Whole(SeenAt),
        ReportedAt = Whole(ReportedAt),
        FiledAt = FiledAt is { } filed ? Whole(filed) : null,
        DispatchedAt = DispatchedAt is { } dispatched ? Whole(dispatched) : null,
        Due = Due is { } due ? Whole(due) : null,
        EndedAt = EndedAt is { } ended ? Whole(ended) : null,
    };

    private bool IsWhole => IsInWhole(SeenAt) && IsInWhole(ReportedAt) && IsInWhole(FiledAt) && IsInWhole(DispatchedAt)
        && IsInWhole(Due) && IsInWhole(EndedAt);

    private static int OpenCallsOf(Case item)
    {
        var count = 0;
        foreach (var call in item.Calls.AsSpan())
        {
            count += call.IsOpen ? 1 : 0;
        }
        return count;
    }

    private static bool IsInWhole(DateTimeOffset? time) =>
        time is not { } at || (at.Offset == TimeSpan.Zero && at.Ticks % TimeSpan.TicksPerMillisecond == 0);

    private static DateTimeOffset Whole(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
