using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Cities;
using GridCity.Tests.Faults;

namespace GridCity.Tests.Planner;

/// <summary>A city folder of squares, a scenario and a history in it: enough to run every command of a planner in a second.</summary>
internal static class SmallScenario
{
    public const string Text =
        """
        name: small
        description: A few days in a city of squares.
        from: 2026-09-14
        days: 10
        warm_up: 1
        demand:
          - {name: found, per_day: 60, classes: {"06010": 1}, channel: inspector}
          - {name: called, per_day: 20, classes: {"06010": 1}, channel: hotline}
        work:
          shifts:
            - {name: all-day, hours: "08:00-18:00"}
          crews:
            - {unit: sanitation, shift: all-day, count: 3}
          services:
            - {work: {median: 0.5, spread: 0.5}}

        """;

    public const string Mapping =
        """
        key: { column: id }
        channel: { value: inspector }
        class: { column: class }
        point: { lon: lon, lat: lat, frame: wgs84 }
        seenAt: { column: opened, layouts: yyyy-MM-dd HH:mm, zone: Asia/Shanghai }
        reference: { column: id }
        handled:
          closed: { column: closed, layouts: yyyy-MM-dd HH:mm, zone: Asia/Shanghai }

        """;

    /// <summary>Makes the city, the scenario, the mapping and a history in a folder.</summary>
    public static (string City, string Scenario, string Mapping, string History) Make(string folder, int rows = 200)
    {
        var city = SquareCity.Make(folder);
        return (city, Write(folder, "small.yaml", Text), Write(folder, "mapping.yaml", Mapping), Write(folder, "history.csv", History(city, rows)));
    }

    public static string Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    // A report every 23 minutes, closed after one to fifteen hours; one in twenty never.
    private static string History(string folder, int rows)
    {
        var city = CityFolder.Load(folder, new LoadOptions { CheckCoverage = false }).City!;
        return "id,class,lon,lat,opened,closed\n" + string.Concat(Enumerable.Range(0, rows).Select(number =>
        {
            var place = PlaceOf(city, number);
            var opened = new DateTime(2026, 9, 14, 8, 0, 0).AddMinutes(23 * number);
            var closed = number % 20 == 0 ? "" : opened.AddMinutes(60 + (number * 37 % 840)).ToString("yyyy-MM-dd HH:mm");
            return FormattableString.Invariant($"r{number},06010,{place.Longitude},{place.Latitude},{opened:yyyy-MM-dd HH:mm},{closed}\n");
        }));
    }

    // In the middle of a cell of its own, so that no report repeats another.
    private static GeoPoint PlaceOf(City city, int number)
    {
        var box = city.Grid.BoundsOf(number * 13 % city.Grid.Count);
        return city.Plane.ToGeo(new PlanePoint((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2));
    }
}
