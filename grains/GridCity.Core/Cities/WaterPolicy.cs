using GridCity.Core.Space;

namespace GridCity.Core.Cities;

/// <summary>
/// What a city does about its water samples. A sample that misses the target of its section, or water that is black and
/// odorous (黑臭), is reported by <see cref="Channel"/> as a problem of one of the two classes; when the channel or the class
/// is not named, nobody is told. The channel should be trusted and supervised, and the classes should ask for the power of a
/// district, so that the case is one that the district supervises (督办).
/// </summary>
public sealed record WaterPolicy
{
    /// <summary>The class of a case that a section does not meet its target, or null for none.</summary>
    public string? ExceedanceClass { get; init; }

    /// <summary>The class of a case that a water is black and odorous, or null for none.</summary>
    public string? BlackOdourClass { get; init; }

    /// <summary>The channel by which such cases come, or null for none.</summary>
    public string? Channel { get; init; }

    /// <summary>The family of the classes that the bulletin counts as water cases.</summary>
    public string Family { get; init; } = "water";

    /// <summary>
    /// For how many days back samples count when a point is judged as black and odorous. The guideline wants at least three
    /// samples, one to seven days apart; 45 days hold three of a section that is sampled twice a month.
    /// </summary>
    public int OdourDays { get; init; } = 45;

    /// <summary>
    /// In water less than 25 cm deep, the share of the depth below which transparency is heavy, and the bottom is seen when it
    /// is not light either; 0 judges shallow water like any other.
    /// </summary>
    public double ShallowShare { get; init; } = 0.4;

    /// <summary>Every how many days a chief of the district walks a water, or null when nothing is required.</summary>
    public int? DistrictPatrolDays { get; init; }

    /// <summary>Every how many days a chief of a street walks a water, or null when nothing is required.</summary>
    public int? StreetPatrolDays { get; init; }

    /// <summary>Every how many days a chief of a community walks a water, or null when nothing is required.</summary>
    public int? CommunityPatrolDays { get; init; }

    /// <summary>Every how many days a chief of a tier walks a water, or null when nothing is required.</summary>
    public int? PatrolDays(Tier tier) => tier switch
    {
        Tier.District => DistrictPatrolDays,
        Tier.Street => StreetPatrolDays,
        Tier.Community => CommunityPatrolDays,
        _ => null,
    };
}
