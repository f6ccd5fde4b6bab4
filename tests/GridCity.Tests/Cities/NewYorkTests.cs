using GridCity.Core.Space;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

/// <summary>A real city from real boundaries, and real requests in it, where the data is beside the checkout.</summary>
public sealed class NewYorkTests
{
    private static readonly Dictionary<string, string> Boroughs = new(StringComparer.Ordinal)
    {
        ["MANHATTAN"] = "360061",
        ["BRONX"] = "360005",
        ["BROOKLYN"] = "360047",
        ["QUEENS"] = "360081",
        ["STATEN ISLAND"] = "360085",
    };

    [Fact]
    public void New_York_is_divided_and_its_requests_land_in_the_boards_that_they_name()
    {
        var requests = Requests();
        using var folder = new TempFolder();
        var examples = Path.Combine(House.Repository.Root, "examples", "new-york");
        var result = CityBuild.Run(new CityBuildOptions
        {
            Output = folder["new-york"],
            Template = examples,
            Input = SharedData.Require("nyc_community_districts_2013.geojson.gz"),
            CodeProperty = "BoroCD",
            Codes = Path.Combine(examples, "boards.csv"),
            Layers = [new LayerSource("water", SharedData.Require("nyc_water_topo.json"))],
        }, stop: TestContext.Current.CancellationToken);
        Assert.Empty(result.Faults);
        Assert.Equal(71, result.Report!.Before.Cells);
        Assert.InRange(result.Report.After.Cells, 77_000, 80_000);
        Assert.Empty(result.Report.After.Findings);
        Assert.Empty(result.Report.Slivers);
        Assert.Equal(result.Report.Before.UnionArea, result.Report.After.UnionArea, result.Report.Before.UnionArea / 1e5);

        var city = result.City!;
        Assert.Equal(24, Assert.Single(city.Layers).Features.Count);
        Assert.Equal(71, city.Areas.Keys.Count(area => area.Tier == Tier.Street));
        var named = requests.Where(request => request.Board is not null && request.Point is not null).ToList();
        var right = named.Count(request =>
        {
            var cell = city.Grid.Locate(city.Plane.ToPlane(request.Point!.Value));
            return cell >= 0 && city.Grid.CodeOf(cell).Street == request.Board;
        });
        Assert.Equal(2_386, requests.Count);
        Assert.Equal(0.989, (double)right / named.Count, tolerance: 0.001);
        var classes = city.Classes.Values.Select(known => (known.Code[..known.Code.IndexOf('-', StringComparison.Ordinal)], known.Name)).ToHashSet();
        Assert.All(requests, request => Assert.Contains((request.Agency.ToLowerInvariant(), request.Type), classes));
    }

    private static List<(string Agency, string Type, AreaCode? Board, GeoPoint? Point)> Requests()
    {
        var faults = new FaultList();
        var file = InputFile.TryRead(SharedData.Require("nyc311_2013-12-25_full_columns.csv.gz"), "requests", faults)!;
        var heading = file.Text.Split('\n')[0].Trim().Split(',');
        return
        [
            .. CsvTable.Read(file, new CsvColumns(heading, []), faults)
                .Select(row => (row["Agency"], row["Complaint Type"], BoardOf(row["Community Board"]), PointOf(row))),
        ];
    }

    /// <summary>A board is written <c>12 MANHATTAN</c>; many rows name only the borough, or nothing.</summary>
    private static AreaCode? BoardOf(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return int.TryParse(text.AsSpan(0, Math.Max(0, blank)), out var number) && Boroughs.TryGetValue(text[(blank + 1)..], out var district)
            ? AreaCode.Parse($"{district}{number:D3}")
            : null;
    }

    private static GeoPoint? PointOf(CsvRow row)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        return double.TryParse(row["Longitude"], invariant, out var longitude) && double.TryParse(row["Latitude"], invariant, out var latitude)
            ? new GeoPoint(longitude, latitude)
            : null;
    }
}
