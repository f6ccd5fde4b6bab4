using System.Globalization;
using GridCity.Core.Cities;

namespace GridCity.Client.Commands;

/// <summary>Days as options give them.</summary>
internal static class DayOption
{
    /// <summary>The first moment of a day of a city's calendar; null of none.</summary>
    /// <exception cref="UsageException">The text is no day.</exception>
    public static DateTimeOffset? Read(string? text, City city)
    {
        if (text is null)
        {
            return null;
        }
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new UsageException($"'{text}' is not a day; one such as 2014-01-01 was expected.");
        }
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, city.TimeZone.GetUtcOffset(local));
    }
}
