using System.Security.Cryptography;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Core.Water;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Cities.Dongcheng;
using GridCity.Simulation.Pages;
using GridCity.Tests.Pages;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridCity.Tests.Cities;

/// <summary>The demonstration city is made once for all of these.</summary>
public sealed class DemonstrationFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    public DemonstrationFixture()
    {
        DemonstrationCity.Create(_folder.Path);
        Load = CityFolder.Load(_folder.Path);
    }

    public string Path => _folder.Path;

    public CityLoad Load { get; }

    public City City => Load.City!;

    public void Dispose() => _folder.Dispose();
}

public sealed class DemonstrationCityTests(DemonstrationFixture made) : IClassFixture<DemonstrationFixture>
{
    [Fact]
    public void Nothing_is_wrong_with_it() => Assert.Empty(made.Load.Faults);

    [Fact]
    public void It_has_17_streets_177_communities_and_2322_cells()
    {
        var cells = Cells().ToList();
        Assert.Equal(2_322, cells.Count);
        Assert.Equal(177, cells.Select(code => code.Community).Distinct().Count());
        Assert.Equal(17, cells.Select(code => code.Street).Distinct().Count());
        Assert.All(cells, code => Assert.Equal(110101, code.District.Value));
        Assert.Equal(17 + 177, made.City.Areas.Count);
    }

    [Fact]
    public void The_codes_of_its_communities_are_the_official_ones()
    {
        var official = File.ReadAllLines(SharedData.Require("dongcheng_community_codes_2020_names_missing.csv"))
            .Skip(1).Select(line => line.Split(',')[1].Trim()).Order();
        Assert.Equal(official, Cells().Select(code => code.Community.ToString()).Distinct().Order());
    }

    [Fact]
    public void Every_street_has_its_official_area_within_2_percent_and_together_41_84_square_kilometres()
    {
        var areas = Indices().GroupBy(index => made.City.Grid.CodeOf(index).Street)
            .ToDictionary(street => street.Key, street => street.Sum(made.City.Grid.AreaOf) / 1e6);
        foreach (var fact in DongchengFacts.Streets)
        {
            Assert.InRange(areas[fact.Code] / fact.AreaKm2, 0.98, 1.02);
            Assert.Equal(fact.NameZh, made.City.Areas[fact.Code].NameZh);
        }
        Assert.Equal(41.84, areas.Values.Sum(), tolerance: 0.01);
    }

