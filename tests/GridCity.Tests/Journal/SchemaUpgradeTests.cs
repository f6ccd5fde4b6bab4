using GridCity.Journal;
using Microsoft.Data.Sqlite;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Tests.Journal;

/// <summary>A file of the first version of the format goes on living.</summary>
public sealed class SchemaUpgradeTests : IDisposable
{
    private const int EntryCount = 1500;

    private readonly JournalFolder _folder = new();
    private readonly JournalFolder _today = new();
    private readonly CaseLives _lives = new(5, isPlain: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _today.Dispose();
    }

    [Fact]
    public async Task It_is_upgraded_when_it_is_opened_for_writing_and_goes_on()
    {
        await WriteFirstFormatAsync();
        var before = Dump("SELECT * FROM journal ORDER BY position");
        await using (var journal = _folder.Open())
        {
            Assert.Equal(2, journal.Header.FormatVersion);
            Assert.Equal(Morning, journal.Header.CreatedAt);
            Assert.Equal(before, Dump("SELECT * FROM journal ORDER BY position"));
            Assert.Empty((await journal.LoadSnapshotsAsync(Stop)).Cells);
            Assert.Equal(0, (await journal.LoadSnapshotsAsync(Stop)).UpTo);
            await _lives.AppendAsync(journal, 100, 10, Stop);
        }
        var report = JournalVerifier.Verify(_folder.FilePath, new VerifyOptions(), Stop);
        Assert.Equal([], report.Faults);
        Assert.Equal(EntryCount + 100, report.Entries);
    }

    [Fact]
    public async Task Its_tables_become_the_same_as_those_of_a_new_file()
    {
        const string schema = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT IN ('cases') ORDER BY type, name";
        const string columns = "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('cases')";
        await WriteFirstFormatAsync();
        await _folder.Open().DisposeAsync();
        Assert.Equal(Dump(schema, _today.FilePath), Dump(schema));
        Assert.Equal(Dump(columns, _today.FilePath), Dump(columns));
        Assert.Equal(Dump("SELECT * FROM cases ORDER BY opened", _today.FilePath), Dump("SELECT * FROM cases ORDER BY opened"));
    }

    [Fact]
    public async Task The_lives_in_it_are_read_as_before()
    {
        await WriteFirstFormatAsync();
        await using var journal = _folder.Open();
        foreach (var life in _lives.Entries.GroupBy(entry => entry.Case))
        {
            Assert.Equal(life, await journal.ReadCaseAsync(life.Key, Stop));
        }
    }

    [Fact]
    public async Task Reading_only_says_what_to_do_and_leaves_it_alone()
    {
        await WriteFirstFormatAsync();
        var before = await File.ReadAllBytesAsync(_folder.FilePath, Stop);
        var refused = Assert.Throws<JournalUnavailableException>(() => SqliteJournal.OpenReadOnly(_folder.FilePath));
        Assert.Contains("format version 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Start the server on it once", refused.Message, StringComparison.Ordinal);
        Assert.Throws<JournalUnavailableException>(() => JournalVerifier.Verify(_folder.FilePath, new VerifyOptions(), Stop));
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.FilePath, Stop));
    }

    [Fact]
    public async Task Another_citys_is_not_upgraded()
    {
        await WriteFirstFormatAsync();
        var before = await File.ReadAllBytesAsync(_folder.FilePath, Stop);
        Assert.Throws<JournalUnavailableException>(() => _folder.Open(city: "xicheng"));
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.FilePath, Stop));
    }

    [Fact]
    public async Task Where_the_disk_is_full_it_stays_as_it_was_and_is_upgraded_later()
    {
        await WriteFirstFormatAsync();
        var pages = (int)(new FileInfo(_folder.FilePath).Length / 4096);
        Assert.Throws<JournalUnavailableException>(() => _folder.Open(pageCountMax: pages));
        Assert.Equal("1", Dump("PRAGMA user_version").Trim());
        await _folder.Open().DisposeAsync();
        Assert.Equal("2", Dump("PRAGMA user_version").Trim());
        Assert.True(JournalVerifier.Verify(_folder.FilePath, new VerifyOptions(), Stop).IsSound);
    }

    [Fact]
    public async Task The_golden_lines_of_the_first_version_are_read_in_it()
    {
        await _today.Open().DisposeAsync();
        FirstFormat.Write(_folder.FilePath, _today.FilePath);
        var golden = GoldenJournalTests.FirstLines();
        foreach (var line in golden)
        {
            _folder.Execute(GoldenJournalTests.Insert(line));
        }
        await using var journal = _folder.Open();
        var entries = await journal.ReadPageAsync(0, 100, Stop);
        Assert.Equal(golden.Select(GoldenJournalTests.Decode), entries.Select(entry => entry.Event));
    }

    private async Task WriteFirstFormatAsync()
    {
        await using (var journal = _today.Open())
        {
            await _lives.AppendAsync(journal, EntryCount, 100, Stop);
        }
        FirstFormat.Write(_folder.FilePath, _today.FilePath);
    }

    private string Dump(string sql, string? path = null)
    {
        using var connection = new SqliteConnection($"Data Source={path ?? _folder.FilePath};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var text = new System.Text.StringBuilder();
        while (rows.Read())
        {
            text.AppendLine(string.Join(" | ", Enumerable.Range(0, rows.FieldCount)
                .Select(column => rows.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : rows.GetValue(column))));
        }
        return text.ToString();
    }
}
