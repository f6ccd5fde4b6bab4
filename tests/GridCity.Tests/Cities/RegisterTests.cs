using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Core.Water;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

/// <summary>What a folder may have beside its tables: editions, registers, sections, patrols, powers.</summary>
public sealed class RegisterTests
{
    [Fact]
    public void All_of_it_is_read_to_the_last_field()
    {
        var load = GoodFolder.Load(Full());
        Assert.Empty(load.Faults);
        var city = load.City!;
        Assert.Equal(
            new Source("pit-1", "bare-ground", "Plot 1", "地块一", new GeoPoint(116.401, 39.901), "water")
            {
                PatrolDays = 7,
                Since = new DateOnly(2018, 1, 1),
                Until = new DateOnly(2026, 12, 31),
            },
            city.Sources["pit-1"]);
        Assert.Null(city.Sources["boiler"].PatrolDays);
        Assert.Equal(
            new MonitoringSection(
                "s-1", "north", "Gate", "闸", new GeoPoint(116.403, 39.9016), WaterKind.River, WaterClass.IV, Tier.City)
            {
                IsBlackOdorous = true,
            },
            city.Sections["s-1"]);
        Assert.Equal(["rivers", "roads", "sections", "sources"], city.Layers.Select(layer => layer.Name));
        var plot = city.Layers[3].Features[0];
        Assert.Equal(("bare-ground", "7", "2018-01-01"), (plot.Attributes["kind"], plot.Attributes["patrol_days"], plot.Attributes["since"]));
        Assert.Equal(116.401, city.Plane.ToGeo(new PlanePoint(plot.Shape.Coordinate.X, plot.Shape.Coordinate.Y)).Longitude, 1e-9);
        Assert.Equal((Tier.District, true, ServiceGrid.City), (city.Classes["06025"].Power!.Value, city.Classes["06025"].IsEmergency, city.Classes["06025"].Service));
        Assert.Equal(ServiceGrid.Social, city.Classes["s001"].Service);
        Assert.Equal(["chief"], city.Patrols.Keys);
        Assert.Equal((PatrolKind.RiverChief, "day"), (city.Patrols["chief"].Kind, city.Patrols["chief"].Shift));
        Assert.Equal(2, city.Inspectors.Count);
        Assert.Equal(["day", "night"], city.Shifts.Keys.Order());
    }

