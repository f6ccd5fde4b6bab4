namespace GridCity.Core.Evaluation;

/// <summary>
/// A share of counted things, which is nothing when there was nothing to count. Its interval is Wilson's for 95 % (E. B. Wilson,
/// "Probable inference, the law of succession, and statistical inference", JASA 22, 1927), which keeps its promise for small
/// numbers and never leaves 0 to 1.
/// </summary>
public readonly record struct Rate(int Numerator, int Denominator)
{
    // The 97.5 % quantile of the normal distribution.
    private const double Z = 1.959963984540054;
    private const double Z2 = Z * Z;

    /// <summary>The share from 0 to 1, or null when the base is empty.</summary>
    public double? Value => Denominator == 0 ? null : (double)Numerator / Denominator;

    /// <summary>The interval from 0 to 1 in which the true share lies in 95 of 100 cases; everything when the base is empty.</summary>
    public Interval Interval
    {
        get
        {
            if (Denominator == 0)
            {
                return new Interval(0, 1);
            }
            var n = (double)Denominator;
            var p = Numerator / n;
            var middle = (p + (Z2 / (2 * n))) / (1 + (Z2 / n));
            var half = Z / (1 + (Z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (Z2 / (4 * n * n)));
            // At the ends the formula is exact, but arithmetic is not.
            return new Interval(
                Numerator == 0 ? 0 : Math.Max(0, middle - half),
                Numerator == Denominator ? 1 : Math.Min(1, middle + half));
        }
    }
}

/// <summary>From the lowest to the highest value that the data allow.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether two intervals have a value in common, so that nobody can say which of the two is the higher.</summary>
    public bool Overlaps(Interval other) => Low <= other.High && other.Low <= High;
}
