using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Simulation.Runs;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Simulation;

public sealed class RecentReportsTests
{
    // What does not fit is forgotten early, and then nobody is called alone who might not be.
    [Theory]
    [InlineData(1 << 22, 0.05)]
    [InlineData(1 << 8, 100)]
    public void What_came_from_near_lately_is_always_known_and_hardly_anything_else(int atMost, double needlessMost)
    {
        var city = TestCity.Make();
        var random = new Random(11);
        var (recent, came) = (new RecentReports(city, atMost), new List<(string Class, PlanePoint Place, DateTimeOffset At)>());
        var at = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
        var (known, needless) = (0, 0);
        var policy = city.Policy;
        var metres = Math.Max(policy.DuplicateMetres, policy.Escalation.RepeatMetres);
        var days = Math.Max(policy.DuplicateWindow.TotalDays, policy.Escalation.RepeatDays);
        for (var number = 0; number < 6_000; number++)
        {
            at = at.AddMinutes(random.Next(60));
            // Now and then somebody tells late of what was seen days before.
            var seen = random.Next(50) == 0 ? at.AddDays(-random.Next(40)) : at;
            var (name, place) = ($"0{random.Next(4)}00{random.Next(4)}", new PlanePoint(random.Next(1_500) - 750, random.Next(1_500) - 750));
            var report = new Report(name, null, "hotline", new GeoPoint(116, 40), null, string.Empty, seen, null);

            var isKnown = came.Exists(
                one => one.Class == name && one.Place.DistanceTo(place) <= metres && (one.At - seen).Duration() <= TimeSpan.FromDays(days));
            var says = recent.MayKnow(report, place);
            Assert.True(says || !isKnown);
            (known, needless) = (known + (isKnown ? 1 : 0), needless + (says && !isKnown && seen == at ? 1 : 0));

            recent.Add(report, place);
            came.Add((name, place, seen));
        }
        Assert.InRange(known, 500, 5_500);
        Assert.InRange(needless, 0, known * needlessMost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_is_told_that_a_report_is_alone_decides_as_who_looks_around(bool moves)
    {
        var city = TestCity.Make();
        using var looks = new RunLog([]);
        using var keeps = new RunLog([]);
        using var told = new RunLog([]);
        // A city that is told, by somebody who never knows, looks around at every report.
        var repeats = Play(city, new VirtualCity(city, looks, isToldAlone: true), recent: null, moves);
        Play(city, new VirtualCity(city, keeps), recent: null, moves);
        Play(city, new VirtualCity(city, told, isToldAlone: true), new RecentReports(city), moves);

        var hash = looks.Seal();
        Assert.Equal((hash, hash), (keeps.Seal(), told.Seal()));
        Assert.True(looks.Position > 3_000);
        Assert.InRange(repeats, 100, 1_400);
    }

    // Plays reports, one in five of which is moved at once if that is asked; returns how many met something near.
    private static int Play(Core.Cities.City city, VirtualCity cells, RecentReports? recent, bool moves)
    {
        var repeats = 0;
        var random = new Random(12);
        var at = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
        var classes = city.Classes.Keys.Order(StringComparer.Ordinal).Take(3).ToArray();
        var channel = city.Channels.Values.First(known => known.AllowsAnonymous).Id;
        for (var number = 0; number < 1_500; number++)
        {
            at = at.AddMinutes(random.Next(90));
            var point = Somewhere(city, random);
            var draft = new ReportDraft(
                classes[random.Next(classes.Length)], null, channel, point.Longitude, point.Latitude, Frame.Wgs84, null, null, at, null);
            if (Intake.Check(city, draft, at, out var report, out var placement) is not null)
            {
                continue;
            }
            var isAlone = recent is not null && !recent.MayKnow(report!, placement!.Point);
            recent?.Add(report!, placement!.Point);
            var command = new ReportCommand(cells.NextCommand(), at, Actor.Anonymous, report!, placement!);
            var item = cells.Send(command, placement!.CellIndex, isAlone).Case;
            Assert.NotNull(item);
            repeats += item.Repeats > 0 || item.Stage == Stage.Duplicate ? 1 : 0;
            if (moves && number % 5 == 0 && item.Stage.IsOpen() && Intake.Place(city, Somewhere(city, random), 0) is { } moved)
            {
                var there = city.Plane.ToGeo(moved.Point);
                cells.Send(
                    new RelocateCommand(cells.NextCommand(), at, Desks.Supervision, item.Id, there, moved, "wrong place"), placement.CellIndex);
            }
        }
        return repeats;
    }

    private static GeoPoint Somewhere(Core.Cities.City city, Random random)
    {
        var box = city.Grid.BoundsOf(random.Next(city.Grid.Count));
        return city.Plane.ToGeo(new PlanePoint(
            box.MinX + (random.NextDouble() * (box.MaxX - box.MinX)), box.MinY + (random.NextDouble() * (box.MaxY - box.MinY))));
    }
}
