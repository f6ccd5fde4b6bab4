using System.Runtime.CompilerServices;
using GridCity.Core.Cases;
using GridCity.Grains;
using GridCity.Journal;

namespace GridCity.Silo.Views;

/// <summary>
/// The newest entries, for those who follow the journal: a follower that keeps up reads from memory, one that fell behind
/// reads from the journal, and none can be lost or make the writer wait.
/// </summary>
public sealed class RecentEntries : ICommitObserver
{
    private const int Kept = 16_384;
    private const int PageSize = 1_000;

    private readonly Entry[] _ring = new Entry[Kept];
    private readonly Lock _gate = new();
    private long _last;
    private long _oldest = 1;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The position of the newest entry.</summary>
    public long Position
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <inheritdoc/>
    public void OnOpened(IReadOnlyCollection<Case> open, long position)
    {
        lock (_gate)
        {
            _last = position;
            _oldest = position + 1;
        }
    }

    /// <inheritdoc/>
    public void OnCommitted(IReadOnlyList<Committed> committed)
    {
        TaskCompletionSource woken;
        lock (_gate)
        {
            foreach (var (entry, _) in committed)
            {
                _ring[entry.Position % Kept] = entry;
                _last = entry.Position;
            }
            _oldest = Math.Max(_oldest, _last - Kept + 1);
            woken = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        woken.SetResult();
    }

    /// <summary>All entries after a position, in order, for as long as somebody reads.</summary>
    public async IAsyncEnumerable<Entry> FollowAsync(IJournal journal, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var (page, wait) = Take(after);
            if (page is null)
            {
                page = await journal.ReadPageAsync(after, PageSize, stop);
            }
            foreach (var entry in page)
            {
                yield return entry;
                after = entry.Position;
            }
            if (wait is not null)
            {
                await wait.WaitAsync(stop);
            }
        }
    }

    // A page from memory, null when memory does not reach back so far, and what to wait for when there is nothing new.
    private (IReadOnlyList<Entry>? Page, Task? Wait) Take(long after)
    {
        lock (_gate)
        {
            if (after >= _last)
            {
                return ([], _next.Task);
            }
            if (after + 1 < _oldest)
            {
                return (null, null);
            }
            var count = (int)Math.Min(PageSize, _last - after);
            var page = new Entry[count];
            for (var index = 0; index < count; index++)
            {
                page[index] = _ring[(after + 1 + index) % Kept];
            }
            return (page, null);
        }
    }
}
