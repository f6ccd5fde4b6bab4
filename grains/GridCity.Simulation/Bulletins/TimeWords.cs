using System.Globalization;
using GridCity.Core.Evaluation;
using GridCity.Core.Water;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>Moments, days and periods in words, by the clock of a city.</summary>
internal sealed class TimeWords(TimeZoneInfo zone)
{
    /// <summary>A moment to the minute, with its year.</summary>
    public Say Full(DateTimeOffset at)
    {
        var local = Local(at);
        return new Say(Write(local, "d MMMM yyyy, HH:mm"), Write(local, "yyyy年M月d日 HH:mm"));
    }

    /// <summary>A moment to the minute, for tables; a dash when there is none.</summary>
    public Say Short(DateTimeOffset? at)
    {
        if (at is not { } known)
        {
            return Figures.None;
        }
        var local = Local(known);
        return new Say(Write(local, "d MMM HH:mm"), Write(local, "M月d日 HH:mm"));
    }

    /// <summary>A time of the day.</summary>
    public string Clock(DateTimeOffset at) => Write(Local(at), "HH:mm");

    /// <summary>A day.</summary>
    public static Say Day(DateOnly day) => new(
        day.ToString("d MMM", CultureInfo.InvariantCulture), day.ToString("M月d日", CultureInfo.InvariantCulture));

    /// <summary>How long something took, in its two largest units.</summary>
    public static Say Length(TimeSpan span)
    {
        var (days, hours, minutes) = ((int)span.TotalDays, span.Hours, span.Minutes);
        return days > 0 ? new Say($"{days} d {hours} h", $"{days}天{hours}小时")
            : hours > 0 ? new Say($"{hours} h {minutes} min", $"{hours}小时{minutes}分")
            : new Say($"{minutes} min", $"{minutes}分钟");
    }

    /// <summary>A period in words.</summary>
    public Say Period(Period period) => period.Kind switch
    {
        PeriodKind.Hour => new Say(
            Write(Local(period.From), "d MMMM yyyy, HH:mm") + "–" + Clock(period.To),
            Write(Local(period.From), "yyyy年M月d日 HH:mm") + "–" + Clock(period.To)),
        PeriodKind.Day => Date(period.First),
        PeriodKind.Month => Month(period.First),
        PeriodKind.Quarter => Quarter(period.First),
        _ => Days(period.First, period.Next),
    };

    /// <summary>The period of a water bulletin in words.</summary>
    public static Say Period(BulletinPeriod period) =>
        period.From.Day == 1 && period.Until == period.From.AddMonths(1) ? Month(period.From) : Days(period.From, period.Until);

    private static Say Days(DateOnly first, DateOnly next) =>
        Date(first) + new Say(" to ", "至") + Date(next.AddDays(-1));

    private static Say Date(DateOnly day) => new(
        day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture));

    private static Say Month(DateOnly day) => new(
        day.ToString("MMMM yyyy", CultureInfo.InvariantCulture), day.ToString("yyyy年M月", CultureInfo.InvariantCulture));

    private static Say Quarter(DateOnly day)
    {
        var number = ((day.Month - 1) / 3) + 1;
        var word = new[] { "First", "Second", "Third", "Fourth" }[number - 1];
        return new Say($"{word} quarter of {day.Year}", $"{day.Year}年第{Figures.Ordinal(number)}季度");
    }

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    private static string Write(DateTimeOffset local, string format) => local.ToString(format, CultureInfo.InvariantCulture);
}
