using GridCity.Core.Space;

namespace GridCity.Grains.Cluster;

/// <summary>
/// Wakes the cells of a silo's own streets after a start, a bounded number at once, so that the first reports of the morning
/// do not all wait for their cells.
/// </summary>
internal static class Waker
{
    public static async Task<int> WakeAsync(CellServices services, IEnumerable<CellCode> cells, CancellationToken stop)
    {
        var woken = 0;
        foreach (var wave in cells.Chunk(services.Options.WaveCells))
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                await Task.WhenAll(wave.Select(code => services.GrainOf(code).WakeAsync()));
                woken += wave.Length;
            }
            catch (Exception e) when (Passing.Is(e))
            {
                // Nobody needs it: a cell that was not woken wakes when it is asked.
                continue;
            }
        }
        return woken;
    }
}
