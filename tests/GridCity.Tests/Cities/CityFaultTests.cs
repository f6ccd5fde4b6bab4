using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

/// <summary>One thing is broken in a good folder; the fault names the file, the line and the field and says what to do.</summary>
public sealed class CityFaultTests
{
    [Theory]

    // The settings.
    [InlineData("city.yaml", "id: small", "id: sm all", 1, "id", "letters, digits")]
    [InlineData("city.yaml", "id: small\n", "", 1, "id", "is missing")]
    [InlineData("city.yaml", "name: Small\n", "name: [a]\n", 2, "name", "a list")]
    [InlineData("city.yaml", "synthetic: true", "synthetic: yep", 4, "synthetic", "true or false")]
    [InlineData("city.yaml", "\"110101\"", "\"11010\"", 5, "district", "six digits")]
    [InlineData("city.yaml", "district: \"110101\"\n", "", 1, "district", "is missing")]
    [InlineData("city.yaml", "Asia/Shanghai", "Asia/Beijng", 6, "time_zone", "IANA")]
    [InlineData("city.yaml", "gcj02", "gcj2", 7, "frame", "Did you mean 'gcj02'?")]
    [InlineData("city.yaml", "[116.41, 39.91]", "[39.91, 116.41]", 8, "origin", "longitude and latitude")]
    [InlineData("city.yaml", "time_zone:", "timezone:", 6, "timezone", "Did you mean 'time_zone'?")]
    [InlineData("city.yaml", "\"14:00-18:00\"", "\"11:00-18:00\"", 10, "calendar.hours", "begins before")]
    [InlineData("city.yaml", "\"08:00-12:00\"", "\"8-12\"", 10, "calendar.hours", "08:00-12:00")]
    [InlineData("city.yaml", "\"08:00-12:00\"", "\"12:00-08:00\"", 10, "calendar.hours", "inside one day")]
    [InlineData("city.yaml", "[\"08:00-12:00\", \"14:00-18:00\"]", "[]", 10, "calendar.hours", "no span")]
    [InlineData("city.yaml", "[mon, tue,", "[mon, tuw,", 11, "calendar.weekdays", "mon, tue")]
    [InlineData("city.yaml", "[mon, tue, wed, thu, fri]", "[]", 11, "calendar.weekdays", "names no day")]
    [InlineData("city.yaml", "2026-10-01", "2026-13-01", 13, "calendar.holidays", "a date")]
    [InlineData("city.yaml", "2026-10-10", "2026-10-01", 14, "calendar.workdays", "is a holiday too")]
    [InlineData("city.yaml", "duplicate_metres: 40", "duplicate_metres: -1", 16, "policy.duplicate_metres", "0 to")]
    [InlineData("city.yaml", "20uh", "20hours", 18, "policy.verification_limit", "4wh")]
    [InlineData("city.yaml", "redispatch: keep", "redispatch: stop", 21, "policy.redispatch", "restart or keep")]
    [InlineData("city.yaml", "  duplicate_hours", "  duplicate_hour", 17, "policy.duplicate_hour", "Did you mean 'duplicate_hours'?")]
    [InlineData("city.yaml", "trusted: true", "trusted: 1", 25, "channels.trusted", "true or false")]
    [InlineData("city.yaml", "id: hotline", "id: inspector", 26, "channels.id", "another channel")]
    [InlineData("city.yaml", "id: hotline, ", "", 26, "channels.id", "is missing")]
    [InlineData("city.yaml", "policy:", "base_map: {kind: tms, url: \"http://m/\", attribution: a}\npolicy:", 15, "base_map.kind", "xyz, wms, wmts")]
    [InlineData("city.yaml", "policy:", "base_map: {kind: xyz, url: \"http://m/{z}/{x}\", attribution: a}\npolicy:", 15, "base_map.url", "{z}, {x} and {y}")]
    [InlineData("city.yaml", "policy:", "base_map: {kind: wmts, url: \"http://m/\", layer: v, attribution: a}\npolicy:", 15, "base_map.matrix_set", "is missing")]
    [InlineData("city.yaml", "policy:", "base_map: {kind: wms, url: \"http://m/\", attribution: a}\npolicy:", 15, "base_map.layer", "is missing")]
    [InlineData("city.yaml", "policy:", "base_map: {kind: wms, url: \"http://m/\", layer: v}\npolicy:", 15, "base_map.attribution", "is missing")]
    [InlineData("city.yaml", "policy:", "base_map: {kind: wms, url: \"ftp://m/\", layer: v, attribution: a}\npolicy:", 15, "base_map.url", "http or https")]
    [InlineData("city.yaml", "policy:", "base_map: {kind: xyz, url: \"https://{s}.m/{z}/{x}/{y}\", attribution: a}\npolicy:", 15, "base_map.url", "one host")]
    [InlineData("city.yaml", "policy:", "base_map: {kind: wms, url: \"http://u:p@m/\", layer: v, attribution: a}\npolicy:", 15, "base_map.url", "without a name and password")]
    [InlineData("city.yaml", "policy:", "base_map: {kind: wms, url: \"http://m;x/\", layer: v, attribution: a}\npolicy:", 15, "base_map.url", "one host")]
    [InlineData("city.yaml", "policy:", "base_map: {kind: wms, url: \"http://m/\", layer: v, attribution: a, format: gif}\npolicy:", 15, "base_map.format", "image/png")]
    [InlineData("city.yaml", "policy:", "policy: 3\nx:", 15, "policy", "a mapping")]
    [InlineData("city.yaml", "name: Small\n", "name: Small\nname: Twice\n", 3, "", "YAML is broken")]
    [InlineData("city.yaml", "calendar:", "calendar: {", 13, "", "YAML is broken")]
    [InlineData("city.yaml", "name: Small\n", "name: *nobody\n", 2, "", "aliases are not read")]
    [InlineData("city.yaml", "name: Small\n", "name: Small\n---\na: b\n", 1, "", "2 YAML documents")]

