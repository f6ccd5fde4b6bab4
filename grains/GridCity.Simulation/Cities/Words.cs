using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Core.Water;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>
/// The words that files use for kinds, tiers, frames, weekdays and times of day, read and written in one place.
/// </summary>
internal static class Words
{
    /// <summary>The most letters of an id: it stands in addresses and on screens.</summary>
    public const int IdLengthMax = 64;

    public static IReadOnlyList<string> Weekdays { get; } = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static IReadOnlyDictionary<string, UnitKind> UnitKinds { get; } = Names<UnitKind>();

    public static IReadOnlyDictionary<string, Tier> Tiers { get; } = Names<Tier>();

    public static IReadOnlyDictionary<string, ChannelKind> ChannelKinds { get; } = Names<ChannelKind>();

    public static IReadOnlyDictionary<string, ServiceGrid> ServiceGrids { get; } = Names<ServiceGrid>();

    public static IReadOnlyDictionary<string, PatrolKind> PatrolKinds { get; } = Names<PatrolKind>();

    public static IReadOnlyDictionary<string, WaterKind> WaterKinds { get; } = Names<WaterKind>();

    public static IReadOnlyDictionary<string, PowerRule> PowerRules { get; } = Names<PowerRule>();

    public static IReadOnlyDictionary<string, WorkingDay> WorkingDays { get; } =
        Enum.GetValues<WorkingDay>().ToDictionary(day => Of(day).Replace('-', '_'), StringComparer.Ordinal);

    /// <summary>The classes that a section can be meant to have.</summary>
    public static IReadOnlyDictionary<string, WaterClass> TargetClasses { get; } =
        Enum.GetValues<WaterClass>().Where(grade => grade <= WaterClass.V)
            .ToDictionary(grade => grade.ToString(), StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, Frame> Frames { get; } = Names<Frame>();

    /// <summary>How a base map is asked for.</summary>
    public static IReadOnlyDictionary<string, BaseMapKind> BaseMaps { get; } = Names<BaseMapKind>();

    /// <summary>
    /// Whether a text can be an id: letters, digits, points, hyphens and underscores of ASCII, no more than 64.
    /// </summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= IdLengthMax
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        && char.IsAsciiLetterOrDigit(text[0]);

    /// <summary>Says that a word is none of those that could stand there, and which was probably meant.</summary>
    public static string Expected(string found, IEnumerable<string> words) =>
        $"is '{found}'; {string.Join(", ", words)} were expected.{Nearest.Hint(found, words)}";

    /// <summary>The word of a value of one of the kinds above: small letters, a hyphen before what was a capital.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, index) =>
            (index > 0 && char.IsAsciiLetterUpper(letter) ? "-" : string.Empty) + char.ToLowerInvariant(letter)));

    public static string Of(DayOfWeek day) => Weekdays[(int)day];

    /// <summary>Reads <c>mon</c>; whole names such as Monday are understood too.</summary>
    public static bool TryParseWeekday(string text, out DayOfWeek day)
    {
        day = default;
        for (var index = 0; index < Weekdays.Count; index++)
        {
            if (text.StartsWith(Weekdays[index], StringComparison.OrdinalIgnoreCase))
            {
                day = (DayOfWeek)index;
                return true;
            }
        }
        return false;
    }

    /// <summary>Reads <c>08:00-12:00</c>; the end of the day may be written 24:00.</summary>
    public static bool TryParseSpan(string text, out (TimeSpan From, TimeSpan To) span)
    {
        span = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && TryParseTime(text.AsSpan(0, dash), out span.From) && TryParseTime(
            text.AsSpan(dash + 1), out span.To);
    }

    public static string Of((TimeSpan From, TimeSpan To) span) => Time(span.From) + "-" + Time(span.To);

    public static bool TryParseDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(TimeOnly time) => Time(time.ToTimeSpan());

    private static string Time(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:D2}:{time.Minutes:D2}");

    private static bool TryParseTime(ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        text = text.Trim();
        var colon = text.IndexOf(':');
        if (colon is not (1 or 2) || text.Length != colon + 3
            || !int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
        {
            return false;
        }
        time = new TimeSpan(hours, minutes, 0);
        return minutes < 60 && time <= TimeSpan.FromDays(1);
    }

    private static Dictionary<string, T> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(Of, StringComparer.Ordinal);
}
