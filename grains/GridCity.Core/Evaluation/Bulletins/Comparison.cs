namespace GridCity.Core.Evaluation;

/// <summary>
/// A number of a period beside that of the period before and of the same period a year before; null where the journal does not
/// reach back so far.
/// </summary>
public readonly record struct Compared<T>(T Now, T? Before, T? YearBefore)
    where T : struct;

/// <summary>A count of the city with its comparisons.</summary>
public sealed record CountRow(Counter Counter, Compared<int> Count);

/// <summary>How much there was of a class, street or channel: reported, filed, closed.</summary>
public sealed record VolumeRow(string Id, Compared<int> Reported, Compared<int> Filed, Compared<int> Closed);

/// <summary>A base indicator of the city with its comparisons.</summary>
public sealed record IndicatorRow(Indicator Indicator, Compared<Rate> Rate)
{
    /// <summary>Whether the change against the period before is more than chance would make: the intervals lie apart.</summary>
    public bool IsClearlyChanged => Rate.Before is { Denominator: > 0 } before && Rate.Now.Denominator > 0
        && !Rate.Now.Interval.Overlaps(before.Interval);
}

/// <summary>A period and what it is compared with.</summary>
internal sealed record Boards(Scoreboard Now, Scoreboard? Before, Scoreboard? YearBefore)
{
    public IReadOnlyList<CountRow> Counts() =>
        [.. Enum.GetValues<Counter>().Select(counter => new CountRow(counter, Compare(board => board.City[counter])))];

    public IReadOnlyList<IndicatorRow> Indicators() =>
        [.. Evaluation.Indicators.All.Select(indicator => new IndicatorRow(indicator, Compare(board => board.City.RateOf(indicator))))];

    /// <summary>The volumes of everything that has any, the most reported first.</summary>
    public IReadOnlyList<VolumeRow> Volumes(Func<Scoreboard, IEnumerable<KeyValuePair<string, Tally>>> select)
    {
        var tallies = new[] { Now, Before, YearBefore }
            .Select(board => board is null ? null : select(board).ToDictionary())
            .ToList();
        return [.. tallies[0]!.Keys
            .Select(id => new VolumeRow(id, Of(id, Counter.Reported), Of(id, Counter.Filed), Of(id, Counter.Closed)))
            .Where(row => row.Reported.Now + row.Filed.Now + row.Closed.Now > 0)
            .OrderByDescending(row => row.Reported.Now).ThenBy(row => row.Id, StringComparer.Ordinal)];

        Compared<int> Of(string id, Counter counter) => new(Count(0, id, counter)!.Value, Count(1, id, counter), Count(2, id, counter));

        int? Count(int board, string id, Counter counter) =>
            tallies[board] is { } known ? known.GetValueOrDefault(id)?[counter] ?? 0 : null;
    }

    private Compared<T> Compare<T>(Func<Scoreboard, T> select)
        where T : struct =>
        new(select(Now), Before is null ? null : select(Before), YearBefore is null ? null : select(YearBefore));
}
