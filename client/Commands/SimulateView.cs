using System.Globalization;
using System.Text.Json.Serialization;
using GridCity.Client.Views;
using GridCity.Core.Cities;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Replay;
using GridCity.Simulation.Runs;
using Spectre.Console;

namespace GridCity.Client.Commands;

/// <summary>Shows what runs came to.</summary>
internal static class RunView
{
    private const int RowsMax = 15;

    /// <summary>Shows the results of replications as a table, or as JSON.</summary>
    public static void Show(
        Invocation given,
        City city,
        string what,
        IReadOnlyList<RunResult> results,
        RunWatch watch,
        IndicatorSheet? sheet = null,
        HistoryAccount? account = null)
    {
        if (given.IsJson)
        {
            given.WriteJson(RunSummary.Of(what, results, watch.Elapsed, sheet, account), RunJson.Default.RunSummary);
            return;
        }
        var output = given.Terminal.Output;
        if (results.Count == 0)
        {
            output.WriteLine("Nothing was run to show.");
            return;
        }
        var first = results[0];
        var time = new CityTime(city.TimeZone);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what} in {city.Name}: {time.ZonedMinute(first.From)} to {time.ZonedMinute(first.Until)},"
                + $" {results.Count} {(results.Count == 1 ? "run" : "runs")} from seed {first.Seed}, {watch.Elapsed.TotalSeconds:0.0} s."));
        if (results.Any(result => result.IsPartial))
        {
            output.WriteLine("PARTIAL: stopped before the end; the figures are of the part that was run.");
        }
        WriteTotals(given, results);
        WriteUnits(given, city, results);
        foreach (var refused in first.Refused)
        {
            output.WriteLine($"Not taken ({refused.Code}): {Wording.Count(refused.Count)}, such as {refused.FirstReference ?? "one"}: {refused.FirstDetail}");
        }
        foreach (var warning in results.SelectMany(result => result.Warnings).Distinct())
        {
            output.WriteLine("Warning: " + warning);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first.Entries:N0} entries, log sha256 {first.Hash} (first run)"));
        if (sheet is not null)
        {
            IndicatorView.Show(given.Terminal, city, sheet);
        }
    }

    private static void WriteTotals(Invocation given, IReadOnlyList<RunResult> results)
    {
        var table = CaseView.Plain("what", results.Count > 1 ? "mean ± 95 %" : "value");
        void Row(string name, Func<RunResult, double> value, string format = "N0") => table.AddRow(new Text(name), new Text(Figure(results, value, format)));
        Row("reports", result => result.All.Reports);
        Row("  a day", result => result.All.Reports / Math.Max(1e-9, (result.Until - result.From).TotalDays), "N1");
        Row("not taken", result => result.All.Refused);
        Row("duplicates", result => result.All.Duplicates);
        Row("rejected", result => result.All.Rejected);
        Row("filed", result => result.All.Filed);
        Row("closed", result => result.All.Closed);
        Row("open at the end", result => result.All.Open);
        Row("late", result => result.All.Late);
        Row("on time %", result => 100 * result.All.OnTime, "N2");
        Row("hours to the unit's result, mean", result => result.All.Handling.Mean, "N2");
        Row("  median", result => result.All.Handling.Median, "N2");
        Row("hours to closing, mean", result => result.All.Closing.Mean, "N2");
        Row("  median", result => result.All.Closing.Median, "N2");
        Row("  90 %", result => result.All.Closing.Quantile(0.9), "N2");
        Row("reworks", result => result.All.Reworks);
        Row("sent again", result => result.All.Redispatches);
        if (results[0].Inspectors is not null)
        {
            Row("mended on the spot", result => result.MendedOnTheSpot);
            Row("gone before seen", result => result.NeverFound);
            Row("inspectors' time on tasks %", result => 100 * result.Inspectors!.Load, "N1");
        }
        given.Terminal.Screen.Write(table);
    }

    private static void WriteUnits(Invocation given, City city, IReadOnlyList<RunResult> results)
    {
        var names = results.SelectMany(result => result.Units).GroupBy(unit => unit.Name, StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(unit => unit.Counts.Filed)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Key).ToList();
        var table = CaseView.Plain("unit", "filed", "late", "on time %", "mean h", "90 % h", "crews", "busy %", "most waiting");
        foreach (var name in names.Take(RowsMax))
        {
            Counts? Of(RunResult result) => result.Units.FirstOrDefault(unit => unit.Name == name)?.Counts;
            CrewLoad? Load(RunResult result) => result.Crews.FirstOrDefault(crew => crew.Unit == name);
            table.AddRow(
                new Text(CaseView.Shorten(city.Units.GetValueOrDefault(name)?.Name ?? name, 32)),
                new Text(Figure(results, result => Of(result)?.Filed ?? 0, "N0")),
                new Text(Figure(results, result => Of(result)?.Late ?? 0, "N0")),
                new Text(Figure(results, result => 100 * (Of(result)?.OnTime ?? 1), "N1")),
                new Text(Figure(results, result => Of(result)?.Handling.Mean ?? double.NaN, "N1")),
                new Text(Figure(results, result => Of(result)?.Handling.Quantile(0.9) ?? double.NaN, "N1")),
                new Text(Load(results[0]) is { } load ? Wording.Count(load.Crews) : "–"),
                new Text(Load(results[0]) is null ? "–" : Figure(results, result => 100 * (Load(result)?.Load ?? 0), "N0")),
                new Text(Load(results[0]) is null ? "–" : Figure(results, result => Load(result)?.WaitingMost ?? 0, "N0")));
        }
        given.Terminal.Screen.Write(table);
        if (names.Count > RowsMax)
        {
            given.Terminal.Output.WriteLine($"and {names.Count - RowsMax} more units; --json has all.");
        }
    }

    /// <summary>A figure of replications: the mean, and how sure it is.</summary>
    public static string Figure(IReadOnlyList<RunResult> results, Func<RunResult, double> value, string format)
    {
        var values = results.Select(value).Where(number => !double.IsNaN(number)).ToList();
        if (values.Count == 0)
        {
            return "–";
        }
        var estimate = Estimate.Of(values);
        var mean = estimate.Mean.ToString(format, CultureInfo.InvariantCulture);
        return values.Count == 1 ? mean : $"{mean} ± {estimate.HalfWidth.ToString(format, CultureInfo.InvariantCulture)}";
    }
}

