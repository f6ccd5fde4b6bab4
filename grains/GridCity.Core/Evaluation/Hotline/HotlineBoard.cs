using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// How many streets each of the four published classes holds. The city published ten of some 340; a class never holds more
/// than <see cref="ShareMax"/> of the streets that can be ranked, so that a district of 17 does not praise and blame everybody.
/// </summary>
public sealed record HotlineClasses
{
    /// <summary>The best by score (先进类).</summary>
    public int Advanced { get; init; } = 10;

    /// <summary>Those that gained most against the period before (进步类).</summary>
    public int Progress { get; init; } = 10;

    /// <summary>The points that a street must have gained to be called progressing.</summary>
    public double LeastGain { get; init; } = 0.5;

    /// <summary>The last by score (整改类).</summary>
    public int Rectification { get; init; } = 10;

    /// <summary>Those with the most demands (治理类), which come onto the special list.</summary>
    public int Governance { get; init; } = 10;

    /// <summary>The most that one class may hold, as a share of the streets.</summary>
    public double ShareMax { get; init; } = 0.25;

    /// <summary>How many classes of problem the special list names for a street.</summary>
    public int ClassesShown { get; init; } = 5;
}

/// <summary>Complaints handled at once (接诉即办) in a period: rates, rankings and the four published classes of streets.</summary>
public sealed record HotlineBoard
{
    /// <summary>The whole city, or null when nobody was called back.</summary>
    public required HotlineScore? City { get; init; }

    /// <summary>Of the call-backs that were due, those made.</summary>
    public required Rate CallBacks { get; init; }

    /// <summary>How many cases that were called back in the period a review excluded.</summary>
    public required int Excluded { get; init; }

    /// <summary>The streets ranked; ids are area codes.</summary>
    public required IReadOnlyList<HotlineStanding> Streets { get; init; }

    /// <summary>The units ranked.</summary>
    public required IReadOnlyList<HotlineStanding> Units { get; init; }

    /// <summary>The advanced streets (先进类), the best first.</summary>
    public required IReadOnlyList<AreaCode> Advanced { get; init; }

    /// <summary>The progressing streets (进步类), the most progressing first.</summary>
    public required IReadOnlyList<AreaCode> Progress { get; init; }

    /// <summary>The streets that have to put things right (整改类), the last first.</summary>
    public required IReadOnlyList<AreaCode> Rectification { get; init; }

    /// <summary>The streets with the most demands (治理类), the most first.</summary>
    public required IReadOnlyList<AreaCode> Governance { get; init; }

    /// <summary>Makes the board of a period; <paramref name="before"/> is the period before, to tell progress by, or null.</summary>
    public static HotlineBoard Make(City city, Scoreboard now, Scoreboard? before, HotlineClasses? classes = null)
    {
        classes ??= city.Evaluation.Classes;
        var policy = city.Policy.Hotline;
        var streets = Rank(policy, now, TalliesOf(now)!, TalliesOf(before));
        var ranked = streets.Where(street => street.Place.Rank is not null).ToList();
        var busiest = now.AreasOf(Tier.Street).Where(street => street.Value[Counter.HotlineReported] > 0).ToList();
        return new HotlineBoard
        {
            City = HotlineScore.Of(policy, now.City),
            CallBacks = now.City.RateOf(Indicators.Get("call-back")),
            Excluded = now.City[Counter.Excluded],
            Streets = streets,
            Units = Rank(policy, now, now.Units, before?.Units),
            Advanced = Codes(ranked, Size(classes.Advanced, ranked.Count)),
            Progress = Codes(
                ranked.Where(street => street.Gain >= classes.LeastGain)
                    .OrderByDescending(street => street.Gain).ThenBy(street => street.Place.Id, StringComparer.Ordinal),
                Size(classes.Progress, ranked.Count)),
            Rectification = Codes(Enumerable.Reverse(ranked), Size(classes.Rectification, ranked.Count)),
            Governance =
            [
                .. busiest.OrderByDescending(street => street.Value[Counter.HotlineReported]).ThenBy(street => street.Key)
                    .Take(Size(classes.Governance, busiest.Count)).Select(street => street.Key),
            ],
        };

        // A single street is neither the best nor the last of anything.
        int Size(int wanted, int of) => of < 2 ? 0 : Math.Min(wanted, Math.Max(1, (int)(of * classes.ShareMax)));
    }

    private static Dictionary<string, Tally>? TalliesOf(Scoreboard? board) =>
        board?.AreasOf(Tier.Street).ToDictionary(street => street.Key.ToString(), street => street.Value);

    private static List<AreaCode> Codes(IEnumerable<HotlineStanding> streets, int count) =>
        [.. streets.Take(count).Select(street => AreaCode.Parse(street.Place.Id))];

    private static IReadOnlyList<HotlineStanding> Rank(
        HotlinePolicy policy, Scoreboard board, IReadOnlyDictionary<string, Tally> now, IReadOnlyDictionary<string, Tally>? before)
    {
        var scores = now
            .Select(one => (Id: one.Key, Score: HotlineScore.Of(policy, one.Value)!))
            .Where(one => one.Score is not null)
            .ToDictionary(one => one.Id, one => one.Score);
        var places = Ranking.Of(
            scores.Select(one => new Contender(one.Key, one.Value.Points, one.Value.Interval, one.Value.Base)),
            board.Book.RankingBase);
        return [.. places.Select(place => new HotlineStanding(
            place, scores[place.Id], now[place.Id][Counter.HotlineReported], Gain(policy, scores[place.Id], before?.GetValueOrDefault(place.Id))))];
    }

    private static double? Gain(HotlinePolicy policy, HotlineScore now, Tally? before) =>
        before is not null && HotlineScore.Of(policy, before) is { } then ? now.Points - then.Points : null;
}
