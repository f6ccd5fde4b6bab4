using GridCity.Tests.Cities;
using GridCity.Tests.Client;
using Xunit;

namespace GridCity.Tests.Rules;

/// <summary><c>gridcity rules</c> against a folder, as a shell would run it.</summary>
public sealed class RulesCommandTests : IDisposable
{
    private const string Rules =
        """
        - id: bank
          when: {family: water, within: {layer: rivers, metres: 60}}
          lead: "{rivers.manager}"
          supporting: [enforcement]
          whistle: emergency
        - id: north-bank
          when: {class: "06025", within: {layer: rivers, metres: 20}}
          lead: enforcement
        - id: rubbish
          when: {family: sanitation}
          lead: sanitation

        """;

    private const string Events = "- {id: games, name: Games, from: 2026-10-01, until: 2026-10-08, limit_factor: 0.5, tier: district}\n";

    private readonly TempFolder _folder = new();

    public RulesCommandTests() => GoodFolder.Write(_folder, RulesFolder.Files(Rules, Events));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_explains_as_a_server_would()
    {
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync("rules", "explain", "--city", _folder.Path, "--at", "116.402,39.9011", "--class", "06025", "--when", "2026-10-02T12:00:00+08:00", "--json"));

        Assert.Equal("river-office", (string?)shell.Json["unit"]);
        Assert.Equal("emergency", (string?)shell.Json["whistle"]);
        Assert.Equal(("games", 0.5, "district"), ((string?)shell.Json["event"], (double?)shell.Json["limitFactor"], (string?)shell.Json["tier"]));
        Assert.Equal("bank", (string?)shell.Json["reason"]!["rule"]);
        Assert.Equal(
            ["games in effect", "bank matched", "north-bank not matched", "territorial runner-up"],
            shell.Json["considered"]!.AsArray().Select(trial => $"{trial!["rule"]} {trial["outcome"]}"));

