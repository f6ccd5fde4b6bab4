namespace GridCity.Silo.Demonstration;

/// <summary>A clock that starts at a moment and runs faster, so that limits pass while a newcomer watches.</summary>
internal sealed class ScaledTime(DateTimeOffset origin, double speed) : TimeProvider
{
    private readonly long _started = System.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => origin + (System.GetElapsedTime(_started) * speed);
}
