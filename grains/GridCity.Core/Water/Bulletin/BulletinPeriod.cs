namespace GridCity.Core.Water;

/// <summary>
/// The days that a bulletin is of, in the city's own time: from the first, up to and without <paramref name="Until"/>.
/// </summary>
public sealed record BulletinPeriod(DateOnly From, DateOnly Until)
{
    /// <summary>The first day after the period.</summary>
    public DateOnly Until { get; } = Until > From
        ? Until
        : throw new ArgumentOutOfRangeException(nameof(Until), Until, "A period ends after it begins.");

    /// <summary>How many days it has.</summary>
    public int Days => Until.DayNumber - From.DayNumber;

    /// <summary>The period before it: as many months for whole months, otherwise as many days.</summary>
    public BulletinPeriod Before => From.Day == 1 && Until.Day == 1
        ? new BulletinPeriod(From.AddMonths(-Months), From)
        : new BulletinPeriod(From.AddDays(-Days), From);

    /// <summary>The same days of the year before.</summary>
    public BulletinPeriod YearBefore => From.Day == 1 && Until.Day == 1
        ? new BulletinPeriod(From.AddYears(-1), From.AddYears(-1).AddMonths(Months))
        : new BulletinPeriod(From.AddYears(-1), From.AddYears(-1).AddDays(Days));

    private int Months => (Until.Year - From.Year) * 12 + Until.Month - From.Month;

    /// <summary>A calendar month.</summary>
    public static BulletinPeriod Month(int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return new BulletinPeriod(first, first.AddMonths(1));
    }

    /// <summary>Whether a moment lies in the period, by the clock of a zone.</summary>
    public bool Holds(DateTimeOffset at, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        return day >= From && day < Until;
    }

    /// <summary>Whether a moment lies after the period, by the clock of a zone.</summary>
    public bool IsOver(DateTimeOffset at, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime) >= Until;
}
