using GridCity.Core.Cities;

namespace GridCity.Core.Rules;

/// <summary>
/// The moment of a question in the city's own time, worked out at most once and only when a rule asks for the time.
/// </summary>
internal struct LocalTime(DateTimeOffset at, ZoneTime zone)
{
    private DateTime? _local;

    /// <summary>The local date and time.</summary>
    public DateTime Value => _local ??= zone.ToLocal(at);
}
