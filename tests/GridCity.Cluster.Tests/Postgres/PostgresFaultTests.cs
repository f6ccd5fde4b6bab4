using GridCity.Journal;
using GridCity.Journal.Postgres;
using Npgsql;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Cluster.Tests.Postgres;

/// <summary>What may go wrong between a journal and its server, for real.</summary>
public sealed class PostgresFaultTests(PostgresServer server) : IAsyncLifetime
{
    private PostgresCity _city = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _city = await PostgresCity.CreateAsync(server);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_that_is_ended_between_two_batches_is_not_noticed(bool isShared)
    {
        await using var journal = await _city.OpenAsync(isShared: isShared);
        for (var position = 1; position <= 5; position++)
        {
            await AppendAsync(journal, isShared, position);
            await _city.CutAsync("%");
        }
        await AssertWholeAsync(journal, 5);
    }

    [Theory]
    [InlineData(CuttingProxy.Cut.BeforeTheServerHears, false)]
    [InlineData(CuttingProxy.Cut.BeforeTheClientHears, false)]
    [InlineData(CuttingProxy.Cut.BeforeTheServerHears, true)]
    [InlineData(CuttingProxy.Cut.BeforeTheClientHears, true)]
    internal async Task A_wire_that_is_cut_in_a_commit_leaves_the_batch_once(CuttingProxy.Cut cut, bool isShared)
    {
        using var wire = new CuttingProxy(new NpgsqlConnectionStringBuilder(_city.Connection).Port);
        await using var journal = await PostgresJournal.OpenAsync(Through(wire) with { IsShared = isShared }, Stop);
        await AppendAsync(journal, isShared, 1);
        wire.CutNext(cut);
        await AppendAsync(journal, isShared, 2);
        await AppendAsync(journal, isShared, 3);
        await AssertWholeAsync(journal, 3);
    }

    [Fact]
    public async Task A_wire_that_is_cut_between_the_position_and_the_commit_leaves_the_batch_once()
    {
        using var wire = new CuttingProxy(new NpgsqlConnectionStringBuilder(_city.Connection).Port);
        await using var journal = await PostgresJournal.OpenAsync(Through(wire) with { IsShared = true }, Stop);
        foreach (var cut in (CuttingProxy.Cut[])[CuttingProxy.Cut.BeforeTheServerHears, CuttingProxy.Cut.BeforeTheClientHears])
        {
            await journal.AppendAsync(
                last =>
                {
                    wire.CutNext(cut);
                    return One(last + 1);
                },
                Stop);
        }
        await AssertWholeAsync(journal, 2);
    }

    [Fact]
    public async Task A_session_that_is_ended_while_it_waits_for_its_turn_appends_once()
    {
        await using var journal = await PostgresJournal.OpenAsync(_city.Place() with { LockPatience = TimeSpan.FromMinutes(1) }, Stop);
        await using var other = new NpgsqlConnection(_city.Connection);
        await other.OpenAsync(Stop);
        await using var transaction = await other.BeginTransactionAsync(Stop);
        await using (var take = new NpgsqlCommand("SELECT gridcity.take(NULL)", other))
        {
            await take.ExecuteScalarAsync(Stop);
        }
        var appending = Task.Run(() => AppendAsync(journal, isShared: false, 1), Stop);
        await WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory')");
        await _city.CutAsync("writer");
        await transaction.RollbackAsync(Stop);
        await appending;
        await AssertWholeAsync(journal, 1);
    }

    [Fact]
    public async Task A_writer_that_hangs_with_the_lock_is_thrown_out_and_learns_it()
    {
        await using var hanging = await _city.OpenAsync(isShared: true);
        await using var other = await _city.OpenAsync(isShared: true);
        using var hasLock = new SemaphoreSlim(0);
        using var wakes = new SemaphoreSlim(0);
        var late = Task.Run(
            async () => await hanging.AppendAsync(
                last =>
                {
                    hasLock.Release();
                    wakes.Wait(Stop);
                    return new JournalBatch([Entry(last + 1, 2, 1)], []);
                },
                Stop),
            Stop);
        await hasLock.WaitAsync(Stop);

        Assert.Equal(1, await other.AppendAsync(last => One(last + 1), Stop));
        wakes.Release();
        await Assert.ThrowsAsync<JournalConflictException>(() => late);
        Assert.Equal(2, await hanging.AppendAsync(last => One(last + 1), Stop));
        Assert.Equal(2, await other.ReadLastPositionAsync(Stop));
        await AssertWholeAsync(other, 2);
    }

