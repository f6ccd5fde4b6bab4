using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// One line of a city's journal as evaluation reads it: its position, when it happened, in which cell, to which case (none for
/// what belongs to a cell alone), and what. Positions grow; those of other readers' lines may be left out.
/// </summary>
public readonly record struct Happening(long Position, DateTimeOffset At, CellCode Cell, CaseId Case, CaseEvent Event);