    // The tables.
    [InlineData("areas.csv", "110101001,East", "11010100,East", 2, "code", "6, 9 or 12 digits")]
    [InlineData("areas.csv", "110101002,West", "110101001,West", 3, "code", "as on line 2")]
    [InlineData("areas.csv", "110101002,West,西街\n", "", 0, "code", "the street 110101002")]
    [InlineData("areas.csv", ",East 1,", ",,", 4, "name", "is empty")]
    [InlineData("areas.csv", "name_zh", "nameZh", 1, "nameZh", "Did you mean 'name_zh'?")]
    [InlineData("classes.csv", "06025,Unclean", "06010,Unclean", 3, "code", "as on line 2")]
    [InlineData("classes.csv", "06010,Exposed", "06 010,Exposed", 2, "code", "letters, digits")]
    [InlineData("classes.csv", "06010,Exposed", "0610,Exposed", 2, "code", "is '0610', but codes of GB/T 47678.5-2026 have 5 digits")]
    [InlineData("classes.csv", "06025,Unclean water,水域不洁,GB/T 47678.5-2026", "06025,Unclean water,水域不洁,CJ/T 214-2007", 3, "code", "have 4 digits")]
    [InlineData("classes.csv", "01003,Storm cover", "s1003,Storm cover", 4, "code", "or write the edition that it is of")]
    [InlineData("classes.csv", ",component", ",componet", 4, "kind", "Did you mean 'component'?")]
    [InlineData("classes.csv", ",kind\n", ",type\n", 1, "kind", "missing from the heading")]
    [InlineData("limits.csv", "06010,,4wh", "06019,,4wh", 2, "class", "Did you mean '06010'?")]
    [InlineData("limits.csv", "4wh", "4 hours", 2, "limit", "as in 4wh")]
    [InlineData("limits.csv", "4wh", "0wh", 2, "limit", "as in 4wh")]
    [InlineData("limits.csv", "01003,,2wd", "01003,missing,2wd", 4, "class", "as on line 3")]
    [InlineData("units.csv", "sanitation,Sanitation", "water,Sanitation", 4, "id", "as on line 2")]
    [InlineData("units.csv", "city,water,", "city,watr,", 3, "parent", "Did you mean 'water'?")]
    [InlineData("units.csv", "department,district,,\nrivers", "department,district,rivers-north,\nrivers", 2, "parent", "back to itself")]
    [InlineData("units.csv", "department,city", "departement,city", 3, "kind", "Did you mean 'department'?")]
    [InlineData("units.csv", "street,street,,110101002", "street,stret,,110101002", 6, "tier", "Did you mean 'street'?")]
    [InlineData("units.csv", "street,street,,110101002", "street,street,,", 6, "area", "needs the digits")]
    [InlineData("units.csv", "street,street,,110101002", "street,street,,11010100", 6, "area", "6, 9, 12 or 15 digits")]
    [InlineData("units.csv", "street,street,,110101002", "street,street,,110101009", 6, "area", "no cell")]
    [InlineData("units.csv", "street,street,,110101002", "street,street,,110101001", 6, "area", "'east' has too")]
    [InlineData("units.csv", "west,West office,西街街道办,street,street,,110101002\n", "", 0, "area", "no unit of kind street for 110101002001")]
    [InlineData("inspectors.csv", "i-2,", "i-1,", 3, "id", "as on line 2")]
    [InlineData("inspectors.csv", "110101001002001\n", "110101001002003\n", 2, "beat", "110101001002003, in which there is no cell")]
    [InlineData("inspectors.csv", "110101001002001\n", "all\n", 2, "beat", "has 'all'")]
    [InlineData("inspectors.csv", "110101001002001\n", "000000000000000\n", 2, "beat", "no cell")]
    [InlineData("inspectors.csv", ",110101002 110101001002\n", ",\n", 3, "beat", "is empty")]
    [InlineData("inspectors.csv", "110101002 ", "", 0, "beat", "4 cells on nobody's beat", Severity.Warning)]

