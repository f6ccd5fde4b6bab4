using System.CommandLine;
using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Runs;

namespace GridCity.Client.Commands;

/// <summary>Which period of a run is evaluated, as it was known when.</summary>
internal sealed class IndicatorOptions
{
    private const string All = "all";
    private const string Expected =
        "a day such as 2013-12-25, a month such as 2014-03, a quarter such as 2014-Q1, a year such as 2014, days such as"
        + " 2013-12-25/2014-02-28, or 'all' was expected";

    /// <summary>The period.</summary>
    public Option<string?> Period { get; } = Given.Text(
        "--indicators", "period", "Evaluate a period as the bulletins do: a day, month, quarter, year, two days with a slash between, or all.");

    /// <summary>The moment at which things are known.</summary>
    public Option<string?> AsOf { get; } = Given.Text(
        "--as-of", "time", "What was known at this moment (default: all that the run knows at its end).");

    /// <summary>Checks the words before anything is run; null when nothing is to be evaluated.</summary>
    public Func<RunIndicators, IndicatorSheet>? Read(Invocation given, City city)
    {
        if (given.Get(Period) is not { } text)
        {
            return null;
        }
        var period = text == All ? null : ReadPeriod(text, city.TimeZone) ?? throw new UsageException($"'{text}' is not a period: {Expected}.");
        var asOf = given.Get(AsOf) is { } moment ? ReadMoment(moment) : (DateTimeOffset?)null;
        return fold => fold.Make(
            period ?? fold.Whole() ?? throw new UsageException("There was no report, so that there is no period to evaluate."), asOf);
    }

    private static Period? ReadPeriod(string text, TimeZoneInfo zone)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Core.Evaluation.Period.Day(zone, day);
        }
        if (DateOnly.TryParseExact(text, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year) && year.Year is > 1900 and < 9000)
        {
            return Core.Evaluation.Period.Days(zone, year, year.AddYears(1).AddDays(-1));
        }
        return (BulletinRequest.Read(BulletinKind.Monthly, text, zone, out _) ?? BulletinRequest.Read(BulletinKind.Quarterly, text, zone, out _))?.Period;
    }

    private static DateTimeOffset ReadMoment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new UsageException($"'{text}' is not a time; one such as 2015-01-01T00:00:00-06:00 was expected.");
}
