using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal;

/// <summary>
/// One line of a city's journal: what happened (<paramref name="Event"/>) and its envelope. Positions count from 1 over
/// the whole city without a gap, <paramref name="Seq"/> counts from 1 in each cell without a gap. <paramref name="At"/>
/// is UTC to the millisecond. All entries of one command carry its id. <paramref name="Case"/> is none for a
/// <see cref="CellEvent"/>.
/// </summary>
public sealed record Entry(
    long Position,
    CellCode Cell,
    int Seq,
    DateTimeOffset At,
    Guid Command,
    CaseId Case,
    CaseEvent Event);