    [Fact]
    public void The_facts_are_those_of_the_published_table()
    {
        foreach (var line in File.ReadAllLines(SharedData.Require("dongcheng_subdistrict_facts.csv")).Skip(1))
        {
            var fields = line.Split(',');
            var fact = Assert.Single(DongchengFacts.Streets, fact => fact.Code.ToString() == fields[0]);
            Assert.Equal(fields[1], fact.NameZh);
            Assert.Equal(double.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture), fact.AreaKm2);
        }
    }

    [Fact]
    public void Cells_are_spread_as_real_ones_are()
    {
        var areas = Indices().Select(made.City.Grid.AreaOf).Order().ToList();
        Assert.Equal(18_019, areas.Average(), tolerance: 1);
        Assert.InRange(areas[0], 5_000, 8_000);
        Assert.InRange(areas[^1], 33_000, 40_000);
        Assert.InRange(areas[areas.Count / 2], 15_500, 18_000);
    }

    [Fact]
    public void It_lies_where_Dongcheng_lies_and_is_as_tall()
    {
        var bounds = made.City.Grid.Bounds;
        var southWest = made.City.Plane.ToGeo(new PlanePoint(bounds.MinX, bounds.MinY));
        var northEast = made.City.Plane.ToGeo(new PlanePoint(bounds.MaxX, bounds.MaxY));
        Assert.InRange(southWest.Longitude, 116.37, 116.39);
        Assert.InRange(northEast.Longitude, 116.43, 116.45);
        Assert.InRange(southWest.Latitude, 39.85, 39.87);
        Assert.InRange(northEast.Latitude, 39.96, 39.98);
        Assert.InRange(bounds.MaxX - bounds.MinX, 5_000, 5_400);
        Assert.InRange(bounds.MaxY - bounds.MinY, 12_500, 13_200);
    }

    [Theory]
    [InlineData(10, 4)]
    [InlineData(4, 3)]
    [InlineData(3, 2)]
    [InlineData(2, 1)]
    [InlineData(6, 7)]
    [InlineData(7, 8)]
    [InlineData(1, 11)]
    [InlineData(11, 16)]
    [InlineData(15, 14)]
    [InlineData(16, 17)]
    public void A_street_lies_north_of_another_as_in_Beijing(int north, int south) =>
        Assert.True(MiddleOf(north).Y > MiddleOf(south).Y + 300);

    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 9)]
    [InlineData(2, 6)]
    [InlineData(1, 8)]
    [InlineData(11, 12)]
    [InlineData(12, 13)]
    [InlineData(16, 14)]
    public void A_street_lies_west_of_another_as_in_Beijing(int west, int east) =>
        Assert.True(MiddleOf(west).X < MiddleOf(east).X - 300);

    [Fact]
    public void Every_point_of_every_street_lies_in_one_of_its_cells()
    {
        var land = DongchengLand.Cut(1);
        foreach (var fact in DongchengFacts.Streets)
        {
            var ring = land.Warp.Apply(land.Plan.Streets[fact.Number].Ring, isClosed: true);
            var street = new GeometryFactory().CreatePolygon(ring).Buffer(-0.1);
            var box = street.EnvelopeInternal;
            for (var x = box.MinX; x < box.MaxX; x += 37.3)
            {
                for (var y = box.MinY; y < box.MaxY; y += 41.7)
                {
                    if (street.Contains(new Point(x, y)))
                    {
                        var cell = made.City.Grid.Locate(new PlanePoint(x, y));
                        Assert.True(cell >= 0, $"{fact.NameZh} at {x:F1}, {y:F1} lies in no cell.");
                        Assert.Equal(fact.Code, made.City.Grid.CodeOf(cell).Street);
                    }
                }
            }
        }
    }

    [Fact]
    public void Numbers_run_from_west_to_east_and_then_from_north_to_south()
    {
        foreach (var community in Indices().GroupBy(index => made.City.Grid.CodeOf(index).Community))
        {
            var cells = community.ToList();
            Assert.Equal(Enumerable.Range(1, cells.Count), cells.Select(index => made.City.Grid.CodeOf(index).Sequence));
            var (first, last) = (made.City.Grid.BoundsOf(cells[0]), made.City.Grid.BoundsOf(cells[^1]));
            Assert.True(first.MaxY > last.MinY);
        }
    }

    [Fact]
    public void Four_hundred_inspectors_walk_every_cell_by_day_and_by_night()
    {
        Assert.Equal(400, made.City.Inspectors.Count);
        foreach (var shift in made.City.Inspectors.Values.GroupBy(inspector => inspector.Shift))
        {
            var walked = shift.SelectMany(inspector => inspector.Beat).ToList();
            Assert.Equal(2_322, walked.Count);
            Assert.Equal(Cells(), walked.Order());
        }
        Assert.Equal(["day", "night"], made.City.Inspectors.Values.Select(inspector => inspector.Shift).Distinct().Order());
    }

    [Fact]
    public void A_beat_is_one_piece_inside_one_community()
    {
        foreach (var inspector in made.City.Inspectors.Values)
        {
            Assert.Single(inspector.Beat.Select(code => code.Community).Distinct());
            var left = inspector.Beat.Select(made.City.Grid.IndexOf).ToHashSet();
            var open = new Stack<int>([left.First()]);
            left.Remove(open.Peek());
            while (open.TryPop(out var cell))
            {
                foreach (var neighbour in made.City.Grid.NeighboursOf(cell).Where(left.Remove))
                {
                    open.Push(neighbour);
                }
            }
            Assert.True(left.Count == 0, $"The beat of {inspector.Id} is in pieces.");
        }
    }

    [Fact]
    public void Classes_are_those_of_the_2026_standard_and_all_have_limits()
    {
        var classes = made.City.Classes;
        int Count(string major) => classes.Keys.Count(code => code.Length == 5 && code.StartsWith(major, StringComparison.Ordinal));
        Assert.Equal([76, 44, 16, 14, 3], new[] { "01", "02", "03", "04", "05" }.Select(Count));
        Assert.Equal([51, 7, 16, 21, 2], new[] { "06", "07", "08", "09", "10" }.Select(Count));
        Assert.Equal("水域不洁", classes["06025"].NameZh);
        Assert.All(classes.Keys, code => Assert.NotNull(made.City.Limits.Find(code, null)));
        Assert.Equal("2uh", made.City.Limits.Find("01003", "missing")!.Limit.ToString());
        Assert.Equal(26, made.City.Channels.Count);
    }

    [Fact]
    public void Channels_are_of_every_kind_and_both_grids_come_in_by_them()
    {
        Assert.Equal(Enum.GetValues<ChannelKind>(), made.City.Channels.Values.Select(channel => channel.Kind).Distinct().Order());
        Assert.Contains(made.City.Channels.Values, channel => channel.Service == ServiceGrid.Social);
        Assert.Contains(made.City.Classes.Values, known => known.Service == ServiceGrid.Social);
        Assert.Equal(["hotline-12345", "hotline-96310", "mailbox", "snapshot-app", "web", "wechat"], made.City.Channels.Values
            .Where(channel => channel.IsHotline).Select(channel => channel.Id).Order(StringComparer.Ordinal));
        Assert.All(made.City.Channels.Values.Where(channel => channel.Kind is ChannelKind.Public or ChannelKind.Media), channel => Assert.False(channel.IsTrusted));
    }

    [Theory]
    [InlineData("06001", "stop", "4wh")]
    [InlineData("06001", "penalty", "7wd")]
    [InlineData("06001", "demolition", "20wd")]
    [InlineData("0402", null, "2uh")]
    [InlineData("0402", "restoration", "3d")]
    [InlineData("0404", null, "4uh")]
    [InlineData("0404", "restoration", "1wd")]
    [InlineData("0406", "rain", "4uh")]
    [InlineData("09001", null, "2wh")]
    [InlineData("06010", null, "4wh")]
    [InlineData("07001", null, "1wd")]
    [InlineData("08004", null, "4wh")]
    [InlineData("06025", null, "1wd")]
    [InlineData("06025", "silting", "15wd")]
    [InlineData("21101", null, "7d")]
    [InlineData("21101", "complex", "15d")]
    [InlineData("21111", null, "1d")]
    public void Limits_are_those_that_the_field_suggests(string code, string? condition, string limit)
    {
        var row = made.City.Limits.Find(code, condition)!;
        Assert.Equal((condition, limit), (row.Condition, row.Limit.ToString()));
        Assert.NotEmpty(row.ClosingCondition);
    }

    [Fact]
    public void It_takes_codes_of_older_editions()
    {
        Assert.Equal("06010", made.City.ClassOf("GB/T 30428.2-2013", "0110")!.Code);
        Assert.Equal("06002", made.City.ClassOf("GB/T 30428.2-2013", "0102")!.Code);
        Assert.Equal("09001", made.City.ClassOf("GB/T 30428.2-2013", "0401")!.Code);
        Assert.Equal("路面塌陷", made.City.ClassOf("CJ/T 214-2007", "0401")!.NameZh);
        Assert.Null(made.City.ClassOf("CJ/T 214-2007", "0409"));
    }

    [Fact]
    public void Every_reach_has_a_manager_and_chiefs_of_three_tiers_who_walk_it()
    {
        foreach (var reach in LayerOf("rivers").Features.Concat(LayerOf("lakes").Features))
        {
            Assert.Contains(reach.Attributes["manager"], made.City.Units.Keys);
            foreach (var tier in new[] { "chief_district", "chief_street", "chief_community" })
            {
                var chief = made.City.Patrols[reach.Attributes[tier]];
                Assert.Equal(PatrolKind.RiverChief, chief.Kind);
                Assert.NotEmpty(chief.Beat);
            }
            var street = made.City.Patrols[reach.Attributes["chief_street"]];
            Assert.All(street.Beat, cell => Assert.Equal(reach.Attributes["street"], cell.Street.ToString()));
            var place = new PlanePoint(reach.Shape.InteriorPoint.X, reach.Shape.InteriorPoint.Y);
            Assert.Contains(made.City.Grid.CodeOf(made.City.Grid.Locate(place)), made.City.Patrols[reach.Attributes["chief_district"]].Beat);
        }
        Assert.Equal(20, LayerOf("outfalls").Features.Count);
    }

    [Fact]
    public void Three_sections_are_judged_by_the_city_and_every_other_water_by_the_district()
    {
        var sections = made.City.Sections.Values.ToList();
        Assert.Equal(
            [("dongbianmen", "IV"), ("longtanhu", "IV"), ("wenhuagong", "III")],
            sections.Where(section => section.Grade == Tier.City).Select(section => (section.Id, section.Target.ToString())).Order());
        Assert.Equal((14, 14), (sections.Count, sections.Select(section => section.Water).Distinct().Count()));
        foreach (var section in sections)
        {
            var place = made.City.Plane.ToPlane(section.Place);
            var layer = LayerOf(section.Kind == WaterKind.Lake ? "lakes" : "rivers");
            Assert.Contains(layer.Features, reach => reach.Attributes["water"] == section.Water && reach.Shape.Distance(new Point(place.X, place.Y)) < 1);
        }
    }

    [Fact]
    public void Fourteen_kinds_of_source_are_registered_with_who_patrols_them()
    {
        var kinds = made.City.Sources.Values.GroupBy(source => source.Kind).ToDictionary(kind => kind.Key, kind => kind.Count());
        Assert.Equal((14, 122), (kinds.Count, kinds["bare-ground"]));
        Assert.All(made.City.Sources.Values, source => Assert.True(source.PatrolDays > 0));
        Assert.All(made.City.Sources.Values, source => Assert.Contains("合成", source.NameZh, StringComparison.Ordinal));
    }

    [Fact]
    public void At_every_hour_somebody_of_the_kind_is_near()
    {
        var noon = new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
        foreach (var cell in Indices().Where(cell => cell % 7 == 0))
        {
            foreach (var at in new[] { noon, noon.AddHours(12) })
            {
                var place = MiddleOf(made.City.Grid.BoundsOf(cell));
                var code = made.City.Grid.CodeOf(Math.Max(0, made.City.Grid.Locate(place)));
                var inspector = made.City.NearestOnDuty(place, at, [PatrolKind.Inspector], [])!;
                Assert.Equal(at == noon ? "day" : "night", inspector.Shift);
                Assert.True(made.City.Grid.Locate(place) < 0 || inspector.Beat.Contains(code));
                Assert.NotNull(made.City.NearestOnDuty(place, at, [PatrolKind.Vehicle], []));
            }
            Assert.NotNull(made.City.NearestOnDuty(MiddleOf(made.City.Grid.BoundsOf(cell)), noon, [PatrolKind.LaneKeeper], []));
        }
        Assert.Equal(8, made.City.Patrols.Values.Count(one => one.Kind == PatrolKind.Vehicle));
        Assert.Equal(17, made.City.Patrols.Values.Count(one => one.Kind == PatrolKind.LaneChief));
        Assert.Equal(14, made.City.Patrols.Values.Count(one => one.Kind == PatrolKind.RiverPatrol));
    }

    [Fact]
    public void Every_cell_has_a_coordinator_at_street_district_and_city()
    {
        Assert.All(Cells(), cell =>
        {
            Assert.Equal($"street-{cell.Street}", made.City.CoordinatorOf(Tier.Street, cell)!.Id);
            Assert.Equal("command-centre", made.City.CoordinatorOf(Tier.District, cell)!.Id);
            Assert.Equal("city-platform", made.City.CoordinatorOf(Tier.City, cell)!.Id);
        });
        Assert.Equal(17, made.City.Units.Values.Count(unit => unit.Kind == UnitKind.Team));
        Assert.Equal("command-centre", made.City.UnitAbove("team-street-110101001", Tier.District)!.Id);
    }

    [Theory]
    [InlineData(-1_840, 1_068, "06025", "rivers-north", "water-in-city-river")]
    [InlineData(1_480, -3_890, "06025", "park-longtan", "water-in-lake")]
    [InlineData(-1_135, -1_330, "06025", "rivers-district", "water-in-river")]
    [InlineData(-845, -3_245, "06010", "park-tiantan", "park")]
    [InlineData(-1_000, 3_800, "0402", "water-company", "pipe-burst")]
    [InlineData(54, 1_000, "06013", "roads-city", "road-city")]
    [InlineData(-1_000, 3_700, "09001", "team-street-110101004", "vendors")]
    [InlineData(-1_000, 3_700, "06007", "street-110101004", "territorial")]
    [InlineData(-1_925, 3_700, "09001", "team-street-110101004", "border")]
    [InlineData(1_939, -2_585, "06023", "rivers-south", "bank-damage")]
    [InlineData(1_939, -2_585, "06046", "water-bureau", "river-occupied")]
    [InlineData(-1_135, -1_330, "06001", "enforcement", "building-at-water")]
    [InlineData(54, 1_000, "09009", "traffic-police", "cars-on-road")]
    [InlineData(54, 1_000, "0406", "drainage-group", "ponding-road-city")]
    [InlineData(1_480, -3_890, "21008", "water-bureau", "water-quality-lake")]
    [InlineData(-1_840, 1_068, "21007", "water-bureau", "water-quality")]
    [InlineData(-1_000, 3_700, "21101", "labour", "labour")]
    [InlineData(-1_000, 3_700, "21110", "heating-company", "heating")]
    public void Cases_go_to_whom_they_go_in_Dongcheng(double x, double y, string code, string unit, string rule)
    {
        var place = DongchengLand.Cut(1).Warp.Apply(new PlanePoint(x, y));
        var cell = made.City.Grid.Locate(place);
        var noon = new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
        var question = new RoutingQuestion(code, "inspector", made.City.Grid.CodeOf(cell), cell, place, noon);
        var routing = made.City.Rules.Route(question)!;
        Assert.Equal((unit, rule), (routing.Unit, routing.Reason.Rule));
    }

    [Fact]
    public void Every_rule_is_the_first_for_some_class_and_place_so_none_is_dead()
    {
        var first = new HashSet<string>();
        var (night, day) = (new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero));
        var places = Indices().Where(index => index % 3 == 0).Select(index => MiddleOf(made.City.Grid.BoundsOf(index)))
            .Concat(made.City.Layers.SelectMany(layer => layer.Features).Select(feature => feature.Shape.InteriorPoint)
                .Select(point => new PlanePoint(point.X, point.Y)))
            .ToList();
        foreach (var place in places)
        {
            var cell = made.City.Grid.Locate(place);
            if (cell < 0)
            {
                continue;
            }
            foreach (var code in made.City.Classes.Keys)
            {
                foreach (var at in new[] { night, day })
                {
                    first.Add(made.City.Rules.Route(new(code, "inspector", made.City.Grid.CodeOf(cell), cell, place, at))!.Reason.Rule);
                }
            }
        }
        Assert.Empty(made.City.Rules.Rules.Concat(made.City.Rules.Overlays.SelectMany(overlay => overlay.Rules))
            .Select(rule => rule.Id).Except(first));
    }

    [Fact]
    public void What_was_drawn_is_what_is_loaded()
    {
        var (parts, city) = (DemonstrationCity.Draw(1), made.City);
        Assert.Equal(RulesText.Of(parts.Rules), RulesText.Of(city.Rules.Rules));
        Assert.Equal(parts.Units.OrderBy(unit => unit.Id), city.Units.Values.OrderBy(unit => unit.Id));
        Assert.Equal(parts.Classes, city.Classes.Values);
        Assert.Equal(parts.Areas, city.Areas.Values);
        Assert.Equal(parts.Settings.Channels, city.Channels.Values);
        Assert.Equal(parts.Settings.Policy, city.Policy);
        Assert.All(parts.Limits, row => Assert.Equal(row, city.Limits.Find(row.Class, row.Condition)));
        Assert.Equal(parts.Settings.Shifts.Select(shift => shift.Id), city.Shifts.Keys);
        Assert.Equal(parts.Sources, city.Sources.Values);
        Assert.Equal(parts.Sections, city.Sections.Values);
        Assert.All(parts.Editions, row => Assert.Equal(row, city.Editions.Find(row.FromEdition, row.FromCode)));
        Assert.Equal(
            parts.Inspectors.Select(row => (row.Id, row.Name, row.Shift, row.Kind)),
            city.Inspectors.Values.Concat(city.Patrols.Values).Select(one => (one.Id, one.Name, one.Shift, one.Kind)));
        Assert.Equal(
            parts.Layers.SelectMany(layer => layer.Features).SelectMany(feature => feature.Properties),
            DrawnLayers().SelectMany(layer => layer.Features).SelectMany(feature => feature.Attributes));
        foreach (var (cell, index) in parts.Cells.Zip(Indices()))
        {
            Assert.Equal(cell.Code, city.Grid.CodeOf(index));
            Assert.Equal(double.Parse(cell.Properties[0].Value, System.Globalization.CultureInfo.InvariantCulture), city.Grid.AreaOf(index), tolerance: 1.2);
        }
    }

    [Fact]
    public void A_great_event_halves_limits_around_the_square_every_year()
    {
        var place = DongchengLand.Cut(1).Warp.Apply(new PlanePoint(-700, -700));
        var cell = made.City.Grid.Locate(place);
        Routing Route(int year, int day) => made.City.Rules.Route(new(
            "09001", "inspector", made.City.Grid.CodeOf(cell), cell, place, new DateTimeOffset(year, 10, day, 4, 0, 0, TimeSpan.Zero)))!;
        foreach (var year in new[] { 2026, 2027, 2040 })
        {
            Assert.Equal(("national-day", 0.5, Tier.District), (Route(year, 1).Event, Route(year, 1).LimitFactor, Route(year, 1).Tier));
            Assert.Null(Route(year, 20).Event);
        }
        Assert.Null(Route(2025, 1).Event);
    }

    [Theory]
    [InlineData("2026-01-01T00:00")]
    [InlineData("2028-02-29T12:00")]
    [InlineData("2033-12-31T23:59")]
    public void On_any_day_a_great_event_with_rules_of_its_own_is_on(string local)
    {
        var at = new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
        var cell = Indices().First(index => made.City.Grid.CodeOf(index).Street.Value % 1_000 == 16);
        var routing = made.City.Rules.Route(new(
            "09001", "inspector", made.City.Grid.CodeOf(cell), cell, MiddleOf(made.City.Grid.BoundsOf(cell)), at))!;
        Assert.Equal(("enforcement", "temple-vendors", "temple-season"), (routing.Unit, routing.Reason.Rule, routing.Event));
        Assert.Contains("police", routing.Supporting);
    }

    [Fact]
    public void A_river_of_several_reaches_has_the_name_of_the_river()
    {
        var waters = WaterBulletin.Make(made.City, BulletinPeriod.Month(2026, 9), []).Waters;
        foreach (var river in DongchengWaters.Rivers)
        {
            var line = waters.Single(water => water.Kind == WaterKind.River && water.Water == river.Id);
            Assert.Equal((river.Name, river.NameZh), (line.Name, line.NameZh));
        }
        Assert.True(made.City.Layers.Single(layer => layer.Name == "rivers").Features.Count > waters.Count(water => water.Kind == WaterKind.River));
    }

    [Theory]
    [InlineData(Language.English, 5.8)]
    [InlineData(Language.Chinese, 10.2)]
    public void Names_of_streets_on_a_map_are_never_printed_over_each_other(Language language, double letter)
    {
        var request = BulletinRequest.Read(BulletinKind.Hourly, "2026-09-14T08", made.City.TimeZone, out _)!;
        var sheet = new BulletinDesk(made.City).Make(request, new DateTimeOffset(2026, 9, 15, 0, 0, 0, TimeSpan.Zero));
        var names = PageReader.Read(sheet.ToHtml(new PageOptions { First = language, IsSingle = true })).Descendants()
            .Where(one => one.Name.LocalName == "text" && (string?)one.Attribute("class") == "label")
            .Select(one => (X: (double)one.Attribute("x")!, Y: (double)one.Attribute("y")!, Half: one.Value.Length * letter / 2))
            .ToList();

        Assert.InRange(names.Count, 15, 17);
        foreach (var (index, one) in names.Index())
        {
            Assert.DoesNotContain(
                names.Skip(index + 1), other => Math.Abs(other.X - one.X) < one.Half + other.Half && Math.Abs(other.Y - one.Y) < 11.9);
        }
    }

    [Fact]
    public void A_missed_target_becomes_a_supervised_case_of_the_district()
    {
        var policy = made.City.Policy.Water;
        Assert.True(made.City.Channels[policy.Channel!] is { IsTrusted: true, IsSupervised: true, Kind: ChannelKind.Sensor });
        Assert.Equal(Tier.District, made.City.Classes[policy.ExceedanceClass!].Power);
        Assert.Equal(Tier.District, made.City.Classes[policy.BlackOdourClass!].Power);
    }

    [Fact]
    public void Everything_that_is_made_up_says_so()
    {
        Assert.True(made.City.IsSynthetic);
        Assert.All(DrawnLayers().SelectMany(layer => layer.Features), feature => Assert.Equal("yes", feature.Attributes["synthetic"]));
        Assert.All(made.City.Patrols.Values, one => Assert.EndsWith("(synthetic)", one.Name, StringComparison.Ordinal));
        Assert.All(
            made.City.Areas.Values.Where(area => area.Code.Tier == Tier.Community),
            area => Assert.Contains("合成", area.NameZh, StringComparison.Ordinal));
        int Waters(string layer) => LayerOf(layer).Features.Select(feature => feature.Attributes["water"]).Distinct().Count();
        Assert.Equal((8, 6), (Waters("rivers"), Waters("lakes")));
    }

    /// <summary>
    /// Pins the bytes of seed 1. When the city is changed on purpose, say so in the changelog and put the new hash here: it
    /// is the first line of the message.
    /// </summary>
    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal("78934cb81819880ea1d9124905588224ff1c015d0386ca18b99b6ce32e336d61", made.City.Hash);
        using var again = new TempFolder();
        DemonstrationCity.Create(again.Path);
        Assert.Equal(Digests(made.Path), Digests(again.Path));
        DemonstrationCity.Create(again.Path, seed: 2);
        var other = CityFolder.Load(again.Path);
        Assert.Empty(other.Faults);
        Assert.Equal(2_322, other.City!.Grid.Count);
        Assert.NotEqual(made.City.Hash, other.City.Hash);
    }

    private static List<string> Digests(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Path.GetRelativePath(folder, file) + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
    ];

    private IEnumerable<int> Indices() => Enumerable.Range(0, made.City.Grid.Count);

    private IEnumerable<CellCode> Cells() => Indices().Select(made.City.Grid.CodeOf);

    /// <summary>The layers that are files, not those that come from registers.</summary>
    private IEnumerable<Core.Space.Layer> DrawnLayers() => made.City.Layers.Where(layer => layer.Name is not ("sources" or "sections"));

    private Core.Space.Layer LayerOf(string name) => made.City.Layers.Single(layer => layer.Name == name);

    private PlanePoint MiddleOf(int street)
    {
        var middles = Indices().Where(index => made.City.Grid.CodeOf(index).Street.Value % 1_000 == street)
            .Select(index => MiddleOf(made.City.Grid.BoundsOf(index))).ToList();
        return new PlanePoint(middles.Average(point => point.X), middles.Average(point => point.Y));
    }

    private static PlanePoint MiddleOf(PlaneBox box) => new((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
}
