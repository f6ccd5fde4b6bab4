using GridCity.Core.Space;
using GridCity.Core.Water;

namespace GridCity.Core.Cities;

/// <summary>
/// An entry of a register of sources (污染源、隐患台账): something that has to be looked at again and again, such as a
/// construction site, a plot of bare ground, a boiler or a restaurant, and that a case can point at. The kinds are words of
/// the city's own.
/// </summary>
public sealed record Source(string Id, string Kind, string Name, string NameZh, GeoPoint Place, string Unit)
{
    /// <summary>Every how many days it has to be patrolled, or null.</summary>
    public int? PatrolDays { get; init; }

    /// <summary>The first day on which it is in the register, or null.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The last day on which it is in the register, or null.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether it is in the register on a day.</summary>
    public bool IsListedOn(DateOnly day) => !(day < Since) && !(day > Until);
}

/// <summary>The kinds of water that sections lie in. Zero is never stored.</summary>
public enum WaterKind
{
    /// <summary>A river or canal.</summary>
    River = 1,

    /// <summary>A lake or reservoir, for which phosphorus has limits of its own.</summary>
    Lake = 2,
}

/// <summary>
/// A monitoring section (监测断面) of a water: where samples are taken, which class they should have, and which tier,
/// district or city, judges by it.
/// </summary>
public sealed record MonitoringSection(
    string Id, string Water, string Name, string NameZh, GeoPoint Place, WaterKind Kind, WaterClass Target, Tier Grade)
{
    /// <summary>Whether its water is judged as black and odorous (黑臭水体) too.</summary>
    public bool IsBlackOdorous { get; init; }
}
