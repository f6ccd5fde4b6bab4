namespace GridCity.Journal.Codec;

/// <summary>Times as columns hold them: milliseconds since 1970 in UTC.</summary>
internal static class TimeColumn
{
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static long Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>The first whole millisecond that is not before a time.</summary>
    public static long After(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds() + (time.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    public static bool IsValid(long milliseconds) => milliseconds >= Earliest && milliseconds <= Latest;

    /// <summary>The time; a number that is none, as in a damaged file, becomes the nearest one.</summary>
    public static DateTimeOffset Read(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Earliest, Latest));
}
