using GridCity.Core.Cities;

namespace GridCity.Core.Evaluation;

/// <summary>
/// Somebody among the last of a quarter who is asked to an interview (约谈). <paramref name="IsClear"/> says whether the numbers
/// leave no doubt that the place is in the lower half.
/// </summary>
public sealed record Interview(SubjectKind Subject, Standing Standing, bool IsClear);

/// <summary>
/// The quarterly report (季报) as data: the quarter, its months one by one, null for one of which the journal knows nothing, and
/// who is interviewed.
/// </summary>
public sealed record QuarterlyReport(
    PeriodTables Tables, IReadOnlyList<Scoreboard?> Months, IReadOnlyList<Interview> Interviews)
{
    private static readonly SubjectKind[] Interviewed = [SubjectKind.Region, SubjectKind.Unit];

    /// <summary>Makes the report of a quarter, as it was known at a moment; at the end of the period when null.</summary>
    public static QuarterlyReport Make(
        City city, Facts facts, Period period, DateTimeOffset? asOf = null, EvaluationPolicy? policy = null)
    {
        policy ??= city.Evaluation;
        var tables = PeriodTables.Make(city, facts, period, asOf, policy);
        var months = period.Months().Select(month => facts.FirstAt < month.To && month.From < tables.AsOf
            ? Scoreboard.Make(city, facts, month, tables.AsOf, policy.Book)
            : null);
        return new QuarterlyReport(tables, [.. months], [.. Interviewed.SelectMany(Last)]);

        IEnumerable<Interview> Last(SubjectKind subject)
        {
            var ranked = tables.Rankings[subject].Where(standing => standing.Place.Rank is not null).ToList();
            // Of a few, nobody is among the last only because there has to be somebody.
            return Enumerable.Reverse(ranked).Take(Math.Min(policy.Interviews, ranked.Count / 2))
                .Select(standing => new Interview(subject, standing, standing.Place.BestRank > (ranked.Count + 1) / 2));
        }
    }
}
