using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Core.Rules;
using GridCity.Simulation.Cities;
using GridCity.Tests.Cities;
using GridCity.Tests.Client;
using GridCity.Tests.Faults;
using Xunit;

namespace GridCity.Tests.Planner;

/// <summary>Replays against a server that really runs.</summary>
public sealed class PacedReplayTests : IDisposable
{
    private const int Rows = 120;
    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reports_alone_are_left_for_people_to_handle()
    {
        var (city, _, mapping, history) = SmallScenario.Make(_folder.Path, Rows);
        await using var silo = await SiloProcess.StartAsync(city, _folder["city.db"], Stop);
        var shell = new Shell(silo.Http.BaseAddress);

        Assert.True(await shell.RunAsync("replay", history, "--mapping", mapping, "--city", city, "--pace", "1000000") == 0, shell.Output + shell.Error);

        Assert.Contains($"{Rows} sent: {Rows} taken in, 0 in before, 0 refused", shell.Output, StringComparison.Ordinal);
        Assert.All(await CasesAsync(silo.Http), one => Assert.NotEqual("closed", one.GetProperty("stage").GetString()));
    }

    [Fact]
    public async Task Recorded_handling_takes_every_step_and_taking_it_again_changes_nothing()
    {
        var (city, _, mapping, history) = SmallScenario.Make(_folder.Path, Rows);
        await using (var silo = await SiloProcess.StartAsync(city, _folder["city.db"], Stop))
        {
            string[] command = ["replay", history, "--mapping", mapping, "--city", city, "--pace", "1000000", "--handling", "recorded"];
            var shell = new Shell(silo.Http.BaseAddress);
            Assert.True(await shell.RunAsync(command) == 0, shell.Output + shell.Error);

            // One in twenty was never closed in history, and is not here.
            const int open = Rows / 20;
            var told = $"{Rows - open} cases closed, 0 still to be handled; 0 cases refused a step";
            Assert.True(shell.Output.Contains(told, StringComparison.Ordinal), shell.Output + shell.Error);
            var cases = await CasesAsync(silo.Http);
            Assert.Equal(Rows - open, cases.Count(one => one.GetProperty("stage").GetString() == "closed"));
            Assert.Equal(open, cases.Count(one => one.GetProperty("stage").GetString() == "handling"));

            var again = new Shell(silo.Http.BaseAddress);
            Assert.True(await again.RunAsync(command) == 0, again.Output + again.Error);
            Assert.Contains($"0 taken in, {Rows} in before", again.Output, StringComparison.Ordinal);
            Assert.Equal(Rows, (await CasesAsync(silo.Http)).Count);
            Assert.Equal(0, await silo.InterruptAsync(Stop));
        }
        JournalFile.AssertSound(_folder["city.db"]);
        var export = new Shell();
        var code = await export.RunAsync(
            "journal", "export", _folder["city.db"], "--format", "xes", "--city", city, "--to", _folder["city.xes"]);
        Assert.True(code == 0, export.Error);
        await using var log = File.OpenRead(_folder["city.xes"]);
        Assert.Equal(Rows, XesReader.Check(log).Traces);
    }

    [Fact]
    public async Task Whistles_that_a_rule_blows_end_before_their_case_is_closed()
    {
        const int rows = 20;
        var (_, _, mapping, history) = SmallScenario.Make(_folder.Path, rows);
        var parts = SyntheticGridCity.Create(40, 40);
        var rule = parts.Rules[0] with { Whistle = Rule.PlainWhistle, Supporting = [parts.Units[1].Id] };
        CityWriter.Save(parts with { Rules = [rule] }, _folder["whistling"]);
        await using var silo = await SiloProcess.StartAsync(_folder["whistling"], _folder["city.db"], Stop);
        var shell = new Shell(silo.Http.BaseAddress);

        var code = await shell.RunAsync(
            "replay", history, "--mapping", mapping, "--city", _folder["whistling"], "--pace", "1000000", "--handling", "recorded");

        Assert.True(code == 0, shell.Output + shell.Error);
        Assert.True(shell.Output.Contains($"{rows - 1} cases closed, 0 still", StringComparison.Ordinal), shell.Output + shell.Error);
        var journal = await silo.Http.GetFromJsonAsync<JsonElement>("/api/v1/journal?limit=1000", Stop);
        var kinds = journal.GetProperty("items").EnumerateArray().CountBy(entry => entry.GetProperty("kind").GetString()!).ToDictionary();
        Assert.Equal(
            (rows, rows - 1, rows - 1, rows - 1),
            (kinds["call.made.1"], kinds["call.answered.1"], kinds["call.graded.1"], kinds["call.closed.1"]));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_so()
    {
        var (city, _, mapping, history) = SmallScenario.Make(_folder.Path, 5);
        var shell = new Shell(await LoopbackServer.NobodyAsync());

        Assert.Equal(3, await shell.RunAsync("replay", history, "--mapping", mapping, "--city", city, "--pace", "1000000"));
        Assert.Contains("0 sent", shell.Output, StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> CasesAsync(HttpClient http) =>
        [.. (await http.GetFromJsonAsync<JsonElement>("/api/v1/cases?limit=1000", Stop)).GetProperty("items").EnumerateArray()];
}