        var people = new Shell();
        Assert.Equal(0, await people.RunAsync("rules", "explain", "--city", _folder.Path, "--at", "116.402,39.9011", "--class", "06025", "--when", "2026-10-02T12:00:00+08:00"));
        Assert.Contains("games, limits × 0.5", people.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_the_folder_cannot_answer_says_why()
    {
        var outside = new Shell();
        Assert.Equal(2, await outside.RunAsync("rules", "explain", "--city", _folder.Path, "--at", "10,10", "--class", "06025"));
        Assert.Contains("lies in no cell of Small", outside.Error, StringComparison.Ordinal);
        var broken = new Shell();
        _folder.Write("rules.yaml", "- {id: a, lead: nobody}\n");
        Assert.Equal(2, await broken.RunAsync("rules", "explain", "--city", _folder.Path, "--at", "116.402,39.9011", "--class", "06025"));
        Assert.Contains("rules.yaml:1: error: a.lead: is 'nobody'", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_says_by_which_limit_and_for_which_condition()
    {
        const string Heading = "lon,lat,class,condition,limit,at,unit\n";
        const string Cover = "116.402,39.8985,01003,";
        _folder.Write("good.csv", Heading + Cover + "missing,2uh,2026-09-14 08:00,street-west\n" + Cover + ",2wd,2026-09-14 08:00,street-west\n"
            + Cover + "missing,1uh,2026-10-02 08:00,street-west\n");
        Assert.Equal(0, await new Shell().RunAsync("rules", "test", _folder["good.csv"], "--city", _folder.Path));

        var late = new Shell();
        _folder.Write("late.csv", Heading + Cover + "missing,4uh,2026-09-14 08:00,street-west\n");
        Assert.Equal(1, await late.RunAsync("rules", "test", _folder["late.csv"], "--city", _folder.Path, "--json"));
        Assert.Contains("limit is 2uh, expected was 4uh", (string?)late.Json["wrong"]![0]!["why"], StringComparison.Ordinal);

        var unknown = new Shell();
        _folder.Write("bad.csv", Heading + Cover + "mising,2h,2026-09-14 08:00,street-west\n");
        Assert.Equal(2, await unknown.RunAsync("rules", "test", _folder["bad.csv"], "--city", _folder.Path));
        Assert.Contains("bad.csv:2: error: condition: is 'mising', for which 01003 has no limit; it has missing.", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("bad.csv:2: error: limit: is '2h'", unknown.Error, StringComparison.Ordinal);

        var asked = new Shell();
        Assert.Equal(2, await asked.RunAsync("rules", "explain", "--city", _folder.Path, "--at", "116.402,39.8985", "--class", "01003", "--condition", "mising"));
        Assert.Contains("has no filing condition 'mising'; it has missing.", asked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_expected_routings_passes_or_shows_what_came_and_why()
    {
        _folder.Write("good.csv", "lon,lat,class,unit,rule\n116.402,39.9011,06025,river-office,bank\n116.402,39.8985,06010,sanitation,\n");
        _folder.Write("bad.csv", "lon,lat,class,unit,rule\n116.402,39.9013,06025,enforcement,north-bank\n116.402,39.8985,06010,sanitation,\n");
        _folder.Write("broken.csv", "lon,lat,class,unit\nhere,39.9,06025,enforcment\n");

        var good = new Shell();
        Assert.Equal(0, await good.RunAsync("rules", "test", _folder["good.csv"], "--city", _folder.Path));
        Assert.Equal("2 of 2 rows as expected.\n", good.Output);

        var bad = new Shell();
        Assert.Equal(1, await bad.RunAsync("rules", "test", _folder["bad.csv"], "--city", _folder.Path, "--json"));
        Assert.Equal((2, 1), ((int)bad.Json["rows"]!, (int)bad.Json["right"]!));
        var wrong = bad.Json["wrong"]![0]!;
        Assert.Equal((2, "river-office", "bank"), ((int)wrong["line"]!, (string?)wrong["unit"], (string?)wrong["rule"]));
        Assert.Contains("unit is river-office, expected was enforcement", (string?)wrong["why"], StringComparison.Ordinal);
        Assert.Contains("Rule bank decided, by north-river of rivers at", (string?)wrong["why"], StringComparison.Ordinal);
        Assert.Contains("north-bank not matched: nothing of rivers is within 20 m", (string?)wrong["why"], StringComparison.Ordinal);

        var broken = new Shell();
        Assert.Equal(2, await broken.RunAsync("rules", "test", _folder["broken.csv"], "--city", _folder.Path));
        Assert.Contains("broken.csv:2: error: lon: is 'here'; degrees from -180 to 180 were expected.", broken.Error, StringComparison.Ordinal);
        Assert.Contains("is 'enforcment', which is no unit of this city. Did you mean 'enforcement'?", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_shows_what_never_matches_and_what_has_no_rule()
    {
        var shell = new Shell();
        Assert.Equal(1, await shell.RunAsync("rules", "coverage", "--city", _folder.Path, "--samples", "2000", "--json"));

        var dead = shell.Json["rules"]!.AsArray().Where(rule => rule!["dead"] is not null).ToList();
        Assert.Equal("north-bank shadowed by bank", $"{Assert.Single(dead)!["rule"]} {dead[0]!["dead"]}");
        Assert.Equal(["01003", "08004", "09006"], shell.Json["classesWithoutRule"]!.AsArray().Select(code => (string?)code));
        Assert.Equal(2_000, (int)shell.Json["samples"]!);
        Assert.InRange((int)shell.Json["rules"]![2]!["samples"]!, 200, 600);

        var people = new Shell();
        Assert.Equal(1, await people.RunAsync("rules", "coverage", "--city", _folder.Path, "--samples", "100"));
        Assert.Contains("1 of 3 rules never match.", people.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_learned_is_written_and_routes_as_said()
    {
        var rows = Enumerable.Range(0, 200).Select(number =>
            $"{number},{(number % 2 == 0 ? "06010" : "06025")},{116.4013 + (0.006 * (number % 10) / 10)},39.8985,2026-03-{1 + (number / 10):D2},{(number % 2 == 0 ? "sanitation" : number % 10 < 5 ? "enforcement" : "river-office")}");
        _folder.Write("history.csv", "key,class,lon,lat,seen,unit\n" + string.Join('\n', rows) + "\n");
        _folder.Write("learn.yaml", "key: {column: key}\nchannel: {value: inspector}\nclass: {column: class}\npoint: {lon: lon, lat: lat}\nseenAt: {column: seen, layouts: yyyy-MM-dd, zone: Asia/Shanghai}\nunit: {column: unit}\n");
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync("rules", "learn", _folder["history.csv"], "--mapping", _folder["learn.yaml"], "--city", _folder.Path, "--out", _folder["rules.yaml"], "--json"));
        Assert.Equal((160, 40), ((int)shell.Json["learnedFrom"]!, (int)shell.Json["heldBack"]!["cases"]!));
        Assert.Equal(1.0, (double)shell.Json["heldBack"]!["accuracy"]!);

        // The rules that were written are those that were tried.
        _folder.Write("expected.csv", "lon,lat,class,unit\n" + string.Join('\n', rows.Skip(160).Select(row => row.Split(',')).Select(row => $"{row[2]},{row[3]},{row[1]},{row[5]}")) + "\n");
        var test = new Shell();
        Assert.Equal(0, await test.RunAsync("rules", "test", _folder["expected.csv"], "--city", _folder.Path));
        Assert.Equal("40 of 40 rows as expected.\n", test.Output);
    }
}
