using GridCity.Core.Cases;
using GridCity.Journal;
using GridCity.Silo.Http;

namespace GridCity.Silo.Views;

/// <summary>What happened since midnight in the city's time zone, and in each of the last sixty minutes.</summary>
internal sealed class FlowOfDay(TimeZoneInfo zone)
{
    private const int MinutesKept = 60;

    private readonly int[] _reportedByMinute = new int[MinutesKept];
    private readonly int[] _closedByMinute = new int[MinutesKept];
    private readonly long[] _minutes = new long[MinutesKept];
    private DateOnly _day;

    public int Reported { get; private set; }

    public int Filed { get; private set; }

    public int Dispatched { get; private set; }

    public int Closed { get; private set; }

    public int Rejected { get; private set; }

    public int Duplicates { get; private set; }

    /// <summary>The midnight with which the day of a moment began.</summary>
    public DateTimeOffset MidnightOf(DateTimeOffset moment)
    {
        var midnight = DayOf(moment).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>Begins a new day when the moment lies in one, and says whether it did.</summary>
    public bool TurnTo(DateTimeOffset moment)
    {
        var day = DayOf(moment);
        if (day <= _day)
        {
            return false;
        }
        _day = day;
        (Reported, Filed, Dispatched, Closed, Rejected, Duplicates) = (0, 0, 0, 0, 0, 0);
        return true;
    }

    /// <summary>Counts an entry, and says whether it is of today.</summary>
    public bool Count(Entry entry)
    {
        if (DayOf(entry.At) != _day)
        {
            return false;
        }
        switch (entry.Event)
        {
            case CaseReported:
                Reported++;
                _reportedByMinute[SlotOf(entry.At)]++;
                break;
            case CaseFiled:
                Filed++;
                break;
            case CaseDispatched:
                Dispatched++;
                break;
            case CaseClosed:
                Closed++;
                _closedByMinute[SlotOf(entry.At)]++;
                break;
            case CaseRejected:
                Rejected++;
                break;
            case DuplicateFound:
                Duplicates++;
                break;
            default:
                break;
        }
        return true;
    }

    /// <summary>The last sixty minutes, oldest first.</summary>
    public IReadOnlyList<MinuteBody> Minutes(DateTimeOffset now)
    {
        var minutes = new MinuteBody[MinutesKept];
        var last = now.ToUnixTimeSeconds() / 60;
        for (var index = 0; index < MinutesKept; index++)
        {
            var minute = last - MinutesKept + 1 + index;
            var slot = (int)(minute % MinutesKept);
            var isKept = _minutes[slot] == minute;
            minutes[index] = new MinuteBody(
                DateTimeOffset.FromUnixTimeSeconds(minute * 60), isKept ? _reportedByMinute[slot] : 0, isKept ? _closedByMinute[slot] : 0);
        }
        return minutes;
    }

    private int SlotOf(DateTimeOffset at)
    {
        var minute = at.ToUnixTimeSeconds() / 60;
        var slot = (int)(minute % MinutesKept);
        if (_minutes[slot] < minute)
        {
            (_minutes[slot], _reportedByMinute[slot], _closedByMinute[slot]) = (minute, 0, 0);
        }
        return slot;
    }

    private DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}
