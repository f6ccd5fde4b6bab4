namespace GridCity.Client.Api;

/// <summary>
/// How long to wait before the next try: doubling from <paramref name="first"/> to <paramref name="longest"/>, each
/// wait drawn from the upper half of its span, so that many clients of one server do not come back in step.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private int _failures;

    /// <summary>The next wait; longer after every failure.</summary>
    public TimeSpan Next()
    {
        var doublings = Math.Min(_failures, 30);
        _failures++;
        var span = Math.Min(first.TotalMilliseconds * (1L << doublings), longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(span * (0.5 + (random.NextDouble() / 2)));
    }

    /// <summary>Something worked: the next wait is a short one again.</summary>
    public void Reset() => _failures = 0;
}
