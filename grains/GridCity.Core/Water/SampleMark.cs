using GridCity.Core.Cases;

namespace GridCity.Core.Water;

/// <summary>
/// What a cell remembers of a sample: when it was taken, its class, and how black and odorous each index was.
/// </summary>
public sealed record SampleMark(DateTimeOffset TakenAt, WaterClass? Class, ValueList<Measurement> Odour)
{
    /// <summary>The mark of a sample; the values that say nothing about black odour stay in the journal.</summary>
    public static SampleMark Of(SampleTaken sample) => new(
        sample.TakenAt, sample.Class, [.. sample.Values.Where(value => BlackOdourCriteria.Needs(value.Parameter))]);
}
