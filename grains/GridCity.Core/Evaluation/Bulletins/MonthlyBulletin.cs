using GridCity.Core.Cities;

namespace GridCity.Core.Evaluation;

/// <summary>The monthly bulletin (月报) as data.</summary>
public sealed record MonthlyBulletin(PeriodTables Tables)
{
    /// <summary>
    /// Makes the bulletin of a month, or of any other days, as it was known at a moment; at the end of the period when null.
    /// </summary>
    public static MonthlyBulletin Make(
        City city, Facts facts, Period period, DateTimeOffset? asOf = null, EvaluationPolicy? policy = null) =>
        new(PeriodTables.Make(city, facts, period, asOf, policy));
}
