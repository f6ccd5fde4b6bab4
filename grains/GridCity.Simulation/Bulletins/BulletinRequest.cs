using System.Globalization;
using System.Text.RegularExpressions;
using GridCity.Core.Evaluation;

namespace GridCity.Simulation.Bulletins;

/// <summary>The kinds of bulletin. Zero is never stored.</summary>
public enum BulletinKind
{
    /// <summary>The dispatch sheet of an hour (派遣单).</summary>
    Hourly = 1,

    /// <summary>The monthly bulletin (月报).</summary>
    Monthly = 2,

    /// <summary>The quarterly report (季报).</summary>
    Quarterly = 3,

    /// <summary>The water bulletin (水环境月报).</summary>
    Water = 4,
}

/// <summary>Which bulletin of which period is asked for.</summary>
public sealed partial record BulletinRequest(BulletinKind Kind, Period Period)
{
    /// <summary>
    /// Reads a period as people write it for a kind of bulletin: <c>2026-09-14T08</c>, <c>2026-09</c>, <c>2026-Q3</c>, or the
    /// first and last day with a slash between them; null when it is none, and then <paramref name="expected"/> says what was
    /// expected.
    /// </summary>
    public static BulletinRequest? Read(BulletinKind kind, string text, TimeZoneInfo zone, out string expected)
    {
        expected = Expected(kind);
        var period = kind switch
        {
            BulletinKind.Hourly => ReadHour(text, zone),
            BulletinKind.Quarterly => ReadQuarter(text, zone),
            _ => ReadMonth(text, zone) ?? ReadDays(text, zone),
        };
        return period is null ? null : new BulletinRequest(kind, period);
    }

    /// <summary>The last period of a kind that was over at a moment.</summary>
    public static BulletinRequest LastBefore(BulletinKind kind, TimeZoneInfo zone, DateTimeOffset moment) =>
        new(kind, Running(kind, zone, moment).Period.Previous());

    /// <summary>The period of a kind that holds a moment.</summary>
    public static BulletinRequest Running(BulletinKind kind, TimeZoneInfo zone, DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return new BulletinRequest(kind, kind switch
        {
            BulletinKind.Hourly => Period.Hour(zone, moment),
            BulletinKind.Quarterly => Period.Quarter(zone, local.Year, ((local.Month - 1) / 3) + 1),
            _ => Period.Month(zone, local.Year, local.Month),
        });
    }

    private static string Expected(BulletinKind kind) => kind switch
    {
        BulletinKind.Hourly => "an hour of the city's clock such as 2026-09-14T08 was expected",
        BulletinKind.Quarterly => "a quarter such as 2026-Q3 was expected",
        _ => "a month such as 2026-09, or days such as 2026-08-19/2026-09-18, were expected",
    };

    private static Period? ReadHour(string text, TimeZoneInfo zone)
    {
        string[] forms = ["yyyy-MM-dd'T'HH", "yyyy-MM-dd HH", "yyyy-MM-dd'T'HH:00", "yyyy-MM-dd HH:00"];
        if (!DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || !IsSensible(local.Year))
        {
            return null;
        }
        // An hour that the clock skips is the one that it goes on with.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }
        return Period.Hour(zone, new DateTimeOffset(local, zone.GetUtcOffset(local)));
    }

    private static Period? ReadMonth(string text, TimeZoneInfo zone) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && IsSensible(first.Year)
            ? Period.Month(zone, first.Year, first.Month)
            : null;

    private static Period? ReadQuarter(string text, TimeZoneInfo zone) =>
        QuarterText().Match(text) is { Success: true } match
        && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var year && IsSensible(year)
            ? Period.Quarter(zone, year, match.Groups[2].ValueSpan[0] - '0')
            : null;

    private static Period? ReadDays(string text, TimeZoneInfo zone)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && TryDay(parts[0], out var first) && TryDay(parts[1], out var last) && last >= first
            && IsSensible(first.Year) && IsSensible(last.Year)
            ? Period.Days(zone, first, last)
            : null;
    }

    // Comparisons look a year back and periods end a day after their last: the calendar must have both.
    private static bool IsSensible(int year) => year is > 1900 and < 9000;

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    [GeneratedRegex("^([0-9]{4})-[Qq]([1-4])$", RegexOptions.CultureInvariant)]
    private static partial Regex QuarterText();
}
