using System.Text;
using GridCity.Core.Cases;
using GridCity.Journal;
using GridCity.Journal.Codec;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Tests.Journal;

/// <summary>A sound journal verifies; whatever is done to the file is found and named.</summary>
public sealed class JournalVerifierTests(SoundJournal sound) : IClassFixture<SoundJournal>, IDisposable
{
    private const int EntryCount = SoundJournal.EntryCount;

    private readonly JournalFolder _folder = new();
    private readonly CaseLives _lives = new(SoundJournal.Seed);

    private static readonly DateTimeOffset Later = Morning.AddDays(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_journal_is_sound()
    {
        await CopyAsync();
        var report = Verify();
        Assert.Equal([], report.Faults);
        Assert.True(report.IsSound);
        Assert.Equal("dongcheng", report.Header.City);
        Assert.Equal(EntryCount, report.Entries);
        Assert.Equal(_lives.Cells.Count, report.Cells);
        Assert.Equal(_lives.Entries.Count(entry => entry.Event is CaseReported), report.Cases);
        Assert.Equal(_lives.Entries[0].At, report.FirstAt);
        Assert.Equal(_lives.Entries[^1].At, report.LastAt);
    }

    [Fact]
    public async Task An_empty_journal_is_sound()
    {
        await _folder.Open().DisposeAsync();
        var report = Verify();
        Assert.True(report.IsSound);
        Assert.Equal(0, report.Entries);
        Assert.Null(report.FirstAt);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", report.Hash);
    }

    [Fact]
    public async Task The_hash_is_of_the_history_and_of_nothing_else()
    {
        await CopyAsync();
        using var other = new JournalFolder();
        await using (var journal = other.Open())
        {
            await new CaseLives(SoundJournal.Seed).AppendAsync(journal, EntryCount, 13, Stop);
        }
        using var shorter = new JournalFolder();
        await using (var journal = shorter.Open())
        {
            await new CaseLives(SoundJournal.Seed).AppendAsync(journal, EntryCount - 1, 700, Stop);
        }
        Assert.Equal(Verify(workers: 1).Hash, Verify(other, workers: 5).Hash);
        Assert.NotEqual(Verify().Hash, Verify(shorter).Hash);
    }

    [Fact]
    public async Task A_flipped_byte_in_the_file_is_named()
    {
        await CopyAsync();
        // The number that a reporter gave stands in the body of one entry and in the row of its case.
        var reported = _lives.Entries.Where(entry => entry.Event is CaseReported).ElementAt(300);
        var body = Encoding.UTF8.GetBytes($"\"reference\":\"r-{reported.Position - 1}\"");
        FlipIn(_folder.FilePath, body, body.Length / 2);

        var report = Verify();
        var fault = Assert.Single(report.Faults);
        Assert.Equal(reported.Position, fault.Position);
        Assert.Equal(reported.Cell, fault.Cell);
        Assert.Equal("case.reported.2", fault.Kind);
        Assert.Contains("sum", fault.What, StringComparison.Ordinal);
        Assert.Equal(EntryCount, report.Entries);
    }

    [Theory]
    [InlineData("at = at + 1")]
    [InlineData("command = zeroblob(16)")]
    [InlineData("command = zeroblob(15)")]
    [InlineData("command = zeroblob(99)")]
    [InlineData("kind = 'case.closed.1'")]
    [InlineData("kind = 'case.moved.1'")]
    [InlineData("body = '{}'")]
    [InlineData("body = ''")]
    [InlineData("body = CAST(body AS BLOB) || x'FF'")]
    [InlineData("sum = sum + 1")]
    [InlineData("at = 9223372036854775807")]
    [InlineData("\"case\" = 'nobody'")]
    public async Task Every_column_of_an_entry_is_covered(string change)
    {
        await CopyAsync();
        _folder.Execute($"UPDATE journal SET {change} WHERE position = 2345");
        Assert.Equal([2345], Verify().Faults.Select(fault => fault.Position));
    }

    [Theory]
    [InlineData("cell = '110101001001998'")]
    [InlineData("cell = 'nowhere'")]
    [InlineData("seq = 70000")]
    [InlineData("seq = 70000000000")]
    public async Task A_changed_place_in_a_cell_is_named(string change)
    {
        await CopyAsync();
        _folder.Execute($"UPDATE journal SET {change} WHERE position = 2345");
        Assert.Contains(2345, Verify().Faults.Select(fault => fault.Position));
    }

    [Fact]
    public async Task A_deleted_entry_is_missed()
    {
        await CopyAsync();
        _folder.Execute("DELETE FROM journal WHERE position = 2345");
        var fault = Assert.Single(Verify().Faults, fault => fault.Position == 2345);
        Assert.Contains("missing", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_runs_of_entries_are_missed()
    {
        await CopyAsync();
        _folder.Execute("DELETE FROM journal WHERE position <= 2 OR position BETWEEN 1000 AND 4000");
        var faults = Verify().Faults;
        Assert.Contains(faults, fault => fault.Position == 1 && fault.What.Contains("up to 2", StringComparison.Ordinal));
        Assert.Contains(
            faults, fault => fault.Position == 1000 && fault.What.Contains("up to 4000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_journal_that_lost_its_end_does_not_agree_with_its_cases()
    {
        await CopyAsync();
        _folder.Execute($"DELETE FROM journal WHERE position = {EntryCount}");
        Assert.False(Verify().IsSound);
    }

    [Fact]
    public async Task Swapped_entries_are_both_named()
    {
        await CopyAsync();
        // In one cell, so that no other one misses an entry and says so too.
        var (first, second) = (_lives.Entries[99], _lives.Entries.FindLast(entry => entry.Cell == _lives.Entries[99].Cell)!);
        _folder.Execute(
            $"""
            UPDATE journal SET position = -1 WHERE position = {first.Position};
            UPDATE journal SET position = {first.Position} WHERE position = {second.Position};
            UPDATE journal SET position = {second.Position} WHERE position = -1;
            """);
        Assert.Equal([first.Position, second.Position], Verify().Faults.Select(fault => fault.Position!.Value));
    }

    [Fact]
    public async Task An_entry_that_does_not_follow_is_named_once()
    {
        await WriteAsync(100);
        var cell = _lives.Cells.First();
        var never = new CaseId(cell.Code, cell.LastNumber + 7);
        await using (var journal = _folder.Open())
        {
            var closed = new CaseClosed(new Actor(Role.Supervision, "zhang"), null);
            Entry[] entries =
            [
                new(101, cell.Code, cell.Seq + 1, Later, Command(101), never, closed),
                new(102, cell.Code, cell.Seq + 2, Later, Command(102), never, closed),
            ];
            await journal.AppendAsync(entries, [], Stop);
        }
        var fault = Assert.Single(Verify().Faults);
        Assert.Equal(101, fault.Position);
        Assert.Contains("does not follow", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_is_dated_before_the_one_before_it_is_named()
    {
        await WriteAsync(100);
        var cell = _lives.Cells.First(cell => cell.Open.Count > 0);
        await using (var journal = _folder.Open())
        {
            var note = new CaseRemarked(new Actor(Role.Supervision, "zhang"), "looked at", null);
            var item = cell.Open.First();
            await journal.AppendAsync([new(101, cell.Code, cell.Seq + 1, Morning.AddDays(-1), Command(101), item.Id, note)], [], Stop);
        }
        var fault = Assert.Single(Verify().Faults, fault => fault.Kind is not null);
        Assert.Equal(101, fault.Position);
        Assert.Contains("before the cell's entry before it", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_in_the_numbers_of_a_cell_is_named()
    {
        await WriteAsync(100);
        var cell = _lives.Cells.First();
        await using (var journal = _folder.Open())
        {
            var filed = new CaseFiled(new Actor(Role.Supervision, "zhang"), null);
            var entry = new Entry(101, cell.Code, cell.Seq + 2, Later, Command(101), new CaseId(cell.Code, 1), filed);
            await journal.AppendAsync([entry], [], Stop);
        }
        var fault = Assert.Single(Verify().Faults);
        Assert.Equal(101, fault.Position);
        Assert.Contains($"{cell.Seq + 1} was to follow", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_arrives_without_having_left_is_named()
    {
        await WriteAsync(100);
        var from = _lives.Cells.First(cell => cell.Open.Any(item => item.Id.Birthplace == cell.Code));
        var item = from.Open.First(item => item.Id.Birthplace == from.Code);
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync([Arrival(101, item with { Cell = Cell(500) })], [], Stop);
        }
        var fault = Assert.Single(Verify().Faults, fault => fault.Kind is not null);
        Assert.Equal(101, fault.Position);
        Assert.Contains("did not leave", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_changed_on_its_way_is_named()
    {
        await WriteAsync(100);
        var from = _lives.Cells.First(cell => cell.Open.Any(item => item.Id.Birthplace == cell.Code));
        var item = from.Open.First(item => item.Id.Birthplace == from.Code);
        var left = new CaseRelocated(Actor.System, Cell(500), default, default, default, null, "over there");
        var departure = new Entry(101, from.Code, from.Seq + 1, Later, Command(101), item.Id, left);
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync([departure, Arrival(102, item with { Cell = Cell(500), Reworks = 7 })], [], Stop);
        }
        var fault = Assert.Single(Verify().Faults, fault => fault.Kind is not null);
        Assert.Equal(102, fault.Position);
        Assert.Contains("not as it was when it left", fault.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("case.filed.2", "{}", "newer")]
    [InlineData("case.moved.1", "{}", "not known")]
    [InlineData("case.filed.1", "{}", "'by' is missing")]
    public async Task An_entry_that_another_version_wrote_is_named(string kind, string body, string what)
    {
        await WriteAsync(100);
        Insert(101, Cell(500), kind, body);
        var fault = Assert.Single(Verify().Faults);
        Assert.Equal(101, fault.Position);
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE cases SET stage = 1 + stage % 10 WHERE opened = (SELECT max(opened) FROM cases)")]
    [InlineData("UPDATE cases SET text = text || '!' WHERE opened = (SELECT max(opened) FROM cases)")]
    [InlineData("UPDATE cases SET due = 9223372036854775807 WHERE opened = (SELECT max(opened) FROM cases)")]
    [InlineData("UPDATE cases SET command = x'00' WHERE opened = (SELECT max(opened) FROM cases)")]
    [InlineData("DELETE FROM cases WHERE opened = (SELECT max(opened) FROM cases)")]
    public async Task A_row_that_does_not_agree_with_its_entries_is_named(string change)
    {
        await CopyAsync();
        _folder.Execute(change);
        var last = _lives.Entries.Last(entry => entry.Event is CaseReported).Position;
        Assert.All(Verify().Faults, fault => Assert.Equal(last, fault.Position));
        Assert.False(Verify().IsSound);
    }

    [Fact]
    public async Task A_row_without_entries_is_named()
    {
        await WriteAsync(100);
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync([], [Row(1000, 3, 1000)], Stop);
        }
        Assert.Equal(1000, Assert.Single(Verify().Faults).Position);
    }

    [Fact]
    public async Task Snapshots_that_agree_are_sound()
    {
        await WriteAsync(500);
        await SnapshotAsync(500);
        await WriteAsync(500);
        var looked = 0;
        var report = Verify(agrees: (snapshot, cell) =>
        {
            looked++;
            return snapshot.Seq == cell.Seq && snapshot.Body.Span.SequenceEqual(Encoding.UTF8.GetBytes($"{cell.Open.Count}"));
        });
        Assert.Equal([], report.Faults);
        Assert.InRange(looked, 1, _lives.Cells.Count);
    }

    [Fact]
    public async Task A_snapshot_that_does_not_agree_is_named()
    {
        await WriteAsync(500);
        await SnapshotAsync(500);
        var wrong = _lives.Cells.First().Code;
        var fault = Assert.Single(Verify(agrees: (snapshot, _) => snapshot.Cell != wrong).Faults);
        Assert.Equal(wrong, fault.Cell);
    }

    [Fact]
    public async Task A_snapshot_that_knows_too_much_or_too_little_is_named()
    {
        await WriteAsync(500);
        await SnapshotAsync(500);
        var codes = _lives.Cells.Select(cell => cell.Code).Order().ToList();
        _folder.Execute($"UPDATE snapshots SET seq = seq + 1 WHERE cell = '{codes[0]}'");
        _folder.Execute($"DELETE FROM snapshots WHERE cell = '{codes[1]}'");
        var faults = Verify().Faults;
        Assert.Equal([codes[0], codes[1]], faults.Select(fault => fault.Cell).Order());
        Assert.Contains(faults, fault => fault.What.Contains("knows", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.What.Contains("before the mark", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Faults_are_listed_up_to_a_hundred_and_all_counted()
    {
        await CopyAsync();
        _folder.Execute("UPDATE journal SET sum = 0 WHERE position % 10 = 0");
        var report = Verify();
        Assert.Equal(VerifyReport.FaultsMax, report.Faults.Count);
        Assert.Equal(EntryCount / 10, report.FaultCount);
    }

    [Fact]
    public async Task A_damaged_page_is_told_with_the_position_before_it()
    {
        await CopyAsync();
        var content = await File.ReadAllBytesAsync(_folder.FilePath, Stop);
        var target = _lives.Entries.Where(entry => entry.Event is CaseReported).ElementAt(300);
        var place = content.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"reference\":\"r-{target.Position - 1}\""));
        content.AsSpan(place / 4096 * 4096, 4096).Fill(0xA5);
        await File.WriteAllBytesAsync(_folder.FilePath, content, Stop);

        var report = Verify();
        Assert.False(report.IsSound);
        var told = Assert.Single(report.Faults, fault => fault.What.Contains("cannot be read after", StringComparison.Ordinal));
        Assert.InRange(told.Position!.Value, target.Position - 60, target.Position - 1);
        Assert.Equal(told.Position, report.Entries);
        Assert.Contains(report.Faults, fault => fault.What.Contains("SQLite's own check", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_truncated_file_is_told()
    {
        await CopyAsync();
        using (var file = new FileStream(_folder.FilePath, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }
        var report = Verify();
        Assert.False(report.IsSound);
        Assert.InRange(report.Entries, 0, EntryCount - 1);
        Assert.Contains(report.Faults, fault => fault.What.Contains("cannot be read after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_journal_is_refused()
    {
        Assert.Throws<JournalUnavailableException>(() => Verify());
        await File.WriteAllTextAsync(_folder.FilePath, new string('x', 5000), Stop);
        Assert.Contains("not an SQLite", Refusal(), StringComparison.Ordinal);
        File.Delete(_folder.FilePath);
        _folder.Execute("CREATE TABLE flights (number TEXT)");
        Assert.Contains("another application", Refusal(), StringComparison.Ordinal);
        File.Delete(_folder.FilePath);
        await _folder.Open().DisposeAsync();
        _folder.Execute("PRAGMA user_version = 9");
        Assert.Contains("format version 9", Refusal(), StringComparison.Ordinal);

        string Refusal() => Assert.Throws<JournalUnavailableException>(() => Verify()).Message;
    }

    [Fact]
    public async Task A_journal_in_use_is_verified_as_it_was_at_the_beginning()
    {
        await using var journal = _folder.Open();
        await _lives.AppendAsync(journal, EntryCount, 500, Stop);
        var report = JournalVerifier.Verify(
            _folder.FilePath,
            new VerifyOptions { Workers = 2, Progress = new Told(position => AppendOnce(journal)) },
            Stop);
        Assert.Equal([], report.Faults);
        Assert.Equal(EntryCount, report.Entries);
        Assert.True(journal.LastPosition > EntryCount);
    }

    [Fact]
    public async Task Progress_is_told_to_the_end()
    {
        await CopyAsync();
        var told = new List<long>();
        JournalVerifier.Verify(_folder.FilePath, new VerifyOptions { Progress = new Told(told.Add) }, Stop);
        Assert.Equal(told.Order(), told);
        Assert.Equal(EntryCount, told[^1]);
    }

    [Fact]
    public async Task A_verification_can_be_stopped()
    {
        await CopyAsync();
        using var stop = new CancellationTokenSource();
        var options = new VerifyOptions { Progress = new Told(_ => stop.Cancel()) };
        Assert.ThrowsAny<OperationCanceledException>(() => JournalVerifier.Verify(_folder.FilePath, options, stop.Token));
    }

    private static Entry Arrival(long position, Case item) => new(
        position,
        Cell(500),
        1,
        Morning,
        Command(position),
        item.Id,
        new CaseArrived(Actor.System, item.Id.Birthplace, item));

    private static void FlipIn(string path, byte[] needle, int offset)
    {
        var content = File.ReadAllBytes(path);
        content[content.AsSpan().IndexOf(needle) + offset] ^= 0x01;
        File.WriteAllBytes(path, content);
    }

    private void AppendOnce(SqliteJournal journal)
    {
        if (journal.LastPosition == EntryCount)
        {
            Assert.True(_lives.AppendAsync(journal, 100, 10, Stop).IsCompletedSuccessfully);
        }
    }

    /// <summary>Puts the sound journal in place.</summary>
    private async Task CopyAsync()
    {
        await _lives.AppendAsync(new MemoryJournal("dongcheng", TimeProvider.System), EntryCount, EntryCount, Stop);
        await File.WriteAllBytesAsync(_folder.FilePath, sound.Content, Stop);
    }

    /// <summary>Writes more entries, or the first ones.</summary>
    private async Task WriteAsync(int count)
    {
        await using var journal = _folder.Open();
        await _lives.AppendAsync(journal, count, count, Stop);
    }

    private async Task SnapshotAsync(long upTo)
    {
        await using var journal = _folder.Open();
        var snapshots = _lives.Cells.Select(
            cell => new CellSnapshot(cell.Code, cell.Seq, Encoding.UTF8.GetBytes($"{cell.Open.Count}")));
        await journal.SaveSnapshotsAsync([.. snapshots], upTo, Stop);
    }

    private void Insert(long position, Core.Space.CellCode cell, string kind, string body)
    {
        using var sum = new EntrySum();
        var value = sum.Of(
            position, 1, 0, new byte[16], Bytes($"{cell}"), Bytes(kind), Bytes($"{cell}-1"), Bytes(body));
        _folder.Execute(
            $"INSERT INTO journal VALUES ({position}, '{cell}', 1, 0, zeroblob(16), '{kind}', '{cell}-1', '{body}', {value})");

        static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
    }

    private VerifyReport Verify(
        JournalFolder? folder = null, int workers = 2, Func<CellSnapshot, Cell, bool>? agrees = null) =>
        JournalVerifier.Verify(
            (folder ?? _folder).FilePath, new VerifyOptions { Workers = workers, Agrees = agrees }, Stop);

    /// <summary>Progress that is told at once, on the thread that makes it.</summary>
    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
