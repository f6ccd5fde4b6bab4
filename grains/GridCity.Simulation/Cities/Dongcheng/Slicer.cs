namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>
/// How lots are cut: how long they should be from west to east for their depth, and how far cuts may lean.
/// </summary>
internal sealed record SliceStyle(double Aspect, double AspectSpread, double SlopeMost);

/// <summary>
/// Cuts land into lots of given sizes by cuts from border to border, the larger ones first, as streets and lanes do:
/// the blocks of old Beijing lie along lanes (胡同) that run from west to east.
/// </summary>
internal sealed class Slicer(Dice dice, SliceStyle style)
{
    private const int TriesMost = 60;

    /// <summary>
    /// Lots in proportion to the weights, and the cuts that part them. Lots that follow each other lie beside each
    /// other.
    /// </summary>
    /// <exception cref="InvalidOperationException">No straight cut parts the land in two.</exception>
    public (List<Lot> Lots, List<Cut> Cuts) Slice(Lot land, IReadOnlyList<double> weights)
    {
        var lots = new List<Lot>(weights.Count);
        var cuts = new List<Cut>(weights.Count - 1);
        Slice(land, [.. weights], lots, cuts);
        return (lots, cuts);
    }

    private void Slice(Lot land, ReadOnlySpan<double> weights, List<Lot> lots, List<Cut> cuts)
    {
        if (weights.Length == 1)
        {
            lots.Add(land);
            return;
        }
        for (var attempt = 0; attempt < TriesMost; attempt++)
        {
            var count = CountOfFirst(weights.Length);
            var share = Sum(weights[..count]) / Sum(weights);
            var isNorthSouth = IsNorthSouth(land, share) != (attempt % 4 == 3);
            var slope = dice.Between(-style.SlopeMost, style.SlopeMost);
            if (land.Split(isNorthSouth, slope, share) is { } split)
            {
                cuts.Add(split.Cut);
                Slice(split.First, weights[..count], lots, cuts);
                Slice(split.Second, weights[count..], lots, cuts);
                return;
            }
        }
        throw new InvalidOperationException("No straight cut parts this land in two.");
    }

    /// <summary>About half, so that cuts go through; never one beside many, which would be a strip.</summary>
    private int CountOfFirst(int count)
    {
        var half = count / 2.0;
        var spread = count < 4 ? 0 : count / 6.0;
        return Math.Clamp((int)Math.Round(half + dice.Between(-spread, spread) + (dice.Next() * 0.01)), 1, count - 1);
    }

    /// <summary>Whichever way leaves both parts nearer to the aspect that is wanted.</summary>
    private bool IsNorthSouth(Lot land, double share)
    {
        var (width, height) = land.Size;
        var wanted = style.Aspect * Math.Exp(dice.Between(-style.AspectSpread, style.AspectSpread));
        double Miss(double aspect) => Math.Abs(Math.Log(aspect / wanted));
        var across = Miss(width * share / height) + Miss(width * (1 - share) / height);
        var along = Miss(width / (height * share)) + Miss(width / (height * (1 - share)));
        return across < along;
    }

    private static double Sum(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
        {
            sum += weight;
        }
        return sum;
    }
}
