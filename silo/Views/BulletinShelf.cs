using GridCity.Core.Evaluation;
using GridCity.Grains;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;

namespace GridCity.Silo.Views;

/// <summary>
/// The bulletins of the city that is served. It reads the journal when somebody asks, from where it was before, and keeps the
/// last bulletins of periods that are over, which never change. One is made at a time: they are for a few readers.
/// </summary>
internal sealed class BulletinShelf(ICityHost host, TimeProvider time) : IDisposable
{
    private const int KeptMax = 8;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly BulletinDesk _desk = new(host.City);
    private readonly LinkedList<(BulletinRequest Request, Bulletin Bulletin)> _kept = new();

    /// <summary>Makes or finds a bulletin, as it was known at a moment; at the end of its period when null.</summary>
    public async Task<Bulletin> MakeAsync(BulletinRequest request, DateTimeOffset? asOf, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            if (asOf is null && Find(request) is { } kept)
            {
                return kept;
            }
            await CatchUpAsync(stop);
            var bulletin = _desk.Make(request, time.GetUtcNow(), asOf);
            // Water results come late and belong to the past, and what runs goes on: neither stays as it is.
            if (asOf is null && request.Kind != BulletinKind.Water && request.Period.To <= _desk.LastAt)
            {
                Keep(request, bulletin);
            }
            return bulletin;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The list of all bulletins as a page.</summary>
    public async Task<string> ListAsync(PageOptions page, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            await CatchUpAsync(stop);
            return _desk.ToIndex(time.GetUtcNow(), page);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task CatchUpAsync(CancellationToken stop)
    {
        await foreach (var entry in host.Journal.ReadAsync(_desk.Position, stop))
        {
            _desk.Add(new Happening(entry.Position, entry.At, entry.Cell, entry.Case, entry.Event));
        }
    }

    private Bulletin? Find(BulletinRequest request)
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

    private void Keep(BulletinRequest request, Bulletin bulletin)
    {
        _kept.AddFirst((request, bulletin));
        if (_kept.Count > KeptMax)
        {
            _kept.RemoveLast();
        }
    }
}
