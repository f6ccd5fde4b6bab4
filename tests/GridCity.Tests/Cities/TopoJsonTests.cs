using System.Text;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

public sealed class TopoJsonTests
{
    private const string Quantized =
        """
        {"type":"Topology",
        "transform":{"scale":[0.5,0.25],"translate":[100,30]},
        "objects":{"areas":{"type":"GeometryCollection","geometries":[
        {"type":"Polygon","id":"a","properties":{"name":"left"},"arcs":[[0,1]]},
        {"type":"Polygon","id":"b","arcs":[[2,-1]]}]},
        "line":{"type":"LineString","arcs":[0,~]},
        "point":{"type":"Point","coordinates":[4,8]}},
        "arcs":[[[4,0],[0,8]],[[4,8],[-4,0],[0,-8],[4,0]],[[4,0],[4,0],[0,8],[-4,0]]]}
        """;

    [Fact]
    public void Shared_arcs_become_closed_rings_forwards_and_backwards()
    {
        var features = Read(Quantized.Replace("~", "1", StringComparison.Ordinal), out var faults);
        Assert.Empty(faults);
        Assert.Equal(["a", "b", null, null], features.Select(feature => feature.Id));
        Assert.Equal([new(102, 30), new(102, 32), new(100, 32), new(100, 30), new(102, 30)], features[0].Shape.Points);
        Assert.Equal([new(102, 30), new(104, 30), new(104, 32), new(102, 32), new(102, 30)], features[1].Shape.Points);
        Assert.Equal(new GeoPoint(102, 32), features[3].Shape.Points.Single());
        Assert.Equal("left", features[0].Find("name"));
        Assert.Equal(4, features[0].Line);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("\"x\"")]
    public void An_arc_that_there_is_not_is_a_fault_with_line_and_place(string arc)
    {
        var features = Read(Quantized.Replace("~", arc, StringComparison.Ordinal), out var faults);
        var fault = Assert.Single(faults);
        Assert.Equal((6, "objects.line"), (fault.Line, fault.Field));
        Assert.Equal(3, features.Count);
    }

    [Fact]
    public void A_topology_that_is_not_quantized_has_positions_as_they_are()
    {
        var feature = Read(
            """{"type":"Topology","objects":{"x":{"type":"MultiPolygon","arcs":[[[0]],[[0]]]}},"arcs":[[[1,2],[3,2],[3,4],[1,2]]]}""",
            out var faults).Single();
        Assert.Empty(faults);
        Assert.Equal(2, feature.Shape.Parts.Count);
        Assert.Equal(new GeoPoint(3, 4), feature.Shape.Parts[1][0][2]);
    }

    [Theory]
    [InlineData("{}", "type")]
    [InlineData("""{"type":"Topology"}""", "objects")]
    [InlineData("""{"type":"Topology","transform":{"scale":[1]},"objects":{}}""", "transform")]
    [InlineData("""{"type":"Topology","objects":{},"arcs":[[[1,2],[500,3]]]}""", "arcs[0][1]")]
    [InlineData("""{"type":"Topology","objects":{"x":{"type":"Sphere"}},"arcs":[]}""", "objects.x")]
    [InlineData("""{"type":"Topology","objects":{"x":{"type":"Point"}},"arcs":[]}""", "objects.x")]
    [InlineData("""{"type":"Topology","objects":{"x":{"type":"GeometryCollection","geometries":[{"type":"LineString"}]}}}""", "objects.x.geometries[0]")]
    [InlineData("""{"type":"Topology","obj""", "")]
    public void A_broken_topology_is_a_fault(string text, string field)
    {
        Read(text, out var faults);
        Assert.Equal(field, Assert.Single(faults).Field);
    }

    [Fact]
    public void A_small_file_cannot_ask_for_endless_points()
    {
        var arc = string.Join(',', Enumerable.Repeat("[1,2]", 10_000));
        var uses = string.Join(',', Enumerable.Repeat("0", 10_000));
        Read($$$"""{"type":"Topology","objects":{"x":{"type":"LineString","arcs":[{{{uses}}}]}},"arcs":[[{{{arc}}}]]}""", out var faults);
        Assert.Equal("objects.x", Assert.Single(faults).Field);
    }

    [Fact]
    public void New_York_has_24_waters()
    {
        var faults = new FaultList();
        var file = InputFile.TryRead(SharedData.Require("nyc_water_topo.json"), "water", faults)!;
        Assert.True(TopoJson.IsTopology(file));
        var features = TopoJson.ReadAll(file, faults);
        Assert.Empty(faults.ToList());
        Assert.Equal(24, features.Count);
        Assert.All(features, feature => Assert.True(feature.Shape.IsArea));
        Assert.All(features.SelectMany(feature => feature.Shape.Parts).SelectMany(part => part), ring => Assert.Equal(ring[0], ring[^1]));
    }

    private static IReadOnlyList<GeoFeature> Read(string text, out IReadOnlyList<Fault> found)
    {
        var faults = new FaultList();
        var features = TopoJson.ReadAll(new InputFile("test.json", Encoding.UTF8.GetBytes(text)), faults);
        found = faults.ToList();
        return features;
    }
}
