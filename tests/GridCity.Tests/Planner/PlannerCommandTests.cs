using GridCity.Tests.Cities;
using GridCity.Tests.Client;
using GridCity.Tests.Pages;
using Xunit;

namespace GridCity.Tests.Planner;

/// <summary>What a planner types, and what comes of it.</summary>
public sealed class PlannerCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _city;
    private readonly string _scenario;
    private readonly string _mapping;
    private readonly string _history;

    public PlannerCommandTests() => (_city, _scenario, _mapping, _history) = SmallScenario.Make(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Simulate_shows_its_figures_and_writes_every_result()
    {
        var shell = new Shell();
        var code = await shell.RunAsync(
            "simulate", _scenario, "--city", _city, "--replications", "2", "--threads", "2", "--html", _folder["r.html"], "--csv", _folder["t"],
            "--xes", _folder["log.xes.gz"], "--events", _folder["log.csv"], "--log", _folder["log.txt"], "--indicators", "all");

        Assert.True(code == 0, shell.Error);
        Assert.Contains("on time %", shell.Output, StringComparison.Ordinal);
        Assert.Contains("Indicators of 2026-09-1", shell.Output, StringComparison.Ordinal);
        Assert.Contains("events of", shell.Output, StringComparison.Ordinal);
        PageReader.CheckHouseRules(PageReader.Read(File.ReadAllText(_folder["r.html"])), scripts: 1);
        Assert.Equal(2 + 1, File.ReadAllLines(Path.Combine(_folder["t"], "runs.csv")).Length);
        Assert.Equal(
            ["cells.csv", "channels.csv", "classes.csv", "crews.csv", "days.csv", "runs.csv", "streets.csv", "units.csv"],
            Directory.GetFiles(_folder["t"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(_folder["log.xes.gz"]), System.IO.Compression.CompressionMode.Decompress);
        XesReader.Check(packed);
    }

    [Fact]
    public async Task Simulate_as_JSON_is_one_document_whatever_is_written_beside_it()
    {
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync(
            "simulate", _scenario, "--city", _city, "--json", "--html", _folder["r.html"], "--indicators", "2026-09-15"));

        var run = shell.Json["runs"]![0]!;
        Assert.Equal(64, ((string)run["hash"]!).Length);
        Assert.Equal("2026-09-15", (string)shell.Json["indicators"]!["period"]!);
        Assert.True((int)shell.Json["indicators"]!["counts"]!["reported"]! > 30);
    }

    [Fact]
    public async Task Replay_evaluates_and_reports_a_history()
    {
        var shell = new Shell();
        var code = await shell.RunAsync(
            "replay", _history, "--mapping", _mapping, "--city", _city, "--json", "--indicators", "2026-09-14/2026-09-20", "--html", _folder["r.html"],
            "--csv", _folder["t"]);

        Assert.True(code == 0, shell.Error);
        var (file, run) = (shell.Json["file"]!, shell.Json["runs"]![0]!["all"]!);
        Assert.Equal((200, 10), ((int)file["replayed"]!, (int)file["neverClosed"]!));
        Assert.Equal((200, 190, 10), ((int)run["reports"]!, (int)run["closed"]!, (int)run["open"]!));
        Assert.Equal(200, (int)shell.Json["indicators"]!["counts"]!["filed"]!);
        var page = PageReader.Read(File.ReadAllText(_folder["r.html"]));
        PageReader.CheckHouseRules(page, scripts: 1);
        Assert.Contains("Real reports, real times of handling", PageReader.Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_with_crews_holds_the_model_against_what_happened()
    {
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync(
            "replay", _history, "--mapping", _mapping, "--city", _city, "--handling", "modelled", "--work", _scenario, "--html", _folder["r.html"]));

        Assert.Contains("Kolmogorov and Smirnov", shell.Output, StringComparison.Ordinal);
        Assert.Contains("Modelled beside what happened", File.ReadAllText(_folder["r.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_learns_a_scenario_that_simulate_runs()
    {
        var history = SmallScenario.Make(_folder.Path, rows: 3_000).History;
        var fit = new Shell();
        Assert.Equal(0, await fit.RunAsync("fit", history, "--mapping", _mapping, "--city", _city, "--output", _folder["fit.yaml"], "--days", "14"));
        Assert.Contains("Written to", fit.Output, StringComparison.Ordinal);

        var run = new Shell();
        Assert.Equal(0, await run.RunAsync("simulate", _folder["fit.yaml"], "--city", _city, "--json"));
        var reports = (int)run.Json["runs"]![0]!["all"]!["reports"]!;
        // A report every 23 minutes is 62.6 a day.
        Assert.InRange(reports / 14.0, 55, 71);
    }

    [Fact]
    public async Task Fit_says_what_it_needs()
    {
        var shell = new Shell();

        Assert.Equal(2, await shell.RunAsync("fit", _history, "--city", _city, "--output", _folder["fit.yaml"]));
        Assert.Contains("--guess-mapping proposes one", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_and_replay_propose_a_mapping()
    {
        foreach (var command in new[] { "fit", "replay" })
        {
            // One class alone would be no class; what the city does not know is asked for in a comment.
            var history = SmallScenario.Write(_folder.Path, "two.csv", File.ReadAllText(_history).Replace("r7,06010", "r7,noise", StringComparison.Ordinal));
            var shell = new Shell();
            Assert.True(await shell.RunAsync(command, history, "--guess-mapping", "--city", _city) == 0, shell.Error);
            Assert.Contains("# \"noise\": which class", shell.Output.Replace("# noise:", "# \"noise\":", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Matches("class:\n +column: \"?class\"?\n", shell.Output);
        }
    }

    [Fact]
    public async Task Compare_tells_sentences_tables_and_a_page()
    {
        var shell = new Shell();
        var code = await shell.RunAsync(
            "compare", _scenario, "--city", _city, "--with", "crews.sanitation=6", "--replications", "4", "--html", _folder["c.html"], "--csv", _folder["t"]);

        Assert.True(code == 0, shell.Error);
        Assert.Contains("In all: ", shell.Output, StringComparison.Ordinal);
        Assert.Equal("variant,measure,group,name,base,change,low,high,significant,sentence", File.ReadLines(Path.Combine(_folder["t"], "differences.csv")).First());
        var page = PageReader.Read(File.ReadAllText(_folder["c.html"]));
        PageReader.CheckHouseRules(page);
        Assert.Contains("common random numbers", PageReader.Text(page), StringComparison.Ordinal);

        var json = new Shell();
        Assert.Equal(0, await json.RunAsync("compare", _scenario, "--city", _city, "--with", "crews.sanitation=6", "--replications", "2", "--json"));
        Assert.Equal(2, (int)json.Json["pairs"]!);
        Assert.NotEmpty(json.Json["variants"]![0]!["differences"]!.AsArray());
    }

    [Fact]
    public async Task Compare_takes_several_variants_against_one_base()
    {
        string[] command = ["compare", _scenario, "--city", _city, "--with", "crews.sanitation=6", "--with", "demand.*=1.5", "--replications", "3"];
        var shell = new Shell();
        Assert.True(await shell.RunAsync([.. command, "--html", _folder["v.html"], "--csv", _folder["v"]]) == 0, shell.Error);

        Assert.Contains("Fewest late cases first: ", shell.Output, StringComparison.Ordinal);
        Assert.Contains("crews.sanitation=6 against base: 3 pairs", shell.Output, StringComparison.Ordinal);
        Assert.Contains("demand.*=1.5 against base: 3 pairs", shell.Output, StringComparison.Ordinal);
        var page = PageReader.Read(File.ReadAllText(_folder["v.html"]));
        PageReader.CheckHouseRules(page);
        Assert.Contains("The variants side by side", PageReader.Text(page), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder["v"], "variant-2", "units.csv")));
        var json = new Shell();
        Assert.Equal(0, await json.RunAsync([.. command, "--json"]));
        Assert.Equal(
            ["crews.sanitation=6", "demand.*=1.5"], json.Json["variants"]!.AsArray().Select(variant => (string)variant!["variant"]!));

        var uneven = new Shell();
        Assert.Equal(2, await uneven.RunAsync([.. command, "--with", "demand.*=2", "--with-city", _city, "--with-city", _city]));
        Assert.Contains("--with-city is said 2 times", uneven.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_has_a_page_and_JSON()
    {
        var shell = new Shell();
        var code = await shell.RunAsync(
            "compare", _scenario, "--city", _city, "--sweep", "crews.sanitation=1..5:2", "--target", "90", "--replications", "2", "--json",
            "--html", _folder["s.html"], "--csv", _folder["s"]);

        Assert.True(code == 0, shell.Error);
        Assert.Equal(1 + 3, File.ReadAllLines(Path.Combine(_folder["s"], "sweep.csv")).Length);
        Assert.Equal([1.0, 3.0, 5.0], shell.Json["steps"]!.AsArray().Select(step => (double)step!["value"]!));
        PageReader.CheckHouseRules(PageReader.Read(File.ReadAllText(_folder["s.html"])));
    }

    [Theory]
    [InlineData("--with is for comparisons", "--sweep", "crews=1..2", "--with", "demand.*=2")]
    [InlineData("there are only whole crews", "--sweep", "crews=1..2:0.5")]
    [InlineData("'500' is no target", "--sweep", "crews=1..2", "--target", "500")]
    public async Task What_a_sweep_cannot_do_is_told_before_anything_runs(string sentence, params string[] words)
    {
        var shell = new Shell();

        Assert.Equal(2, await shell.RunAsync(["compare", _scenario, "--city", _city, .. words]));
        Assert.Contains(sentence, shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_run_of_a_sweep_shows_no_interval()
    {
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync("compare", _scenario, "--city", _city, "--sweep", "crews=4..4"));
        Assert.DoesNotContain("Infinity", shell.Output, StringComparison.Ordinal);
        Assert.Contains("a single run, which says nothing of chance", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_learns_from_an_event_log_how_many_were_filed_sent_back_and_done_again()
    {
        // Few enough for the inspectors, so that hardly a case still waits to be looked at when the log ends.
        var calm = SmallScenario.Text.Replace("days: 10", "days: 120", StringComparison.Ordinal)
            .Replace("per_day: 60", "per_day: 12", StringComparison.Ordinal).Replace("per_day: 20", "per_day: 8", StringComparison.Ordinal)
            .Replace("work:\n", "work:\n  return: 0.12\n  rework: 0.2\n  missing: 0.05\n  outside: 0.15\n", StringComparison.Ordinal);
        var run = new Shell();
        Assert.True(
            await run.RunAsync("simulate", SmallScenario.Write(_folder.Path, "calm.yaml", calm), "--city", _city, "--events", _folder["log.csv"]) == 0, run.Error);
        var mapping = SmallScenario.Write(
            _folder.Path,
            "log.yaml",
            """
            key: { column: "case:concept:name" }
            class: { column: "grid:class" }
            channel: { column: "grid:channel" }
            seenAt: { column: "time:timestamp", layouts: "yyyy-MM-dd'T'HH:mm:ss.fffK", zone: Asia/Shanghai }
            handled:
              end: { column: "concept:name", map: { Rejected: rejected }, default: case }
              returns: { column: "concept:name", map: { Returned: "1" }, default: "0" }
              reworks: { column: "concept:name", map: { Check failed: "1" }, default: "0" }
              oddities: { repeatedKey: life, missingPlace: scatter }

            """);
        var fit = new Shell();
        Assert.True(
            await fit.RunAsync("fit", _folder["log.csv"], "--mapping", mapping, "--city", _city, "--output", _folder["learned.yaml"]) == 0, fit.Error);

        double Share(string word) => double.Parse(
            File.ReadLines(_folder["learned.yaml"]).Single(line => line.Trim().StartsWith(word + ":", StringComparison.Ordinal)).Split(':')[1],
            System.Globalization.CultureInfo.InvariantCulture);
        // Whoever is called by the hotline is verified; the log itself says how many of these were not filed.
        var steps = File.ReadLines(_folder["log.csv"]).Skip(1).Select(line => line.Split(',')).Where(step => step[8] == "hotline").ToList();
        var (verified, rejected) = (steps.Count(step => step[1] == "Verification asked"), steps.Count(step => step[1] == "Rejected"));
        Assert.InRange(rejected, 50, verified);
        Assert.Equal((double)rejected / verified, Share("outside"), 0.01);
        Assert.Equal(0, Share("missing"));
        Assert.InRange(Share("return"), 0.09, 0.15);
        Assert.InRange(Share("rework"), 0.17, 0.23);
        Assert.Contains("of the checks asked for rework", fit.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--indicators", "2026-13", "is not a period")]
    [InlineData("--as-of", "someday", "is not a time")]
    public async Task Periods_and_moments_that_are_none_are_told_before_anything_runs(string option, string value, string sentence)
    {
        var shell = new Shell();

        string[] period = option == "--indicators" ? [] : ["--indicators", "all"];
        Assert.Equal(2, await shell.RunAsync(["simulate", _scenario, "--city", _city, .. period, option, value]));
        Assert.Contains(sentence, shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_that_ended_are_not_run_again_when_work_is_resumed()
    {
        string[] command = ["simulate", _scenario, "--city", _city, "--json", "--seed", "5", "--resume", _folder["kept"], "--replications"];
        var first = new Shell();
        Assert.Equal(0, await first.RunAsync([.. command, "2"]));
        var again = new Shell();
        Assert.Equal(0, await again.RunAsync([.. command, "4"]));
        var whole = new Shell();
        Assert.Equal(0, await whole.RunAsync("simulate", _scenario, "--city", _city, "--json", "--seed", "5", "--replications", "4"));

        Assert.Contains("2 parts found", again.Error, StringComparison.Ordinal);
        Assert.Equal(whole.Json["runs"]!.ToJsonString(), again.Json["runs"]!.ToJsonString());
    }

    [Fact]
    public async Task Resumed_comparisons_and_sweeps_come_to_the_same()
    {
        string[][] commands =
        [
            ["compare", _scenario, "--city", _city, "--with", "crews.sanitation=5", "--json", "--replications", "3"],
            ["compare", _scenario, "--city", _city, "--sweep", "crews.sanitation=1..3", "--json", "--replications", "2"],
        ];
        foreach (var (index, command) in commands.Index())
        {
            var (whole, kept, resumed) = (new Shell(), new Shell(), new Shell());
            Assert.Equal(0, await whole.RunAsync(command));
            Assert.Equal(0, await kept.RunAsync([.. command, "--resume", _folder[$"kept{index}"]]));
            Assert.Equal(0, await resumed.RunAsync([.. command, "--resume", _folder[$"kept{index}"]]));
            Assert.Equal(whole.Output, kept.Output);
            Assert.Equal(whole.Output, resumed.Output);
            Assert.Contains("parts found", resumed.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_checkpoint_of_other_work_is_refused_and_a_torn_one_is_read_as_far_as_it_is_whole()
    {
        var kept = _folder["kept"];
        string[] command = ["simulate", _scenario, "--city", _city, "--json", "--resume", kept, "--replications", "2"];
        Assert.Equal(0, await new Shell().RunAsync(command));
        var other = new Shell();
        Assert.Equal(2, await other.RunAsync([.. command, "--seed", "9"]));
        Assert.Contains("holds runs of something else", other.Error, StringComparison.Ordinal);

        File.WriteAllText(kept, File.ReadAllText(kept)[..^40]);
        var torn = new Shell();
        Assert.Equal(0, await torn.RunAsync(command));
        Assert.Contains("1 parts found", torn.Error, StringComparison.Ordinal);

        var none = new Shell();
        Assert.Equal(2, await none.RunAsync("simulate", _scenario, "--city", _city, "--resume", _scenario));
        Assert.Contains("is no checkpoint", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_York_s_classes_are_guessed_from_two_columns()
    {
        var data = SharedData.Require("nyc311_2013-12-25_full_columns.csv.gz");
        var city = await SquareCityWithClassesOfAsync("new-york");
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync("fit", data, "--guess-mapping", "--city", city));
        Assert.Contains("Complaint Type", shell.Output, StringComparison.Ordinal);
        Assert.Contains("separator: \": \"", shell.Output, StringComparison.Ordinal);
        // Plumbing is a matter of two agencies; one column alone takes both for one.
        Assert.Contains("dob-plumbing", shell.Output, StringComparison.Ordinal);
        Assert.Contains("hpd-plumbing", shell.Output, StringComparison.Ordinal);
        var mapped = shell.Lines.Where(line => line.StartsWith("    ", StringComparison.Ordinal) && !line.Contains('#', StringComparison.Ordinal));
        Assert.InRange(mapped.Count(), 75, 100);
    }

    // The classes of New York in a city of squares: a mapping asks for words, not for land.
    private async Task<string> SquareCityWithClassesOfAsync(string example)
    {
        var folder = _folder["classes"];
        var template = Path.Combine(House.Repository.Root, "examples", example);
        var built = new Shell();
        var water = "water=" + SharedData.Require("nyc_water_topo.json");
        var code = await built.RunAsync("city", "build", folder, "--extent", "-74.05,40.70,-74.04,40.71", "--template", template, "--layer", water);
        Assert.True(code == 0, built.Error + built.Output);
        return folder;
    }
}
