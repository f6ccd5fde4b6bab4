using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Cities;

/// <summary>What <c>city.yaml</c> says.</summary>
public sealed record CitySettings
{
    /// <summary>A short name for files and addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The name in English.</summary>
    public required string Name { get; init; }

    /// <summary>The name in Chinese, or the same as <see cref="Name"/>.</summary>
    public required string NameZh { get; init; }

    /// <summary>Whether the city is made up.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>The districts in which cells may lie, by their six digits (GB/T 2260 in China).</summary>
    public required IReadOnlyList<AreaCode> Districts { get; init; }

    /// <summary>The IANA name of the time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The frame of coordinates that arrive without saying theirs.</summary>
    public Frame Frame { get; init; } = Frame.Wgs84;

    /// <summary>
    /// The point (WGS 84) at which the metre plane begins; without one the middle of the cells. Old cases keep their
    /// places when cells are added only if it is written down.
    /// </summary>
    public GeoPoint? Origin { get; init; }

    /// <summary>When the city works.</summary>
    public CalendarSettings Calendar { get; init; } = new();

    /// <summary>What the city decided where the field leaves a choice.</summary>
    public Policy Policy { get; init; } = new();

    /// <summary>The shifts; without any everybody is always on duty.</summary>
    public IReadOnlyList<Shift> Shifts { get; init; } = [];

    /// <summary>The channels by which reports come.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>The map of somebody else's that pages draw under the cells, or null for the city's own layers alone.</summary>
    public BaseMap? BaseMap { get; init; }
}

/// <summary>The working hours and days of a city, as <see cref="WorkCalendar"/> takes them.</summary>
public sealed record CalendarSettings
{
    /// <summary>The working spans of a day, in local time.</summary>
    public IReadOnlyList<(TimeSpan From, TimeSpan To)> Hours { get; init; } =
        [(TimeSpan.FromHours(8), TimeSpan.FromHours(12)), (TimeSpan.FromHours(14), TimeSpan.FromHours(18))];

    /// <summary>The weekdays that are worked.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Days that are not worked although their weekday is.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    /// <summary>Days that are worked although their weekday is not (调休).</summary>
    public IReadOnlyList<DateOnly> Workdays { get; init; } = [];

    /// <summary>What one working day of a limit is.</summary>
    public WorkingDay WorkingDay { get; init; } = WorkingDay.SameTime;

    /// <summary>Whether the city says nothing and this stands in; limits cannot count working time by it.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>The calendar in a time zone.</summary>
    public WorkCalendar ToCalendar(TimeZoneInfo zone) => new(zone, Hours, Weekdays, Holidays, Workdays, WorkingDay);
}
