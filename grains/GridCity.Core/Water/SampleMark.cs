using GridCity.Core.Cases;

namespace GridCity.Core.Water;

/// <summary>What a cell remembers of a sample: when it was taken, its class, and how black and smelly each index was.</summary>
public sealed record SampleMark(DateTimeOffset TakenAt, WaterClass? Class, ValueList<Measurement> Odour)
{
    // The indices of the black-odorous criteria; the other values stay in the journal.
    private static readonly string[] OdourParameters = ["transparency", "DO", "ORP", "NH3-N"];

    /// <summary>The mark of a sample.</summary>
    public static SampleMark Of(SampleTaken sample) => new(
        sample.TakenAt, sample.Class, [.. sample.Values.Where(value => OdourParameters.Contains(value.Parameter))]);
}
