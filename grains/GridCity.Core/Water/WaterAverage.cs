namespace GridCity.Core.Water;

/// <summary>The arithmetic means (算术平均值) by which several samples or several sections are judged as one.</summary>
public static class WaterAverage
{
    /// <summary>
    /// The mean of each parameter over those that have it, in the order of the table; values are in the units of the table.
    /// </summary>
    public static ValueList<Measurement> Of(IEnumerable<IEnumerable<Measurement>> samples) =>
    [
        .. samples.SelectMany(sample => sample)
            .GroupBy(value => value.Parameter, StringComparer.Ordinal)
            .OrderBy(group => WaterParameters.OrderOf(group.Key))
            .Select(group => new Measurement(group.Key, Mean(group), group.First().Unit)),
    ];

    // In decimals, so that three samples of exactly a limit have exactly the limit as their mean.
    private static double Mean(IEnumerable<Measurement> values) => (double)values.Average(value => (decimal)value.Value);
}
