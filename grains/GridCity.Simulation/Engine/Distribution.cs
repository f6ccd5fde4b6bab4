using MathNet.Numerics.Distributions;

namespace GridCity.Simulation.Engine;

/// <summary>
/// How long something takes or how many there are, by chance. Immutable; any thread may draw, each from its own stream.
/// </summary>
public abstract record Distribution
{
    /// <summary>The mean; infinite where there is none.</summary>
    public abstract double Mean { get; }

    /// <summary>Draws one value.</summary>
    public abstract double Draw(RandomStream stream);
}

/// <summary>Always the same.</summary>
public sealed record Constant(double Value) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => Value;

    /// <inheritdoc/>
    public override double Draw(RandomStream stream) => Value;
}

/// <summary>Waiting for something that knows no past (exponential), by its mean.</summary>
public sealed record Waiting(double MeanValue) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => MeanValue;

    // By inversion, one number a draw: variants that share a stream stay together.
    /// <inheritdoc/>
    public override double Draw(RandomStream stream) => -Math.Log(stream.NextInside()) * MeanValue;
}

/// <summary>
/// Log-normal, by its median and the standard deviation <paramref name="Spread"/> of its logarithm: how long work takes.
/// </summary>
public sealed record LogNormalTime(double Median, double Spread) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => Median * Math.Exp(Spread * Spread / 2);

    /// <inheritdoc/>
    public override double Draw(RandomStream stream) =>
        Median * Math.Exp(Spread * Normal.InvCDF(0, 1, stream.NextInside()));
}

/// <summary>Gamma, by its mean and coefficient of variation (standard deviation over mean).</summary>
public sealed record GammaTime(double MeanValue, double Variation) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => MeanValue;

    /// <inheritdoc/>
    public override double Draw(RandomStream stream)
    {
        var shape = 1 / (Variation * Variation);
        return Gamma.Sample(stream, shape, shape / MeanValue);
    }
}

/// <summary>Counts of a Poisson process over a time in which <paramref name="MeanValue"/> are expected.</summary>
public sealed record PoissonCount(double MeanValue) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => MeanValue;

    /// <inheritdoc/>
    public override double Draw(RandomStream stream) => MeanValue <= 0 ? 0 : Poisson.Sample(stream, MeanValue);
}

/// <summary>
/// Over-dispersed counts (negative binomial): Poisson whose mean is itself gamma with mean <paramref name="MeanValue"/> and
/// variance <paramref name="Excess"/> · mean², so that the variance of the counts is mean + excess · mean². No excess is
/// Poisson.
/// </summary>
public sealed record OverdispersedCount(double MeanValue, double Excess) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => MeanValue;

    /// <inheritdoc/>
    public override double Draw(RandomStream stream)
    {
        if (MeanValue <= 0)
        {
            return 0;
        }
        var mean = Excess > 0 ? Gamma.Sample(stream, 1 / Excess, 1 / (Excess * MeanValue)) : MeanValue;
        return mean > 0 ? Poisson.Sample(stream, mean) : 0;
    }
}

/// <summary>
/// What was measured, drawn again: between two neighbouring quantiles every value is as likely. The values are sorted.
/// </summary>
public sealed record Empirical : Distribution
{
    private readonly double[] _values;

    /// <summary>Makes a distribution of measured values or of quantiles that stand equally far apart.</summary>
    /// <exception cref="ArgumentException">There are no values, or one is not a number.</exception>
    public Empirical(IEnumerable<double> values)
    {
        _values = [.. values.Order()];
        if (_values.Length == 0 || double.IsNaN(_values[0]))
        {
            throw new ArgumentException("An empirical distribution needs values that are numbers.", nameof(values));
        }
    }

    /// <summary>The values, sorted.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <inheritdoc/>
    public override double Mean => _values.Length == 1
        ? _values[0]
        : (_values.Sum() - ((_values[0] + _values[^1]) / 2)) / (_values.Length - 1);

    /// <summary>The quantile of a share between 0 and 1.</summary>
    public double Quantile(double share)
    {
        var place = Math.Clamp(share, 0, 1) * (_values.Length - 1);
        var below = (int)place;
        return below == _values.Length - 1
            ? _values[below]
            : _values[below] + ((place - below) * (_values[below + 1] - _values[below]));
    }

    /// <inheritdoc/>
    public override double Draw(RandomStream stream) => Quantile(stream.NextDouble());

    /// <summary>Two are equal when their values are.</summary>
    public bool Equals(Empirical? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_values.Length, _values[0], _values[^1]);
}
