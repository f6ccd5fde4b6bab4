using GridCity.Core;
using GridCity.Journal;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Tests.Journal;

/// <summary>What every journal promises to which several processes append.</summary>
public abstract class ClusterJournalContract : IAsyncLifetime
{
    private protected IClusterJournal First { get; private set; } = null!;

    private protected IClusterJournal Second { get; private set; } = null!;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        First = await OpenAsync();
        Second = await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Second is not null)
        {
            await CloseAsync(Second);
            await CloseAsync(First);
        }
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_journal_gives_the_positions()
    {
        Assert.Equal(2, await First.AppendAsync(last => Batch(last, cell: 1, seq: 1, count: 2), Stop));
        Assert.Equal(5, await Second.AppendAsync(last => Batch(last, cell: 2, seq: 1, count: 3), Stop));
        Assert.Equal(6, await First.AppendAsync(last => Batch(last, cell: 1, seq: 3, count: 1), Stop));
        Assert.Equal([1, 2, 3, 4, 5, 6], (await First.ReadPageAsync(0, 10, Stop)).Select(entry => entry.Position));
        Assert.Equal(Row(3, 2, 1), await First.FindReportAsync(Command(3), Stop));
        Assert.Equal(6, First.LastPosition);
    }

    [Fact]
    public async Task A_batch_that_is_not_for_the_end_is_refused_and_leaves_nothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await First.AppendAsync(last => Batch(last + 1, cell: 1, seq: 1, count: 1), Stop));
        Assert.Equal(1, await Second.AppendAsync(last => Batch(last, cell: 1, seq: 1, count: 1), Stop));
    }

    [Fact]
    public async Task A_composer_that_fails_leaves_nothing_and_holds_nobody_up()
    {
        await Assert.ThrowsAsync<InvariantBroken>(
            async () => await First.AppendAsync(_ => throw new InvariantBroken("on purpose"), Stop));
        Assert.Equal(1, await Second.AppendAsync(last => Batch(last, cell: 1, seq: 1, count: 1), Stop));
        Assert.Equal(2, await First.AppendAsync(last => Batch(last, cell: 1, seq: 2, count: 1), Stop));
    }

    [Fact]
    public async Task Of_two_writers_with_the_same_cell_one_is_told_that_it_is_stale()
    {
        await First.AppendAsync(last => Batch(last, cell: 1, seq: 1, count: 2), Stop);
        var conflict = await Assert.ThrowsAsync<JournalConflictException>(
            async () => await Second.AppendAsync(last => Batch(last, cell: 1, seq: 2, count: 1), Stop));
        Assert.Equal(Cell(1), conflict.Cell);
        Assert.Equal(3, await Second.AppendAsync(last => Batch(last, cell: 1, seq: 3, count: 1), Stop));
        Assert.Equal([1, 2, 3], (await First.ReadCellAsync(Cell(1), 0, Stop)).Select(entry => entry.Seq));
    }

    private static async Task<long> PersistAsync(Func<ValueTask<long>> append)
    {
        const int attemptsMax = 3;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await append();
            }
            catch (JournalConflictException) when (attempt < attemptsMax)
            {
                // A writer that a busy machine held up was thrown out by another one and is told so: nothing was written.
            }
        }
    }

    [Fact]
    public async Task Writers_at_the_same_time_leave_every_position_once_and_no_fork()
    {
        const int batches = 40;
        var writers = Enumerable.Range(0, 6).Select(writer => Task.Run(
            async () =>
            {
                var journal = writer % 2 == 0 ? First : Second;
                var taken = new List<long>();
                for (var batch = 0; batch < batches; batch++)
                {
                    var count = 1 + ((batch + writer) % 3);
                    var seq = taken.Count + 1;
                    var last = await PersistAsync(() => journal.AppendAsync(before => Batch(before, 10 + writer, seq, count), Stop));
                    taken.AddRange(Enumerable.Range(0, count).Select(index => last - count + 1 + index));
                }
                return taken;
            },
            Stop));
        var taken = (await Task.WhenAll(writers)).SelectMany(positions => positions).Order().ToList();
        Assert.Equal(Enumerable.Range(1, taken.Count).Select(position => (long)position), taken);
        var entries = await Second.ReadPageAsync(0, taken.Count + 1, Stop);
        Assert.Equal(taken, entries.Select(entry => entry.Position));
        Assert.All(entries.GroupBy(entry => entry.Cell), cell =>
            Assert.Equal(Enumerable.Range(1, cell.Count()), cell.Select(entry => entry.Seq)));
    }

    [Fact]
    public async Task Who_follows_sees_what_was_there_and_what_anybody_appends_each_once_and_in_order()
    {
        await First.AppendAsync(last => Batch(last, cell: 1, seq: 1, count: 1500), Stop);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var seen = new List<long>();
        var appended = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var entry in Second.FollowAsync(100, done.Token))
            {
                seen.Add(entry.Position);
                if (entry.Position >= 1500 && appended < 20)
                {
                    var journal = appended % 2 == 0 ? First : Second;
                    await journal.AppendAsync(last => Batch(last, cell: 2, seq: appended + 1, count: 1), Stop);
                    appended++;
                }
                if (entry.Position == 1520)
                {
                    await done.CancelAsync();
                }
            }
        });
        Assert.Equal(Enumerable.Range(101, 1420).Select(position => (long)position), seen);
    }

    private protected static JournalBatch Batch(long last, int cell, int seq, int count) => new(
        [.. Enumerable.Range(0, count).Select(index => Entry(last + 1 + index, cell, seq + index))],
        seq == 1 ? [Row(last + 1, cell, 1)] : []);

    private protected abstract ValueTask<IClusterJournal> OpenAsync();

    private protected virtual ValueTask CloseAsync(IClusterJournal journal) => journal.DisposeAsync();

    private protected virtual ValueTask CleanUpAsync() => ValueTask.CompletedTask;
}