    [Fact]
    public async Task A_writer_that_waited_in_vain_for_a_busy_one_goes_on_when_that_has_ended()
    {
        await using var journal = await _city.OpenAsync(isShared: true);
        // One whose commit takes long, as on a disk that stalls: it does not hang, and nobody throws it out.
        var busy = _city.AskAsync(
            $"SELECT pg_advisory_xact_lock({PostgresSchema.LockClass}, {PostgresSchema.AppendLock}), pg_sleep(2)");
        while (0L.Equals(await _city.AskAsync($"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {PostgresSchema.AppendLock} AND granted")))
        {
            Assert.False(busy.IsCompleted);
        }
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.AppendAsync(last => One(last + 1), Stop));
        await busy;
        await AppendAsync(journal, isShared: true, 1);
        await AssertWholeAsync(journal, 1);
    }

    [Fact]
    public async Task A_writer_that_stops_in_the_middle_of_a_message_is_thrown_out()
    {
        await using var journal = await _city.OpenAsync(isShared: true);
        await using var stopped = new NpgsqlConnection(_city.Connection);
        await stopped.OpenAsync(Stop);
        await using var half = new NpgsqlCommand("BEGIN; SELECT gridcity.take(NULL)", stopped);
        await half.ExecuteScalarAsync(Stop);
        Assert.Equal(1, await journal.AppendAsync(last => One(last + 1), Stop));
    }

    [Fact]
    public async Task A_server_that_is_restarted_has_everything_and_is_found_again()
    {
        await using var own = new PostgresServer();
        var city = await PostgresCity.CreateAsync(own);
        await using var journal = await city.OpenAsync();
        await AppendAsync(journal, isShared: false, 1);
        foreach (var (signal, position) in new[] { ("INT", 2), ("QUIT", 3) })
        {
            await own.StopAsync(signal);
            var away = await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(journal, isShared: false, position));
            Assert.Contains("cannot be reached", away.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.ReadPageAsync(0, 1, Stop));
            await own.StartAsync();
            await AppendAsync(journal, isShared: false, position);
        }
        await AssertWholeAsync(journal, 3);
    }

    [Fact]
    public async Task A_server_that_crashes_among_writers_keeps_all_that_was_acknowledged()
    {
        await using var own = new PostgresServer();
        var city = await PostgresCity.CreateAsync(own);
        await using var first = await city.OpenAsync(isShared: true);
        await using var second = await city.OpenAsync(isShared: true);
        using var enough = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(
            async () =>
            {
                var journal = writer % 2 == 0 ? first : second;
                for (var seq = 1; ; seq++)
                {
                    try
                    {
                        await journal.AppendAsync(last => new JournalBatch([Entry(last + 1, 1 + writer, seq)], []), Stop);
                        enough.Release();
                    }
                    catch (JournalUnavailableException)
                    {
                        return seq - 1;
                    }
                }
            },
            Stop)).ToList();
        for (var acknowledged = 0; acknowledged < 200; acknowledged++)
        {
            await enough.WaitAsync(Stop);
        }
        await own.StopAsync("QUIT");
        var acknowledgedSeqs = await Task.WhenAll(writers);
        await own.StartAsync();

        var report = await JournalVerifier.VerifyAsync(city.Place(), new VerifyOptions(), Stop);
        Assert.DoesNotContain(report.Faults, fault => fault.What.Contains("missing", StringComparison.Ordinal));
        for (var writer = 0; writer < 4; writer++)
        {
            var seqs = (await first.ReadCellAsync(Cell(1 + writer), 0, Stop)).Select(entry => entry.Seq).ToList();
            Assert.Equal(Enumerable.Range(1, seqs.Count), seqs);
            Assert.InRange(seqs.Count, acknowledgedSeqs[writer], acknowledgedSeqs[writer] + 1);
        }
    }

    [Fact]
    public async Task Who_follows_hears_of_an_append_at_once()
    {
        // The period of looking by oneself is long, so that only a notification can end the wait.
        await using var writer = await _city.OpenAsync(isShared: true);
        await using var reader = await PostgresJournal.OpenReadOnlyAsync(_city.Place() with { PollPeriod = TimeSpan.FromHours(1) }, Stop);
        await AssertFollowsAsync(writer, reader, cut: null);
    }

    [Theory]
    [InlineData("listener")]
    [InlineData("%")]
    public async Task Who_follows_misses_and_repeats_nothing_when_his_connections_are_cut(string use)
    {
        await using var writer = await _city.OpenAsync(isShared: true);
        var place = _city.Place() with { PollPeriod = TimeSpan.FromMilliseconds(20) };
        await using var reader = await PostgresJournal.OpenReadOnlyAsync(place, Stop);
        await AssertFollowsAsync(writer, reader, use);
    }

    private async Task AssertFollowsAsync(PostgresJournal writer, PostgresJournal reader, string? cut)
    {
        var seen = new List<long>();
        await foreach (var entry in reader.FollowAsync(0, Stop).Prepend(Entry(0, 1, 1)))
        {
            seen.Add(entry.Position);
            if (entry.Position == 10)
            {
                break;
            }
            if (cut is not null)
            {
                await _city.CutAsync(cut);
            }
            await AppendAfterCutAsync(writer, entry.Position + 1);
        }
        Assert.Equal(Enumerable.Range(0, 11).Select(position => (long)position), seen);
    }

    // The server may take a moment to see that whoever held the lock is gone; until then it says so and writes nothing.
    private static async Task AppendAfterCutAsync(PostgresJournal journal, long position)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AppendAsync(journal, isShared: true, position);
                return;
            }
            catch (JournalUnavailableException) when (attempt < 5)
            {
                Assert.Equal(position - 1, journal.LastPosition);
            }
        }
    }

    private PostgresPlace Through(CuttingProxy wire) =>
        _city.Place(connection: new NpgsqlConnectionStringBuilder(_city.Connection) { Port = wire.Port }.ConnectionString);

    private async Task WaitUntilAsync(string condition)
    {
        while (await _city.AskAsync(condition) is not true)
        {
            await Task.Yield();
        }
    }

    private static JournalBatch One(long position) => new([Entry(position, 1, (int)position)], [Row(position, 1, (int)position)]);

    private static async Task AppendAsync(PostgresJournal journal, bool isShared, long position)
    {
        if (isShared)
        {
            Assert.Equal(position, await journal.AppendAsync(last => One(last + 1), Stop));
        }
        else
        {
            await journal.AppendAsync(One(position).Entries, One(position).Cases, Stop);
        }
    }

    private static async Task AssertWholeAsync(PostgresJournal journal, int count)
    {
        var entries = await journal.ReadPageAsync(0, count + 1, Stop);
        Assert.Equal(Enumerable.Range(1, count).Select(position => (long)position), entries.Select(entry => entry.Position));
        Assert.Equal(count, (await journal.ReadCasesAsync(new CaseFilter(), Stop)).Count);
        Assert.Equal(count, journal.LastPosition);
    }
}
