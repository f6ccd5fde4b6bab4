using System.Globalization;
using GridCity.Client.Api;

namespace GridCity.Client.Views;

/// <summary>Writes moments in the city's own time.</summary>
internal sealed class CityTime(TimeZoneInfo zone)
{
    /// <summary>The time of the city that a server runs; UTC where this machine does not know the zone.</summary>
    public static async Task<CityTime> OfAsync(GridCityClient client, CancellationToken stop) =>
        Of(await client.GetCityAsync(stop));

    /// <summary>The time of a city; UTC where this machine does not know the zone.</summary>
    public static CityTime Of(CityPicture city) =>
        new(TimeZoneInfo.TryFindSystemTimeZoneById(city.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc);

    /// <summary>Day and minute.</summary>
    public string Minute(DateTimeOffset moment) => Write(moment, "yyyy-MM-dd HH:mm");

    /// <summary>Day and minute with the distance from UTC, for what is read far from the city.</summary>
    public string ZonedMinute(DateTimeOffset moment) => Write(moment, "yyyy-MM-dd HH:mm zzz");

    /// <summary>Day and second.</summary>
    public string Second(DateTimeOffset moment) => Write(moment, "yyyy-MM-dd HH:mm:ss");

    /// <summary>The time of day.</summary>
    public string Clock(DateTimeOffset moment) => Write(moment, "HH:mm:ss");

    /// <summary>How far a due time is away, roughly: <c>in 3 h</c>, <c>2 d late</c>.</summary>
    public static string Distance(DateTimeOffset due, DateTimeOffset now)
    {
        var left = (due - now).Duration();
        var amount = left.TotalDays >= 2 ? Round(left.TotalDays, "d")
            : left.TotalHours >= 2 ? Round(left.TotalHours, "h")
            : Round(left.TotalMinutes, "min");
        return due >= now ? "in " + amount : amount + " late";
    }

    private static string Round(double amount, string unit) =>
        Math.Round(amount).ToString("0", CultureInfo.InvariantCulture) + " " + unit;

    private string Write(DateTimeOffset moment, string layout) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString(layout, CultureInfo.InvariantCulture);
}
