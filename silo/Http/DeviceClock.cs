namespace GridCity.Silo.Http;

/// <summary>
/// Puts right the time that a device gives for what it saw. Phones wait for a network with clocks that are wrong by minutes or
/// years; what they measure well is how long ago something was.
/// </summary>
internal static class DeviceClock
{
    // Below this a difference is the time that the request took.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    /// <summary>When it was seen by the server's clock, given the device's clock when it sent the report.</summary>
    public static DateTimeOffset? Right(DateTimeOffset? seenAt, DateTimeOffset? sentAt, DateTimeOffset now)
    {
        if (seenAt is not { } seen || sentAt is not { } sent || (now - sent).Duration() <= Tolerance)
        {
            return seenAt;
        }
        var ago = sent - seen;
        return ago < TimeSpan.Zero ? now : ago > now - DateTimeOffset.UnixEpoch ? seenAt : now - ago;
    }
}