/// <summary>What runs came to, for programs.</summary>
internal sealed record RunSummary(
    string What, double Seconds, IReadOnlyList<RunFigures> Runs, IndicatorPicture? Indicators, AccountFigures? File)
{
    /// <summary>Sums up results.</summary>
    public static RunSummary Of(
        string what, IReadOnlyList<RunResult> results, TimeSpan elapsed, IndicatorSheet? sheet, HistoryAccount? account) => new(
        what,
        Math.Round(elapsed.TotalSeconds, 3),
        [.. results.Select(RunFigures.Of)],
        sheet is null ? null : IndicatorPicture.Of(sheet),
        account is null ? null : AccountFigures.Of(account));
}

/// <summary>What was found in a history, for programs.</summary>
internal sealed record AccountFigures(
    long Rows, long Bad, long Replayed, long DaysOnly, long ClosingDaysOnly, long Midnights, long ClosedBeforeReported, long ClosedAtOnce,
    long NeverClosed, long Repeated, long WithoutPlace)
{
    /// <summary>The figures of an account.</summary>
    public static AccountFigures Of(HistoryAccount account) => new(
        account.Rows, account.Bad, account.Replayed, account.DaysOnly, account.ClosingDaysOnly, account.Midnights, account.ClosedBeforeReported,
        account.ClosedAtOnce, account.NeverClosed, account.Repeated, account.WithoutPlace);
}

/// <summary>One run, for programs.</summary>
internal sealed record RunFigures(
    ulong Seed,
    string City,
    DateTimeOffset From,
    DateTimeOffset Until,
    bool IsPartial,
    long Entries,
    string Hash,
    CountFigures All,
    IReadOnlyList<CountFigures> Units,
    IReadOnlyList<CountFigures> Classes,
    IReadOnlyList<CountFigures> Channels,
    IReadOnlyList<CountFigures> Streets,
    IReadOnlyList<CrewLoad> Crews,
    CrewLoad? Inspectors,
    long MendedOnTheSpot,
    long NeverFound,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The figures of a result.</summary>
    public static RunFigures Of(RunResult result) => new(
        result.Seed,
        result.CityHash,
        result.From,
        result.Until,
        result.IsPartial,
        result.Entries,
        result.Hash,
        CountFigures.Of("all", result.All),
        [.. result.Units.Select(one => CountFigures.Of(one.Name, one.Counts))],
        [.. result.Classes.Select(one => CountFigures.Of(one.Name, one.Counts))],
        [.. result.Channels.Select(one => CountFigures.Of(one.Name, one.Counts))],
        [.. result.Streets.Select(one => CountFigures.Of(one.Name, one.Counts))],
        result.Crews,
        result.Inspectors,
        result.MendedOnTheSpot,
        result.NeverFound,
        result.Warnings);
}

/// <summary>Counts, for programs.</summary>
internal sealed record CountFigures(
    string Name, long Reports, long Refused, long Duplicates, long Rejected, long Filed, long Closed, long Open, long Late,
    double? MeanHours, double? MedianHours)
{
    /// <summary>The figures of counts.</summary>
    public static CountFigures Of(string name, Counts counts) => new(
        name, counts.Reports, counts.Refused, counts.Duplicates, counts.Rejected, counts.Filed, counts.Closed, counts.Open, counts.Late,
        counts.Handling.Count == 0 ? null : counts.Handling.Mean, counts.Handling.Count == 0 ? null : counts.Handling.Median);
}

/// <summary>The JSON of runs.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class RunJson : JsonSerializerContext;