    // The rules.
    [InlineData("rules.yaml", "- id: bank", "- id: river", 10, "rule.id", "as on line 1")]
    [InlineData("rules.yaml", "- id: bank", "- id: territorial", 10, "rule.id", "not manual or territorial")]
    [InlineData("rules.yaml", "  lead: sanitation\n", "", 22, "rule.lead", "is missing")]
    [InlineData("rules.yaml", "  lead: sanitation\n", "  leed: sanitation\n", 24, "rule.leed", "Did you mean 'lead'?")]
    [InlineData("rules.yaml", "lead: sanitation", "lead: sanitatoin", 22, "rubbish.lead", "Did you mean 'sanitation'?")]
    [InlineData("rules.yaml", "supporting: [rivers-north,", "supporting: [rivers-south,", 10, "bank.supporting", "Did you mean 'rivers-north'?")]
    [InlineData("rules.yaml", "inform: [\"{street}\"]", "inform: [\"{sreet}\"]", 1, "river.inform", "{street}")]
    [InlineData("rules.yaml", "inform: [\"{street}\"]", "inform: [\"x-{street}\"]", 1, "river.inform", "'x-east', no unit")]
    [InlineData("rules.yaml", "{rivers.manager}", "{rivers.maneger}", 1, "river.lead", "north, brook of rivers have no 'maneger'. Did you mean 'manager'?")]
    [InlineData("rules.yaml", "{rivers.manager}", "{rivers.level}", 1, "river.lead", "'city', no unit")]
    [InlineData("rules.yaml", "{rivers.manager}", "{rivers.manager", 1, "river.lead", "brace")]
    [InlineData("rules.yaml", "{rivers.manager}", "{roads.owner}", 1, "river.lead", "does not ask for the layer roads")]
    [InlineData("rules.yaml", "on: rivers", "on: river", 1, "river.layer", "Did you mean 'rivers'?")]
    [InlineData("rules.yaml", "metres: 50", "metres: far", 15, "rule.when.within.metres", "a number")]
    [InlineData("rules.yaml", "metres: 50, ", "", 15, "rule.when.within.metres", "is missing")]
    [InlineData("rules.yaml", "level: city}", "level: citty}", 10, "bank.where.level", "Did you mean 'city'?")]
    [InlineData("rules.yaml", "where: {level:", "where: {levle:", 10, "bank.where.levle", "Did you mean 'level'?")]
    [InlineData("rules.yaml", "class: \"06025\"", "class: \"06026\"", 1, "when.class", "Did you mean '06025'?")]
    [InlineData("rules.yaml", "class: \"06025\"", "class: {a: b}", 4, "rule.when.class", "a mapping")]
    [InlineData("rules.yaml", "family: [water, sewer]", "family: [water, sewers]", 10, "when.family", "Did you mean 'sewer'?")]
    [InlineData("rules.yaml", "channel: [inspector,", "channel: [inspecter,", 10, "when.channel", "Did you mean 'inspector'?")]
    [InlineData("rules.yaml", "inside: [\"110101001\"", "inside: [\"110101003\"", 10, "bank.when.inside", "no cell")]
    [InlineData("rules.yaml", "inside: [\"110101001\"", "inside: [\"000000000000000\"", 10, "bank.when.inside", "no cell")]
    [InlineData("rules.yaml", "inside: [\"110101001\"", "inside: [east", 14, "rule.when.inside", "digits")]
    [InlineData("rules.yaml", "22:00-06:00", "22-06", 16, "rule.when.hours", "22:00-06:00")]
    [InlineData("rules.yaml", "[sat, sun]", "[sat, son]", 17, "rule.when.weekdays", "sun, mon")]
    [InlineData("rules.yaml", "until: 2026-12-31", "until: 2025-12-31", 19, "rule.when.until", "before from")]
    [InlineData("rules.yaml", "limit: 1wd", "limit: 1day", 8, "rule.limit", "4wh")]
    [InlineData("rules.yaml", "tier: city", "tier: town", 9, "rule.tier", "community, street")]
    [InlineData("rules.yaml", "- id: river\n", "- river\n- id: river\n", 1, "rule", "a mapping")]

