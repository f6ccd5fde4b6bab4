using GridCity.Core.Space;
using GridCity.Core.Water;

namespace GridCity.Core.Cases;

/// <summary>A command that concerns a cell and no case.</summary>
public abstract record CellCommand(Guid Id, DateTimeOffset At, Actor By, CellCode Cell) : Command(Id, At, By);

/// <summary>A water sample was taken at a section, which lies in the cell; the values are as the laboratory gives them.</summary>
public sealed record SampleCommand(
    Guid Id,
    DateTimeOffset At,
    Actor By,
    CellCode Cell,
    string Section,
    DateTimeOffset TakenAt,
    ValueList<Measurement> Values)
    : CellCommand(Id, At, By, Cell)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Sample;

    /// <summary>
    /// The case of an earlier alarm of the section that was moved or merged, as it stands, which the host looks up; null when it
    /// is not open.
    /// </summary>
    public Case? Alarm { get; init; }
}

/// <summary>Somebody walked a patrol that ended in the cell: of a water, a beat or a round of sources.</summary>
public sealed record PatrolCommand(
    Guid Id,
    DateTimeOffset At,
    Actor By,
    CellCode Cell,
    string Subject,
    DateTimeOffset From,
    DateTimeOffset Until,
    double Kilometres,
    int Problems)
    : CellCommand(Id, At, By, Cell)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Patrol;
}
