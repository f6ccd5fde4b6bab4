using System.Globalization;
using MathNet.Numerics.Distributions;

namespace GridCity.Simulation.Engine;

/// <summary>
/// A mean over independent replications with its confidence interval (Student's t). Of fewer than two values nothing can be
/// said: the half-width is infinite.
/// </summary>
public readonly record struct Estimate(double Mean, double HalfWidth, int Count, double Deviation)
{
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
        var t = StudentT.InvCDF(0, 1, count - 1, 1 - ((1 - level) / 2));
        return new Estimate(mean, t * deviation / Math.Sqrt(count), count, deviation);
    }

    /// <summary>Whether a value lies in the interval.</summary>
    public bool Holds(double value) => value >= Low && value <= High;

    /// <summary>Such as <c>12.4 ± 0.3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:0.####} ± {HalfWidth:0.####}");
}
