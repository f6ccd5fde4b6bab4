namespace GridCity.Simulation.Engine;

/// <summary>
/// The clock of a run: it shows what the run sets and never runs by itself. Whatever asks a <see cref="TimeProvider"/> for
/// the time can be put under it. Times are whole milliseconds since 1970 in UTC, as the journal keeps them.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
    private long _now;

    /// <summary>A clock that shows a moment.</summary>
    public VirtualClock(DateTimeOffset now) => _now = now.ToUnixTimeMilliseconds();

    /// <summary>Milliseconds since 1970 in UTC.</summary>
    public long Now => _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000;

    /// <summary>Moves the clock.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment lies in the past.</exception>
    public void MoveTo(long now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(now, _now);
        _now = now;
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(_now);

    /// <inheritdoc/>
    public override long GetTimestamp() => _now;
}
