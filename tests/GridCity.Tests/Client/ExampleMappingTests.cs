using System.Text.Json.Nodes;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.Client;

/// <summary>The mappings that are shipped as examples, held against the data for which they were written.</summary>
public sealed class ExampleMappingTests
{
    [Fact]
    public async Task New_York_requests_of_one_day_are_read_but_for_those_without_coordinates()
    {
        var summary = await DryRunAsync("nyc311_2013-12-25_full_columns.csv.gz", "new-york");

        Assert.Equal((2386, 2304, 82), Counts(summary));
        var fault = Assert.Single(summary["faults"]!.AsArray())!;
        Assert.Equal("Longitude: degrees of longitude from -180 to 180 expected", (string)fault["fault"]!);
    }

    [Fact]
    public async Task Chicago_complaints_of_fifteen_years_are_read_but_for_those_without_coordinates()
    {
        var summary = await DryRunAsync("chicago311_sanitation_code_2000_2015.csv.gz", "chicago");

        Assert.Equal((74401, 74377, 24), Counts(summary));
    }

    [Fact]
    public async Task A_mapping_on_the_wrong_file_is_told_so()
    {
        var shell = new Shell();

        Assert.Equal(2, await shell.RunAsync(Command("nyc311_2013-12-25_full_columns.csv.gz", "chicago")));

        Assert.Contains("there is no column 'Service_Request_Number'", shell.Error, StringComparison.Ordinal);
        Assert.Contains("Unique Key, Created Date", shell.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonObject> DryRunAsync(string data, string example)
    {
        var shell = new Shell();
        Assert.Equal(1, await shell.RunAsync(Command(data, example)));
        return shell.Json;
    }

    private static string[] Command(string data, string example) =>
    [
        "import", SharedData.Require(data), "--dry-run", "--json",
        "--mapping", Path.Combine(Repository.Root, "examples", example, "mapping.yaml"),
    ];

    private static (int Rows, int Good, int Bad) Counts(JsonObject summary) =>
        ((int)summary["rows"]!, (int)summary["unsent"]!, (int)summary["bad"]!);
}
