using GridCity.Client.Rules;
using GridCity.Simulation.Cities;
using GridCity.Tests.Cities;
using GridCity.Tests.Client;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.Rules;

/// <summary>Rule books learned from real history, by the command lines of docs/rules.md, with the figures that it gives.</summary>
public sealed class LearnedFromRealDataTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task New_Yorks_agencies_are_learned_from_its_day()
    {
        var history = SharedData.Require("nyc311_2013-12-25_full_columns.csv.gz");
        await BuildAsync(
            "new-york",
            ["--polygons", SharedData.Require("nyc_community_districts_2013.geojson.gz"), "--code", "BoroCD", "--codes", Example("new-york", "boards.csv"), "--layer", "water=" + SharedData.Require("nyc_water_topo.json")]);

        var (shell, share) = await LearnAsync("new-york", history, "--near", "water=60");
        Assert.Equal((2_386, 82, 0), ((int)shell.Json["rows"]!, (int)shell.Json["bad"]!, (int)shell.Json["unitsUnknown"]!));
        Assert.Equal((1_843, 461), ((int)shell.Json["learnedFrom"]!, (int)shell.Json["heldBack"]!["cases"]!));
        Assert.InRange(share, 0.94, 0.96);
        // Every complaint type of the file belongs to one agency, so that the place has nothing to add.
        Assert.Equal((double)shell.Json["heldBack"]!["baseline"]!, share);
    }

    [Fact]
    public async Task Chicagos_wards_are_learned_from_fifteen_years()
    {
        var history = SharedData.Require("chicago311_sanitation_code_2000_2015.csv.gz");
        await BuildAsync("chicago", ["--extent", "-87.95,41.64,-87.52,42.03"]);

        var (shell, share) = await LearnAsync("chicago", history);
        Assert.Equal((74_401, 24, 3), ((int)shell.Json["rows"]!, (int)shell.Json["bad"]!, (int)shell.Json["unitsUnknown"]!));
        Assert.Equal((59_438, 14_936), ((int)shell.Json["learnedFrom"]!, (int)shell.Json["heldBack"]!["cases"]!));
        Assert.InRange(share, 0.39, 0.42);
        Assert.InRange((double)shell.Json["heldBack"]!["baseline"]!, 0.05, 0.07);
    }

    private static string Example(string city, string file) => Path.Combine(Repository.Root, "examples", city, file);

    private async Task BuildAsync(string city, string[] land)
    {
        var shell = new Shell();
        var code = await shell.RunAsync(["city", "build", _folder[city], .. land, "--template", Path.Combine(Repository.Root, "examples", city)]);
        Assert.True(code == 0, shell.Output + shell.Error);
    }

    /// <summary>Learns, and routes all of the history by the rules that were written: they load, and decide as counted.</summary>
    private async Task<(Shell Shell, double Share)> LearnAsync(string city, string history, params string[] more)
    {
        var shell = new Shell();
        string[] learn = ["rules", "learn", history, "--mapping", Example(city, "learn.yaml"), "--city", _folder[city], "--out", _folder[$"{city}/rules.yaml"], "--json"];
        var code = await shell.RunAsync([.. learn, .. more]);
        Assert.True(code == 0, shell.Error);
        var load = CityFolder.Load(_folder[city], new LoadOptions { CheckCoverage = false });
        Assert.Equal(shell.Json["rules"]!.AsArray().Count, load.City!.Rules.Rules.Count);

        var late = PastCases.Read(load.City, history, Example(city, "learn.yaml"), needsUnit: true, TestContext.Current.CancellationToken).Cases
            .Where(item => item.Question.At >= (DateTimeOffset)shell.Json["heldBackFrom"]!).ToList();
        var right = late.Count(item => load.City.Rules.Route(item.Question)?.Unit == item.Unit);
        Assert.Equal(((int)shell.Json["heldBack"]!["cases"]!, (int)shell.Json["heldBack"]!["right"]!), (late.Count, right));
        return (shell, (double)shell.Json["heldBack"]!["accuracy"]!);
    }
}
