using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using CsvHelper;
using GridCity.Tests.Faults;
using GridCity.Tests.House;
using GridCity.Tests.Pages;
using GridCity.Tests.Planner;
using Xunit;

namespace GridCity.Tests.RealCities;

/// <summary>Runs the commands of docs/real-cities.md as they stand there, on the real files, against a real server.</summary>
public sealed class WalkThroughTests : IDisposable
{
    private readonly WalkThrough _walk = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _walk.Dispose();

    [Fact]
    public async Task New_York_takes_its_day()
    {
        var requests = SharedData.Require("nyc311_2013-12-25_full_columns.csv.gz");
        var commands = WalkThrough.Commands("## New York");
        Assert.Contains(" 0 slivers", await _walk.RunAsync(commands[0], null), StringComparison.Ordinal);
        await using var silo = await SiloProcess.StartAsync(_walk["new-york"], _walk["new-york.db"], Stop);
        var city = await silo.Http.GetFromJsonAsync<JsonElement>("/api/v1/city", Stop);
        Assert.InRange(city.GetProperty("cellCount").GetInt32(), 75_000, 82_000);

        // Bad rows are exit code 1 also when the good ones went in.
        var imported = await _walk.RunAsync(commands[2], silo.Http.BaseAddress, expected: 1);
        Assert.Contains("2,304 taken in (559 the same problem as another), 0 in before, 0 refused by the server, 82 bad", imported, StringComparison.Ordinal);
        var cases = await CasesAsync(silo.Http);
        Assert.Equal(2_386 - 82, cases.Count);
        Assert.Equal(cases.Count, cases.Select(item => item.GetProperty("reference").GetString()).Distinct().Count());

        var boards = Boards(requests);
        var named = cases.Where(item => boards.ContainsKey(item.GetProperty("reference").GetString()!)).ToList();
        var right = named.Count(item => boards[item.GetProperty("reference").GetString()!] == item.GetProperty("street").GetString());
        Assert.InRange(100.0 * right / named.Count, 98.8, 99.0);

        var byWater = cases.Where(item => item.TryGetProperty("rule", out var rule) && rule.GetString() == "sewer-near-water").ToList();
        Assert.NotEmpty(byWater);
        var life = await silo.Http.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{byWater[0].GetProperty("id").GetString()}/life", Stop);
        Assert.Equal("water", life.GetProperty("why").GetProperty("layer").GetString());
        Assert.InRange(life.GetProperty("why").GetProperty("distance").GetDouble(), 0, 60);

        // Imported twice, nothing more happens.
        await _walk.RunAsync(commands[2], silo.Http.BaseAddress, expected: 1);
        Assert.Equal(cases.Count, (await CasesAsync(silo.Http)).Count);
    }

