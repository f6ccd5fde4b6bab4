using GridCity.Core.Cases;
using GridCity.Journal;
using GridCity.Journal.Codec;
using GridCity.Journal.Postgres;
using GridCity.Journal.Sqlite;
using GridCity.Tests.Journal;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Cluster.Tests.Postgres;

public sealed class PostgresJournalTests(PostgresServer server) : JournalContract
{
    private readonly PostgresCity _city = PostgresCity.CreateAsync(server).GetAwaiter().GetResult();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_there_after_reopening()
    {
        var row = Row(1, 1, 1);
        await Journal.AppendAsync([Entry(1, 1, 1), Entry(2, 1, 2)], [row], Stop);
        await Journal.SaveSnapshotsAsync([new CellSnapshot(Cell(1), 2, new byte[] { 7 })], 2, Stop);
        await Journal.DisposeAsync();

        await using var again = await _city.OpenAsync();
        Assert.Equal(2, again.LastPosition);
        Assert.Equal(Journal.Header, again.Header);
        Assert.Equal(row, await again.FindReportAsync(row.Command, Stop));
        Assert.Equal(2, (await again.LoadSnapshotsAsync(Stop)).UpTo);
        await again.AppendAsync([Entry(3, 1, 3)], [], Stop);
        Assert.Equal(3, (await again.ReadPageAsync(0, 10, Stop)).Count);
    }

    [Fact]
    public async Task What_is_closed_answers_no_more()
    {
        await Journal.DisposeAsync();
        await Journal.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await AppendPlainAsync(1));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Journal.ReadPageAsync(0, 1, Stop));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_writer_is_refused_until_the_first_has_gone(bool isSecondShared)
    {
        await AppendPlainAsync(1);
        var refused = await Assert.ThrowsAsync<JournalUnavailableException>(() => _city.OpenAsync(isShared: isSecondShared));
        Assert.Contains("open for writing elsewhere (gridcity writer ", refused.Message, StringComparison.Ordinal);
        await Journal.DisposeAsync();
        await using var second = await _city.OpenAsync(isShared: isSecondShared);
        Assert.Equal(1, second.LastPosition);
    }

    [Fact]
    public async Task Readers_work_beside_the_writer_and_write_nothing()
    {
        await AppendPlainAsync(3);
        await using var beside = await PostgresJournal.OpenReadOnlyAsync(_city.Place(city: ""), Stop);
        Assert.Equal(("dongcheng", 3), (beside.Header.City, beside.LastPosition));
        await AppendPlainAsync(2);
        Assert.Equal(5, await beside.ReadLastPositionAsync(Stop));
        Assert.Equal(5, (await beside.ReadPageAsync(0, 10, Stop)).Count);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await beside.AppendAsync([Entry(6, 1, 6)], [], Stop));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await beside.SaveSnapshotsAsync([], 1, Stop));
    }

    [Fact]
    public async Task The_scripts_run_again_without_harm()
    {
        await AppendPlainAsync(3);
        for (var version = 1; version <= PostgresSchema.Version; version++)
        {
            await _city.AskAsync("SET client_min_messages = warning;" + PostgresSchema.Script(version));
        }
        await AppendPlainAsync(1);
        Assert.Equal(4, (await ReadAllAsync(0)).Count);
    }

    [Fact]
    public async Task Tables_that_an_owner_made_beforehand_are_taken()
    {
        await _city.AskAsync(PostgresSchema.Script(1));
        await AppendPlainAsync(1);
        Assert.Equal("dongcheng", await _city.AskAsync("SELECT value FROM gridcity.header WHERE key = 'city'"));
    }

    [Fact]
    public async Task The_tables_have_the_columns_of_the_file()
    {
        Assert.Equal(0, Journal.LastPosition);
        Assert.Equal(Words(CaseColumns.Names), PostgresCaseColumns.All.Select(column => column.Name));
        Assert.Equal(Words(CaseColumns.Names), Words((string)(await ColumnsAsync("cases"))!));
        Assert.Equal(Words(EntryRow.Columns.Replace("\"", "", StringComparison.Ordinal)), Words((string)(await ColumnsAsync("journal"))!));
    }

    [Fact]
    public async Task A_change_in_the_table_is_noticed_on_reading_and_named()
    {
        await AppendPlainAsync(3);
        await _city.AskAsync("UPDATE gridcity.journal SET body = replace(body, 'zhang', 'zheng') WHERE position = 2");
        var fault = await Assert.ThrowsAsync<JournalFaultException>(async () => await Journal.ReadPageAsync(0, 10, Stop));
        Assert.Equal((2, "case.filed.1"), (fault.Fault.Position, fault.Fault.Kind));
        Assert.Single(await Journal.ReadPageAsync(2, 10, Stop));
    }

    [Fact]
    public async Task Anybody_can_ask_sql_questions()
    {
        var filed = new CaseFiled(new Actor(Role.Supervision, "zhang \"the \\ cat\" \0"), "a note");
        await Journal.AppendAsync([Entry(1, 1, 1, filed)], [Row(1, 1, 1)], Stop);
        var answer = await _city.AskAsync(
            """
            SELECT (e.at AT TIME ZONE 'UTC')::text || ' ' || e.by || ' ' || e.kind || ' ' || c.stage || ' ' || e.command
            FROM gridcity.journal_readable AS e JOIN gridcity.cases_readable AS c ON c.id = e."case"
            """);
        Assert.Equal(
            """2025-03-08 01:03:03.456 supervision:zhang \"the \\ cat\" \u0000 case.filed.1 pendingDispatch 00000000-0000-4000-8000-000000000001""",
            answer);
    }

    [Fact]
    public async Task Every_stage_has_its_word_in_the_readable_view()
    {
        var rows = Stages.All.Select((stage, index) => Row(index + 1, index + 1, 1) with { Stage = stage }).ToList();
        await Journal.AppendAsync([.. rows.Select(row => Entry(row.Opened, (int)row.Opened, 1))], rows, Stop);
        var words = (string?)await _city.AskAsync("SELECT string_agg(stage, ',' ORDER BY opened) FROM gridcity.cases_readable");
        Assert.Equal(string.Join(',', Stages.All), words, ignoreCase: true);
    }

    private protected override IJournal Open() => _city.OpenAsync().GetAwaiter().GetResult();

    private Task<object?> ColumnsAsync(string table) => _city.AskAsync(
        $"""
        SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) FROM information_schema.columns
        WHERE table_schema = 'gridcity' AND table_name = '{table}'
        """);

    private static string[] Words(string names) =>
        names.Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}

public sealed class PostgresClusterJournalTests(PostgresServer server) : ClusterJournalContract
{
    private PostgresCity? _city;

    private protected override async ValueTask<IClusterJournal> OpenAsync()
    {
        _city ??= await PostgresCity.CreateAsync(server);
        return await _city.OpenAsync(isShared: true);
    }
}
