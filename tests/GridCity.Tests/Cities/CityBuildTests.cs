using System.Text.RegularExpressions;
using GridCity.Core.Space;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

public sealed class CityBuildTests
{
    private const string Districts =
        """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"no":"E","label":"East"},"geometry":{"type":"Polygon","coordinates":[[[116.41,39.9],[116.42,39.9],[116.42,39.91],[116.41,39.91],[116.41,39.9]]]}},
        {"type":"Feature","properties":{"no":"W","label":"West"},"geometry":{"type":"Polygon","coordinates":[[[116.4,39.9],[116.4101,39.9],[116.41,39.905],[116.41,39.91],[116.4,39.91],[116.4,39.9]]]}}
        ]}
        """;

    [Fact]
    public void Polygons_with_a_table_of_codes_become_a_city_that_loads()
    {
        using var folder = new TempFolder();
        var result = CityBuild.Run(Options(folder), stop: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(result.Faults, fault => fault.Severity == Severity.Error);
        var city = result.City!;
        Assert.Equal(["110101001", "110101002"], Enumerable.Range(0, city.Grid.Count).Select(cell => city.Grid.CodeOf(cell).Street.ToString()).Distinct());
        Assert.InRange(city.Grid.Count, 85, 105);
        Assert.Equal("Eastern", city.Areas[AreaCode.Parse("110101001")].Name);
        Assert.Equal("Eastern · 1", city.Areas[AreaCode.Parse("110101001001")].Name);
        Assert.Equal("East office", city.Units["east"].Name);
        Assert.Equal("rivers", Assert.Single(city.Layers).Name);
        Assert.Equal(("built", "Small"), (city.Id, city.Name));

        Assert.Equal(2, result.Report!.Before.Cells);
        Assert.Equal(CoverageFault.Overlap, Assert.Single(result.Report.Before.Findings).Fault);
        Assert.Empty(result.Report.After.Findings);
        Assert.Empty(result.Report.Slivers);
        var lines = result.Lines().ToList();
        Assert.Contains("1 overlaps", lines[0], StringComparison.Ordinal);
        Assert.Contains("0 gaps (0 m²), 0 overlaps (0 m²)", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(CityFolder.Load(folder["built"]).Faults, fault => fault.File == "cells.geojson");
    }

    [Fact]
    public void A_layer_can_be_a_barrier_at_which_cells_end()
    {
        using var folder = new TempFolder();
        var options = Options(folder);
        folder.Write(
            "rail.geojson",
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[116.399,39.9033],[116.421,39.9047]]}}
            ]}
            """);
        options = options with { Layers = [.. options.Layers, new LayerSource("rail", folder["rail.geojson"])] };
        var free = CityBuild.Run(options, stop: TestContext.Current.CancellationToken).City!;
        var barred = CityBuild.Run(options with { Barriers = ["rail"] }, stop: TestContext.Current.CancellationToken).City!;
        var rail = barred.Layers.Single(layer => layer.Name == "rail").Features[0].Shape;
        Assert.True(Crossed(free.Grid, rail) > 10);
        Assert.Equal(0, Crossed(barred.Grid, rail));

        var unknown = CityBuild.Run(options with { Barriers = ["rial"] }, stop: TestContext.Current.CancellationToken);
        Assert.Contains("Did you mean 'rail'?", Assert.Single(unknown.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_becomes_square_streets()
    {
        using var folder = new TempFolder();
        var options = Options(folder) with { Input = null, Codes = null, Extent = new GeoBox(116.3, 39.85, 116.42, 39.95), CellArea = 90_000 };
        var city = CityBuild.Run(options, stop: TestContext.Current.CancellationToken).City!;
        var streets = city.Areas.Keys.Where(area => area.Tier == Tier.Street).ToList();
        Assert.Equal(4, streets.Count);
        Assert.InRange(city.Grid.Count, 1_200, 1_350);
        Assert.Equal("Block 1-2", city.Areas[AreaCode.Parse("110101002")].Name);
        var corner = city.Plane.ToPlane(new GeoPoint(116.301, 39.949));
        Assert.Equal("110101001", city.Grid.CodeOf(city.Grid.Locate(corner)).Street.ToString());
    }

    [Fact]
    public void A_street_with_too_many_cells_for_three_digits_is_parted()
    {
        using var folder = new TempFolder();
        var city = CityBuild.Run(Options(folder) with { CellArea = 600 }, stop: TestContext.Current.CancellationToken).City!;
        var communities = city.Areas.Keys.Where(area => area.Tier == Tier.Community).Select(area => area.ToString()).Order().ToList();
        Assert.Equal(["110101001001", "110101001002", "110101002001", "110101002002"], communities);
    }

    [Theory]
    [InlineData("districts.geojson", "116.41,39.9],[116.42,39.9]", "116.41,39.9],[11642,39.9]", "districts.geojson:2", "coordinates")]
    [InlineData("districts.geojson", "\"no\":\"W\"", "\"no\":\"X\"", "districts.geojson:3", "does not have")]
    [InlineData("districts.geojson", "\"no\":\"W\"", "\"nr\":\"W\"", "districts.geojson:3", "Did you mean 'nr'?")]
    [InlineData("codes.csv", "110101002", "110102002", "city.yaml", "lacks 110102")]
    [InlineData("codes.csv", "110101002", "1101010", "codes.csv:3", "9 digits")]
    [InlineData("codes.csv", "W,", "E,", "codes.csv:3", "stands above")]
    [InlineData("template/units.csv", "department", "depot", "units.csv:2", "department, street")]
    [InlineData("template/rules.yaml", "- id: river\n", "- id: river\n  leed: x\n", "rules.yaml:2", "Did you mean 'lead'?")]
    [InlineData("rivers.geojson", "[116.402,39.9012]]", "[116.402]]", "rivers.geojson:3", "one number")]
    public void What_is_wrong_with_the_input_is_said_and_nothing_is_written(string file, string from, string to, string place, string said)
    {
        using var folder = new TempFolder();
        var options = Options(folder);
        var text = File.ReadAllText(folder[file]);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(folder[file], string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)));
        var result = CityBuild.Run(options, stop: TestContext.Current.CancellationToken);
        Assert.Null(result.City);
        Assert.Contains(result.Faults, fault => fault.ToString().StartsWith(place, StringComparison.Ordinal)
            && fault.ToString().Contains(said, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder["built"]));
    }

    [Fact]
    public void What_would_only_follow_from_another_fault_is_not_said()
    {
        using var folder = new TempFolder();
        var options = Options(folder);
        File.WriteAllText(folder["districts.geojson"], Districts.Replace("\"no\":", "\"nr\":", StringComparison.Ordinal));
        var faults = CityBuild.Run(options, stop: TestContext.Current.CancellationToken).Faults;
        Assert.Equal([2, 3], faults.Select(fault => fault.Line));
        Assert.All(faults, fault => Assert.Equal("is missing from the properties. Did you mean 'nr'?", fault.Message));

        folder.Write("districts.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}");
        Assert.Contains(
            "polygons were expected",
            Assert.Single(CityBuild.Run(options, stop: TestContext.Current.CancellationToken).Faults).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Land_on_another_side_of_the_earth_than_the_origin_is_told_so()
    {
        using var folder = new TempFolder();
        var options = Options(folder);
        var settings = File.ReadAllText(folder["template/city.yaml"]);
        File.WriteAllText(folder["template/city.yaml"], Regex.Replace(settings, @"origin: \[.*\]", "origin: [-87.72, 41.83]"));
        var result = CityBuild.Run(options, stop: TestContext.Current.CancellationToken);
        Assert.Null(result.City);
        Assert.Contains(result.Lines(), line => line.Contains("110101001001: lies too far from the origin in city.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_with_other_things_in_it_is_left_alone()
    {
        using var folder = new TempFolder();
        var options = Options(folder);
        folder.Write("built/thesis.txt", "Years of work.");
        Assert.Contains("is no city", Assert.Single(CityBuild.Run(options, stop: TestContext.Current.CancellationToken).Faults).Message, StringComparison.Ordinal);
        Assert.Equal("built/thesis.txt", Path.GetRelativePath(folder.Path, Assert.Single(Directory.EnumerateFiles(folder["built"]))));
    }

    [Fact]
    public void Building_again_replaces_the_city_with_its_layers()
    {
        using var folder = new TempFolder();
        CityBuild.Run(Options(folder) with { Layers = [new("rivers", folder["rivers.geojson"]), new("old", folder["rivers.geojson"])] }, stop: TestContext.Current.CancellationToken);
        Assert.Single(CityBuild.Run(Options(folder), stop: TestContext.Current.CancellationToken).City!.Layers);
    }

    [Fact]
    public void A_build_can_be_stopped()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => CityBuild.Run(Options(folder), stop: stop.Token));
    }

    /// <summary>The template is the good folder without its land; its rules name rivers and the units east and west.</summary>
    private static CityBuildOptions Options(TempFolder folder)
    {
        foreach (var (name, text) in GoodFolder.Files().Where(file => !file.Key.Contains("geojson", StringComparison.Ordinal)))
        {
            folder.Write("template/" + name, text.Replace("110101002001", "110101002", StringComparison.Ordinal));
        }
        folder.Write("districts.geojson", Districts);
        folder.Write("codes.csv", "value,code,name\nE,110101001,Eastern\nW,110101002,Western\n");
        folder.Write("rivers.geojson", GoodFolder.Files()["layers/rivers.geojson"]);
        return new CityBuildOptions
        {
            Output = folder["built"],
            Template = folder["template"],
            Input = folder["districts.geojson"],
            CodeProperty = "no",
            Codes = folder["codes.csv"],
            CellArea = 20_000,
            Layers = [new LayerSource("rivers", folder["rivers.geojson"])],
            Id = "built",
        };
    }

    /// <summary>How many cells a line runs through.</summary>
    private static int Crossed(Grid grid, NetTopologySuite.Geometries.Geometry line) => Enumerable.Range(0, grid.Count)
        .Count(cell => CellShape.ToPolygons(grid.RingsOf(cell)).Buffer(-0.5).Intersects(line));
}
