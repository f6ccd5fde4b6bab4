namespace GridCity.Simulation.Replay;

/// <summary>
/// Reads times whose layout is nothing but whole numbers of fixed length and what stands between them, such as
/// <c>yyyy-MM-dd HH:mm:ss</c>. Most tables write so, and reading by the words of a culture costs ten times as much. What it does
/// not know it does not read: the framework has the last word.
/// </summary>
internal static class FixedLayout
{
    private const string Between = "-/.: ,_";

    /// <summary>Reads a time by the first layout that fits it.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, string[] layouts, out DateTime time)
    {
        foreach (var layout in layouts)
        {
            if (TryRead(text, layout, out time))
            {
                return true;
            }
        }
        time = default;
        return false;
    }

    private static bool TryRead(ReadOnlySpan<char> text, string layout, out DateTime time)
    {
        time = default;
        if (text.Length != layout.Length)
        {
            return false;
        }
        var (year, month, day, hour, minute, second) = (0, 0, 0, 0, 0, 0);
        for (var at = 0; at < layout.Length;)
        {
            var letter = layout[at];
            var length = 1;
            while (at + length < layout.Length && layout[at + length] == letter)
            {
                length++;
            }
            var field = text.Slice(at, length);
            at += length;
            if (Between.Contains(letter, StringComparison.Ordinal))
            {
                if (field.IndexOfAnyExcept(letter) >= 0)
                {
                    return false;
                }
                continue;
            }
            if (length != (letter == 'y' ? 4 : 2) || !TryNumber(field, out var number))
            {
                return false;
            }
            switch (letter)
            {
                case 'y':
                    year = number;
                    break;
                case 'M':
                    month = number;
                    break;
                case 'd':
                    day = number;
                    break;
                case 'H':
                    hour = number;
                    break;
                case 'm':
                    minute = number;
                    break;
                case 's':
                    second = number;
                    break;
                default:
                    return false;
            }
        }
        if (year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }
        time = new DateTime(year, month, day, hour, minute, second);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }
            number = (number * 10) + (digit - '0');
        }
        return true;
    }
}