    // The cells and layers.
    [InlineData("cells.geojson", "\"code\":\"110101001001001\"", "\"cod\":\"1\"", 3, "code", "is missing")]
    [InlineData("cells.geojson", "\"110101001001001\"", "\"1101010010010\"", 3, "code", "15 digits")]
    [InlineData("cells.geojson", "\"110101001001001\"", "\"110102001001001\"", 3, "code", "outside the districts")]
    [InlineData("cells.geojson", "\"110101001001001\"", "\"110101001001000\"", 3, "code", "from 001 to 999")]
    [InlineData("cells.geojson", "\"110101001001001\"", "\"110101001001002\"", 4, "code", "as on line 3")]
    [InlineData("cells.geojson", "[116.400,39.902],[116.400,39.900]", "[116.402,39.902],[116.400,39.900]", 3, "geometry", "not closed")]
    [InlineData("cells.geojson", "[116.400,39.900],[116.402,39.900],", "[116.402,39.900],[116.400,39.900],", 3, "geometry", "crosses or touches itself")]
    [InlineData("cells.geojson", "[116.400,39.900],[116.402,39.900],[116.402,39.902]", "[116.400,39.900]", 3, "geometry", "encloses nothing")]
    [InlineData("cells.geojson", "[[[116.400,39.902],[116.400,39.900],[116.402,39.900],[116.402,39.902],[116.400,39.902]]]", "[]", 3, "coordinates", "empty")]
    [InlineData("cells.geojson", "[116.400,39.902],[116.400,39.900]", "[116.400,39.902],[116.400,\"39.900\"]", 3, "coordinates", "a text")]
    [InlineData("cells.geojson", "[116.402,39.902],[116.400,39.902]]]}},\n", "[116.403,39.902],[116.400,39.902]]]}},\n", 5, "geometry", "110101001001001, 110101001002001")]
    [InlineData("cells.geojson", "[116.402,39.900],[116.402,39.902],[116.400,39.902]]]}},\n", "[116.402,39.900],[116.401,39.901],[116.402,39.902],[116.400,39.902]]]}},\n", 5, "geometry", "leaves a gap", Severity.Warning)]
    [InlineData("cells.geojson", "\"code\":\"110101001001001\"", "\"code\":\"110101001001001\",\"area\":10000", 3, "area", "the shape has", Severity.Warning)]
    [InlineData("cells.geojson", "\"code\":\"110101001001001\"", "\"code\":\"110101001001001\",\"area\":\"big\"", 3, "area", "square metres")]
    [InlineData("cells.geojson", "\"code\":\"110101001001001\"", "\"code\":\"110101001001001\",\"valid_from\":\"2004\"", 3, "valid_from", "a date")]
    [InlineData("cells.geojson", "\"code\":\"110101001001001\"", "\"code\":\"110101001001001\",\"responsible\":\"watr\"", 3, "responsible", "Did you mean 'water'?")]
    [InlineData("cells.geojson", "\"type\":\"Polygon\",\"coordinates\":[[[116.400,39.902]", "\"type\":\"LineString\",\"coordinates\":[[[116.400,39.902]", 3, "coordinates", "nested")]
    [InlineData("cells.geojson", "[116.400,39.902],[116.400,39.900],[116.402,39.900],[116.402,39.902],[116.400,39.902]", "[16.4,39.902],[16.4,39.9],[16.402,39.9],[16.402,39.902],[16.4,39.902]", 3, "geometry", "300 km")]
    [InlineData("layers/rivers.geojson", "[116.4,39.9018],[116.4,39.9015]", "[116.4,39.9018]", 2, "geometry", "not closed")]
    [InlineData("layers/rivers.geojson", "[116.408,39.9015],[116.408,39.9018],", "[116.408,39.9018],[116.408,39.9015],", 2, "geometry", "bounds no area")]
    [InlineData("layers/rivers.geojson", "[[116.4,39.9],[116.402,39.9012]]", "[[116.4,39.9]]", 3, "geometry", "two or more")]
    [InlineData("layers/rivers.geojson", "\"id\":\"brook\"", "\"id\":\"north\"", 3, "id", "as on line 2")]
    [InlineData("layers/roads.geojson", "FeatureCollection", "Features", 1, "type", "FeatureCollection")]
    public void A_fault_names_file_line_and_field(
        string file, string from, string to, int line, string field, string said, Severity severity = Severity.Error)
    {
        var files = GoodFolder.Files();
        var at = files[file].IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{from}' is not in {file}.");
        files[file] = string.Concat(files[file].AsSpan(0, at), to, files[file].AsSpan(at + from.Length));
        var load = GoodFolder.Load(files);
        var found = string.Join('\n', load.Faults);
        Assert.True(
            load.Faults.Any(fault => fault.File == file && fault.Line == line && fault.Field == field && fault.Severity == severity
                && fault.Message.Contains(said, StringComparison.Ordinal)),
            found.Length == 0 ? "There was no fault." : found);
        Assert.Equal(severity == Severity.Error, load.City is null);
    }

