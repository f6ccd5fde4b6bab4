using System.Text.Json.Nodes;
using Xunit;

namespace GridCity.Tests.Client;

public sealed class CommandTests : IAsyncLifetime
{
    private const string Number = SmallCity.Cell + "-1";

    private static readonly string[] Report =
        ["report", "--at", "116.5,39.5", "--class", "06025", "--text", "Rubbish [under] the bridge", "--by", "inspector:i-017"];

    private SmallCity _city = null!;
    private LoopbackServer _server = null!;

    public async ValueTask InitializeAsync() => (_city, _server) = await SmallCity.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_report_shows_its_case_its_unit_and_why()
    {
        var shell = new Shell(_server.Address);

        Assert.Equal(0, await shell.RunAsync(Report));

        Assert.Contains(Number, shell.Output, StringComparison.Ordinal);
        Assert.Contains("06025 Unclean water 水域不洁", shell.Output, StringComparison.Ordinal);
        Assert.Contains("Rubbish [under] the bridge", shell.Output, StringComparison.Ordinal);
        Assert.Contains("Water bureau 水务局 (water)", shell.Output, StringComparison.Ordinal);
        Assert.Contains(
            "rule river-bank: 12 m from rivers/Tonghui; next would have been territorial (street-9)",
            shell.Output,
            StringComparison.Ordinal);
        // The city keeps Beijing's time.
        Assert.Contains("2026-07-01 13:00", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_for_programs_is_the_answer_as_json()
    {
        var shell = new Shell(_server.Address);

        Assert.Equal(0, await shell.RunAsync([.. Report, "--json"]));

        Assert.Single(shell.Lines);
        Assert.Equal(Number, (string)shell.Json["case"]!["id"]!);
        Assert.Equal("pendingAcceptance", (string)shell.Json["case"]!["stage"]!);
        Assert.Equal("水务局", (string)shell.Json["case"]!["unitNameZh"]!);
        Assert.Contains("水务局", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_command_is_said_to_be_repeated()
    {
        var shell = new Shell(_server.Address);
        string[] twice = [.. Report, "--id", "019f1111-2222-7333-8444-555566667777"];

        await shell.RunAsync(twice);
        Assert.Equal(0, await shell.RunAsync(twice));

        Assert.Contains("answered before", shell.Output, StringComparison.Ordinal);
        Assert.Equal(1, _city.CaseCount);
    }

    [Fact]
    public async Task A_sample_is_sent_as_it_was_measured()
    {
        var shell = new Shell(_server.Address);

        Assert.Equal(0, await shell.RunAsync(
            ["sample", "--section", "moat-1", "--taken", "2026-07-01T08:10+08:00", "--values", "COD=25,TP=180ug/L", "--by", "inspector:i-017"]));

        Assert.Contains($"kept in cell {SmallCity.Cell}", shell.Output, StringComparison.Ordinal);
        var sent = Assert.Single(_city.Received);
        Assert.Equal("moat-1", (string)sent["section"]!);
        Assert.Equal("25|180 ug/L", string.Join('|', sent["values"]!.AsArray().Select(value => $"{value!["value"]} {value["unit"]}".Trim())));
    }

    [Theory]
    [InlineData("COD", "is not a measured value")]
    [InlineData("=25", "is not a measured value")]
    [InlineData("COD=much", "is not a measured value")]
    public async Task A_sample_that_cannot_be_read_is_not_sent(string values, string complaint)
    {
        var shell = new Shell(_server.Address);

        Assert.NotEqual(0, await shell.RunAsync(["sample", "--section", "moat-1", "--taken", "2026-07-01T08:10+08:00", "--values", values]));

        Assert.Contains(complaint, shell.Error, StringComparison.Ordinal);
        Assert.Empty(_city.Received);
    }

    [Fact]
    public async Task A_patrol_says_what_was_walked_and_when()
    {
        var shell = new Shell(_server.Address);

        Assert.Equal(0, await shell.RunAsync(
            [
                "patrol", "--at", "116.5,39.5", "--from", "2026-07-01T08:10+08:00", "--until", "2026-07-01T09:00+08:00",
                "--subject", "changpu", "--km", "2.5",
            ]));

        var sent = Assert.Single(_city.Received);
        Assert.Equal("changpu", (string)sent["subject"]!);
        Assert.Equal(2.5, (double)sent["kilometres"]!);
    }

    [Fact]
    public async Task A_refusal_is_one_sentence_and_exit_code_1()
    {
        var shell = new Shell(_server.Address);

        Assert.Equal(1, await shell.RunAsync("report", "--at", "-73.99,40.7", "--class", "06025"));

        Assert.Equal(
            "gridcity: refused: The point -73.99, 40.7 lies in no cell of the city. (PointOutsideCity 107, point)",
            shell.Error.Trim());
        Assert.Empty(shell.Output);
    }

    [Fact]
    public async Task A_refusal_for_programs_is_the_problem_as_json()
    {
        var shell = new Shell(_server.Address);

        Assert.Equal(1, await shell.RunAsync("report", "--at", "10,10", "--class", "06025", "--json"));

        Assert.Equal(107, (int)JsonNode.Parse(shell.Error)!["code"]!);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_exit_code_3()
    {
        var shell = new Shell(await LoopbackServer.NobodyAsync());

        Assert.Equal(3, await shell.RunAsync("case", "list"));

        Assert.Contains("cannot be reached", shell.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_option_is_stronger_than_the_environment()
    {
        var shell = new Shell(await LoopbackServer.NobodyAsync());

        Assert.Equal(0, await shell.RunAsync("rules", "list", "--server", _server.Address.AbsoluteUri));
    }

    [Theory]
    [InlineData("'somewhere' is not the address of a server", "rules", "list", "--server", "somewhere")]
    [InlineData("'39.5' is not a place", "report", "--at", "39.5", "--class", "06025")]
    [InlineData("'NaN,1' is not a place", "report", "--at", "NaN,1", "--class", "06025")]
    [InlineData("Option '--class' is required", "report", "--at", "116.5,39.5")]
    [InlineData("'mars' was not expected; one of wgs84, cgcs2000, gcj02, bd09 was", "report", "--at", "1,1", "--class", "1", "--frame", "mars")]
    [InlineData("'wang' is not an actor", "case", "close", Number, "--by", "wang")]
    [InlineData("'17' is not a case number", "case", "show", "17")]
    [InlineData("one of exists, missing, unable was", "case", "verify", Number, "--by", "inspector:i", "--sight", "2")]
    [InlineData("'open' was not expected; one of pendingVerification,", "case", "list", "--stage", "open")]
    [InlineData("--limit is a number from 1 on", "case", "list", "--limit", "0")]
    [InlineData("Unrecognized command or argument 'fly'", "fly")]
    public async Task What_is_given_wrongly_is_exit_code_2_and_says_what_was_expected(string sentence, params string[] arguments)
    {
        var shell = new Shell(_server.Address);

        Assert.Equal(2, await shell.RunAsync(arguments));

        Assert.Contains(sentence, shell.Error, StringComparison.Ordinal);
        Assert.Empty(shell.Output);
    }

    [Fact]
    public async Task A_group_without_a_command_shows_its_help_and_is_exit_code_2()
    {
        var shell = new Shell(_server.Address);

        Assert.Equal(2, await shell.RunAsync("case"));

        Assert.Contains("dispatch <case>", shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify", """{"sight":"exists","note":"as told"}""", "--sight", "exists", "--note", "as told")]
    [InlineData("file", "{}")]
    [InlineData("reject", """{"reason":"private"}""", "--reason", "private")]
    [InlineData("dispatch", """{"unit":"water"}""", "--unit", "water")]
    [InlineData("dispatch", "{}")]
    [InlineData("accept", "{}")]
    [InlineData("return", """{"reason":"not ours"}""", "--reason", "not ours")]
    [InlineData("finish", """{"result":"cleared"}""", "--result", "cleared")]
    [InlineData("check", """{"result":"fail"}""", "--result", "fail")]
    [InlineData("close", """{"note":"done"}""", "--note", "done")]
    public async Task A_step_sends_what_it_was_given(string step, string expected, params string[] options)
    {
        var shell = new Shell(_server.Address);
        await shell.RunAsync(Report);
        _city.Received.Clear();

        Assert.Equal(0, await shell.RunAsync(["case", step, Number, "--by", "command:desk-2", .. options]));

        var sent = Assert.Single(_city.Received);
        Assert.True(Guid.TryParse((string)sent["id"]!, out _));
        sent.Remove("id");
        var wanted = JsonNode.Parse(expected)!.AsObject();
        wanted["step"] = step;
        wanted["by"] = "command:desk-2";
        Assert.True(JsonNode.DeepEquals(wanted, sent), $"{sent.ToJsonString()} is not {wanted.ToJsonString()}.");
        Assert.Contains($"{Number} is now handling at Water bureau 水务局, due 2026-07-01 13:00.", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_is_not_allowed_is_refused()
    {
        var shell = new Shell(_server.Address);
        await shell.RunAsync(Report);

        Assert.Equal(1, await shell.RunAsync("case", "close", Number, "--by", "unit:water"));

        Assert.Contains("Who handles never closes. (RoleNotAllowed 302, by)", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_life_is_a_table_of_when_who_what_and_why()
    {
        var shell = new Shell(_server.Address);
        await shell.RunAsync(Report);

        var life = new Shell(_server.Address);
        Assert.Equal(0, await life.RunAsync("case", "life", Number));

        var rows = life.Lines.Where(line => line.Contains("2026-07-01 09:00:00", StringComparison.Ordinal)).Select(Words).ToList();
        Assert.Equal(
            [
                "2026-07-01 09:00:00 inspector:i-017 reported 06025 by inspector Rubbish under the bridge [half sunk]",
                "2026-07-01 09:00:00 supervision:desk-1 filed looks real",
                "2026-07-01 09:00:00 system:gridcity sent to water, due 2026-07-01 13:00 (4uh)"
                    + " rule river-bank: 12 m from rivers/Tonghui; next would have been territorial (street-9)",
                "2026-07-01 09:00:00 public:wang case.praised.2 {\"by\":\"public:wang\",\"stars\":5}",
            ],
            rows);
    }

    [Fact]
    public async Task A_case_that_is_not_there_is_refused()
    {
        var shell = new Shell(_server.Address);

        Assert.Equal(1, await shell.RunAsync("case", "life", SmallCity.Cell + "-99"));

        Assert.Contains("CaseUnknown", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_shows_the_newest_first_and_says_how_to_go_on()
    {
        var shell = new Shell(_server.Address);
        for (var number = 0; number < 5; number++)
        {
            await shell.RunAsync(Report);
        }

        var list = new Shell(_server.Address);
        Assert.Equal(0, await list.RunAsync("case", "list", "--limit", "2"));

        Assert.True(
            list.Output.IndexOf(SmallCity.Cell + "-5", StringComparison.Ordinal)
            < list.Output.IndexOf(SmallCity.Cell + "-4", StringComparison.Ordinal));
        Assert.DoesNotContain(SmallCity.Cell + "-3", list.Output, StringComparison.Ordinal);
        Assert.Contains("2 cases; there are more: --before 4", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_is_fetched_page_by_page()
    {
        var shell = new Shell(_server.Address);
        using var client = GridCity.Client.Api.GridCityClient.Connect(_server.Address);
        await client.ReportBatchAsync(
            [
                .. Enumerable.Range(0, 1500).Select(_ => new GridCity.Client.Api.ReportRequest
                {
                    Class = "06025",
                    Channel = "inspector",
                    Lon = 116.5,
                    Lat = 39.5,
                }),
            ],
            TestContext.Current.CancellationToken);

        Assert.Equal(0, await shell.RunAsync("case", "list", "--limit", "1200", "--json"));

        Assert.Equal(1200, shell.Json["items"]!.AsArray().Count);
        Assert.Equal("301", (string)shell.Json["next"]!);
    }

    [Fact]
    public async Task A_routing_is_explained_with_every_rule_that_was_considered()
    {
        var shell = new Shell(_server.Address);

        Assert.Equal(0, await shell.RunAsync("rules", "explain", "--at", "116.5,39.5", "--class", "06025"));

        Assert.Contains("1.5 m from the border with 110101009003013", shell.Output, StringComparison.Ordinal);
        Assert.Contains("4uh, due 2026-07-01 13:00", shell.Output, StringComparison.Ordinal);
        var rows = shell.Lines.Select(Words).ToList();
        Assert.Contains("river-bank matched 12.3 m from Tonghui", rows);
        Assert.Contains("lakes not matched no lake within 50 m", rows);
    }

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
