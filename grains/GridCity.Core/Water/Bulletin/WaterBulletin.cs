using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Water;

/// <summary>
/// The water bulletin (水环境月报) of a period, usually a month, as data: how good each water and section was, against its
/// target and against before; what came of the samples that missed it; who walked the waters; and the water cases by class.
/// It is a fold of the journal and can be made again for any past period. Samples and patrols belong to the day on which they
/// were taken or walked, so that what was sent later is in it; cases are as they stood at its end.
/// </summary>
public sealed record WaterBulletin
{
    /// <summary>The days that it is of.</summary>
    public required BulletinPeriod Period { get; init; }

    /// <summary>The waters: rivers, then lakes, by id.</summary>
    public required ValueList<WaterLine> Waters { get; init; }

    /// <summary>How many sections met their targets.</summary>
    public required Compliance Compliance { get; init; }

    /// <summary>How many did in the period before.</summary>
    public required Compliance ComplianceBefore { get; init; }

    /// <summary>How many did in the same days of the year before.</summary>
    public required Compliance ComplianceYearBefore { get; init; }

    /// <summary>The cases that samples opened.</summary>
    public required CaseFlow Alarms { get; init; }

    /// <summary>The water cases by class, by code; classes without any are left out.</summary>
    public required ValueList<ClassFlow> Cases { get; init; }

    /// <summary>
    /// Makes the bulletin from the city's journal, in its order and from its beginning; entries after the period do no harm.
    /// </summary>
    public static WaterBulletin Make(
        City city,
        BulletinPeriod period,
        IEnumerable<(DateTimeOffset At, CellCode Cell, CaseId Case, CaseEvent Happened)> events)
    {
        var fold = new BulletinFold(city, period);
        foreach (var (at, _, id, happened) in events)
        {
            fold.Apply(at, id, happened);
        }
        return fold.Result();
    }
}

/// <summary>A water in a bulletin.</summary>
public sealed record WaterLine(string Water, string Name, string NameZh, WaterKind Kind)
{
    /// <summary>How good it was as a whole, or null when no section was sampled.</summary>
    public WaterQuality? Quality { get; init; }

    /// <summary>How it changed since the period before, or null when one of the two is not known.</summary>
    public WaterTrend? SinceBefore { get; init; }

    /// <summary>How it changed since the same days of the year before, or null.</summary>
    public WaterTrend? SinceYearBefore { get; init; }

    /// <summary>How many of its sections met their targets.</summary>
    public Compliance Compliance { get; init; }

    /// <summary>How black and odorous it was as a whole at the end, or null when it is not judged.</summary>
    public BlackOdour? BlackOdour { get; init; }

    /// <summary>Its heavy stretches, from section to section; sections lie along a water in the order of their ids.</summary>
    public ValueList<OdourStretch> HeavyStretches { get; init; }

    /// <summary>Its sections, by id.</summary>
    public ValueList<SectionLine> Sections { get; init; }

    /// <summary>Who walked it or should have: its chiefs from the highest tier down, then the others, by id.</summary>
    public ValueList<PatrolLine> Patrols { get; init; }

    /// <summary>The cases that its samples opened.</summary>
    public CaseFlow Alarms { get; init; }
}

/// <summary>A section in a bulletin.</summary>
public sealed record SectionLine(string Section, string Name, string NameZh, WaterClass Target)
{
    /// <summary>How often it was sampled.</summary>
    public int Samples { get; init; }

    /// <summary>Its class by the means over its samples, or null when nothing that counts was measured.</summary>
    public WaterClass? Class { get; init; }

    /// <summary>Whether that meets the target.</summary>
    public bool? MeetsTarget { get; init; }

    /// <summary>The factors that decide the class.</summary>
    public ValueList<FactorLine> Factors { get; init; }

    /// <summary>Its class in the period before.</summary>
    public WaterClass? ClassBefore { get; init; }

    /// <summary>Its class in the same days of the year before.</summary>
    public WaterClass? ClassYearBefore { get; init; }

    /// <summary>How it changed since the period before.</summary>
    public WaterTrend? SinceBefore { get; init; }

    /// <summary>How it changed since the same days of the year before.</summary>
    public WaterTrend? SinceYearBefore { get; init; }

    /// <summary>How black and odorous it was by the last sample that says so.</summary>
    public BlackOdour? BlackOdour { get; init; }

    /// <summary>The cases that its samples opened.</summary>
    public CaseFlow Alarms { get; init; }
}

/// <summary>
/// A factor that decides a class: its mean, and by how many times that exceeds the limit of the target (超标倍数), or null.
/// </summary>
public sealed record FactorLine(string Parameter, double Mean, string Unit, double? TimesOver);

/// <summary>How many sections were judged, and how many of them met their targets (达标).</summary>
public readonly record struct Compliance(int Judged, int Met)
{
    /// <summary>The share that met them, from 0 to 1, or null when none was judged.</summary>
    public double? Share => Judged == 0 ? null : (double)Met / Judged;
}

/// <summary>
/// Cases in a period: how many were opened and closed in it, and how many were open at its end. Duplicates and rejected
/// reports are not counted.
/// </summary>
public readonly record struct CaseFlow(int Opened, int Closed, int Open);

/// <summary>The cases of a class in a period.</summary>
public sealed record ClassFlow(string Class, string Name, string NameZh, CaseFlow Flow);

/// <summary>
/// The patrols of one person on one water, against how many are required, where the city says so. The tier is that of a chief,
/// null for others.
/// </summary>
public sealed record PatrolLine(
    string Person, string Name, Tier? Tier, int Patrols, double Kilometres, int Problems, int? Required)
{
    /// <summary>Whether as many patrols were walked as are required, or null when none are.</summary>
    public bool? IsEnough => Required is null ? null : Patrols >= Required;
}
