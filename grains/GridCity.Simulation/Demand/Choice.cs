using GridCity.Simulation.Engine;

namespace GridCity.Simulation.Demand;

/// <summary>Chooses one of several by weight.</summary>
internal sealed class Choice
{
    private readonly double[] _sums;

    /// <summary>A choice among these; weights are not negative and not all nought.</summary>
    public Choice(IReadOnlyList<Weighted> items)
    {
        _sums = new double[items.Count];
        var sum = 0.0;
        for (var index = 0; index < items.Count; index++)
        {
            sum += items[index].Weight;
            _sums[index] = sum;
        }
    }

    /// <summary>The place of the one that is chosen.</summary>
    public int Draw(RandomStream luck) => Find(_sums, luck.NextDouble() * _sums[^1]);

    /// <summary>The first place at which sums exceed a value.</summary>
    public static int Find(double[] sums, double value)
    {
        var at = Array.BinarySearch(sums, value);
        // What is hit exactly belongs to the next; equal sums before it have no weight.
        at = at < 0 ? ~at : at + 1;
        while (at < sums.Length && sums[at] <= value)
        {
            at++;
        }
        return Math.Min(at, sums.Length - 1);
    }
}
