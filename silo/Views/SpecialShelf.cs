using GridCity.Core.Evaluation;

namespace GridCity.Silo.Views;

/// <summary>
/// The special list of a few periods. It counts a whole month, so that however many look it is made at most twice a minute.
/// </summary>
internal sealed class SpecialShelf(BulletinFold fold, TimeProvider time)
{
    private const int KeptMax = 4;
    private const int KeptMilliseconds = 30_000;

    private readonly Lock _gate = new();
    private readonly List<(Period Period, long Made, SpecialFound Found)> _kept = [];

    /// <summary>The list of a period as it is known now, or how far the journal has been read.</summary>
    public async Task<(SpecialFound? Found, FoldState? Behind)> FindAsync(Period period, CancellationToken stop)
    {
        lock (_gate)
        {
            _kept.RemoveAll(one => Environment.TickCount64 - one.Made > KeptMilliseconds);
            if (_kept.Find(one => one.Period == period).Found is { } kept)
            {
                return (kept, null);
            }
        }
        return await fold.AskAsync(
            desk =>
            {
                var (list, known) = desk.SpecialOf(period, time.GetUtcNow());
                var found = new SpecialFound(list, known);
                Keep(period, found);
                return found;
            },
            stop);
    }

    private void Keep(Period period, SpecialFound found)
    {
        lock (_gate)
        {
            _kept.RemoveAll(one => one.Period == period);
            _kept.Add((period, Environment.TickCount64, found));
            if (_kept.Count > KeptMax)
            {
                _kept.RemoveAt(0);
            }
        }
    }
}

/// <summary>A special list and the moment at which it was known.</summary>
internal sealed record SpecialFound(SpecialList List, DateTimeOffset AsOf);
