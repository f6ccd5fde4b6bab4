using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>
/// A great event (重大活动保障): in a place, for a time, limits are tighter, another tier decides, more are told, and rules
/// of its own are tried before those of the book. Of overlays that hold together the first in the file counts.
/// </summary>
public sealed record EventOverlay
{
    /// <summary>The name in routings and in the folder; unique.</summary>
    public required string Id { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The Chinese name, or the same as <see cref="Name"/>.</summary>
    public required string NameZh { get; init; }

    /// <summary>The first local moment at which the overlay holds.</summary>
    public required DateTime From { get; init; }

    /// <summary>The first local moment at which it holds no longer.</summary>
    public required DateTime Until { get; init; }

    /// <summary>Whether it comes again every year from its first one on, at the same days and hours.</summary>
    public bool IsYearly { get; init; }

    /// <summary>Where it holds: prefixes and layers; everywhere when there are none.</summary>
    public required RuleCondition Where { get; init; }

    /// <summary>What the limits are multiplied by: 0.5 halves them, 1 leaves them.</summary>
    public double LimitFactor { get; init; } = 1;

    /// <summary>The tier that decides while the event lasts, when it says one.</summary>
    public Tier? Tier { get; init; }

    /// <summary>Whom to tell of every case, as ids or templates.</summary>
    public IReadOnlyList<string> Inform { get; init; } = [];

    /// <summary>Rules that are tried before those of the book while the overlay holds.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>What has to be patrolled beside what is patrolled always.</summary>
    public IReadOnlyList<EventPatrol> Patrols { get; init; } = [];

    /// <summary>Whether the event runs at a local time, wherever it does.</summary>
    public bool RunsAt(DateTime local) => local >= From && (local < Until || (IsYearly && EndOfYearly(local) is not null));

    /// <summary>The first local moment at which an overlay that comes every year holds no longer, or null when it does not hold now.</summary>
    public DateTime? EndOfYearly(DateTime local)
    {
        // One that began late last year may go on in this one.
        var years = local.Year - From.Year;
        return EndIfOn(local, years - 1) ?? EndIfOn(local, years);
    }

    private DateTime? EndIfOn(DateTime local, int years) =>
        years >= 0 && local >= From.AddYears(years) && local < Until.AddYears(years) ? Until.AddYears(years) : null;
}
