using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>A patrol: when it became known, the cell in which it ended, and what was said of it.</summary>
internal readonly record struct PatrolFact(DateTimeOffset At, CellCode Cell, PatrolWalked Walked);
