using System.Globalization;
using GridCity.Client.Api;
using GridCity.Simulation.Cities;
using GridCity.Tests.Cities;
using GridCity.Tests.Client;
using GridCity.Tests.Stories;
using Xunit;

namespace GridCity.Tests.Rules;

/// <summary>Where a report would go, asked of a server and of a folder, is where it then goes: factor, event, tier and whistle too.</summary>
public sealed class ForecastTests
{
    private const string Square = "110101001001007";
    private const string Temple = "110101016001001";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Temple, "09001", "temple-season", "street", "enforcement")]
    [InlineData(Square, "09001", "national-day", "district", null)]
    [InlineData(Square, "06010", "national-day", "district", null)]
    public async Task During_a_great_event_the_server_says_what_dispatching_does(
        string cell, string caseClass, string great, string tier, string? whistle)
    {
        var when = new DateTimeOffset(2026, 9, 28, 2, 0, 0, TimeSpan.Zero);
        await using var city = await StoryCity.OpenAsync(StoryCity.LoadCity(), when, Stop);
        using var client = GridCityClient.Connect(city.Http.BaseAddress!);
        var point = city.PointAt(cell);
        var said = await client.ExplainAsync(
            new RoutingQuestion { Lon = point.Longitude, Lat = point.Latitude, Class = caseClass, Frame = Core.Space.Frame.Wgs84 }, Stop);

        Assert.Equal((great, 0.5, tier, whistle), (said.Event!, said.LimitFactor!.Value, said.Tier!, said.Whistle));
        var whole = city.City.Limits.Find(caseClass, null)!.Limit;
        Assert.Equal(whole.Times(0.5, TimeSpan.FromHours(8)).ToString(), said.Limit);
        Assert.NotEqual(whole.ToString(), said.Limit);

        var answer = await client.ReportAsync(
            new ReportRequest
            {
                Id = Guid.CreateVersion7(),
                Class = caseClass,
                Channel = "inspector",
                Lon = point.Longitude,
                Lat = point.Latitude,
                Frame = Core.Space.Frame.Wgs84,
                By = "inspector:i-001",
            },
            Stop);
        var filed = answer.Case;
        Assert.Equal((said.Unit, said.Due, said.Tier!), (filed.Unit, filed.Due, filed.Tier.ToString()!.ToLowerInvariant()));
    }

    [Fact]
    public async Task A_server_and_a_folder_give_one_answer()
    {
        using var folder = new TempFolder();
        DemonstrationCity.Create(folder.Path);
        var city = CityFolder.Load(folder.Path).City!;
        await using var server = await StoryCity.OpenAsync(city, new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero), Stop);
        var point = server.PointAt(Square);
        string[] question =
        [
            "rules", "explain", "--class", "09001", "--frame", "wgs84", "--when", "2026-09-30T09:00:00+08:00", "--at",
            string.Create(CultureInfo.InvariantCulture, $"{point.Longitude:R},{point.Latitude:R}"),
        ];

        var live = new Shell(server.Http.BaseAddress);
        Assert.Equal(0, await live.RunAsync([.. question, "--json"]));
        var still = new Shell();
        Assert.Equal(0, await still.RunAsync([.. question, "--city", folder.Path, "--json"]));
        Assert.Equal(still.Output, live.Output);
        Assert.Equal("national-day", (string?)live.Json["event"]);

        var people = new Shell(server.Http.BaseAddress);
        Assert.Equal(0, await people.RunAsync(question));
        Assert.Contains("national-day, limits × 0.5", people.Output, StringComparison.Ordinal);
        Assert.Contains("1wh, due 2026-09-30 10:00", people.Output, StringComparison.Ordinal);
        Assert.Contains("district", people.Output, StringComparison.Ordinal);
    }
}
