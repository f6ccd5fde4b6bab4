using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>
/// A patrol duty of a great event: while it runs, somebody has to walk each of some areas so many times a day. A walk counts
/// for every duty whose area it ended in and whose time and people it is of.
/// </summary>
public sealed record EventPatrol
{
    /// <summary>The name in data and in the folder; unique in the city.</summary>
    public required string Id { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The Chinese name, or the same as <see cref="Name"/>.</summary>
    public required string NameZh { get; init; }

    /// <summary>The areas, each of which has to be walked.</summary>
    public required IReadOnlyList<AreaCode> Areas { get; init; }

    /// <summary>The first local day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last local day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Whether it comes again every year, as its event does.</summary>
    public bool IsYearly { get; init; }

    /// <summary>How many times a day each area has to be walked.</summary>
    public required int TimesADay { get; init; }

    /// <summary>The hours in which a walk has to begin; past midnight when the end is the smaller. Null for any.</summary>
    public (TimeOnly From, TimeOnly To)? Hours { get; init; }

    /// <summary>Whose walks count; anybody's when there are none.</summary>
    public IReadOnlyList<PatrolKind> Kinds { get; init; } = [];

    /// <summary>The last day of the duty that is owed on a day, or null when it is not owed then.</summary>
    public DateOnly? EndOn(DateOnly day)
    {
        // One that began late last year may go on in this one.
        var years = IsYearly ? day.Year - From.Year : 0;
        return EndIfOn(day, years - 1) ?? EndIfOn(day, years);
    }

    /// <summary>Whether the duty is owed on a day.</summary>
    public bool IsOn(DateOnly day) => EndOn(day) is not null;

    /// <summary>
    /// The day for which a walk counts that begins at a local time, or null when it counts for none. Hours past midnight belong
    /// to the day on which they began.
    /// </summary>
    public DateOnly? DayOf(DateTime local)
    {
        var day = local;
        if (Hours is { } hours)
        {
            day = local - hours.From.ToTimeSpan();
            if (day.TimeOfDay >= hours.To - hours.From)
            {
                return null;
            }
        }
        return IsOn(DateOnly.FromDateTime(day)) ? DateOnly.FromDateTime(day) : null;
    }

    /// <summary>Whether the walks of a kind of people count; null is somebody of whom the city knows nothing.</summary>
    public bool IsFor(PatrolKind? kind) => Kinds.Count == 0 || (kind is { } known && Kinds.Contains(known));

    private DateOnly? EndIfOn(DateOnly day, int years) =>
        years >= 0 && day >= From.AddYears(years) && day <= Until.AddYears(years) ? Until.AddYears(years) : null;
}
