using System.Text;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

public sealed class CityFolderTests
{
    [Fact]
    public void A_good_folder_has_no_fault_and_is_read_to_the_last_field()
    {
        var load = GoodFolder.Load(GoodFolder.Files());
        Assert.Empty(load.Faults);
        var city = load.City!;
        Assert.Equal(("small", "Small", "小城", true), (city.Id, city.Name, city.NameZh, city.IsSynthetic));
        Assert.Equal(("Asia/Shanghai", Frame.Gcj02), (city.TimeZone.Id, city.InputFrame));
        Assert.Equal(new GeoPoint(116.41, 39.91), city.Plane.Origin);
        Assert.Equal(8, city.Grid.Count);
        Assert.Equal(6, city.Areas.Count);
        Assert.Equal("东二", city.Areas[AreaCode.Parse("110101001002")].NameZh);
        Assert.Equal(new CaseClass("01003", "Storm cover", "雨水井盖", "GB/T 47678.5-2026", "sewer", true), city.Classes["01003"]);
        Assert.Equal(
            new Channel("hotline", "Hotline", "Hotline", false) { Kind = ChannelKind.Hotline, IsHotline = true }, city.Channels["hotline"]);
        Assert.Equal(new Unit("rivers-north", "River office", "河湖所", UnitKind.Department, Tier.City, "water", null), city.Units["rivers-north"]);
        Assert.Equal(AreaCode.Parse("110101002"), city.Units["west"].Area);
        Assert.Equal(["110101001001001", "110101001001002", "110101001002001"], city.Inspectors["i-1"].Beat.Select(code => code.ToString()));
        Assert.Equal(("night", 6), (city.Inspectors["i-2"].Shift, city.Inspectors["i-2"].Beat.Count));
        Assert.Equal(["rivers", "roads"], city.Layers.Select(layer => layer.Name));
        Assert.Equal(["north", "brook"], city.Layers[0].Features.Select(feature => feature.Id));
        Assert.Equal("Ring", city.Layers[1].Features[0].Id);
    }

