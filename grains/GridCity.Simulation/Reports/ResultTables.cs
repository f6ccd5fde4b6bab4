using System.Globalization;
using System.Text;
using GridCity.Simulation.Compare;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Reports;

/// <summary>
/// Writes results as tables that spreadsheets and scripts read: CSV (RFC 4180, UTF-8, line feeds), one file a kind of thing, one
/// row a thing and run, told apart by the seed.
/// </summary>
public static class ResultTables
{
    private const string CountColumns =
        "reports,refused,duplicates,rejected,filed,closed,open,late,on_time,reworks,sent_again,mean_hours,median_hours,p90_hours,"
        + "closing_mean_hours,closing_median_hours,closing_p90_hours";

    /// <summary>Writes the tables of runs into a folder and returns their names.</summary>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<RunResult> runs)
    {
        Directory.CreateDirectory(folder);
        return
        [
            Save(folder, "runs", "city,from,until,partial,entries,hash," + CountColumns, runs.Select(run => Row(
                run, run.CityHash, Time(run.From), Time(run.Until), run.IsPartial ? "yes" : "no", run.Entries, run.Hash, Counted(run.All)))),
            Groups(folder, "units", runs, run => run.Units),
            Groups(folder, "classes", runs, run => run.Classes),
            Groups(folder, "channels", runs, run => run.Channels),
            Groups(folder, "streets", runs, run => run.Streets),
            Groups(folder, "cells", runs, run => run.Cells),
            Save(folder, "days", "day,reports", runs.SelectMany(run => run.Days.Select(day => Row(run, Day(day.Day), day.Reports)))),
            Save(
                folder,
                "crews",
                "unit,crews,jobs,busy_hours,shift_hours,mean_wait_hours,waiting_most,waiting_at_end",
                runs.SelectMany(run => run.Crews.Select(crew => Row(
                    run, crew.Unit, crew.Crews, crew.Jobs, crew.BusyHours, crew.ShiftHours, crew.MeanWaitHours, crew.WaitingMost, crew.WaitingAtEnd)))),
        ];
    }

    /// <summary>Writes the tables of a comparison into a folder and returns their names.</summary>
    public static IReadOnlyList<string> Write(string folder, ComparisonSet set)
    {
        Directory.CreateDirectory(folder);
        var differences = set.Variants.SelectMany(result => result.Differences.Select(one => Line(
        [
            result.Other.Name, one.Measure, one.Group, one.Name, one.Base.Mean, one.Change.Mean, one.Change.Low, one.Change.High,
            one.IsSignificant ? "yes" : "no", Findings.Sentence(result.Other.City, one),
        ])));
        return
        [
            SaveLines(folder, "differences", "variant,measure,group,name,base,change,low,high,significant,sentence", differences),
            .. Write(Path.Combine(folder, "base"), set.BaseRuns).Select(name => Path.Combine("base", name)),
            .. set.Variants.SelectMany((result, index) => WriteVariant(folder, $"variant-{index + 1}", result)),
        ];
    }

    /// <summary>Writes the table of a sweep into a folder and returns its name.</summary>
    public static IReadOnlyList<string> Write(string folder, SweepResult sweep)
    {
        Directory.CreateDirectory(folder);
        return
        [
            SaveLines(
                folder,
                "sweep",
                "what,value,on_time,on_time_low,on_time_high,late,late_low,late_high,hours,hours_low,hours_high,meets_target,warnings",
                sweep.Steps.Select(step => Line(
                [
                    sweep.What, step.Value, .. Ends(step.OnTime), .. Ends(step.Late), .. Ends(step.Hours), step.MeetsTarget ? "yes" : "no",
                    string.Join(' ', step.Warnings),
                ]))),
        ];
    }

    private static object?[] Ends(Estimate estimate) => [estimate.Mean, estimate.Low, estimate.High];

    private static IEnumerable<string> WriteVariant(string folder, string name, ComparisonResult result) =>
        Write(Path.Combine(folder, name), result.OtherRuns).Select(file => Path.Combine(name, file));

    private static string Groups(string folder, string name, IReadOnlyList<RunResult> runs, Func<RunResult, IReadOnlyList<NamedCounts>> of) => Save(
        folder, name, "name," + CountColumns, runs.SelectMany(run => of(run).Select(one => Row(run, one.Name, Counted(one.Counts)))));

    private static string Save(string folder, string name, string columns, IEnumerable<string> rows) => SaveLines(folder, name, "seed," + columns, rows);

    private static string SaveLines(string folder, string name, string columns, IEnumerable<string> rows)
    {
        using var file = new StreamWriter(Path.Combine(folder, name + ".csv"), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            NewLine = "\n",
        };
        file.WriteLine(columns);
        foreach (var row in rows)
        {
            file.WriteLine(row);
        }
        return name + ".csv";
    }

    private static string Row(RunResult run, params object?[] fields) =>
        Line([run.Seed, .. fields.SelectMany(field => field is object?[] several ? several : [field])]);

    private static object?[] Counted(Counts counts) =>
    [
        counts.Reports, counts.Refused, counts.Duplicates, counts.Rejected, counts.Filed, counts.Closed, counts.Open, counts.Late,
        counts.OnTime, counts.Reworks, counts.Redispatches, counts.Handling.Mean, counts.Handling.Median, counts.Handling.Quantile(0.9),
        counts.Closing.Mean, counts.Closing.Median, counts.Closing.Quantile(0.9),
    ];

    private static string Line(IEnumerable<object?> fields) => string.Join(',', fields.Select(Field));

    // What is no number has an empty field, which every reader takes for one that is missing.
    private static string Field(object? value) => value switch
    {
        null => string.Empty,
        double number => double.IsFinite(number) ? number.ToString("0.######", CultureInfo.InvariantCulture) : string.Empty,
        IFormattable known => known.ToString(null, CultureInfo.InvariantCulture),
        string text when text.AsSpan().IndexOfAny(",\"\n\r") >= 0 => '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"',
        _ => value.ToString() ?? string.Empty,
    };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
