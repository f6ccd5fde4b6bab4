namespace GridCity.Journal.Codec;

/// <summary>
/// Times to and from <c>2025-03-08T01:02:03.456Z</c>. Milliseconds are always written; the four digits below them only
/// when they are not zero, so that every instant comes back as it was.
/// </summary>
internal static class TimeText
{
    public const int LengthMax = 28;

    private const int MillisecondLength = 24;
    private const string Shape = "0000-00-00T00:00:00.000";

    public static ReadOnlySpan<byte> Write(DateTimeOffset time, Span<byte> target)
    {
        var utc = time.UtcDateTime;
        var (year, month, day) = utc;
        Digits(target, 0, 4, year);
        target[4] = (byte)'-';
        Digits(target, 5, 2, month);
        target[7] = (byte)'-';
        Digits(target, 8, 2, day);
        target[10] = (byte)'T';
        Digits(target, 11, 2, utc.Hour);
        target[13] = (byte)':';
        Digits(target, 14, 2, utc.Minute);
        target[16] = (byte)':';
        Digits(target, 17, 2, utc.Second);
        target[19] = (byte)'.';
        var ticks = (int)(utc.Ticks % TimeSpan.TicksPerSecond);
        var isWhole = ticks % TimeSpan.TicksPerMillisecond == 0;
        Digits(target, 20, isWhole ? 3 : 7, isWhole ? ticks / (int)TimeSpan.TicksPerMillisecond : ticks);
        var length = isWhole ? MillisecondLength : LengthMax;
        target[length - 1] = (byte)'Z';
        return target[..length];
    }

    public static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length is not (MillisecondLength or LengthMax) || text[^1] != 'Z' || !HasShape(text))
        {
            return false;
        }
        var year = Number(text, 0, 4);
        var month = Number(text, 5, 2);
        var day = Number(text, 8, 2);
        var hour = Number(text, 11, 2);
        var minute = Number(text, 14, 2);
        var second = Number(text, 17, 2);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }
        var fraction = text.Length == LengthMax
            ? Number(text, 20, 7)
            : Number(text, 20, 3) * TimeSpan.TicksPerMillisecond;
        time = new DateTimeOffset(new DateTime(year, month, day, hour, minute, second).Ticks + fraction, TimeSpan.Zero);
        return true;
    }

    private static bool HasShape(ReadOnlySpan<byte> text)
    {
        for (var index = 0; index < text.Length - 1; index++)
        {
            var shape = index < Shape.Length ? Shape[index] : '0';
            if (shape == '0' ? !char.IsAsciiDigit((char)text[index]) : text[index] != shape)
            {
                return false;
            }
        }
        return true;
    }

    private static int Number(ReadOnlySpan<byte> text, int start, int count)
    {
        var value = 0;
        foreach (var digit in text.Slice(start, count))
        {
            value = (value * 10) + digit - '0';
        }
        return value;
    }

    private static void Digits(Span<byte> target, int start, int count, int value)
    {
        for (var index = start + count - 1; index >= start; index--)
        {
            target[index] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
