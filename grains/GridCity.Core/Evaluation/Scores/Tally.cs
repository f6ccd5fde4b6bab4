namespace GridCity.Core.Evaluation;

/// <summary>How much of each <see cref="Counter"/> somebody or something has.</summary>
public sealed class Tally
{
    private static readonly int Length = Enum.GetValues<Counter>().Length;

    private readonly int[] _counts = new int[Length];

    /// <summary>How much there is.</summary>
    public int this[Counter counter] => _counts[(int)counter];

    /// <summary>Whether nothing was counted.</summary>
    public bool IsEmpty => !_counts.AsSpan().ContainsAnyExcept(0);

    /// <summary>A share with its counts.</summary>
    public Rate RateOf(Indicator indicator) => new(this[indicator.Numerator], this[indicator.Denominator]);

    internal void Add(Counter counter) => _counts[(int)counter]++;

    internal void Add(Tally other)
    {
        for (var index = 0; index < Length; index++)
        {
            _counts[index] += other._counts[index];
        }
    }
}
