using System.Globalization;
using System.Text;

namespace GridCity.Simulation.EventLogs;

/// <summary>
/// Moments by the clock of a city with their distance from UTC, such as <c>2014-03-09T03:00:00.000-05:00</c>. The zone is asked
/// once for every quarter of an hour in a row: more often its clock is not changed.
/// </summary>
internal sealed class LocalStamp(TimeZoneInfo zone)
{
    private const int Length = 29;
    private long _quarter = long.MinValue;
    private TimeSpan _offset;

    public ByteText Write(ByteText to, DateTimeOffset at)
    {
        var quarter = at.UtcTicks / (15 * TimeSpan.TicksPerMinute);
        if (quarter != _quarter)
        {
            (_quarter, _offset) = (quarter, zone.GetUtcOffset(at));
        }
        Span<char> text = stackalloc char[Length];
        at.ToOffset(_offset).TryFormat(text, out var written, "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        var room = to.Room(Length);
        to.Took(Encoding.ASCII.GetBytes(text[..written], room));
        return to;
    }
}
