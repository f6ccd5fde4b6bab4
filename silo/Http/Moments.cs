using System.Globalization;
using System.Text.RegularExpressions;

namespace GridCity.Silo.Http;

/// <summary>Moments as RFC 3339 and the W3C write them: with a zone, whatever is read and whatever is sent.</summary>
internal static partial class Moments
{
    /// <summary>Reads a moment; a space where a plus was is what forgetting to escape it in an address makes.</summary>
    public static bool TryRead(string text, out DateTimeOffset moment)
    {
        moment = default;
        var written = text.Length == 25 && text[19] == ' ' ? text[..19] + '+' + text[20..] : text;
        return Whole().IsMatch(written)
            && DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out moment);
    }

    /// <summary>A moment in universal time, as exact as the journal keeps it.</summary>
    public static string Write(DateTimeOffset moment)
    {
        var universal = moment.ToUniversalTime();
        return universal.ToString(
            universal.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d([.]\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)\z")]
    private static partial Regex Whole();
}