    [Theory]
    [InlineData("GB/T 30428.2-2013,01010,GB/T 47678.5-2026,06010,,", 2, "from_code", "codes of GB/T 30428.2-2013 have 4 digits")]
    [InlineData("2013,0110,GB/T 47678.5-2026,0610,,", 2, "to_code", "codes of GB/T 47678.5-2026 have 5 digits")]
    public void A_code_that_its_edition_cannot_have_is_refused(string row, int line, string field, string says)
    {
        var files = Full();
        files["editions.csv"] = "from_edition,from_code,to_edition,to_code,name,name_zh\n" + row + "\n";
        var load = GoodFolder.Load(files);

        Assert.Null(load.City);
        Assert.Contains(load.Faults, fault => fault.File == "editions.csv" && fault.Line == line && fault.Field == field
            && fault.Message.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2017-12-31T15:59Z", "from 2018-01-01 to 2026-12-31, not on 2017-12-31")]
    [InlineData("2017-12-31T16:00Z", null)]
    [InlineData("2026-12-31T15:59Z", null)]
    [InlineData("2026-12-31T16:00Z", "from 2018-01-01 to 2026-12-31, not on 2027-01-01")]
    public void A_report_points_at_what_was_registered_on_the_day_it_was_seen(string seen, string? says)
    {
        var city = GoodFolder.Load(Full()).City!;
        var at = DateTimeOffset.Parse(seen, System.Globalization.CultureInfo.InvariantCulture);
        var draft = new ReportDraft("06010", null, "inspector", 116.401, 39.901, Frame.Wgs84, null, "t", at, null) { Source = "pit-1" };

        var refusal = Intake.Check(city, draft, new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero), out var report, out _);

        Assert.Equal(says is null, report is not null);
        Assert.Equal(says is null ? null : RefusalCode.SourceUnknown, refusal?.Code);
        Assert.Contains(says ?? string.Empty, refusal?.Detail ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_remembers_the_code_and_the_edition_in_which_it_was_reported()
    {
        var city = GoodFolder.Load(Full()).City!;
        Report Take(string? edition, string code)
        {
            var draft = new ReportDraft(code, null, "inspector", 116.401, 39.901, Frame.Wgs84, null, "t", null, null) { Edition = edition };
            Assert.Null(Intake.Check(city, draft, new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), out var report, out _));
            return report!;
        }

        Assert.Equal(("06010", ("2007", "0102")), (Take("2007", "0102").Class, Take("2007", "0102").AsReported));
        Assert.Equal("GB/T 47678.5-2026", Take("2007", "0102").Edition);
        Assert.Equal(("GB/T 47678.5-2026", "06010"), Take(null, "06010").AsReported);
        Assert.Null(Take("GB/T 47678.5-2026", "06010").ReportedClass);
    }

    [Fact]
    public void Rules_can_name_the_registers()
    {
        var files = Full();
        files["rules.yaml"] = "- {id: plot, when: {class: \"06010\", within: {layer: sources, metres: 30, where: {kind: bare-ground}}}, lead: \"{sources.unit}\"}\n";
        var city = GoodFolder.Load(files).City!;
        var place = city.Plane.ToPlane(new GeoPoint(116.401, 39.9011));
        var cell = city.Grid.Locate(place);
        var routing = city.Rules.Route(new("06010", "hotline", city.Grid.CodeOf(cell), cell, place, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)))!;
        Assert.Equal(("water", "pit-1"), (routing.Unit, routing.Reason.Feature));
    }

    [Theory]
    [InlineData("2017-12-31T15:59Z", "east", "street")]
    [InlineData("2017-12-31T16:00Z", "water", "pit-1")]
    [InlineData("2026-12-31T15:59Z", "water", "pit-1")]
    [InlineData("2026-12-31T16:00Z", "east", "street")]
    public void A_rule_finds_a_source_on_the_days_of_its_register_only(string at, string unit, string feature)
    {
        var files = Full();
        files["rules.yaml"] = "- {id: plot, when: {class: \"06010\", at: {metres: 30}}, lead: \"{sources.unit}\"}\n";
        var city = GoodFolder.Load(files).City!;
        var place = city.Plane.ToPlane(new GeoPoint(116.401, 39.9011));
        var cell = city.Grid.Locate(place);
        var question = new Core.Rules.RoutingQuestion(
            "06010", "hotline", city.Grid.CodeOf(cell), cell, place,
            DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        var routing = city.Rules.Route(question)!;

        Assert.Equal((unit, feature), (routing.Unit, routing.Reason.Feature ?? "street"));
        var trial = city.Rules.Explain(question).Trials.Single(trial => trial.Rule == "plot");
        Assert.Equal(unit == "water", trial.Outcome == "matched");
        Assert.Equal(unit == "east", trial.Because == "nothing of sources is within 30 m on this day");
    }

    [Theory]
    [InlineData("pit-1", "2026-12-31T15:59Z", null)]
    [InlineData("pit-1", "2026-12-31T16:00Z", "'pit-1' is in the register from 2018-01-01 to 2026-12-31, not on 2027-01-01")]
    [InlineData("lane-9", "2026-12-31T16:00Z", null)]
    public void A_patrol_of_a_source_is_taken_on_the_days_of_its_register_only(string subject, string from, string? says)
    {
        var city = GoodFolder.Load(Full()).City!;
        var begun = DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture);
        var code = CellCode.Parse("110101002001001");
        var command = new PatrolCommand(
            Guid.NewGuid(), begun.AddHours(2), new Actor(Role.Inspector, "w-1"), code, subject, begun, begun.AddHours(1), 1, 0);

        var decision = new Cell(code).Decide(city, command, []);

        Assert.Equal(says is null ? null : RefusalCode.SourceUnknown, decision.Refusal?.Code);
        Assert.Equal(says is null ? null : "subject", decision.Refusal?.Subject);
        Assert.Contains(says ?? string.Empty, decision.Refusal?.Detail ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_codes_lead_to_classes_of_today_through_the_editions_between()
    {
        var city = GoodFolder.Load(Full()).City!;
        Assert.Equal(["2007", "2013"], city.Editions.Editions);
        Assert.Equal("06010", city.ClassOf("2013", "0110")!.Code);
        Assert.Equal("06010", city.ClassOf("2007", "0102")!.Code);
        Assert.Equal("06010", city.ClassOf("GB/T 47678.5-2026", "06010")!.Code);
        Assert.Equal("06010", city.ClassOf(null, "06010")!.Code);
        Assert.Null(city.ClassOf("2007", "0409"));
        Assert.Equal("群发性事件", city.Editions.Find("2007", "0409")!.NameZh);
        Assert.Null(city.ClassOf("2007", "06010"));
        Assert.Null(city.ClassOf(null, "0102"));
        Assert.Null(city.Editions.Find("2007", "0999"));
    }

    [Fact]
    public void Units_know_who_stands_above_them_and_who_coordinates()
    {
        var city = GoodFolder.Load(Full()).City!;
        Assert.Equal("water", city.ParentOf(city.Units["rivers-north"])!.Id);
        Assert.Null(city.ParentOf(city.Units["top"]));
        Assert.Equal("centre", city.UnitAbove("east", Tier.District)!.Id);
        Assert.Equal("top", city.UnitAbove("east", Tier.City)!.Id);
        Assert.Null(city.UnitAbove("top", Tier.City));
        var cell = CellCode.Parse("110101002001001");
        Assert.Equal("west", city.CoordinatorOf(Tier.Street, cell)!.Id);
        Assert.Null(city.CoordinatorOf(Tier.Community, cell));
        Assert.Equal("centre", city.CoordinatorOf(Tier.District, cell)!.Id);
        Assert.Equal("top", city.CoordinatorOf(Tier.City, cell)!.Id);
    }

    [Fact]
    public void What_is_saved_with_registers_is_loaded_again()
    {
        var parts = SyntheticGridCity.Create(4, 4) with
        {
            Editions = [new EditionRow("2013", "0110", "GB/T 47678.5-2026", "06010") { Name = "Rubbish", NameZh = "垃圾" }, new EditionRow("2013", "0599", null, null)],
            Sources = [new Source("x", "boiler", "X, with \"quotes\"", "锅炉", new GeoPoint(116.4, 39.9), "sanitation") { PatrolDays = 3 }],
        };
        using var folder = new TempFolder();
        CityWriter.Save(parts, folder.Path);
        var load = CityFolder.Load(folder.Path);
        Assert.Empty(load.Faults);
        Assert.Equal(parts.Sources, load.City!.Sources.Values);
        Assert.Equal(parts.Editions[0], load.City.Editions.Find("2013", "0110"));
        CityWriter.Save(parts with { Sources = [] }, folder.Path);
        Assert.Empty(CityFolder.Load(folder.Path).City!.Sources);
    }

    [Theory]
    [InlineData("editions.csv", "47678.5-2026,06010", "47678.5-2026,06019", 2, "to_code", "Did you mean '06010'?")]
    [InlineData("editions.csv", "47678.5-2026,06010", "47678.5-2026,", 2, "to_code", "one filled and one empty")]
    [InlineData("editions.csv", "2007,0102", "2013,0110", 3, "from_code", "as on line 2")]
    [InlineData("editions.csv", "GB/T 47678.5-2026,06010", "2007,0102", 2, "to_code", "back to itself")]
    [InlineData("editions.csv", "2007,0102,2013,0110", "GB/T 47678.5-2026,06025,2013,0110", 3, "from_code", "of this city itself")]
    [InlineData("registers.csv", ",water,7", ",watr,7", 2, "unit", "Did you mean 'water'?")]
    [InlineData("registers.csv", "boiler,boiler", "pit-1,boiler", 3, "id", "as on line 2")]
    [InlineData("registers.csv", "116.401,", "east,", 2, "lon", "degrees")]
    [InlineData("registers.csv", ",7,", ",0,", 2, "patrol_days", "as in 7")]
    [InlineData("registers.csv", "2026-12-31", "2017-12-31", 2, "until", "before since")]
    [InlineData("registers.csv", "116.401,", "116.501,", 2, "lon", "no cell", Severity.Warning)]
    [InlineData("sections.csv", ",north,", ",nort,", 2, "water", "Did you mean 'north'?")]
    [InlineData("sections.csv", ",IV,", ",VI,", 2, "target", "Did you mean")]
    [InlineData("sections.csv", ",river,", ",lake,", 2, "water", "the layer lakes does not have")]
    [InlineData("sections.csv", ",city,yes", ",street,yes", 2, "grade", "city, district")]
    [InlineData("sections.csv", ",city,yes", ",city,maybe", 2, "black_odorous", "yes, no")]
    [InlineData("inspectors.csv", ",river-chief", ",river-cheif", 4, "kind", "Did you mean 'river-chief'?")]
    [InlineData("inspectors.csv", "Chief,day", "Chief,noon", 4, "shift", "which city.yaml does not have")]
    [InlineData("classes.csv", "water,event,district", "water,event,distrct", 3, "power", "Did you mean 'district'?")]
    [InlineData("classes.csv", "s001,Help,求助,,help,event,,,social", "s001,Help,求助,,help,event,,,socail", 5, "service", "Did you mean 'social'?")]
    [InlineData("classes.csv", ",yes,", ",true,", 3, "emergency", "yes, no")]
    [InlineData("units.csv", "coordination,city,,", "coordination,city,rivers-north,", 2, "parent", "top → rivers-north → water → centre → top")]
    [InlineData("layers/rivers.geojson", "\"chief_district\":\"chief\"", "\"chief_district\":\"cheif\"", 0, "chief_district", "Did you mean 'chief'?")]
    [InlineData("city.yaml", "calendar:", "calendar: ~\nx:", 0, "", "", Severity.Warning)]
    public void A_wrong_field_is_a_fault(
        string file, string from, string to, int line, string field, string said, Severity severity = Severity.Error)
    {
        var files = Full();
        Assert.Contains(from, files[file], StringComparison.Ordinal);
        var at = files[file].IndexOf(from, StringComparison.Ordinal);
        files[file] = string.Concat(files[file].AsSpan(0, at), to, files[file].AsSpan(at + from.Length));
        var load = GoodFolder.Load(files);
        if (file == "city.yaml")
        {
            var limits = load.Faults.Where(fault => fault.File == "limits.csv" && fault.Field == "limit").ToList();
            Assert.Equal([2, 4], limits.Select(fault => fault.Line));
            Assert.All(limits, fault => Assert.Contains("city.yaml has no calendar. Write one.", fault.Message, StringComparison.Ordinal));
            return;
        }
        Assert.True(
            load.Faults.Any(fault => fault.File == file && fault.Line == line && fault.Field == field && fault.Severity == severity
                && fault.Message.Contains(said, StringComparison.Ordinal)),
            string.Join('\n', load.Faults));
    }

    [Theory]
    [InlineData("exceedance_class: \"06026\"", "water.exceedance_class", "Did you mean '06025'?")]
    [InlineData("black_odour_class: \"06026\"", "water.black_odour_class", "Did you mean '06025'?")]
    [InlineData("channel: hotlin", "water.channel", "Did you mean 'hotline'?")]
    public void What_a_sample_becomes_has_to_be_there(string written, string field, string said)
    {
        var files = Full();
        files["city.yaml"] += $"water:\n  {written}\n";
        Assert.Contains(GoodFolder.Load(files).Faults, fault => fault.File == "city.yaml" && fault.Field == field
            && fault.Message.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Events_are_saved_as_they_are_written()
    {
        using var folder = new TempFolder();
        var events = "# A note that stays.\n- {id: fair, from: 2026-10-01T00:00, until: 2026-10-02T00:00, limit_factor: 0.5}\n";
        CityWriter.Save(SyntheticGridCity.Create(4, 4) with { Events = events }, folder.Path);
        Assert.Empty(CityFolder.Load(folder.Path).Faults);
        Assert.Equal(events, File.ReadAllText(Path.Combine(folder.Path, "events.yaml")));
        CityWriter.Save(SyntheticGridCity.Create(4, 4), folder.Path);
        Assert.False(File.Exists(Path.Combine(folder.Path, "events.yaml")));
    }

    [Fact]
    public void A_layer_with_the_name_of_a_register_is_refused()
    {
        var files = Full();
        files["layers/sources.geojson"] = files["layers/roads.geojson"];
        Assert.Contains(GoodFolder.Load(files).Faults, fault => fault.File == "layers/sources.geojson" && fault.Message.Contains("registers.csv", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Full()
    {
        var files = GoodFolder.Files();
        files["city.yaml"] += "shifts:\n  - {id: day, from: \"07:00\", until: \"19:00\"}\n  - {id: night, from: \"19:00\", until: \"07:00\"}\n";
        files["classes.csv"] =
            """
            code,name,name_zh,edition,family,kind,power,emergency,service
            06010,Exposed rubbish,暴露垃圾,GB/T 47678.5-2026,sanitation,event,,,
            06025,Unclean water,水域不洁,GB/T 47678.5-2026,water,event,district,yes,city
            01003,Storm cover,雨水井盖,GB/T 47678.5-2026,sewer,component,,no,
            s001,Help,求助,,help,event,,,social

            """;
        files["editions.csv"] =
            """
            from_edition,from_code,to_edition,to_code,name,name_zh
            2013,0110,GB/T 47678.5-2026,06010,Exposed rubbish,暴露垃圾
            2007,0102,2013,0110,,
            2007,0409,,,Mass incident,群发性事件

            """;
        files["registers.csv"] =
            """
            id,kind,name,name_zh,lon,lat,unit,patrol_days,since,until
            pit-1,bare-ground,Plot 1,地块一,116.401,39.901,water,7,2018-01-01,2026-12-31
            boiler,boiler,Boiler,,116.405,39.899,sanitation,,,

            """;
        files["sections.csv"] =
            """
            id,water,name,name_zh,lon,lat,kind,target,grade,black_odorous
            s-1,north,Gate,闸,116.403,39.9016,river,IV,city,yes

            """;
        files["units.csv"] =
            """
            id,name,name_zh,kind,tier,parent,area
            top,City platform,市平台,coordination,city,,
            centre,Command centre,指挥中心,coordination,district,top,
            chiefs,River chief office,河长办,coordination,district,centre,
            water,Water bureau,水务局,department,district,centre,
            rivers-north,River office,河湖所,department,city,water,
            sanitation,Sanitation,环卫,department,district,centre,
            east,East office,东街街道办,street,street,centre,110101001
            west,West office,西街街道办,street,street,centre,110101002

            """;
        files["inspectors.csv"] =
            """
            id,name,shift,beat,kind
            i-1,Inspector 1,day,110101001001 110101001002001,
            i-2,Inspector 2,night,110101002 110101001002,inspector
            chief,Chief,day,110101001,river-chief

            """;
        files["layers/rivers.geojson"] = files["layers/rivers.geojson"].Replace(
            "\"level\":\"city\"", "\"level\":\"city\",\"chief_district\":\"chief\"", StringComparison.Ordinal);
        return files;
    }
}
