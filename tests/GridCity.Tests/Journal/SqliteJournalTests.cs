using System.Text.RegularExpressions;
using GridCity.Core.Cases;
using GridCity.Journal;
using GridCity.Journal.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Tests.Journal;

public sealed class SqliteJournalTests : JournalContract
{
    private readonly JournalFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_is_found_at_once()
    {
        await Journal.AppendAsync([Entry(1, 1, 1)], [Row(1, 1, 1)], Stop);
        Assert.True(Journal.FindReportAsync(Command(1), Stop).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Everything_is_there_after_reopening()
    {
        var row = Row(1, 1, 1);
        await Journal.AppendAsync([Entry(1, 1, 1)], [row], Stop);
        await AppendPlainAfterAsync(1);
        await Journal.SaveSnapshotsAsync([new CellSnapshot(Cell(1), 2, new byte[] { 7 })], 2, Stop);
        await Journal.DisposeAsync();

        await using var again = _folder.Open();
        Assert.Equal(2, again.LastPosition);
        Assert.Equal(Journal.Header, again.Header);
        Assert.Equal(row, await again.FindReportAsync(row.Command, Stop));
        Assert.Equal(2, (await again.LoadSnapshotsAsync(Stop)).UpTo);
        await again.AppendAsync([Entry(3, 1, 3)], [], Stop);
        Assert.Equal(3, (await again.ReadPageAsync(0, 10, Stop)).Count);
    }

    [Fact]
    public async Task One_file_is_left_behind_beside_the_lock()
    {
        await AppendPlainAfterAsync(0);
        await Journal.DisposeAsync();
        var names = Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order();
        Assert.Equal(["dongcheng.db", "dongcheng.db.lock"], names);
    }

    [Fact]
    public async Task What_is_closed_answers_no_more()
    {
        await Journal.DisposeAsync();
        await Journal.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await AppendPlainAfterAsync(0));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Journal.ReadPageAsync(0, 1, Stop));
    }

    [Fact]
    public async Task A_second_writer_is_refused_until_the_first_has_gone()
    {
        await using (_folder.Open())
        {
            var refused = Assert.Throws<JournalUnavailableException>(() => _folder.Open());
            Assert.Contains("open for writing elsewhere", refused.Message, StringComparison.Ordinal);
        }
        await using var second = _folder.Open();
    }

