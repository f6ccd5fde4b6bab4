using System.Globalization;
using GridCity.Simulation.Cities;

namespace GridCity.Tests.Cities;

/// <summary>
/// A small city in which nothing is wrong: two streets with two communities of two cells each, a river with a bend, a road.
/// Tests break one thing in it.
/// </summary>
internal static class GoodFolder
{
    public static Dictionary<string, string> Files() => new(StringComparer.Ordinal)
    {
        ["city.yaml"] =
            """
            id: small
            name: Small
            name_zh: 小城
            synthetic: true
            district: "110101"
            time_zone: Asia/Shanghai
            frame: gcj02
            origin: [116.41, 39.91]
            calendar:
              hours: ["08:00-12:00", "14:00-18:00"]
              weekdays: [mon, tue, wed, thu, fri]
              holidays:
                - 2026-10-01
              workdays: [2026-10-10]
            policy:
              duplicate_metres: 40
              duplicate_hours: 12
              verification_limit: 20uh
              check_limit: 3uh
              default_limit: 6wd
              redispatch: keep
              earliest_seen: 2000-01-01
              clock_tolerance_minutes: 5
            channels:
              - {id: inspector, name: Inspector, name_zh: 监督员, trusted: true}
              - {id: hotline, name: Hotline}

            """,
        ["areas.csv"] =
            """
            code,name,name_zh
            110101001,East,东街
            110101002,West,西街
            110101001001,East 1,东一
            110101001002,East 2,东二
            110101002001,West 1,西一
            110101002002,West 2,西二

            """,
        ["classes.csv"] =
            """
            code,name,name_zh,edition,family,kind
            06010,Exposed rubbish,暴露垃圾,GB/T 47678.5-2026,sanitation,event
            06025,Unclean water,水域不洁,GB/T 47678.5-2026,water,event
            01003,Storm cover,雨水井盖,GB/T 47678.5-2026,sewer,component

            """,
        ["limits.csv"] =
            """
            class,condition,limit,closing_condition
            06010,,4wh,cleared
            01003,missing,2uh,restored
            01003,,2wd,repaired

            """,
        ["units.csv"] =
            """
            id,name,name_zh,kind,tier,parent,area
            water,Water bureau,水务局,department,district,,
            rivers-north,River office,河湖所,department,city,water,
            sanitation,Sanitation,环卫,department,district,,
            east,East office,东街街道办,street,street,,110101001
            west,West office,西街街道办,street,street,,110101002

            """,
        ["inspectors.csv"] =
            """
            id,name,shift,beat
            i-1,Inspector 1,day,110101001001 110101001002001
            i-2,Inspector 2,night,110101002 110101001002

            """,
        ["rules.yaml"] =
            """
            - id: river
              description: What floats belongs to who keeps the reach.
              when:
                class: "06025"
                on: rivers
              lead: "{rivers.manager}"
              inform: ["{street}"]
              limit: 1wd
              tier: city
            - id: bank
              when:
                family: [water, sewer]
                channel: [inspector, hotline]
                inside: ["110101001", "110101002001"]
                within: {layer: rivers, metres: 50, where: {level: city}}
                hours: 22:00-06:00
                weekdays: [sat, sun]
                from: 2026-01-01
                until: 2026-12-31
              lead: water
              supporting: [rivers-north, "{street}"]
            - id: rubbish
              when: {family: sanitation}
              lead: sanitation

            """,
        ["cells.geojson"] = Cells(),
        ["layers/rivers.geojson"] =
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":"north","properties":{"manager":"rivers-north","level":"city"},"geometry":{"type":"Polygon","coordinates":[[[116.4,39.9015],[116.408,39.9015],[116.408,39.9018],[116.4,39.9018],[116.4,39.9015]]]}},
            {"type":"Feature","id":"brook","properties":{"manager":"water","level":"district"},"geometry":{"type":"LineString","coordinates":[[116.4,39.9],[116.402,39.9012]]}}
            ]}

            """,
        ["layers/roads.geojson"] =
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"name":"Ring","owner":"city"},"geometry":{"type":"MultiLineString","coordinates":[[[116.4,39.9],[116.401,39.9]],[[116.402,39.9],[116.408,39.9]]]}}
            ]}

            """,
    };

    /// <summary>Eight cells in two rows, one to a line from the third: the west to east numbers of each community.</summary>
    public static string Cells()
    {
        var lines = new List<string> { "{\"type\":\"FeatureCollection\",", "\"features\":[" };
        for (var column = 0; column < 4; column++)
        {
            for (var row = 0; row < 2; row++)
            {
                var code = string.Create(CultureInfo.InvariantCulture, $"11010100{(column / 2) + 1}00{(column % 2) + 1}00{row + 1}");
                lines.Add(Cell(code, 116.4 + (0.002 * column), 39.902 - (0.002 * row)) + (column * row == 3 ? string.Empty : ","));
            }
        }
        return string.Join('\n', lines) + "\n]}\n";
    }

    public static string Cell(string code, double west, double north, string properties = "") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"type":"Feature","properties":{"code":"{{{code}}}"{{{properties}}}},"geometry":{"type":"Polygon","coordinates":[[[{{{west:F3}}},{{{north:F3}}}],[{{{west:F3}}},{{{north - 0.002:F3}}}],[{{{west + 0.002:F3}}},{{{north - 0.002:F3}}}],[{{{west + 0.002:F3}}},{{{north:F3}}}],[{{{west:F3}}},{{{north:F3}}}]]]}}""");

    public static void Write(TempFolder folder, IEnumerable<KeyValuePair<string, string>> files)
    {
        foreach (var (name, text) in files)
        {
            folder.Write(name, text);
        }
    }

    public static CityLoad Load(IEnumerable<KeyValuePair<string, string>> files, LoadOptions? options = null)
    {
        using var folder = new TempFolder();
        Write(folder, files);
        return CityFolder.Load(folder.Path, options);
    }
}
