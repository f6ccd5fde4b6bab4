using System.Globalization;

namespace GridCity.Core.Evaluation;

/// <summary>The kinds of period. Zero is never stored.</summary>
public enum PeriodKind
{
    /// <summary>An hour by the local clock.</summary>
    Hour = 1,

    /// <summary>A local day.</summary>
    Day = 2,

    /// <summary>A calendar month.</summary>
    Month = 3,

    /// <summary>A quarter of a year.</summary>
    Quarter = 4,

    /// <summary>Some days, such as an accounting month from the 19th to the 18th.</summary>
    Days = 5,
}

/// <summary>
/// A span of time that is evaluated: from a moment (included) to another (not included). Days, months and quarters begin at
/// local midnight, so that one of them is an hour longer or shorter where the clock is changed; where it skips midnight, the
/// day begins when the clock goes on, and where midnight comes twice, at the first.
/// </summary>
public sealed record Period
{
    private Period(PeriodKind kind, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to, DateOnly first, DateOnly next)
    {
        (Kind, Zone, From, To, First, Next) = (kind, zone, from.ToUniversalTime(), to.ToUniversalTime(), first, next);
    }

    /// <summary>What kind of period it is.</summary>
    public PeriodKind Kind { get; }

    /// <summary>The zone of its midnights.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The first moment, in UTC.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The first moment after it, in UTC.</summary>
    public DateTimeOffset To { get; }

    /// <summary>The first local day.</summary>
    public DateOnly First { get; }

    /// <summary>The first local day after it; for an hour, the day itself.</summary>
    public DateOnly Next { get; }

    /// <summary>What people call it: <c>2026-09-14 08:00</c>, <c>2026-09-14</c>, <c>2026-09</c>, <c>2026-Q3</c>.</summary>
    public string Label => Kind switch
    {
        PeriodKind.Hour => TimeZoneInfo.ConvertTime(From, Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        PeriodKind.Day => First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PeriodKind.Month => First.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        PeriodKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"{First.Year:D4}-Q{((First.Month - 1) / 3) + 1}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{First:yyyy-MM-dd}/{Next.AddDays(-1):yyyy-MM-dd}"),
    };

    /// <summary>The hour of the local clock that holds a moment.</summary>
    public static Period Hour(TimeZoneInfo zone, DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var from = local.AddTicks(-(local.TimeOfDay.Ticks % TimeSpan.TicksPerHour));
        var day = DateOnly.FromDateTime(local.DateTime);
        return new Period(PeriodKind.Hour, zone, from, from.AddHours(1), day, day);
    }

    /// <summary>A local day.</summary>
    public static Period Day(TimeZoneInfo zone, DateOnly day) => Make(PeriodKind.Day, zone, day, day.AddDays(1));

    /// <summary>A calendar month, from 1 to 12.</summary>
    public static Period Month(TimeZoneInfo zone, int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return Make(PeriodKind.Month, zone, first, first.AddMonths(1));
    }

    /// <summary>A quarter of a year, from 1 to 4.</summary>
    public static Period Quarter(TimeZoneInfo zone, int year, int quarter)
    {
        var first = new DateOnly(year, (quarter * 3) - 2, 1);
        return Make(PeriodKind.Quarter, zone, first, first.AddMonths(3));
    }

    /// <summary>Some local days, the last one included.</summary>
    /// <exception cref="ArgumentException">The last day is before the first.</exception>
    public static Period Days(TimeZoneInfo zone, DateOnly first, DateOnly last) => last >= first
        ? Make(PeriodKind.Days, zone, first, last.AddDays(1))
        : throw new ArgumentException($"A period ends on or after its first day; {last:O} is before {first:O}.", nameof(last));

    /// <summary>The period of the same kind just before this one.</summary>
    public Period Previous() => Kind switch
    {
        PeriodKind.Hour => Hour(Zone, From.AddHours(-1)),
        PeriodKind.Month => Make(Kind, Zone, First.AddMonths(-1), First),
        PeriodKind.Quarter => Make(Kind, Zone, First.AddMonths(-3), First),
        _ => Make(Kind, Zone, First.AddDays(First.DayNumber - Next.DayNumber), First),
    };

    /// <summary>The same period a year before; of a leap day the 28th, of an hour the same hour of the local clock.</summary>
    public Period YearBefore()
    {
        if (Kind == PeriodKind.Hour)
        {
            var local = TimeZoneInfo.ConvertTime(From, Zone).DateTime.AddYears(-1);
            return Hour(Zone, FirstMoment(Zone, local));
        }
        var first = First.AddYears(-1);
        var next = Kind is PeriodKind.Month or PeriodKind.Quarter
            ? Next.AddYears(-1)
            : first.AddDays(Next.DayNumber - First.DayNumber);
        return Make(Kind, Zone, first, next);
    }

    /// <summary>The months of a quarter in their order; of other periods the period itself.</summary>
    public IReadOnlyList<Period> Months() => Kind == PeriodKind.Quarter
        ? [.. Enumerable.Range(0, 3).Select(month => Make(PeriodKind.Month, Zone, First.AddMonths(month), First.AddMonths(month + 1)))]
        : [this];

    /// <summary>The moment at which a local day begins.</summary>
    public static DateTimeOffset Midnight(TimeZoneInfo zone, DateOnly day) => FirstMoment(zone, day.ToDateTime(TimeOnly.MinValue));

    private static Period Make(PeriodKind kind, TimeZoneInfo zone, DateOnly first, DateOnly next) =>
        new(kind, zone, Midnight(zone, first), Midnight(zone, next), first, next);

    /// <summary>The first moment at which the local clock shows a time, or the first after it when it never does.</summary>
    private static DateTimeOffset FirstMoment(TimeZoneInfo zone, DateTime local)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
