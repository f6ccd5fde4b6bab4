using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;

namespace GridCity.Silo.Views;

/// <summary>
/// The bulletins of the city that is served, from the journal as it is folded in the background. It keeps the last bulletins of
/// periods that are over, which never change. One is made at a time: they are for a few readers.
/// </summary>
internal sealed class BulletinShelf(BulletinFold fold, TimeProvider time)
{
    private const int KeptMax = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<(BulletinRequest Request, Bulletin Bulletin)> _kept = new();

    /// <summary>
    /// Makes or finds a bulletin, as it was known at a moment, at the end of its period when null; or says how far the journal
    /// has been read.
    /// </summary>
    public async Task<(Bulletin? Bulletin, FoldState? Behind)> MakeAsync(
        BulletinRequest request, DateTimeOffset? asOf, CancellationToken stop)
    {
        if (asOf is null && Find(request) is { } kept)
        {
            return (kept, null);
        }
        return await fold.AskAsync(
            desk =>
            {
                var bulletin = desk.Make(request, time.GetUtcNow(), asOf);
                // Water results come late and belong to the past, and what runs goes on: neither stays as it is.
                if (asOf is null && request.Kind != BulletinKind.Water && request.Period.To <= desk.LastAt)
                {
                    Keep(request, bulletin);
                }
                return bulletin;
            },
            stop);
    }

    /// <summary>The list of all bulletins as a page, or how far the journal has been read.</summary>
    public Task<(string? Page, FoldState? Behind)> ListAsync(PageOptions page, CancellationToken stop) =>
        fold.AskAsync(desk => desk.ToIndex(time.GetUtcNow(), page), stop);

    private Bulletin? Find(BulletinRequest request)
    {
        lock (_gate)
        {
            for (var node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Request == request)
                {
                    _kept.Remove(node);
                    _kept.AddFirst(node);
                    return node.Value.Bulletin;
                }
            }
            return null;
        }
    }

    private void Keep(BulletinRequest request, Bulletin bulletin)
    {
        lock (_gate)
        {
            _kept.AddFirst((request, bulletin));
            if (_kept.Count > KeptMax)
            {
                _kept.RemoveLast();
            }
        }
    }
}