    [Fact]
    public async Task Chicago_takes_fifteen_years()
    {
        SharedData.Require("chicago311_sanitation_code_2000_2015.csv.gz");
        var commands = WalkThrough.Commands("## Chicago");
        await _walk.RunAsync(commands[0], null);
        var data = _walk["chicago.db"];
        await using (var silo = await SiloProcess.StartAsync(_walk["chicago"], data, Stop))
        {
            var imported = await _walk.RunAsync(commands[2], silo.Http.BaseAddress, expected: 1);
            Assert.Contains(" 370 in before, 5 refused by the server, 24 bad", imported, StringComparison.Ordinal);
            Assert.Equal(74_401 - 24 - 375, (await CasesAsync(silo.Http)).Count);
            Assert.Equal(0, await silo.InterruptAsync(Stop));
        }
        Assert.Contains("No faults.", await _walk.RunAsync(commands[3], null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chicago_goes_from_its_raw_file_to_reports()
    {
        SharedData.Require("chicago311_sanitation_code_2000_2015.csv.gz");
        var all = WalkThrough.Commands("## Chicago");
        await _walk.RunAsync(all[0], null);
        // A file with bad rows is told by exit code 1 also when everything was made of it.
        var commands = all.SkipWhile(line => !line.StartsWith("gridcity replay", StringComparison.Ordinal)).ToList();
        Assert.Equal(["replay", "fit", "simulate", "replay", "compare"], commands.Select(line => line.Split(' ')[1]));
        var replayed = await _walk.RunAsync(commands[0], null, expected: 1);
        Assert.Contains("Indicators of 2014-01-01/2014-12-31", replayed, StringComparison.Ordinal);
        Assert.Contains("Times to close have changed", await _walk.RunAsync(commands[1], null), StringComparison.Ordinal);
        await _walk.RunAsync(commands[2], null);
        Assert.Contains("Kolmogorov and Smirnov", await _walk.RunAsync(commands[3], null, expected: 1), StringComparison.Ordinal);
        Assert.Contains("significant", await _walk.RunAsync(commands[4], null), StringComparison.Ordinal);
        foreach (var name in new[] { "chicago-2014.html", "chicago-next.html", "chicago-modelled.html" })
        {
            PageReader.CheckHouseRules(PageReader.Read(File.ReadAllText(_walk[name])), scripts: 1);
        }
        PageReader.CheckHouseRules(PageReader.Read(File.ReadAllText(_walk["chicago-more.html"])));
        await using var log = new GZipStream(File.OpenRead(_walk["chicago-2014.xes.gz"]), CompressionMode.Decompress);
        Assert.Equal(18_842, XesReader.Check(log).Traces);
    }

    [Fact]
    public async Task Burglaries_and_the_logs_of_other_offices_are_replayed()
    {
        SharedData.Require("chicago_burglary_crimes_2011_2014.csv.gz");
        var commands = WalkThrough.Commands("## Burglaries");
        Assert.Equal(["city", "replay", "city", "replay", "replay", "replay"], commands.Select(line => line.Split(' ')[1]));
        string[] told = [" 0 warnings", "66,931 replayed", "2,322 cells", "4,000 replayed", "10,000 replayed", "1,434 replayed"];
        foreach (var (line, sentence) in commands.Zip(told))
        {
            Assert.Contains(sentence, await _walk.RunAsync(line, null), StringComparison.Ordinal);
        }
    }

    private static async Task<List<JsonElement>> CasesAsync(HttpClient http)
    {
        var cases = new List<JsonElement>();
        var next = "";
        while (next is not null)
        {
            var page = await http.GetFromJsonAsync<JsonElement>("/api/v1/cases?limit=1000" + next, Stop);
            cases.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var cursor) ? "&before=" + cursor.GetString() : null;
        }
        return cases;
    }

    /// <summary>The street of the grid that stands for the board which each request names, by the request's key.</summary>
    private static Dictionary<string, string> Boards(string requests)
    {
        var codes = File.ReadLines(Path.Combine(Repository.Root, "examples", "new-york", "boards.csv")).Skip(1)
            .Select(line => line.Split(',')).ToDictionary(parts => parts[0], parts => parts[1]);
        string[] boroughs = ["", "MANHATTAN", "BRONX", "BROOKLYN", "QUEENS", "STATEN ISLAND"];
        using var unpacked = new GZipStream(File.OpenRead(requests), CompressionMode.Decompress);
        using var csv = CsvReader.Create(unpacked, new CsvReaderOptions(), leaveOpen: false);
        var (key, named) = (csv.Headers.ToList().IndexOf("Unique Key"), csv.Headers.ToList().IndexOf("Community Board"));
        var boards = new Dictionary<string, string>();
        while (csv.Read())
        {
            // "18 BROOKLYN" is district 318; "Unspecified" and "0 Unspecified" name none.
            var board = csv.GetString(named)!.Split(' ', 2);
            var borough = Array.IndexOf(boroughs, board[^1]);
            if (borough > 0 && codes.TryGetValue(borough + board[0], out var street))
            {
                boards.Add(csv.GetString(key)!, street);
            }
        }
        return boards;
    }
}
