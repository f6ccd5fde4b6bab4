using System.Diagnostics;
using System.Threading.Channels;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>
/// The way from the cells of one silo to the journal: what waits is written together, one group after another. Whoever
/// decided on a cell that has moved on is told so, and the others of the group are written without him. It has a thread of
/// its own that waits for the journal: in the pool it would stand behind all the cells that wait for it.
/// </summary>
internal sealed class Committer : IAsyncDisposable
{
    private readonly Channel<CommitWork> _queue = System.Threading.Channels.Channel.CreateUnbounded<CommitWork>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    private readonly IClusterJournal _journal;
    private readonly CityReplica _replica;
    private readonly int _groupMax;
    private readonly Task _loop;

    public Committer(IClusterJournal journal, CityReplica replica, int groupMax)
    {
        _journal = journal;
        _replica = replica;
        _groupMax = groupMax;
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How long the last commit took.</summary>
    public TimeSpan LastCommit { get; private set; }

    /// <summary>Why the last commit failed, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Ends with the fault that broke it, or when it has been disposed of.</summary>
    public Task Completion => _loop;

    public Task<CommitOutcome> CommitAsync(CommitWork work)
    {
        if (!_queue.Writer.TryWrite(work))
        {
            work.End(new CommitOutcome(CommitKind.Unavailable, Detail: "This silo stops."));
        }
        return work.Done;
    }

    /// <summary>Writes what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Run()
    {
        var group = new List<CommitWork>();
        try
        {
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (group.Count < _groupMax && _queue.Reader.TryRead(out var work))
                {
                    group.Add(work);
                }
                WriteAsync(group).GetAwaiter().GetResult();
                group.Clear();
            }
        }
        catch (Exception fault)
        {
            // A broken invariant ends the silo: what waits is told, and whoever runs it starts it anew from the journal.
            _queue.Writer.TryComplete(fault);
            while (_queue.Reader.TryRead(out var work))
            {
                group.Add(work);
            }
            group.ForEach(work => work.Fail(fault));
            throw;
        }
    }

    private async Task WriteAsync(IReadOnlyList<CommitWork> group)
    {
        var works = WithoutRivals(group);
        try
        {
            while (works.Count > 0)
            {
                if (await TryAppendAsync(works) is not { } overtaken)
                {
                    works.ForEach(work => work.End(new CommitOutcome(CommitKind.Done)));
                    break;
                }
                if (!await EndRepeatsAsync(works))
                {
                    End(works, work => work.Touches(overtaken), new CommitOutcome(CommitKind.Stale));
                }
            }
            Problem = null;
        }
        catch (JournalUnavailableException e)
        {
            Problem = e.Message;
            works.ForEach(work => work.End(new CommitOutcome(CommitKind.Unavailable, Detail: e.Message)));
        }
    }

    // Two of one group may have decided on the same state of a cell, or bring the same report: the first goes on, the other
    // decides anew. So does whoever decided before the last group was written; the journal would refuse the whole group.
    private List<CommitWork> WithoutRivals(IReadOnlyList<CommitWork> group)
    {
        var cells = new HashSet<CellCode>();
        var reports = new HashSet<Guid>();
        var works = new List<CommitWork>(group.Count);
        foreach (var work in group)
        {
            if (work.Parts.Any(part => cells.Contains(part.Base.Code) || _replica.HasMoved(part.Base.Code, part.Base.Seq))
                || (work.Command is ReportCommand && !reports.Add(work.Command.Id)))
            {
                work.End(new CommitOutcome(CommitKind.Stale));
                continue;
            }
            cells.UnionWith(work.Parts.Select(part => part.Base.Code));
            works.Add(work);
        }
        return works;
    }

    // The same id gets the same answer, wherever and whenever it was reported. The journal refuses a group that has such a
    // one; only then it is asked which.
    private async Task<bool> EndRepeatsAsync(List<CommitWork> works)
    {
        Guid[] reports = [.. works.Select(work => work.Command).OfType<ReportCommand>().Select(report => report.Id)];
        var before = reports.Length == 0 ? [] : await _journal.FindReportsAsync(reports, CancellationToken.None);
        foreach (var row in before)
        {
            End(works, work => work.Command is ReportCommand && work.Command.Id == row.Command, new CommitOutcome(CommitKind.Repeated, row));
        }
        return before.Count > 0;
    }

    private static void End(List<CommitWork> works, Predicate<CommitWork> which, CommitOutcome outcome)
    {
        foreach (var work in works.FindAll(which))
        {
            work.End(outcome);
            works.Remove(work);
        }
    }

    /// <summary>Writes all of them, or says which cell has moved on.</summary>
    private async Task<CellCode?> TryAppendAsync(List<CommitWork> works)
    {
        using var activity = Telemetry.Activities.StartActivity(
            "commit", ActivityKind.Internal, works[0].Trace, links: works.Skip(1).Select(work => new ActivityLink(work.Trace)));
        var started = Stopwatch.GetTimestamp();
        var batch = new JournalBatch([], []);
        try
        {
            await _replica.AroundCommitAsync(async () =>
            {
                await _journal.AppendAsync(last => batch = Compose(works, last), CancellationToken.None);
                return batch.Entries;
            });
        }
        catch (JournalConflictException e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            return works.Exists(work => work.Touches(e.Cell)) ? e.Cell : works[0].Parts[0].Base.Code;
        }
        var entries = batch.Entries.Count;
        activity?.SetTag("gridcity.entries", entries);
        LastCommit = Stopwatch.GetElapsedTime(started);
        Telemetry.CommitSeconds.Record(LastCommit.TotalSeconds);
        Telemetry.CommitSize.Record(entries);
        Telemetry.Entries.Add(entries);
        return null;
    }

    private static JournalBatch Compose(List<CommitWork> works, long last)
    {
        var entries = new List<Entry>(works.Count * 3);
        var rows = new List<CaseRow>(works.Count);
        foreach (var work in works)
        {
            last = work.Compose(last);
            entries.AddRange(work.Entries);
            rows.AddRange(work.After.Values.Select(CaseRow.From));
        }
        return new JournalBatch(entries, rows);
    }
}