    [Fact]
    public async Task Readers_of_the_file_work_beside_the_writer_and_after_it()
    {
        await AppendPlainAsync(3);
        await using (var beside = SqliteJournal.OpenReadOnly(_folder.FilePath))
        {
            Assert.Equal(3, beside.LastPosition);
            await AppendPlainAsync(2);
            Assert.Equal(5, beside.LastPosition);
            Assert.Equal(5, (await beside.ReadPageAsync(0, 10, Stop)).Count);
        }
        await Journal.DisposeAsync();
        await using var after = SqliteJournal.OpenReadOnly(_folder.FilePath);
        Assert.Equal(5, (await after.ReadPageAsync(0, 10, Stop)).Count);
        await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await after.AppendAsync([Entry(6, 1, 6)], [], Stop));
        await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await after.SaveSnapshotsAsync([], 1, Stop));
    }

    [Fact]
    public async Task Another_citys_journal_is_refused()
    {
        await Journal.DisposeAsync();
        var refused = Assert.Throws<JournalUnavailableException>(() => _folder.Open(city: "xicheng"));
        Assert.Contains("'dongcheng', not of 'xicheng'", refused.Message, StringComparison.Ordinal);
        await using var again = _folder.Open();
    }

    [Fact]
    public void A_journal_in_a_folder_that_is_not_there_is_refused()
    {
        var path = Path.Combine(_folder.Path, "none", "dongcheng.db");
        Assert.Throws<JournalUnavailableException>(() => SqliteJournal.Open(path, "dongcheng", TimeProvider.System));
        Assert.Throws<JournalUnavailableException>(() => SqliteJournal.OpenReadOnly(path));
    }

    [Theory]
    [InlineData("This is a letter, not a database. It is long enough to be looked at as one.")]
    [InlineData("short")]
    public void A_file_that_is_no_database_is_refused_and_left_alone(string content)
    {
        File.WriteAllText(_folder.FilePath, content);
        foreach (var open in new Action[] { () => _folder.Open(), () => SqliteJournal.OpenReadOnly(_folder.FilePath) })
        {
            var refused = Assert.Throws<JournalUnavailableException>(open);
            Assert.Contains("not an SQLite database", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(content, File.ReadAllText(_folder.FilePath));
    }

    [Fact]
    public void Another_applications_database_is_refused_and_left_alone()
    {
        _folder.Execute("CREATE TABLE flights (number TEXT); PRAGMA user_version = 1");
        var before = File.ReadAllBytes(_folder.FilePath);
        foreach (var open in new Action[] { () => _folder.Open(), () => SqliteJournal.OpenReadOnly(_folder.FilePath) })
        {
            var refused = Assert.Throws<JournalUnavailableException>(open);
            Assert.Contains("another application", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(before, File.ReadAllBytes(_folder.FilePath));
    }

    [Fact]
    public async Task A_newer_format_is_refused()
    {
        await Journal.DisposeAsync();
        _folder.Execute("PRAGMA user_version = 3");
        foreach (var open in new Action[] { () => _folder.Open(), () => SqliteJournal.OpenReadOnly(_folder.FilePath) })
        {
            var refused = Assert.Throws<JournalUnavailableException>(open);
            Assert.Contains("format version 3", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_empty_file_becomes_a_journal()
    {
        File.WriteAllBytes(_folder.FilePath, []);
        await AppendPlainAsync(1);
        Assert.Equal(1, Journal.LastPosition);
    }

    [Fact]
    public async Task A_flipped_byte_is_noticed_on_reading_and_named()
    {
        await AppendPlainAsync(3);
        await Journal.DisposeAsync();
        _folder.Execute("UPDATE journal SET body = replace(body, 'zhang', 'zheng') WHERE position = 2");
        await using var again = _folder.Open();
        var fault = await Assert.ThrowsAsync<JournalFaultException>(async () => await again.ReadPageAsync(0, 10, Stop));
        Assert.Equal(2, fault.Fault.Position);
        Assert.Equal("case.filed.1", fault.Fault.Kind);
        Assert.Single(await again.ReadPageAsync(2, 10, Stop));
    }

    [Fact]
    public async Task Anybody_can_ask_sql_questions()
    {
        await Journal.AppendAsync([Entry(1, 1, 1)], [Row(1, 1, 1)], Stop);
        await using var connection = new SqliteConnection($"Data Source={_folder.FilePath};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT e.at || ' ' || e.by || ' ' || e.kind || ' ' || c.stage || ' ' || e.command
            FROM journal_readable AS e JOIN cases_readable AS c ON c.id = e."case"
            """;
        Assert.Equal(
            "2025-03-08T01:03:03.456Z supervision:zhang case.filed.1 pendingDispatch 00000000000040008000000000000001",
            await command.ExecuteScalarAsync(Stop));
    }

    [Fact]
    public async Task Lists_of_work_do_not_walk_over_all_cases()
    {
        (CaseFilter Filter, string Index)[] lists =
        [
            (new() { OpenOnly = true }, "cases_open"),
            (new() { DueBefore = Morning }, "cases_open"),
            (new() { Unit = "u-1", OpenOnly = true }, "cases_open_of_unit"),
            (new() { Cell = Cell(1) }, "cases_of_cell"),
            (new() { OverdueOnly = true }, "cases_overdue"),
            (new() { SupervisedOnly = true }, "cases_supervised"),
            (new() { CallsOpenOnly = true }, "cases_with_calls"),
            (new() { Inspector = "i-1" }, "cases_of_inspector"),
            (new() { UntakenOnly = true }, "cases_untaken"),
        ];
        Assert.Equal(0, Journal.LastPosition);
        await using var connection = new SqliteConnection($"Data Source={_folder.FilePath};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync(Stop);
        foreach (var (filter, index) in lists)
        {
            await using var command = connection.CreateCommand();
            // The plan does not depend on the values, and a literal needs no binding.
            command.CommandText = "EXPLAIN QUERY PLAN " + Regex.Replace(CaseQuery.Of(filter), @"\?\d+", "1");
            await using var plan = await command.ExecuteReaderAsync(Stop);
            Assert.True(await plan.ReadAsync(Stop));
            Assert.Contains($"INDEX {index} (", plan.GetString(3), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_stage_has_its_word_in_the_readable_view()
    {
        var rows = Stages.All.Select((stage, index) => Row(index + 1, index + 1, 1) with { Stage = stage }).ToList();
        await Journal.AppendAsync([.. rows.Select(row => Entry(row.Opened, (int)row.Opened, 1))], rows, Stop);
        await using var connection = new SqliteConnection($"Data Source={_folder.FilePath};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(stage) FROM (SELECT stage FROM cases_readable ORDER BY opened)";
        var words = (string?)await command.ExecuteScalarAsync(Stop);
        Assert.Equal(string.Join(',', Stages.All), words, ignoreCase: true);
    }

    private protected override IJournal Open() => _folder.Open();

    private protected override void CleanUp() => _folder.Dispose();

    private async Task AppendPlainAfterAsync(long position) =>
        await Journal.AppendAsync([Entry(position + 1, 1, (int)position + 1)], [], Stop);
}
