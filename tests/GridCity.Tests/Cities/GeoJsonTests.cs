using System.Globalization;
using System.Text;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

public sealed class GeoJsonTests
{
    private const string Square = "[[[116,39],[116.1,39],[116.1,39.1],[116,39]]]";

    [Fact]
    public void Every_kind_of_shape_is_read_with_its_parts()
    {
        var features = Read(
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2,50]}},
            {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}},
            {"type":"Feature","properties":{},"geometry":{"coordinates":[[[1,2],[3,4]],[[5,6],[7,8],[9,10]]],"type":"MultiLineString"}},
            {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}},
            {"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]]],[[[1,1],[2,1],[2,2],[1,1]],[[3,3],[4,3],[4,4],[3,3]]]]}}
            ]}
            """,
            out var faults);
        Assert.Empty(faults);
        Assert.Equal(["1", "2", "2+3", "4+4", "4|4+4"], features.Select(feature => Outline(feature.Shape)));
        Assert.Equal([2, 3, 4, 5, 6], features.Select(feature => feature.Line));
        Assert.Equal(new GeoPoint(1, 2), features[0].Shape.Points.Single());
    }

    [Fact]
    public void Properties_are_text_and_nulls_are_left_out()
    {
        var feature = Read(
            """{"features":[{"id":7,"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"a":"x\"y","b":1.50,"c":true,"d":null,"e":{"f":[1]}}}],"type":"FeatureCollection"}""",
            out var faults).Single();
        Assert.Empty(faults);
        Assert.Equal("7", feature.Id);
        Assert.Equal(["a=x\"y", "b=1.50", "c=true", "e={\"f\":[1]}"], feature.Properties.Select(pair => pair.Key + "=" + pair.Value));
        Assert.Null(feature.Find("d"));
    }

    [Theory]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", true)]
    [InlineData("EPSG:4326", true)]
    [InlineData("urn:ogc:def:crs:EPSG::4490", true)]
    [InlineData("EPSG:3857", false)]
    [InlineData("urn:ogc:def:crs:EPSG::14326", false)]
    public void A_frame_that_is_not_degrees_is_refused(string name, bool isKnown)
    {
        Read($$$"""{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"{{{name}}}"}},"features":[]}""", out var faults);
        Assert.Equal(isKnown ? [] : ["crs"], faults.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "empty")]
    [InlineData("""{"type":"Polygon","coordinates":[[],[[1,2]]]}""", "empty")]
    [InlineData("""{"type":"Polygon","coordinates":[[1,2],[3,4]]}""", "2 deep")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2],[[3,4]]]}""", "unevenly")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2],[3]]}""", "one number")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2],[3,"4"]]}""", "a text")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2],{"x":3}]}""", "an object")]
    [InlineData("""{"type":"Point","coordinates":[39.9,116.4]}""", "latitude before longitude")]
    [InlineData("""{"type":"Point","coordinates":[439900,4416400]}""", "not degrees")]
    [InlineData("""{"type":"Point","coordinates":[1e999,2]}""", "not degrees")]
    [InlineData("""{"type":"Point","coordinates":"1,2"}""", "no array")]
    [InlineData("""{"type":"Point"}""", "missing")]
    [InlineData("""{"coordinates":[1,2]}""", "missing")]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""", "GeometryCollection")]
    [InlineData("null", "missing")]
    [InlineData("[1,2]", "missing")]
    public void A_broken_shape_is_a_fault_with_its_line_and_the_next_feature_is_read(string geometry, string said)
    {
        var features = Read(
            $$$"""
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{},"geometry":{{{geometry}}}},
            {"type":"Feature","properties":{"n":"2"},"geometry":{"type":"Polygon","coordinates":{{{Square}}}}}
            ]}
            """,
            out var faults);
        var fault = Assert.Single(faults);
        Assert.Equal((2, Severity.Error), (fault.Line, fault.Severity));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.Equal("2", Assert.Single(features).Find("n"));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("[]", 1)]
    [InlineData("nothing", 1)]
    [InlineData("{\"type\":\"FeatureCollection\"}", 1)]
    [InlineData("{\"type\":\"Feature\",\n\"features\":[]}", 1)]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":{}}", 2)]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[\n3]}", 3)]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[\n{\"type\":\"Feature\",", 3)]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[]\n} x", 3)]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"x\":\"\\ud800\",\n\"features\":[{\"id\":\n\"\\ud800\"}]}", 4)]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"\\ud800\":1,\"features\":[]}", 2)]
    public void Broken_json_is_a_fault_with_its_line(string text, int line)
    {
        Read(text, out var faults);
        Assert.Equal(line, Assert.Single(faults).Line);
    }

    [Fact]
    public void Json_nested_without_end_is_a_fault()
    {
        Read("{\"x\":" + new string('[', 100_000), out var faults);
        Assert.Single(faults);
    }

    [Fact]
    public void What_is_written_is_read_again_feature_for_feature_and_line_for_line()
    {
        using var folder = new TempFolder();
        var written = new List<GeoFeature>();
        foreach (var (kind, parts) in Shapes())
        {
            written.Add(new GeoFeature("f" + written.Count, new GeoShape(kind, parts), [new("name", "东城 \"x\"\n<&>"), new("n", "1")], written.Count + 2));
        }
        foreach (var name in new[] { "plain.geojson", "packed.geojson.gz" })
        {
            GeoJsonWriter.WriteAll(folder[name], written);
            var faults = new FaultList();
            var read = GeoJson.ReadAll(InputFile.TryRead(folder[name], name, faults)!, faults);
            Assert.Empty(faults.ToList());
            Assert.Equal(written.Select(Describe), read.Select(Describe));
        }
        Assert.Contains("[116.12345679,-39.00000001]", File.ReadAllText(folder["plain.geojson"]), StringComparison.Ordinal);
        Assert.Contains("东城", File.ReadAllText(folder["plain.geojson"]), StringComparison.Ordinal);
    }

    private static IEnumerable<(GeoKind Kind, IReadOnlyList<IReadOnlyList<GeoPoint[]>> Parts)> Shapes()
    {
        GeoPoint[] ring = [new(0, 0), new(9.5, 0), new(9.5, 9.25), new(0, 0)];
        yield return (GeoKind.Point, [[[new(116.123456789, -39.0000000101)]]]);
        yield return (GeoKind.LineString, [[[new(1, 2), new(3, 4)]]]);
        yield return (GeoKind.MultiLineString, [[[new(1, 2), new(3, 4)], [new(-5, -6), new(7, 8)]]]);
        yield return (GeoKind.Polygon, [[ring, ring]]);
        yield return (GeoKind.MultiPolygon, [[ring], [ring, ring]]);
    }

    private static string Describe(GeoFeature feature) => string.Create(
        CultureInfo.InvariantCulture,
        $"{feature.Line} {feature.Id} {feature.Shape.Kind} {Outline(feature.Shape)} {string.Join(' ', feature.Shape.Points.Select(point => $"{point.Longitude:F8},{point.Latitude:F8}"))} {string.Join(';', feature.Properties)}");

    private static string Outline(GeoShape shape) =>
        string.Join('|', shape.Parts.Select(part => string.Join('+', part.Select(ring => ring.Length))));

    private static IReadOnlyList<GeoFeature> Read(string text, out IReadOnlyList<Fault> found)
    {
        var faults = new FaultList();
        var features = GeoJson.ReadAll(new InputFile("test.geojson", Encoding.UTF8.GetBytes(text)), faults);
        found = faults.ToList();
        return features;
    }
}
