using GridCity.Core.Evaluation;

namespace GridCity.Simulation.Bulletins;

/// <summary>
/// Takes comparisons away that are none: with a period in whose middle the journal began, everything would seem to have grown.
/// </summary>
internal static class PartialPast
{
    /// <summary>The tables without comparisons with what the journal does not hold as a whole.</summary>
    public static PeriodTables Without(PeriodTables tables, DateTimeOffset? firstAt)
    {
        var (hasBefore, hasYearBefore) = Holds(tables.Period, firstAt);
        return hasBefore && hasYearBefore ? tables : tables with
        {
            Counts = Counts(tables.Counts, hasBefore, hasYearBefore),
            Indicators = [.. tables.Indicators.Select(row => row with { Rate = Of(row.Rate, hasBefore, hasYearBefore) })],
            Classes = Volumes(tables.Classes, hasBefore, hasYearBefore),
            Streets = Volumes(tables.Streets, hasBefore, hasYearBefore),
            Channels = Volumes(tables.Channels, hasBefore, hasYearBefore),
        };
    }

    /// <summary>The sheet without such comparisons.</summary>
    public static DispatchSheet Without(DispatchSheet sheet, DateTimeOffset? firstAt)
    {
        var (hasBefore, hasYearBefore) = Holds(sheet.Period, firstAt);
        return hasBefore && hasYearBefore ? sheet : sheet with
        {
            Counts = Counts(sheet.Counts, hasBefore, hasYearBefore),
            Classes = Volumes(sheet.Classes, hasBefore, hasYearBefore),
            Streets = Volumes(sheet.Streets, hasBefore, hasYearBefore),
            Channels = Volumes(sheet.Channels, hasBefore, hasYearBefore),
        };
    }

    private static (bool Before, bool YearBefore) Holds(Period period, DateTimeOffset? firstAt) =>
        (firstAt <= period.Previous().From, firstAt <= period.YearBefore().From);

    private static IReadOnlyList<CountRow> Counts(IReadOnlyList<CountRow> rows, bool hasBefore, bool hasYearBefore) =>
        [.. rows.Select(row => row with { Count = Of(row.Count, hasBefore, hasYearBefore) })];

    private static IReadOnlyList<VolumeRow> Volumes(IReadOnlyList<VolumeRow> rows, bool hasBefore, bool hasYearBefore) =>
    [
        .. rows.Select(row => row with
        {
            Reported = Of(row.Reported, hasBefore, hasYearBefore),
            Filed = Of(row.Filed, hasBefore, hasYearBefore),
            Closed = Of(row.Closed, hasBefore, hasYearBefore),
        }),
    ];

    private static Compared<T> Of<T>(Compared<T> compared, bool hasBefore, bool hasYearBefore)
        where T : struct =>
        new(compared.Now, hasBefore ? compared.Before : null, hasYearBefore ? compared.YearBefore : null);
}