    [Fact]
    public void A_missing_file_is_a_fault_of_its_own_and_the_others_are_read()
    {
        foreach (var name in GoodFolder.Files().Keys.Where(name => !name.StartsWith("layers", StringComparison.Ordinal)))
        {
            var files = GoodFolder.Files();
            files.Remove(name);
            files["limits.csv"] = name == "limits.csv" ? string.Empty : files["limits.csv"].Replace("4wh", "4x", StringComparison.Ordinal);
            if (name == "limits.csv")
            {
                files.Remove(name);
            }
            var faults = GoodFolder.Load(files).Faults;
            Assert.Contains(faults, fault => fault.File == name && fault.Message.Contains("missing", StringComparison.Ordinal));
            Assert.True(name == "limits.csv" || faults.Any(fault => fault is { File: "limits.csv", Line: 2 }), name);
        }
    }

    [Fact]
    public void Every_fault_of_a_folder_is_listed_at_once()
    {
        var files = GoodFolder.Files();
        files["units.csv"] = files["units.csv"].Replace("department,city", "depot,city", StringComparison.Ordinal);
        files["limits.csv"] = files["limits.csv"].Replace("4wh", "4", StringComparison.Ordinal);
        files["rules.yaml"] = files["rules.yaml"].Replace("on: rivers", "on: lakes", StringComparison.Ordinal);
        files["cells.geojson"] = files["cells.geojson"].Replace("110101002002002", "110101002002", StringComparison.Ordinal);
        var load = GoodFolder.Load(files);
        Assert.Null(load.City);
        Assert.Equal(["cells.geojson:10", "limits.csv:2", "rules.yaml:1", "units.csv:3"], load.Faults
            .Where(fault => fault.Severity == Severity.Error)
            .Select(fault => $"{fault.File}:{fault.Line}")
            .Distinct());
    }

