using GridCity.Simulation.Cities;
using GridCity.Tests.Cities;

namespace GridCity.Tests.Rules;

/// <summary>
/// The small city of docs/rules.md: two streets, a river band, a ring road, a lane, two sources, and a neighbouring district.
/// </summary>
internal static class RulesFolder
{
    public static Dictionary<string, string> Files(string rules, string? events = null)
    {
        var files = GoodFolder.Files();
        files["city.yaml"] = files["city.yaml"].Replace("frame: gcj02", "frame: wgs84", StringComparison.Ordinal);
        files["classes.csv"] += """
            09006,Vendors on the road,占道经营,GB/T 47678.5-2026,street-order,event
            08004,Dust,工地扬尘,GB/T 47678.5-2026,construction,event

            """;
        files["units.csv"] =
            """
            id,name,name_zh,kind,tier,parent,area
            street-west,West,西街,street,street,,110101001
            street-east,East,东街,street,street,,110101002
            sanitation,Sanitation,环卫,department,district,,
            enforcement,Enforcement,执法队,department,district,,
            river-office,River office,河湖所,department,city,,
            chief-north,River chief,河长,department,street,,
            city-roads,City roads,市管道路,department,city,,
            district-roads,District roads,区管道路,department,district,,
            construction,Construction,住建,department,district,,
            environment,Environment,环保,department,district,,
            neighbour-office,Neighbours,邻区,department,district,,
            event-desk,Event desk,保障组,coordination,district,,

            """;
        files["layers/rivers.geojson"] = Collection(Feature(
            "north-river",
            "\"manager\":\"river-office\",\"chief\":\"chief-north\"",
            "Polygon",
            "[[[116.4,39.9015],[116.408,39.9015],[116.408,39.9018],[116.4,39.9018],[116.4,39.9015]]]"));
        files["layers/roads.geojson"] = Collection(
            Feature("ring", "\"owner\":\"city\",\"kind\":\"ring\",\"lanes\":6", "LineString", "[[116.4,39.9],[116.408,39.9]]"),
            Feature("lane", "\"owner\":\"district\",\"kind\":\"lane\",\"lanes\":2", "LineString", "[[116.403,39.898],[116.403,39.9]]"));
        files["layers/sources.geojson"] = Collection(
            Feature("site-7", "\"kind\":\"construction\"", "Point", "[116.405,39.901]"),
            Feature("grill-2", "\"kind\":\"restaurant\"", "Point", "[116.4065,39.899]"));
        files["layers/neighbours.geojson"] = Collection(Feature(
            "next-door",
            "\"unit\":\"neighbour-office\"",
            "Polygon",
            "[[[116.408,39.89],[116.42,39.89],[116.42,39.91],[116.408,39.91],[116.408,39.89]]]"));
        files["rules.yaml"] = rules;
        if (events is not null)
        {
            files["events.yaml"] = events;
        }
        return files;
    }

    public static CityLoad Load(string rules, string? events = null) => GoodFolder.Load(Files(rules, events));

    private static string Collection(params string[] features) =>
        "{\"type\":\"FeatureCollection\",\"features\":[\n" + string.Join(",\n", features) + "\n]}\n";

    private static string Feature(string id, string properties, string kind, string coordinates) =>
        $$$"""{"type":"Feature","id":"{{{id}}}","properties":{{{{properties}}}},"geometry":{"type":"{{{kind}}}","coordinates":{{{coordinates}}}}}""";
}
