namespace GridCity.Core.Cases;

/// <summary>
/// A byte that stands for a class, so that those of many cases lie in one line of the cache and are compared at once. Different
/// classes may have the same: whoever finds one still compares the classes themselves.
/// </summary>
internal static class ClassMark
{
    /// <summary>The mark of a class.</summary>
    public static byte Of(string code)
    {
        var mark = 0u;
        foreach (var letter in code)
        {
            mark = unchecked((mark * 31) + letter);
        }
        return unchecked((byte)(mark ^ (mark >> 8)));
    }

    /// <summary>The first place from a given one on at which a mark stands, or -1.</summary>
    public static int Find(byte mark, ReadOnlySpan<byte> marks, int from)
    {
        var found = marks[from..].IndexOf(mark);
        return found < 0 ? -1 : from + found;
    }
}
