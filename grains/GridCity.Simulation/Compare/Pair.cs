using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Compare;

/// <summary>How many cases came in both, and what became of them otherwise than before.</summary>
internal readonly record struct CaseCounts(int Moved, int Cell, int Gained, int Lost, int Same);

/// <summary>The base and one variant of one seed, and what became of the cases that came in both.</summary>
internal sealed record Pair(RunResult Base, RunResult Other, CaseCounts Cases);
