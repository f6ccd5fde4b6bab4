using GridCity.Core.Water;

namespace GridCity.Core.Cases;

/// <summary>Something that happened in a cell and belongs to no case.</summary>
public abstract record CellEvent(Actor By) : CaseEvent(By);

/// <summary>
/// A water sample, judged: its class by the single worst factor, the factors that decide it, whether that meets the target of
/// the section, and, where it was measured, how black and smelly the water is.
/// </summary>
public sealed record SampleTaken(
    Actor By,
    string Section,
    DateTimeOffset TakenAt,
    ValueList<Measurement> Values,
    WaterClass? Class,
    ValueList<string> Factors,
    bool? MeetsTarget,
    BlackOdour? BlackOdour)
    : CellEvent(By);

/// <summary>A patrol was walked.</summary>
public sealed record PatrolWalked(
    Actor By, string Subject, DateTimeOffset From, DateTimeOffset Until, double Kilometres, int Problems)
    : CellEvent(By);
