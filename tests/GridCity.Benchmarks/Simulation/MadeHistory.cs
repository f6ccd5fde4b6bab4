using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Benchmarks.Simulation;

/// <summary>
/// A made-up history as a table of any length: 1,700 reports a day all over a city, in the order of time, each closed after some
/// hours, with the mapping that reads it.
/// </summary>
internal static class MadeHistory
{
    private const int PerDay = 1_700;

    public const string Mapping = """
        key: { column: id }
        channel: { value: hotline-12345 }
        class: { column: class }
        point: { lon: lon, lat: lat, frame: wgs84 }
        seenAt: { column: reported, layouts: "yyyy-MM-dd HH:mm:ss", zone: Asia/Shanghai }
        handled:
          closed: { column: closed, layouts: "yyyy-MM-dd HH:mm:ss", zone: Asia/Shanghai }
        """;

    public static void Write(City city, string path, int count)
    {
        var random = new Random(20260701);
        var classes = city.Classes.Keys.Order(StringComparer.Ordinal).ToArray();
        var at = new DateTime(2017, 1, 1);
        using var file = new StreamWriter(path) { NewLine = "\n" };
        file.WriteLine("id,class,reported,closed,lon,lat");
        for (var number = 1; number <= count; number++)
        {
            at = at.AddSeconds(-Math.Log(1 - random.NextDouble()) * 86_400 / PerDay);
            var closed = at.AddSeconds(60 + (36_000 * -Math.Log(1 - random.NextDouble())));
            var point = Point(city, random);
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"r{number},{classes[random.Next(classes.Length)]},{at:yyyy-MM-dd HH:mm:ss},{closed:yyyy-MM-dd HH:mm:ss},{point.Longitude:0.000000},{point.Latitude:0.000000}"));
        }
    }

    private static GeoPoint Point(City city, Random random)
    {
        while (true)
        {
            var box = city.Grid.BoundsOf(random.Next(city.Grid.Count));
            var point = new PlanePoint(
                box.MinX + (random.NextDouble() * (box.MaxX - box.MinX)), box.MinY + (random.NextDouble() * (box.MaxY - box.MinY)));
            if (city.Grid.Locate(point) >= 0)
            {
                return city.Plane.ToGeo(point);
            }
        }
    }
}
