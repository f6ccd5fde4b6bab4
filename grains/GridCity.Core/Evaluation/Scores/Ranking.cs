namespace GridCity.Core.Evaluation;

/// <summary>Somebody with a figure, its interval, and the base that it comes from.</summary>
public readonly record struct Contender(string Id, double Value, Interval Interval, int Base);

/// <summary>
/// A place in a ranking. <paramref name="Rank"/> is by the bare figure; <paramref name="BestRank"/> and
/// <paramref name="WorstRank"/> are how far up and down the place could really be, because the intervals of others reach into
/// this one. Whose rank is null has too small a base to be ranked at all.
/// </summary>
public sealed record Place(string Id, double Value, Interval Interval, int Base, int? Rank, int? BestRank, int? WorstRank)
{
    /// <summary>Whether nobody else's interval reaches into this one, so that the rank is certain.</summary>
    public bool IsCertain => Rank is not null && BestRank == WorstRank;
}

/// <summary>Rankings that are honest about small numbers.</summary>
public static class Ranking
{
    /// <summary>
    /// Ranks contenders, the best first; equal figures share a rank and stand in the order of their ids. Those with a base below
    /// <paramref name="leastBase"/> stand at the end, by id, without a rank.
    /// </summary>
    public static IReadOnlyList<Place> Of(IEnumerable<Contender> contenders, int leastBase, bool isMoreBetter = true)
    {
        var all = contenders.ToList();
        var ranked = all.FindAll(contender => contender.Base >= leastBase);
        var others = all.FindAll(contender => contender.Base < leastBase);
        ranked.Sort((left, right) => Compare(left, right, isMoreBetter));
        others.Sort((left, right) => string.CompareOrdinal(left.Id, right.Id));
        var lows = ranked.ConvertAll(contender => contender.Interval.Low);
        var highs = ranked.ConvertAll(contender => contender.Interval.High);
        lows.Sort();
        highs.Sort();
        var places = new List<Place>(all.Count);
        for (var index = 0; index < ranked.Count; index++)
        {
            var rank = index > 0 && ranked[index].Value.Equals(ranked[index - 1].Value) ? places[^1].Rank!.Value : index + 1;
            var above = CountAbove(lows, ranked[index].Interval.High);
            var below = CountBelow(highs, ranked[index].Interval.Low);
            var (better, worse) = isMoreBetter ? (above, below) : (below, above);
            places.Add(PlaceOf(ranked[index], rank, better + 1, ranked.Count - worse));
        }
        places.AddRange(others.Select(contender => PlaceOf(contender, null, null, null)));
        return places;
    }

    private static int Compare(Contender left, Contender right, bool isMoreBetter)
    {
        var byValue = isMoreBetter ? right.Value.CompareTo(left.Value) : left.Value.CompareTo(right.Value);
        return byValue != 0 ? byValue : string.CompareOrdinal(left.Id, right.Id);
    }

    private static Place PlaceOf(Contender one, int? rank, int? best, int? worst) =>
        new(one.Id, one.Value, one.Interval, one.Base, rank, best, worst);

    private static int CountAbove(List<double> sorted, double value)
    {
        var (from, to) = (0, sorted.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = sorted[middle] > value ? (from, middle) : (middle + 1, to);
        }
        return sorted.Count - from;
    }

    private static int CountBelow(List<double> sorted, double value)
    {
        var (from, to) = (0, sorted.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = sorted[middle] < value ? (middle + 1, to) : (from, middle);
        }
        return from;
    }
}
