using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Cities;

public sealed class RosterTests
{
    private static readonly PatrolKind[] Inspectors = [PatrolKind.Inspector];

    // 2026-09-18 is a Friday; times are UTC, eight hours before those of the city.
    [Theory]
    [InlineData("2026-09-18 00:30", "day")]
    [InlineData("2026-09-18 11:59", "day")]
    [InlineData("2026-09-18 12:00", "night")]
    [InlineData("2026-09-18 19:00", "night")]
    [InlineData("2026-09-18 22:30", "night")]
    [InlineData("2026-09-19 00:30", "")]
    [InlineData("2026-09-19 12:30", "")]
    [InlineData("2026-09-19 18:00", "")]
    [InlineData("2026-09-20 18:00", "")]
    [InlineData("2026-09-21 18:00", "night")]
    public void A_shift_may_cross_midnight_and_belongs_to_the_day_on_which_it_begins(string utc, string expected)
    {
        var city = CityWith([Person("d", "day", 0, 0), Person("n", "night", 9, 9)], Shifts);
        Assert.Equal(expected, string.Join(' ', city.OnDuty(At(utc)).Select(one => one.Shift)));
    }

    [Fact]
    public void Without_shifts_everybody_is_always_on_duty()
    {
        var city = CityWith([Person("b", "x", 0, 0), Person("a", "y", 9, 9)], []);
        Assert.Equal(["a", "b"], city.OnDuty(At("2026-09-20 18:00")).Select(one => one.Id));
    }

    [Fact]
    public void The_beat_comes_first_then_the_distance_then_the_id()
    {
        var city = CityWith(
            [
                Person("far-owner", "day", (0, 0), (9, 9)),
                Person("near-b", "day", 1, 0), Person("near-a", "day", 1, 0),
                Person("sleeper", "night", 0, 0),
                Person("keeper", "day", (0, 1)) with { Kind = PatrolKind.LaneKeeper },
            ],
            Shifts);
        string? Nearest(ReadOnlySpan<PatrolKind> kinds, params ReadOnlySpan<string> excluding) =>
            city.NearestOnDuty(new PlanePoint(50, 50), At("2026-09-18 02:00"), kinds, excluding)?.Id;
        Assert.Equal("far-owner", Nearest(Inspectors));
        Assert.Equal("near-a", Nearest(Inspectors, "far-owner"));
        Assert.Equal("near-b", Nearest(Inspectors, "far-owner", "near-a"));
        Assert.Null(Nearest(Inspectors, "far-owner", "near-a", "near-b"));
        Assert.Equal("keeper", Nearest([PatrolKind.LaneKeeper, PatrolKind.Vehicle]));
        Assert.Null(Nearest([PatrolKind.Volunteer]));
        Assert.Equal(["far-owner", "near-a", "near-b", "sleeper"], city.Inspectors.Keys.Order());
    }

    [Fact]
    public void Nearest_is_what_a_look_at_everybody_finds()
    {
        var random = new Random(5);
        var kinds = Enum.GetValues<PatrolKind>();
        (int, int) Cell() => (random.Next(10), random.Next(10));
        Inspector Somebody(int number)
        {
            var person = Person($"p-{number:D3}", random.Next(2) == 0 ? "day" : "night", Cell(), Cell());
            return person with { Kind = kinds[random.Next(3)] };
        }
        var people = Enumerable.Range(0, 200).Select(Somebody).ToList();
        var city = CityWith(people, Shifts);
        for (var trial = 0; trial < 2_000; trial++)
        {
            var place = new PlanePoint((random.NextDouble() * 1_200) - 100, (random.NextDouble() * 1_200) - 100);
            var at = At("2026-09-18 02:00").AddHours(random.Next(300));
            var wanted = kinds.Where(_ => random.Next(2) == 0).ToArray();
            var excluded = people.Where(_ => random.Next(10) == 0).Select(one => one.Id).ToArray();
            var cell = city.Grid.Locate(place);
            var fit = city.OnDuty(at).Where(one => wanted.Contains(one.Kind) && !excluded.Contains(one.Id)).ToList();
            var own = cell < 0 ? [] : fit.Where(one => one.Beat.Contains(city.Grid.CodeOf(cell))).ToList();
            var expected = (own.Count > 0 ? own : fit)
                .OrderBy(one => MiddleOf(city, one).DistanceTo(place)).ThenBy(one => one.Id, StringComparer.Ordinal).FirstOrDefault();
            Assert.Equal(expected?.Id, city.NearestOnDuty(place, at, wanted, excluded)?.Id);
            var known = cell < 0 ? default : city.Grid.CodeOf(cell);
            Assert.Equal(expected?.Id, city.NearestOnDuty(place, at, wanted, excluded, known)?.Id);
            var gone = new CellCode(999999999999999);
            Assert.Equal(expected?.Id, city.NearestOnDuty(place, at, wanted, excluded, gone)?.Id);
        }
    }

    private static City CityWith(IEnumerable<Inspector> people, IEnumerable<Shift> shifts)
    {
        var city = TestCity.Make();
        var byId = people.ToLookup(one => one.Kind == PatrolKind.Inspector);
        return new City
        {
            Id = city.Id,
            Name = city.Name,
            NameZh = city.NameZh,
            IsSynthetic = city.IsSynthetic,
            Hash = city.Hash,
            TimeZone = city.TimeZone,
            InputFrame = city.InputFrame,
            Plane = city.Plane,
            Grid = city.Grid,
            Layers = city.Layers,
            Areas = city.Areas,
            Classes = city.Classes,
            Channels = city.Channels,
            Units = city.Units,
            Inspectors = byId[true].ToDictionary(one => one.Id),
            Patrols = byId[false].ToDictionary(one => one.Id),
            Shifts = shifts.ToDictionary(shift => shift.Id),
            Limits = city.Limits,
            Rules = city.Rules,
            Policy = city.Policy,
        };
    }

    private static Shift[] Shifts =>
    [
        new("day", new TimeOnly(8, 0), new TimeOnly(20, 0), [DayOfWeek.Friday]),
        new("night", new TimeOnly(20, 0), new TimeOnly(7, 0), [DayOfWeek.Monday, DayOfWeek.Friday, DayOfWeek.Tuesday]),
    ];

    private static Inspector Person(string id, string shift, int column, int row) => Person(id, shift, (column, row));

    private static Inspector Person(string id, string shift, params (int Column, int Row)[] cells) =>
        new(id, id, shift, [.. cells.Distinct().Select(cell => TestCity.CodeAt(cell.Column, cell.Row))]);

    private static PlanePoint MiddleOf(City city, Inspector one)
    {
        var boxes = one.Beat.Select(cell => city.Grid.BoundsOf(city.Grid.IndexOf(cell))).ToList();
        var (x, y) = (0.0, 0.0);
        foreach (var box in boxes)
        {
            x += (box.MinX + box.MaxX) / 2 / boxes.Count;
            y += (box.MinY + box.MaxY) / 2 / boxes.Count;
        }
        return new PlanePoint(x, y);
    }

    private static DateTimeOffset At(string utc) =>
        new(DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
}
