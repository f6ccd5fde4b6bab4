using System.Collections.Concurrent;

namespace GridCity.Core.Cities;

/// <summary>
/// The local time of a zone. Every limit asks for it several times, and asking a <see cref="TimeZoneInfo"/> takes longer than
/// the rest: the offset of a day on which no clock is changed, which is nearly every day, is worked out once. Any thread may
/// ask.
/// </summary>
internal sealed class ZoneTime(TimeZoneInfo zone)
{
    // More days than any limit reaches; what lies beyond is worked out each time.
    private const int DaysMax = 100_000;
    private const long Varies = long.MinValue;

    private readonly ConcurrentDictionary<int, long> _offsetOfUtcDay = new();
    private readonly ConcurrentDictionary<int, long> _offsetOfLocalDay = new();

    /// <summary>The local date and time of a moment.</summary>
    public DateTime ToLocal(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        var day = DayOf(utc);
        if (!_offsetOfUtcDay.TryGetValue(day, out var offset))
        {
            offset = Keep(_offsetOfUtcDay, day, DateTimeKind.Utc);
        }
        return offset == Varies
            ? TimeZoneInfo.ConvertTime(moment, zone).DateTime
            : new DateTime(utc.Ticks + offset, DateTimeKind.Unspecified);
    }

    /// <summary>The moment, in UTC, of a local date and time.</summary>
    public DateTimeOffset FromLocal(DateTime local)
    {
        var day = DayOf(local);
        if (!_offsetOfLocalDay.TryGetValue(day, out var offset))
        {
            offset = Keep(_offsetOfLocalDay, day, DateTimeKind.Unspecified);
        }
        return offset == Varies ? Converted(local) : new DateTimeOffset(local.Ticks - offset, TimeSpan.Zero);
    }

    private static int DayOf(DateTime time) => (int)(time.Ticks / TimeSpan.TicksPerDay);

    private long Keep(ConcurrentDictionary<int, long> offsets, int day, DateTimeKind kind)
    {
        var offset = OffsetOf(new DateTime(day * TimeSpan.TicksPerDay, kind));
        if (offsets.Count < DaysMax)
        {
            offsets[day] = offset;
        }
        return offset;
    }

    /// <summary>The offset that holds from hour to hour through a whole day and to its end.</summary>
    private long OffsetOf(DateTime midnight)
    {
        if (midnight.Ticks < TimeSpan.TicksPerDay || midnight.Ticks > DateTime.MaxValue.Ticks - (2 * TimeSpan.TicksPerDay))
        {
            return Varies;
        }
        var offset = zone.GetUtcOffset(midnight);
        for (var hour = 0; hour <= 24; hour++)
        {
            var time = midnight.AddHours(hour);
            var isOdd = time.Kind != DateTimeKind.Utc && (zone.IsInvalidTime(time) || zone.IsAmbiguousTime(time));
            if (isOdd || zone.GetUtcOffset(time) != offset)
            {
                return Varies;
            }
        }
        return offset.Ticks;
    }

    private DateTimeOffset Converted(DateTime local)
    {
        // A local time that a clock change skips is read as the moment the clock jumps to, which is a whole minute.
        while (zone.IsInvalidTime(local))
        {
            local = new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
        }
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
