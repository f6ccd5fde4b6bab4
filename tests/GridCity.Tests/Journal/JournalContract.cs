using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Tests.Journal;

/// <summary>What every journal promises, whatever it is kept in.</summary>
public abstract partial class JournalContract : IAsyncDisposable
{
    private readonly Lazy<IJournal> _journal;

    protected JournalContract() => _journal = new Lazy<IJournal>(() => Open());

    private protected IJournal Journal => _journal.Value;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_journal.IsValueCreated)
        {
            await Journal.DisposeAsync();
        }
        CleanUp();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_new_journal_is_empty()
    {
        Assert.Equal(0, Journal.LastPosition);
        Assert.Equal("dongcheng", Journal.Header.City);
        Assert.Equal(2, Journal.Header.FormatVersion);
        Assert.Equal(Morning, Journal.Header.CreatedAt);
        Assert.Empty(await ReadAllAsync(0));
        Assert.Empty(await Journal.ReadCasesAsync(new CaseFilter(), Stop));
        Assert.Null(await Journal.FindCaseAsync(new CaseId(Cell(1), 1), Stop));
        var snapshots = await Journal.LoadSnapshotsAsync(Stop);
        Assert.Equal(0, snapshots.UpTo);
        Assert.Empty(snapshots.Cells);
    }

    [Fact]
    public async Task Entries_of_every_kind_come_back_as_they_were()
    {
        var entries = new List<Entry>();
        for (var seed = 0; seed < 40; seed++)
        {
            var samples = new EventSamples(seed);
            for (var kind = 0; kind < EventSamples.KindCount; kind++)
            {
                entries.Add(Entry(entries.Count + 1, 1 + seed, kind + 1, samples.Draw(kind)));
            }
        }
        await Journal.AppendAsync(entries, [], Stop);
        Assert.Equal(entries.Count, Journal.LastPosition);
        Assert.Equal(Comparable(entries), Comparable(await ReadAllAsync(0)));
    }

    [Fact]
    public async Task Reading_goes_on_after_a_position()
    {
        await AppendPlainAsync(2500);
        Assert.Equal(Enumerable.Range(1, 2500), (await ReadAllAsync(0)).Select(entry => (int)entry.Position));
        Assert.Equal([2499, 2500], (await ReadAllAsync(2498)).Select(entry => entry.Position));
        Assert.Empty(await ReadAllAsync(2500));
        Assert.Empty(await ReadAllAsync(9999));
        var page = await Journal.ReadPageAsync(10, 5, Stop);
        Assert.Equal([11, 12, 13, 14, 15], page.Select(entry => entry.Position));
    }

    [Fact]
    public async Task Entries_of_a_cell_are_read_by_their_numbers()
    {
        await Journal.AppendAsync([Entry(1, 1, 1), Entry(2, 2, 1), Entry(3, 1, 2), Entry(4, 1, 3)], [], Stop);
        Assert.Equal([3, 4], (await Journal.ReadCellAsync(Cell(1), 1, Stop)).Select(entry => entry.Position));
        Assert.Equal([2], (await Journal.ReadCellAsync(Cell(2), 0, Stop)).Select(entry => entry.Position));
        Assert.Empty(await Journal.ReadCellAsync(Cell(3), 0, Stop));
    }

    [Fact]
    public async Task The_life_of_a_case_is_read_without_its_neighbours()
    {
        var first = new CaseId(Cell(1), 1);
        var second = new CaseId(Cell(1), 2);
        Entry[] entries =
        [
            Entry(1, 1, 1) with { Case = first },
            Entry(2, 1, 2) with { Case = second },
            Entry(3, 2, 1),
            Entry(4, 1, 3) with { Case = first },
            Entry(5, 1, 4) with { Case = second },
        ];
        CaseRow[] rows = [Row(1, 1, 1) with { Updated = 4 }, Row(2, 1, 2) with { Updated = 5 }, Row(3, 2, 1)];
        await Journal.AppendAsync(entries, rows, Stop);
        Assert.Equal([entries[0], entries[3]], await Journal.ReadCaseAsync(first, Stop));
        Assert.Equal([entries[1], entries[4]], await Journal.ReadCaseAsync(second, Stop));
        Assert.Empty(await Journal.ReadCaseAsync(new CaseId(Cell(1), 3), Stop));
    }

    [Fact]
    public async Task A_gap_in_the_positions_is_refused()
    {
        await AppendPlainAsync(2);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.AppendAsync([Entry(4, 9, 1)], [], Stop));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Journal.AppendAsync([Entry(3, 9, 1), Entry(5, 9, 2)], [], Stop));
        Assert.Equal(2, (await ReadAllAsync(0)).Count);
        await Journal.AppendAsync([Entry(3, 9, 1)], [], Stop);
        Assert.Equal(3, Journal.LastPosition);
    }

    [Fact]
    public async Task A_batch_that_is_appended_again_is_refused()
    {
        Entry[] batch = [Entry(1, 1, 1), Entry(2, 1, 2)];
        await Journal.AppendAsync(batch, [], Stop);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.AppendAsync(batch, [], Stop));
        Assert.Equal(batch, await ReadAllAsync(0));
    }

    [Fact]
    public async Task A_time_finer_than_a_millisecond_is_refused() => await Assert.ThrowsAsync<ArgumentException>(
        async () => await Journal.AppendAsync([Entry(1, 1, 1) with { At = Morning.AddTicks(1) }], [], Stop));

    [Fact]
    public async Task A_stale_cell_conflicts_and_leaves_nothing()
    {
        await Journal.AppendAsync([Entry(1, 1, 1), Entry(2, 1, 2)], [], Stop);
        Entry[] batch = [Entry(3, 7, 1), Entry(4, 1, 2)];
        var conflict = await Assert.ThrowsAsync<JournalConflictException>(
            async () => await Journal.AppendAsync(batch, [Row(3, 7, 1)], Stop));
        Assert.Equal(Cell(1), conflict.Cell);
        Assert.Equal(2, Journal.LastPosition);
        Assert.Empty(await Journal.ReadCellAsync(Cell(7), 0, Stop));
        Assert.Null(await Journal.FindReportAsync(Command(3), Stop));
        await Journal.AppendAsync([Entry(3, 1, 3)], [], Stop);
    }

    [Fact]
    public async Task Two_cases_of_one_report_conflict_and_leave_nothing()
    {
        await Journal.AppendAsync([Entry(1, 1, 1)], [Row(1, 1, 1)], Stop);
        var conflict = await Assert.ThrowsAsync<JournalConflictException>(async () => await Journal.AppendAsync(
            [Entry(2, 2, 1)], [Row(2, 2, 1) with { Command = Command(1) }], Stop));
        Assert.Equal(Cell(2), conflict.Cell);
        Assert.Equal(1, Journal.LastPosition);
    }

    [Fact]
    public async Task A_case_that_is_in_a_batch_twice_is_kept_as_it_was_last()
    {
        var row = Row(1, 1, 1);
        await Journal.AppendAsync([Entry(1, 1, 1), Entry(2, 1, 2)], [row, row with { Updated = 2, Stage = Stage.Closed }], Stop);
        Assert.Equal(Stage.Closed, (await Journal.FindCaseAsync(row.Id, Stop))!.Stage);
    }

    [Fact]
    public async Task Texts_that_a_store_may_not_like_come_back_as_they_were()
    {
        const string text = "\0 ␛ ␛0 \u001f ' \\ \"{}\" 😀 \uffff";
        var row = Row(1, 1, 1) with { Text = text, Unit = text, Class = text, Reference = text };
        await Journal.AppendAsync([Entry(1, 1, 1)], [row], Stop);
        Assert.Equal(row, await Journal.FindCaseAsync(row.Id, Stop));
        Assert.Equal([row], await Journal.ReadCasesAsync(new CaseFilter { Unit = text, Class = text }, Stop));
    }

    [Fact]
    public async Task What_cannot_be_written_leaves_nothing()
    {
        var broken = new DuplicateFound(Actor.System, new CaseId(Cell(1), 1), 1) with { By = default };
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Journal.AppendAsync([Entry(1, 1, 1), Entry(2, 2, 1, broken)], [], Stop));
        Assert.Equal(0, Journal.LastPosition);
        Assert.Empty(await ReadAllAsync(0));
        await AppendPlainAsync(1);
    }

    [Fact]
    public async Task Cases_are_found_by_number_and_by_report_and_move_on()
    {
        var row = Row(1, 1, 1) with
        {
            Text = new EventSamples(3).Text(),
            Reference = "",
            SecondCell = Cell(2),
            Condition = "",
            Edition = "2020",
            Source = "site-7",
        };
        await Journal.AppendAsync([Entry(1, 1, 1)], [row], Stop);
        Assert.Equal(row, await Journal.FindCaseAsync(row.Id, Stop));
        Assert.Equal(row, await Journal.FindReportAsync(Command(1), Stop));

        var moved = row with
        {
            Updated = 2,
            Stage = Stage.Duplicate,
            FiledAt = Morning.AddMinutes(2),
            DispatchedAt = Morning.AddMinutes(3),
            Due = Morning.AddMinutes(4),
            Unit = "sanitation",
            Rule = "territorial",
            IsOverdue = true,
            Reworks = 2,
            Redispatches = 3,
            EndedAt = Morning.AddMinutes(5),
            DuplicateOf = new CaseId(Cell(9), 8),
            Cell = Cell(4),
            Longitude = 117,
            Latitude = 40,
            SecondCell = Cell(5),
            Tier = Tier.District,
            IsSupervised = true,
            Extensions = 4,
            OpenCalls = 5,
            Grade = ItemGrade.OverYears,
            Repeats = 6,
            Inspector = "",
            Task = TaskState.Nobody,
        };
        await Journal.AppendAsync([Entry(2, 1, 2)], [moved], Stop);
        Assert.Equal(moved, await Journal.FindCaseAsync(row.Id, Stop));
        Assert.Equal([moved], await Journal.ReadCasesAsync(new CaseFilter(), Stop));
        Assert.Null(await Journal.FindReportAsync(Command(2), Stop));
    }

    [Fact]
    public async Task Many_reports_are_asked_for_together()
    {
        Entry[] entries = [Entry(1, 1, 1), Entry(2, 2, 1), Entry(3, 3, 1)];
        CaseRow[] rows = [Row(1, 1, 1), Row(2, 2, 1), Row(3, 3, 1)];
        await Journal.AppendAsync(entries, rows, Stop);
        var found = await Journal.FindReportsAsync([Command(3), Command(9), Command(1)], Stop);
        Assert.Equal([rows[0], rows[2]], found.OrderBy(row => row.Opened));
        Assert.Empty(await Journal.FindReportsAsync([], Stop));
    }

    [Fact]
    public async Task Times_of_cases_are_kept_to_the_millisecond()
    {
        await Journal.AppendAsync([Entry(1, 1, 1)], [Row(1, 1, 1) with { SeenAt = Morning.AddTicks(7) }], Stop);
        Assert.Equal(Morning, (await Journal.FindReportAsync(Command(1), Stop))!.SeenAt);
    }

    [Fact]
    public async Task Filters_agree_with_the_question_asked_of_every_row()
    {
        var rows = await AppendManyCasesAsync();
        CaseFilter[] filters =
        [
            new() { Limit = 1000 },
            new() { Cell = Cell(3), Limit = 1000 },
            new() { Area = AreaCode.Parse("110101001"), Limit = 1000 },
            new() { Area = AreaCode.Parse("110101002"), Limit = 1000 },
            new() { Area = AreaCode.Parse("110101001001003"), Limit = 1000 },
            new() { Area = AreaCode.City, Limit = 1000 },
            new() { Stages = [Stage.Handling, Stage.Closed], Limit = 1000 },
            new() { Stages = [], Limit = 1000 },
            new() { Unit = "u-1", Limit = 1000 },
            new() { Unit = "u-1", OpenOnly = true, Limit = 1000 },
            new() { Class = "c-2", Limit = 1000 },
            new() { OpenOnly = true, Limit = 1000 },
            new() { OverdueOnly = true, Limit = 1000 },
            new() { SupervisedOnly = true, Limit = 1000 },
            new() { Tier = Tier.Street, Limit = 1000 },
            new() { CallsOpenOnly = true, Limit = 1000 },
            new() { Inspector = "i-1", Limit = 1000 },
            new() { UntakenOnly = true, Limit = 1000 },
            new() { Channel = "hotline", Limit = 1000 },
            new() { DueBefore = Morning.AddMinutes(30), Limit = 1000 },
            new() { DueBefore = Morning.AddMinutes(30).AddTicks(1), Limit = 1000 },
            new() { DueBefore = DateTimeOffset.MaxValue, OpenOnly = true, Limit = 1000 },
            new() { DueBefore = DateTimeOffset.MinValue, Limit = 1000 },
            new() { SupervisedOnly = true, CallsOpenOnly = true, Channel = "media", Tier = Tier.City, Limit = 3 },
            new() { Inspector = "i-2", OpenOnly = true, OverdueOnly = true, Limit = 3 },
            new() { Box = new DegreeBox(-180, -90, 180, 90), Limit = 1000 },
            new() { Box = new DegreeBox(rows[2].Longitude, rows[3].Latitude, rows[7].Longitude, rows[9].Latitude), Limit = 1000 },
            new() { Box = new DegreeBox(-180, 39, 116.5, 39.5), OpenOnly = true, Channel = "media", Before = 200, Limit = 3 },
            new() { Before = 100, Limit = 7 },
            new() { Unit = "u-2", Class = "c-1", Cell = Cell(5), OverdueOnly = true, OpenOnly = true, Limit = 2 },
        ];
        foreach (var filter in filters)
        {
            var expected = rows.OrderByDescending(row => row.Opened).Where(filter.Takes).Take(filter.Limit);
            Assert.Equal(expected, await Journal.ReadCasesAsync(filter, Stop));
            var mayBeEmpty = filter.Area is not null || filter.Stages is [] || filter.DueBefore == DateTimeOffset.MinValue;
            Assert.True(mayBeEmpty || expected.Any(), $"{filter}");
        }
    }

    [Fact]
    public async Task Pages_of_cases_follow_each_other_newest_first()
    {
        var rows = await AppendManyCasesAsync();
        var read = new List<CaseRow>();
        var filter = new CaseFilter { OpenOnly = true, Limit = 9 };
        while (await Journal.ReadCasesAsync(filter, Stop) is { Count: > 0 } page)
        {
            read.AddRange(page);
            filter = filter with { Before = page[^1].Opened };
        }
        Assert.Equal(rows.Where(row => row.Stage.IsOpen()).Reverse(), read);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    [InlineData(-1)]
    public async Task A_page_of_no_sensible_length_is_refused(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await Journal.ReadCasesAsync(new CaseFilter { Limit = limit }, Stop));

    [Fact]
    public async Task Snapshots_and_their_mark_are_kept_together()
    {
        await AppendPlainAsync(5);
        await Journal.SaveSnapshotsAsync(
            [new CellSnapshot(Cell(1), 1, new byte[] { 1, 2 }), new CellSnapshot(Cell(2), 1, default)], 3, Stop);
        await Journal.SaveSnapshotsAsync([new CellSnapshot(Cell(1), 4, new byte[] { 0, 255, 0 })], 5, Stop);
        var kept = await Journal.LoadSnapshotsAsync(Stop);
        Assert.Equal(5, kept.UpTo);
        var byCell = kept.Cells.ToDictionary(snapshot => snapshot.Cell);
        Assert.Equal([Cell(1), Cell(2)], byCell.Keys.Order());
        Assert.Equal(4, byCell[Cell(1)].Seq);
        Assert.Equal([0, 255, 0], byCell[Cell(1)].Body.ToArray());
        Assert.Equal(0, byCell[Cell(2)].Body.Length);
    }

    [Fact]
    public async Task The_mark_of_snapshots_never_goes_back_or_ahead()
    {
        await AppendPlainAsync(5);
        await Journal.SaveSnapshotsAsync([], 4, Stop);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.SaveSnapshotsAsync([], 3, Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.SaveSnapshotsAsync([], 6, Stop));
        Assert.Equal(4, (await Journal.LoadSnapshotsAsync(Stop)).UpTo);
    }

    [Fact]
    public async Task A_reader_beside_the_writer_sees_every_entry_once_and_in_order()
    {
        await AppendPlainAsync(3000);
        var seen = new List<long>();
        await foreach (var entry in Journal.ReadAsync(0, Stop))
        {
            seen.Add(entry.Position);
            if (entry.Position % 500 == 0 && Journal.LastPosition < 6000)
            {
                await AppendPlainAsync(700);
            }
        }
        Assert.True(seen.Count > 3000);
        Assert.Equal(Enumerable.Range(1, seen.Count), seen.Select(position => (int)position));
    }

    [Fact]
    public async Task Readers_on_other_threads_never_see_half_a_batch()
    {
        const int batchLength = 10;
        using var done = new CancellationTokenSource();
        var reader = Task.Run(
            async () =>
            {
                var last = 0L;
                while (!done.IsCancellationRequested || last < Journal.LastPosition)
                {
                    await foreach (var entry in Journal.ReadAsync(last, Stop))
                    {
                        Assert.Equal(last + 1, entry.Position);
                        last = entry.Position;
                    }
                    Assert.Equal(0, last % batchLength);
                    Assert.Equal(0, (await Journal.ReadCasesAsync(new CaseFilter { Limit = 1000 }, Stop)).Count % 2);
                }
                return last;
            },
            Stop);
        for (var batch = 0; batch < 100; batch++)
        {
            var first = Journal.LastPosition + 1;
            var entries = Enumerable.Range(0, batchLength).Select(index => Entry(first + index, 1 + batch, 1 + index));
            await Journal.AppendAsync([.. entries], [Row(first, 1 + batch, 1), Row(first + 1, 1 + batch, 2)], Stop);
        }
        await done.CancelAsync();
        Assert.Equal(100 * batchLength, await reader);
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Journal.AppendAsync([Entry(1, 1, 1)], [], new CancellationToken(canceled: true)));
        Assert.Equal(0, Journal.LastPosition);
    }

    private protected abstract IJournal Open();

    private protected virtual void CleanUp()
    {
    }

    private protected async Task<List<Entry>> ReadAllAsync(long after)
    {
        var entries = new List<Entry>();
        await foreach (var entry in Journal.ReadAsync(after, Stop))
        {
            entries.Add(entry);
        }
        return entries;
    }

    private protected async Task AppendPlainAsync(int count)
    {
        var first = Journal.LastPosition + 1;
        await Journal.AppendAsync(
            [.. Enumerable.Range(0, count).Select(index => Entry(first + index, 1, (int)first + index))], [], Stop);
    }

    private async Task<List<CaseRow>> AppendManyCasesAsync()
    {
        var random = new Random(7);
        var rows = new List<CaseRow>();
        for (var opened = 1; opened <= 300; opened++)
        {
            var cell = opened % 10 == 0 ? 1000 + opened : random.Next(1, 9);
            rows.Add(Row(opened, cell, opened) with
            {
                Stage = (Stage)random.Next(1, 13),
                Tier = random.Next(3) == 0 ? null : (Tier)random.Next(2, 6),
                IsSupervised = random.Next(3) == 0,
                OpenCalls = Math.Max(0, random.Next(5) - 2),
                Inspector = random.Next(4) == 0 ? null : $"i-{random.Next(4)}",
                Task = (TaskState)random.Next(4),
                Channel = random.Next(2) == 0 ? "hotline" : "media",
                Due = random.Next(4) == 0 ? null : Morning.AddMinutes(random.Next(60)),
                Class = $"c-{random.Next(4)}",
                Unit = random.Next(5) == 0 ? null : $"u-{random.Next(4)}",
                IsOverdue = random.Next(4) == 0,
                Longitude = 116 + (opened % 17 / 17.0),
                Latitude = 39 + (opened % 13 / 13.0),
            });
        }
        await Journal.AppendAsync(
            [.. rows.Select(row => Entry(row.Opened, 900, (int)row.Opened))], rows, Stop);
        return rows;
    }
}
