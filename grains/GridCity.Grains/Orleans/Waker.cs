using GridCity.Core.Space;

namespace GridCity.Grains.Cluster;

/// <summary>
/// Wakes the cells of a silo's own streets after a start, a bounded number at once, so that the first reports of the morning
/// do not all wait for their cells.
/// </summary>
internal static class Waker
{
    public static Task WakeAsync(CellServices services, IEnumerable<CellCode> cells, CancellationToken stop) => Parallel.ForEachAsync(
        cells,
        new ParallelOptions { MaxDegreeOfParallelism = services.Options.WakeAtOnce, CancellationToken = stop },
        async (code, _) =>
        {
            try
            {
                await services.GrainOf(code).WakeAsync();
            }
            catch (Exception e) when (Passing.Is(e))
            {
                // Nobody needs it: a cell that was not woken wakes when it is asked.
                return;
            }
        });
}
