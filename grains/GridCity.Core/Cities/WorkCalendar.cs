namespace GridCity.Core.Cities;

/// <summary>
/// When a city works: hours of a working day (with their breaks), which weekdays, which days are holidays although they
/// are weekdays and which are working days although they are not (调休). All of it is data of the city folder.
/// </summary>
public sealed class WorkCalendar
{
    private readonly TimeZoneInfo _zone;
    private readonly (TimeSpan From, TimeSpan To)[] _hours;
    private readonly bool[] _weekdays = new bool[7];
    private readonly HashSet<DateOnly> _holidays;
    private readonly HashSet<DateOnly> _workdays;
    private readonly TimeSpan _dayLength;

    /// <summary>
    /// Makes a calendar. <paramref name="hours"/> are the working spans of a day in local time, in order and apart.
    /// </summary>
    /// <exception cref="ArgumentException">There is no working span, they overlap, or no weekday works.</exception>
    public WorkCalendar(
        TimeZoneInfo zone,
        IEnumerable<(TimeSpan From, TimeSpan To)> hours,
        IEnumerable<DayOfWeek> weekdays,
        IEnumerable<DateOnly> holidays,
        IEnumerable<DateOnly> workdays)
    {
        _zone = zone;
        _hours = [.. hours];
        _holidays = [.. holidays];
        _workdays = [.. workdays];
        foreach (var day in weekdays)
        {
            _weekdays[(int)day] = true;
        }
        var end = TimeSpan.Zero;
        foreach (var (from, to) in _hours)
        {
            if (from < end || to <= from || to > TimeSpan.FromDays(1))
            {
                throw new ArgumentException("Working hours must be in order, apart and inside one day.", nameof(hours));
            }
            end = to;
            _dayLength += to - from;
        }
        if (_hours.Length == 0 || !_weekdays.Contains(true))
        {
            throw new ArgumentException("A calendar needs working hours and at least one working weekday.", nameof(hours));
        }
    }

    /// <summary>Whether a day is worked.</summary>
    public bool IsWorkday(DateOnly day) =>
        _workdays.Contains(day) || (_weekdays[(int)day.DayOfWeek] && !_holidays.Contains(day));

    /// <summary>How long a full working day is.</summary>
    public TimeSpan DayLength => _dayLength;

    /// <summary>
    /// The moment at which a limit that starts at <paramref name="start"/> is used up, in UTC. One working day is the same
    /// clock time on the next working day; a start outside working hours counts from the next opening.
    /// </summary>
    public DateTimeOffset Due(DateTimeOffset start, Limit limit) => limit.Unit switch
    {
        LimitUnit.UrgentHours => start.ToUniversalTime().AddHours(limit.Amount),
        LimitUnit.CalendarDays => FromLocal(ToLocal(start).AddDays(limit.Amount)),
        LimitUnit.WorkingHours => FromLocal(AddWorking(ToLocal(start), TimeSpan.FromHours(limit.Amount))),
        LimitUnit.WorkingDays => FromLocal(AddWorkdays(ToLocal(start), limit.Amount)),
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit needs a unit."),
    };

    private DateTime AddWorking(DateTime local, TimeSpan left)
    {
        var day = DateOnly.FromDateTime(local);
        var time = local.TimeOfDay;
        while (true)
        {
            if (IsWorkday(day))
            {
                foreach (var (from, to) in _hours)
                {
                    var begin = time > from ? time : from;
                    if (begin >= to)
                    {
                        continue;
                    }
                    if (left <= to - begin)
                    {
                        return day.ToDateTime(TimeOnly.MinValue) + begin + left;
                    }
                    left -= to - begin;
                }
            }
            day = day.AddDays(1);
            time = TimeSpan.Zero;
        }
    }

    private DateTime AddWorkdays(DateTime local, int days)
    {
        // A start outside working time is moved to the next opening, so that a night report is not due at night.
        var start = NextOpening(local);
        var day = DateOnly.FromDateTime(start);
        for (var left = days; left > 0; left--)
        {
            do
            {
                day = day.AddDays(1);
            }
            while (!IsWorkday(day));
        }
        return day.ToDateTime(TimeOnly.MinValue) + start.TimeOfDay;
    }

    private DateTime NextOpening(DateTime local)
    {
        var day = DateOnly.FromDateTime(local);
        var time = local.TimeOfDay;
        while (true)
        {
            if (IsWorkday(day))
            {
                foreach (var (from, to) in _hours)
                {
                    if (time < to)
                    {
                        return day.ToDateTime(TimeOnly.MinValue) + (time > from ? time : from);
                    }
                }
            }
            day = day.AddDays(1);
            time = TimeSpan.Zero;
        }
    }

    private DateTime ToLocal(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, _zone).DateTime;

    private DateTimeOffset FromLocal(DateTime local)
    {
        // A local time that a clock change skips is read as the moment the clock jumps to.
        while (_zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
