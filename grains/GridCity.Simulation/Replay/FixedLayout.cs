namespace GridCity.Simulation.Replay;

/// <summary>
/// A layout of times that is nothing but whole numbers of fixed length and what stands between them, such as
/// <c>yyyy-MM-dd HH:mm:ss</c>. Most tables write so, and reading by the words of a culture costs ten times as much. What it does
/// not know it does not read: the framework has the last word.
/// </summary>
internal sealed class FixedLayout
{
    private const string Between = "-/.: ,_";
    private const string Letters = "yMdHms";

    private readonly string _layout;

    // Where the year, month, day, hour, minute and second begin, in this order; -1 for those that the layout does not have.
    private readonly int[] _starts;
    private readonly int[] _between;

    private FixedLayout(string layout, int[] starts, int[] between) => (_layout, _starts, _between) = (layout, starts, between);

    /// <summary>The layouts of some that are fixed.</summary>
    public static FixedLayout[] Among(string[] layouts) => [.. layouts.Select(Of).OfType<FixedLayout>()];

    /// <summary>Reads a time.</summary>
    public bool TryRead(ReadOnlySpan<char> text, out DateTime time)
    {
        time = default;
        if (text.Length != _layout.Length)
        {
            return false;
        }
        foreach (var place in _between)
        {
            if (text[place] != _layout[place])
            {
                return false;
            }
        }
        var (month, day, hour, minute, second) = (0, 0, 0, 0, 0);
        if (!TryPair(text, _starts[0], out var century) || !TryPair(text, _starts[0] + 2, out var year)
            || !TryPair(text, _starts[1], out month) || !TryPair(text, _starts[2], out day)
            || (_starts[3] >= 0 && !TryPair(text, _starts[3], out hour))
            || (_starts[4] >= 0 && !TryPair(text, _starts[4], out minute))
            || (_starts[5] >= 0 && !TryPair(text, _starts[5], out second)))
        {
            return false;
        }
        year += 100 * century;
        if (year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }
        time = new DateTime(year, month, day, hour, minute, second);
        return true;
    }

    // The layout, or nothing when it has anything but these numbers, one of them twice, or no day.
    private static FixedLayout? Of(string layout)
    {
        var starts = new[] { -1, -1, -1, -1, -1, -1 };
        var between = new List<int>();
        for (var at = 0; at < layout.Length;)
        {
            var length = layout.AsSpan(at).IndexOfAnyExcept(layout[at]) is >= 0 and var end ? end : layout.Length - at;
            var field = Letters.IndexOf(layout[at], StringComparison.Ordinal);
            if (field >= 0 && starts[field] < 0 && length == (field == 0 ? 4 : 2))
            {
                starts[field] = at;
            }
            else if (Between.Contains(layout[at], StringComparison.Ordinal))
            {
                between.AddRange(Enumerable.Range(at, length));
            }
            else
            {
                return null;
            }
            at += length;
        }
        return starts[0] < 0 || starts[1] < 0 || starts[2] < 0 ? null : new FixedLayout(layout, starts, [.. between]);
    }

    private static bool TryPair(ReadOnlySpan<char> text, int at, out int number)
    {
        number = 0;
        if (!char.IsAsciiDigit(text[at]) || !char.IsAsciiDigit(text[at + 1]))
        {
            return false;
        }
        number = (10 * (text[at] - '0')) + (text[at + 1] - '0');
        return true;
    }
}
