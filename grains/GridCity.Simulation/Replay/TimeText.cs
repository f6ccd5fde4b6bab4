using System.Globalization;

namespace GridCity.Simulation.Replay;

/// <summary>Reads moments as tables write them.</summary>
internal static class TimeText
{
    // A day from either end of the calendar an offset could lead out of it.
    private const int FirstYear = 2;
    private const int LastYear = 9998;
    private const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AdjustToUniversal;

    // A power of two.
    private const int DaysKept = 64;

    [ThreadStatic]
    private static KnownDay?[]? _knownDays;

    /// <summary>
    /// Reads a moment by the layouts of a rule, in UTC. A text with an offset means that moment; without one it is the
    /// local time of the rule's zone, and a day alone is its first moment there.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, TimeRule rule, out DateTimeOffset moment) =>
        TryRead(text, rule, isLocal: false, out moment, out _);

    /// <summary>
    /// Reads a moment and the distance from UTC that its text has, if any; with <paramref name="isLocal"/> that distance is
    /// ignored, and the text is the local time of the rule's zone.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<char> text, TimeRule rule, bool isLocal, out DateTimeOffset moment, out TimeSpan? offset)
    {
        moment = default;
        offset = null;
        if (rule.HasOffset
            && DateTimeOffset.TryParseExact(text, rule.Layouts, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var written)
            && HasOffset(text)
            && written.Year is >= FirstYear and <= LastYear)
        {
            offset = written.Offset;
            moment = isLocal ? InZone(written.DateTime, rule.Zone) : written.ToUniversalTime();
            return true;
        }
        if ((!TryReadFixed(text, rule, out var time)
                && !DateTime.TryParseExact(text, rule.Layouts, CultureInfo.InvariantCulture, Styles, out time))
            || time.Year is < FirstYear or > LastYear)
        {
            return false;
        }
        if (time.Kind != DateTimeKind.Unspecified)
        {
            moment = new DateTimeOffset(time.ToUniversalTime());
            return true;
        }
        moment = InZone(time, rule.Zone);
        return true;
    }

    private static bool TryReadFixed(ReadOnlySpan<char> text, TimeRule rule, out DateTime time)
    {
        foreach (var layout in rule.FixedLayouts)
        {
            if (layout.TryRead(text, out time))
            {
                return true;
            }
        }
        time = default;
        return false;
    }

    // A Z, or a sign behind the time of day.
    private static bool HasOffset(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        return text.TrimEnd().EndsWith("Z", StringComparison.OrdinalIgnoreCase) || (colon > 0 && text[colon..].IndexOfAny('+', '-') >= 0);
    }

    private static DateTimeOffset InZone(DateTime local, TimeZoneInfo zone)
    {
        // Tables run through their days, cases end days after they began, and on most days the clock is not changed.
        ref var known = ref (_knownDays ??= new KnownDay?[DaysKept])[(int)(local.Ticks / TimeSpan.TicksPerDay) & (DaysKept - 1)];
        if (known is not null && known.Zone == zone && known.Day == local.Date)
        {
            return new DateTimeOffset(local - known.Offset, TimeSpan.Zero);
        }
        var moment = Converted(local, zone);
        var offset = local - moment.DateTime;
        if (Converted(local.Date, zone).DateTime + offset == local.Date
            && Converted(local.Date.AddDays(1).AddTicks(-1), zone).DateTime + offset == local.Date.AddDays(1).AddTicks(-1))
        {
            known = new KnownDay(zone, local.Date, offset);
        }
        return moment;
    }

    private static DateTimeOffset Converted(DateTime local, TimeZoneInfo zone)
    {
        // A local time that a clock change skips is read as the moment to which the clock jumps.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private sealed record KnownDay(TimeZoneInfo Zone, DateTime Day, TimeSpan Offset);
}
