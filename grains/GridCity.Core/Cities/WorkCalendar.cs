namespace GridCity.Core.Cities;

/// <summary>What one working day (工作日) of a limit is; cities differ. Zero is never stored.</summary>
public enum WorkingDay
{
    /// <summary>The same clock time on the next working day. Written <c>same_time</c>.</summary>
    SameTime = 1,

    /// <summary>As many working hours as a full working day has. Written <c>hours</c>.</summary>
    Hours = 2,
}

/// <summary>
/// When a city works: hours of a working day (with their breaks), which weekdays, which days are holidays although they
/// are weekdays and which are working days although they are not (调休). All of it is data of the city folder. Working time
/// is elapsed time: where the clock is changed inside a span, that span is longer or shorter.
/// </summary>
public sealed class WorkCalendar
{
    private readonly ZoneTime _zone;
    private readonly (TimeSpan From, TimeSpan To)[] _hours;
    private readonly bool[] _weekdays = new bool[7];
    private readonly HashSet<DateOnly> _holidays;
    private readonly HashSet<DateOnly> _workdays;
    private readonly WorkingDay _workingDay;
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
        IEnumerable<DateOnly> workdays,
        WorkingDay workingDay = WorkingDay.SameTime)
    {
        _zone = new ZoneTime(zone);
        _hours = [.. hours];
        _holidays = [.. holidays];
        _workdays = [.. workdays];
        _workingDay = workingDay;
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

    /// <summary>What one working day of a limit is.</summary>
    public WorkingDay WorkingDay => _workingDay;

    /// <summary>
    /// The moment at which a limit that starts at <paramref name="start"/> is used up, in UTC. A start outside working
    /// hours counts from the next opening.
    /// </summary>
    public DateTimeOffset Due(DateTimeOffset start, Limit limit) => limit.Unit switch
    {
        LimitUnit.UrgentHours => start.ToUniversalTime().AddHours(limit.Amount),
        LimitUnit.CalendarDays => _zone.FromLocal(_zone.ToLocal(start).AddDays(limit.Amount)),
        LimitUnit.WorkingHours => AddWorking(start, TimeSpan.FromHours(limit.Amount)),
        LimitUnit.WorkingDays => _workingDay == WorkingDay.Hours
            ? AddWorking(start, limit.Amount * _dayLength)
            : _zone.FromLocal(AddWorkdays(_zone.ToLocal(start), limit.Amount)),
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit needs a unit."),
    };

    /// <summary>
    /// How much of a limit is left at <paramref name="from"/> when it is used up at <paramref name="due"/>: elapsed time for
    /// urgent hours and calendar days, working time for the others; nothing when it is used up already. With it a clock can
    /// be stopped, and be started again by <see cref="After"/>.
    /// </summary>
    public TimeSpan Left(DateTimeOffset from, DateTimeOffset due, LimitUnit unit)
    {
        if (due <= from)
        {
            return TimeSpan.Zero;
        }
        return IsWorkingTime(unit) ? WorkingTime(from, due) : due - from;
    }

    /// <summary>
    /// The moment, in UTC, at which what is left of a limit is used up when its clock goes on at <paramref name="start"/>.
    /// <c>After(from, Left(from, due, unit), unit)</c> is <c>due</c> whenever that lies in working time or the unit does not
    /// ask for any; a due time at an opening becomes the closing before it, which is the same working time.
    /// </summary>
    public DateTimeOffset After(DateTimeOffset start, TimeSpan left, LimitUnit unit) =>
        left > TimeSpan.Zero && IsWorkingTime(unit) ? AddWorking(start, left) : start.ToUniversalTime() + left;

    private static bool IsWorkingTime(LimitUnit unit) => unit is LimitUnit.WorkingHours or LimitUnit.WorkingDays;

    private DateTimeOffset AddWorking(DateTimeOffset start, TimeSpan left)
    {
        var opening = start.ToUniversalTime();
        for (var day = DayOf(start); day < DateOnly.MaxValue; day = day.AddDays(1))
        {
            foreach (var hours in HoursOf(day))
            {
                var (from, to) = SpanOf(day, hours, opening);
                if (from < to && left <= to - from)
                {
                    return from + left;
                }
                left -= from < to ? to - from : TimeSpan.Zero;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(left), left, "A limit must end before the calendar does.");
    }

    private TimeSpan WorkingTime(DateTimeOffset start, DateTimeOffset end)
    {
        var worked = TimeSpan.Zero;
        var opening = start.ToUniversalTime();
        for (var (day, last) = (DayOf(start), DayOf(end)); day <= last; day = day.AddDays(1))
        {
            foreach (var hours in HoursOf(day))
            {
                var (from, to) = SpanOf(day, hours, opening);
                to = to < end ? to : end;
                worked += from < to ? to - from : TimeSpan.Zero;
            }
        }
        return worked;
    }

    private DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(_zone.ToLocal(moment));

    private ReadOnlySpan<(TimeSpan From, TimeSpan To)> HoursOf(DateOnly day) => IsWorkday(day) ? _hours : [];

    /// <summary>Working hours of a day in UTC, as far as they come after a moment; they end before they begin if none do.</summary>
    private (DateTimeOffset From, DateTimeOffset To) SpanOf(
        DateOnly day, (TimeSpan From, TimeSpan To) hours, DateTimeOffset opening)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var from = _zone.FromLocal(midnight + hours.From);
        return (opening > from ? opening : from, _zone.FromLocal(midnight + hours.To));
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
}
