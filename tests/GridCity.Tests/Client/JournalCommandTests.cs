using System.Text.Json.Nodes;
using Xunit;

namespace GridCity.Tests.Client;

public sealed class JournalCommandTests : IAsyncLifetime
{
    private SmallJournal _journal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _journal = await SmallJournal.WriteAsync(Stop);

    public ValueTask DisposeAsync()
    {
        _journal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_sound_journal_is_verified_and_counted()
    {
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync("journal", "verify", _journal.FilePath));

        Assert.Contains("dongcheng: 8 entries, 2 cases in 2 cells, verified in ", shell.Output, StringComparison.Ordinal);
        Assert.Matches("History [0-9a-f]{64}", shell.Output);
        Assert.Contains("No faults.", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_entry_is_named_and_is_exit_code_1()
    {
        _journal.Spoil("update journal set body = replace(body, 'rubbish', 'nothing') where position = 6");
        var shell = new Shell();

        Assert.Equal(1, await shell.RunAsync("journal", "verify", _journal.FilePath, "--json"));

        Assert.False((bool)shell.Json["isSound"]!);
        var fault = shell.Json["faults"]![0]!;
        Assert.Equal(6, (int)fault["position"]!);
        Assert.Equal(SmallJournalCell(2), (string)fault["cell"]!);
    }

    [Fact]
    public async Task What_a_journal_holds_is_shown()
    {
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync("journal", "inspect", _journal.FilePath));

        Assert.Contains("dongcheng", shell.Output, StringComparison.Ordinal);
        Assert.Contains("8 in 2 cells", shell.Output, StringComparison.Ordinal);
        Assert.Matches("case.reported.2 +2 +25.0 %", shell.Output);
        Assert.Matches(SmallJournalCell(1) + " +5 +62.5 %", shell.Output);
    }

    [Fact]
    public async Task What_a_journal_holds_is_json_for_programs()
    {
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync("journal", "inspect", _journal.FilePath, "--json"));

        Assert.Equal(8, (int)shell.Json["entries"]!);
        Assert.Equal(new FileInfo(_journal.FilePath).Length, (long)shell.Json["size"]!);
        Assert.Equal(SmallJournalCell(1), (string)shell.Json["busiestCells"]![0]!["cell"]!);
    }

    [Fact]
    public async Task Entries_leave_as_lines_of_json()
    {
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync("journal", "export", _journal.FilePath));

        Assert.Equal(Enumerable.Range(1, 8), shell.Lines.Select(line => (int)JsonNode.Parse(line)!["position"]!));
        var first = JsonNode.Parse(shell.Lines[0])!;
        Assert.Equal("case.reported.2", (string)first["kind"]!);
        Assert.Equal(SmallJournalCell(1) + "-1", (string)first["case"]!);
        Assert.Equal("2025-03-08T01:03:03.456Z", (string)first["at"]!);
        Assert.Equal("积水, \"deep\"", (string)first["body"]!["text"]!);
        Assert.Contains("积水", shell.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_leave_as_a_table()
    {
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync("journal", "export", _journal.FilePath, "--format", "csv", "--kind", "case.reported"));

        using var rows = CsvHelper.CsvReader.FromText(shell.Output);
        Assert.Equal(["position", "cell", "seq", "at", "command", "kind", "case", "body"], rows.Headers);
        Assert.True(rows.Read());
        Assert.Equal("积水, \"deep\"", (string)JsonNode.Parse(rows.GetString(7))!["text"]!);
        Assert.True(rows.Read());
        Assert.Equal("6", rows.GetString(0));
        Assert.False(rows.Read());
    }

    [Theory]
    [InlineData("4,5,6,7,8", "--after", "3")]
    [InlineData("1,2,3,4,5", "--cell", "110101001001001")]
    [InlineData("5", "--cell", "110101001001001", "--after", "4")]
    [InlineData("4,8", "--kind", "case.filed.1,case.rejected")]
    public async Task Only_what_is_asked_for_leaves(string positions, params string[] options)
    {
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync(["journal", "export", _journal.FilePath, .. options]));

        Assert.Equal(positions, string.Join(',', shell.Lines.Select(line => (int)JsonNode.Parse(line)!["position"]!)));
    }

    [Fact]
    public async Task Entries_go_to_a_file_but_never_over_the_journal()
    {
        var shell = new Shell();
        var file = _journal.PathOf("entries.jsonl");

        Assert.Equal(0, await shell.RunAsync("journal", "export", _journal.FilePath, "--to", file));
        Assert.Equal(2, await shell.RunAsync("journal", "export", _journal.FilePath, "--to", _journal.FilePath));

        Assert.Equal(8, (await File.ReadAllLinesAsync(file, Stop)).Length);
        Assert.Contains("8 entries written to", shell.Output, StringComparison.Ordinal);
        Assert.Equal(0, await shell.RunAsync("journal", "verify", _journal.FilePath));
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("inspect")]
    [InlineData("export")]
    public async Task What_is_no_journal_is_said_so(string command)
    {
        var shell = new Shell();
        var file = _journal.PathOf("text.db");
        await File.WriteAllTextAsync(file, "a,b\n1,2\n", Stop);

        Assert.Equal(2, await shell.RunAsync("journal", command, _journal.PathOf("absent.db")));
        Assert.Equal(2, await shell.RunAsync("journal", command, file));

        Assert.Contains("There is no journal", shell.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no kind 'case.praised'", "--kind", "case.praised")]
    [InlineData("'12' is not a cell code", "--cell", "12")]
    [InlineData("'xml' was not expected; one of jsonl, csv, xes, events was", "--format", "xml")]
    public async Task What_is_asked_wrongly_is_said_so(string sentence, params string[] options)
    {
        var shell = new Shell();

        Assert.Equal(2, await shell.RunAsync(["journal", "export", _journal.FilePath, .. options]));

        Assert.Contains(sentence, shell.Error, StringComparison.Ordinal);
    }

    private static string SmallJournalCell(int number) => Journal.JournalSamples.Cell(number).ToString();
}