    [Theory]
    [InlineData("unit.csv", "Did you mean 'units.csv'?")]
    [InlineData("rules.yml", "Did you mean 'rules.yaml'?")]
    [InlineData("layers/lakes.shp", "no .geojson")]
    public void A_file_that_is_not_read_is_warned_of(string name, string said)
    {
        var files = GoodFolder.Files();
        files[name] = "x\n";
        var load = GoodFolder.Load(files);
        Assert.Contains(said, Assert.Single(load.Faults).Message, StringComparison.Ordinal);
        Assert.NotNull(load.City);
    }

    [Theory]
    [InlineData("layers/street.geojson", "and not street")]
    [InlineData("layers/river s.geojson", "letters, digits")]
    [InlineData("layers/rivers.geojson.gz", "second file")]
    [InlineData("cells.geojson.gz", "twice")]
    public void A_file_that_cannot_be_is_refused(string name, string said)
    {
        var files = GoodFolder.Files();
        files[name] = "{\"type\":\"FeatureCollection\",\"features\":[]}\n";
        var load = GoodFolder.Load(files);
        Assert.Contains(load.Faults, fault => fault.Message.Contains(said, StringComparison.Ordinal));
        Assert.Null(load.City);
    }

    [Fact]
    public void A_folder_without_an_origin_is_told_which_to_write()
    {
        var files = GoodFolder.Files();
        files["city.yaml"] = files["city.yaml"].Replace("origin: [116.41, 39.91]\n", string.Empty, StringComparison.Ordinal);
        var load = GoodFolder.Load(files);
        Assert.Contains("origin: [116.404, 39.9]", Assert.Single(load.Faults).Message, StringComparison.Ordinal);
        Assert.Equal(116.404, load.City!.Plane.Origin.Longitude);
    }

    [Fact]
    public void A_folder_that_is_none_and_an_empty_one_are_refused()
    {
        Assert.Contains("no folder", Assert.Single(CityFolder.Load("/nowhere/at/all").Faults).Message, StringComparison.Ordinal);
        using var folder = new TempFolder();
        var load = CityFolder.Load(folder.Path);
        Assert.Null(load.City);
        Assert.Equal(8, load.Faults.Count(fault => fault.Message.Contains("missing", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_city_without_a_class_is_told_so()
    {
        var files = GoodFolder.Files();
        files["classes.csv"] = files["classes.csv"].Split('\n')[0] + "\n";
        var fault = Assert.Single(GoodFolder.Load(files).Faults, fault => fault.File == "classes.csv");
        Assert.Contains("the city has no class", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_check_of_the_coverage_can_be_left_out()
    {
        var files = GoodFolder.Files();
        files["cells.geojson"] = files["cells.geojson"].Replace("[116.402,39.900],[116.402,39.902]", "[116.402,39.900],[116.403,39.902]", StringComparison.Ordinal);
        Assert.NotEmpty(GoodFolder.Load(files).Faults);
        Assert.Empty(GoodFolder.Load(files, new LoadOptions { CheckCoverage = false }).Faults);
    }

    [Fact]
    public void A_file_that_is_wrong_throughout_does_not_drown_the_others()
    {
        var files = GoodFolder.Files();
        files["inspectors.csv"] = "id,name,shift,beat\n" + string.Concat(Enumerable.Repeat("i,I,day,x\n", 500));
        files["limits.csv"] = files["limits.csv"].Replace("4wh", "4", StringComparison.Ordinal);
        var faults = GoodFolder.Load(files, new LoadOptions { FaultsPerFile = 100 }).Faults;
        Assert.Equal(101, faults.Count(fault => fault.File == "inspectors.csv"));
        Assert.Contains(faults, fault => fault.File == "inspectors.csv" && fault.Message.StartsWith("and 900 more", StringComparison.Ordinal));
        Assert.Single(faults, fault => fault.File == "limits.csv");
    }
}
