using System.Collections.Concurrent;
using System.Globalization;
using MathNet.Numerics.Distributions;

namespace GridCity.Simulation.Engine;

/// <summary>
/// A mean over independent replications with its confidence interval (Student's t). Of fewer than two values nothing can be
/// said: the half-width is infinite.
/// </summary>
public readonly record struct Estimate(double Mean, double HalfWidth, int Count, double Deviation)
{
    private static readonly ConcurrentDictionary<(int Freedom, double Chance), double> Quantiles = new();

    /// <summary>The lower end.</summary>
    public double Low => Mean - HalfWidth;

    /// <summary>The upper end.</summary>
    public double High => Mean + HalfWidth;

    /// <summary>The standard error of the mean.</summary>
    public double Error => Count == 0 ? double.PositiveInfinity : Deviation / Math.Sqrt(Count);

    /// <summary>Whether the interval does not hold 0: a difference that chance does not explain.</summary>
    public bool IsSignificant => Low > 0 || High < 0;

    /// <summary>The estimate of values, with an interval of a level.</summary>
    public static Estimate Of(IReadOnlyCollection<double> values, double level = 0.95)
    {
        var count = values.Count;
        var mean = count == 0 ? double.NaN : values.Sum() / count;
        if (count < 2)
        {
            return new Estimate(mean, double.PositiveInfinity, count, double.NaN);
        }
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (count - 1));
        return new Estimate(mean, Quantile(count - 1, (1 - level) / 2) * deviation / Math.Sqrt(count), count, deviation);
    }

    /// <summary>
    /// The value that Student's t exceeds with a small chance. The library's own inverse does not converge for the chances
    /// that are left when thousands of cells share one level, so the lower tail, which keeps its digits, is halved into.
    /// </summary>
    internal static double Quantile(int freedom, double chance) => Quantiles.GetOrAdd((freedom, chance), static key =>
    {
        var (low, high) = (0.0, 1.0);
        while (StudentT.CDF(0, 1, key.Freedom, -high) > key.Chance && high < 1e15)
        {
            high *= 2;
        }
        for (var round = 0; round < 100; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = StudentT.CDF(0, 1, key.Freedom, -middle) > key.Chance ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    });

    /// <summary>Whether a value lies in the interval.</summary>
    public bool Holds(double value) => value >= Low && value <= High;

    /// <summary>Such as <c>12.4 ± 0.3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:0.####} ± {HalfWidth:0.####}");
}