    [Fact]
    public void Limits_calendar_and_policy_are_the_folders()
    {
        var city = GoodFolder.Load(GoodFolder.Files()).City!;
        Assert.Equal(new LimitRow("01003", "missing", new Limit(2, LimitUnit.UrgentHours), "restored"), city.Limits.Find("01003", "missing"));
        Assert.Equal("2wd", city.Limits.Find("01003", "sunk")!.Limit.ToString());
        Assert.Null(city.Limits.Find("06025", null));
        Assert.False(city.Limits.Calendar.IsWorkday(new DateOnly(2026, 10, 1)));
        Assert.True(city.Limits.Calendar.IsWorkday(new DateOnly(2026, 10, 10)));
        Assert.Equal(TimeSpan.FromHours(8), city.Limits.Calendar.DayLength);
        var expected = new Policy
        {
            DuplicateMetres = 40,
            DuplicateWindow = TimeSpan.FromHours(12),
            VerificationLimit = new Limit(20, LimitUnit.UrgentHours),
            CheckLimit = new Limit(3, LimitUnit.UrgentHours),
            DefaultLimit = new Limit(6, LimitUnit.WorkingDays),
            RestartLimitOnRedispatch = false,
            EarliestSeen = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero),
            ClockTolerance = TimeSpan.FromMinutes(5),
        };
        Assert.Equal(expected, city.Policy);
    }

    [Fact]
    public void Rules_are_read_with_every_condition()
    {
        var rules = GoodFolder.Load(GoodFolder.Files()).City!.Rules;
        Assert.Equal(12, rules.Version.Length);
        Assert.Equal(["river", "bank", "rubbish"], rules.Rules.Select(rule => rule.Id));
        var (river, bank) = (rules.Rules[0], rules.Rules[1]);
        Assert.Equal(("{rivers.manager}", "1wd", Tier.City), (river.Lead, river.Limit.ToString(), river.Tier));
        Assert.Equal(("rivers", 0.0), (river.When.Near[0].Layer, river.When.Near[0].Metres));
        Assert.Equal(["{street}"], river.Inform);
        Assert.Equal(["water", "sewer"], bank.When.Families);
        Assert.Equal(["inspector", "hotline"], bank.When.Channels);
        Assert.Equal(["110101001", "110101002001"], bank.When.Inside.Select(area => area.ToString()));
        Assert.Equal(("rivers", 50.0, "city"), (bank.When.Near[0].Layer, bank.When.Near[0].Metres, bank.When.Near[0].Where["level"]));
        Assert.Equal((new TimeOnly(22, 0), new TimeOnly(6, 0)), bank.When.Hours);
        Assert.Equal([DayOfWeek.Saturday, DayOfWeek.Sunday], bank.When.Weekdays);
        Assert.Equal((new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), (bank.When.From, bank.When.Until));
        Assert.Equal(["rivers-north", "{street}"], bank.Supporting);
    }

    [Fact]
    public void Rules_route_by_the_features_of_the_layers()
    {
        var city = GoodFolder.Load(GoodFolder.Files()).City!;
        Routing Route(double longitude, double latitude)
        {
            var place = city.Plane.ToPlane(new GeoPoint(longitude, latitude));
            var cell = city.Grid.Locate(place);
            return city.Rules.Route(new RoutingQuestion("06025", "hotline", city.Grid.CodeOf(cell), cell, place, DateTimeOffset.UnixEpoch))!;
        }
        var onRiver = Route(116.403, 39.9016);
        Assert.Equal(("rivers-north", "river", "north"), (onRiver.Unit, onRiver.Reason.Rule, onRiver.Reason.Feature));
        Assert.Equal(["east"], onRiver.Inform);
        Assert.Equal(("west", "territorial"), (Route(116.407, 39.8985).Unit, Route(116.407, 39.8985).Reason.Rule));
    }

    [Fact]
    public void The_hash_follows_names_and_contents_and_nothing_else()
    {
        string HashOf(Action<Dictionary<string, string>> change)
        {
            var files = GoodFolder.Files();
            change(files);
            return GoodFolder.Load(files).City!.Hash;
        }
        var hash = HashOf(_ => { });
        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, HashOf(files => files["README.md"] = "What this is.\n"));
        Assert.NotEqual(hash, HashOf(files => files["classes.csv"] += "06012,Dirty road,,,sanitation,event\n"));
        Assert.NotEqual(hash, HashOf(files =>
        {
            files["layers/lanes.geojson"] = files["layers/roads.geojson"];
            files.Remove("layers/roads.geojson");
        }));
    }

    [Fact]
    public void Packed_cells_and_layers_are_read_like_plain_ones()
    {
        using var folder = new TempFolder();
        foreach (var (name, text) in GoodFolder.Files())
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var isPacked = name.EndsWith(".geojson", StringComparison.Ordinal);
            folder.Write(isPacked ? name + ".gz" : name, isPacked ? InputFileTests.Gzip(bytes) : bytes);
        }
        var load = CityFolder.Load(folder.Path);
        Assert.Empty(load.Faults);
        Assert.Equal((8, 2), (load.City!.Grid.Count, load.City.Layers.Count));
    }

    [Fact]
    public void A_cell_that_ended_keeps_its_code_and_has_no_land()
    {
        var files = GoodFolder.Files();
        var ended = GoodFolder.Cell("110101001001009", 116.4, 39.902, ",\"valid_from\":\"2004-10-01\",\"valid_to\":\"2010-07-01\"");
        files["cells.geojson"] = files["cells.geojson"].Replace("\"features\":[\n", "\"features\":[\n" + ended + ",\n", StringComparison.Ordinal);
        var load = GoodFolder.Load(files);
        Assert.Empty(load.Faults);
        Assert.Equal(8, load.City!.Grid.Count);
        files["cells.geojson"] = files["cells.geojson"].Replace("110101002002002", "110101001001009", StringComparison.Ordinal);
        Assert.Contains(GoodFolder.Load(files).Faults, fault => fault.Line == 11 && fault.Message.Contains("line 3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://地图.example/wmts?tk=k", "https://xn--wcs7d.example")]
    [InlineData("http://10.1.2.3:8080/{z}/{x}/{-y}.png", "http://10.1.2.3:8080")]
    public void A_base_map_is_read_with_the_origin_that_browsers_know_and_written_again(string url, string origin)
    {
        var files = GoodFolder.Files();
        var kind = url.Contains("{z}", StringComparison.Ordinal) ? "xyz" : "wmts";
        files["city.yaml"] += $"base_map: {{kind: {kind}, url: \"{url}\", layer: vec, matrix_set: w, attribution: Surveyors, attribution_zh: 测绘院}}\n";
        var map = GoodFolder.Load(files).City!.BaseMap!;
        Assert.Equal((origin, url, "测绘院", 18), (map.Origin, map.Url, map.AttributionZh, map.ZoomMax));

        var faults = new FaultList();
        InputFile File(string text) => new("t.yaml", Encoding.UTF8.GetBytes(text));
        var settings = SettingsReader.Read(File(files["city.yaml"]), faults)!;
        var again = SettingsReader.Read(File(SettingsText.Of(settings)), faults)!;
        Assert.Empty(faults.ToList());
        Assert.Equal(map, again.BaseMap);
    }

    [Fact]
    public void Settings_and_rules_are_written_as_they_are_read()
    {
        var faults = new FaultList();
        InputFile File(string text) => new("t.yaml", Encoding.UTF8.GetBytes(text));
        List<Rule> Rules(string text) => RuleReader.Read(File(text), faults).ConvertAll(item => item.Value);
        var rules = RulesText.Of(Rules(GoodFolder.Files()["rules.yaml"]));
        Assert.Equal(rules, RulesText.Of(Rules(rules)));
        Assert.Contains("within: {layer: rivers, metres: 50, where: {level: city}}", rules, StringComparison.Ordinal);
        var settings = SettingsText.Of(SettingsReader.Read(File(GoodFolder.Files()["city.yaml"]), faults)!);
        Assert.Equal(settings, SettingsText.Of(SettingsReader.Read(File(settings), faults)!));
        Assert.Contains("hours: [\"08:00-12:00\", \"14:00-18:00\"]", settings, StringComparison.Ordinal);
        Assert.Empty(faults.ToList());
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("no")]
    [InlineData("06025")]
    [InlineData("a: b # c")]
    [InlineData("\"quoted\" \\ and\ttab\nline")]
    [InlineData("东城区 {street}")]
    [InlineData(" ends ")]
    [InlineData("*star &and !bang %per @at `tick")]
    public void Any_text_survives_yaml(string text)
    {
        var rule = new Rule { Id = "r", Description = text, When = new RuleCondition(), Lead = "u" };
        var faults = new FaultList();
        var read = RuleReader.Read(new InputFile("t.yaml", Encoding.UTF8.GetBytes(RulesText.Of([rule]))), faults);
        Assert.Empty(faults.ToList());
        Assert.Equal(text.Trim(), read[0].Value.Description);
    }

    [Fact]
    public void What_is_saved_is_loaded_again()
    {
        using var folder = new TempFolder();
        CityWriter.Save(SyntheticGridCity.Create(35, 62), folder.Path);
        var load = CityFolder.Load(folder.Path);
        Assert.Empty(load.Faults);
        var city = load.City!;
        Assert.Equal(35 * 62, city.Grid.Count);
        Assert.Equal((6, 3), (city.Inspectors.Count, city.Units.Values.Count(unit => unit.Kind == UnitKind.Street)));
        for (var cell = 0; cell < city.Grid.Count; cell++)
        {
            Assert.Equal(10_000, city.Grid.AreaOf(cell), tolerance: 1);
        }
    }
}
