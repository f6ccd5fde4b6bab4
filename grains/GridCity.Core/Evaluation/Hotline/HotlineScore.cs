using GridCity.Core.Cities;

namespace GridCity.Core.Evaluation;

/// <summary>
/// The three rates (三率) of a street or unit and the score made of them by the city's weights, with the bonus for problems that
/// were found before anybody complained. From 0 to 100.
/// </summary>
public sealed record HotlineScore(
    Rate Response, Rate Solution, Rate Satisfaction, Rate FoundFirst, double Bonus, double Points, Interval Interval)
{
    /// <summary>How many call-backs it is made of.</summary>
    public int Base => Response.Denominator;

    /// <summary>Scores a tally, or null when nobody was called back.</summary>
    public static HotlineScore? Of(HotlinePolicy policy, Tally tally)
    {
        var response = tally.RateOf(Indicators.Get("response"));
        var solution = tally.RateOf(Indicators.Get("solution"));
        var satisfaction = tally.RateOf(Indicators.Get("satisfaction"));
        var first = tally.RateOf(Indicators.Get("found-first"));
        if (response.Denominator == 0)
        {
            return null;
        }
        var bonus = policy.Bonus * (first.Value ?? 0);
        return new HotlineScore(
            response,
            solution,
            satisfaction,
            first,
            bonus,
            Sum(response.Value!.Value, solution.Value!.Value, satisfaction.Value!.Value),
            new Interval(
                Sum(response.Interval.Low, solution.Interval.Low, satisfaction.Interval.Low),
                Sum(response.Interval.High, solution.Interval.High, satisfaction.Interval.High)));

        double Sum(double responded, double solved, double satisfied) => Math.Min(100, bonus
            + (policy.ResponseWeight * responded) + (policy.SolutionWeight * solved) + (policy.SatisfactionWeight * satisfied));
    }
}

/// <summary>
/// A place in the ranking of the hotline: the score, the demands received in the period, and how many points it gained or lost
/// against the period before (null when there is nothing to compare with).
/// </summary>
public sealed record HotlineStanding(Place Place, HotlineScore Score, int Demands, double? Gain);
