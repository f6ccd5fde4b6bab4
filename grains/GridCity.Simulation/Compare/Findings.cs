using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Compare;

/// <summary>The plain sentences of comparisons, each saying whether chance explains what it tells.</summary>
internal static class Findings
{
    private const int SentencesMax = 12;
    private const int CellSentencesMax = 3;

    /// <summary>What is to be said of one variant.</summary>
    public static IEnumerable<string> Of(
        Variant baseline, Variant other, IReadOnlyList<RunResult> runs, CaseChanges cases, List<Difference> differences)
    {
        var pairs = runs.Count;
        yield return FormattableString.Invariant(
            $"{other.Name} against {baseline.Name}: {pairs} pairs of runs on the same luck; intervals of 95 %.");
        if (pairs < 2)
        {
            yield return "Too few pairs were ended to say anything of chance.";
            yield break;
        }
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Of {cases.Same.Mean:N0} cases that came in both, {Counted(cases.Moved)} go to another unit,"
                + $" {Counted(cases.LateLost)} are no longer late and {Counted(cases.LateGained)} become late.");
        foreach (var warning in Warnings(other, runs))
        {
            yield return warning;
        }
        foreach (var all in differences.Where(one => one.Group == "all"))
        {
            yield return Sentence(other.City, all);
        }
        var found = Surest(differences, one => one.Group is "unit" or "class" or "street");
        var inCells = Surest(differences, one => one.Group == "cell");
        foreach (var one in found.Take(SentencesMax).Concat(inCells.Take(CellSentencesMax)))
        {
            yield return Sentence(other.City, one);
        }
        yield return found.Count == 0
            ? "For no single unit, class or street is there a difference that chance does not explain."
            : FormattableString.Invariant($"{found.Count} differences of units, classes and streets, and {inCells.Count} of cells, are significant.");
    }

    /// <summary>Queues without end, as the worst run of a variant had them.</summary>
    public static IEnumerable<string> Warnings(Variant variant, IReadOnlyList<RunResult> runs) =>
        RunResult.WorstOf(runs).Select(warning => $"Warning ({variant.Name}): {warning}");

    private static List<Difference> Surest(List<Difference> differences, Func<Difference, bool> isAsked) =>
    [
        .. differences.Where(one => one.IsSignificant && isAsked(one))
            .OrderByDescending(one => Math.Abs(one.Change.Mean) / Math.Max(1e-9, one.Change.Error)).ThenBy(one => one.Name, StringComparer.Ordinal),
    ];

    private static string Counted(Estimate estimate) =>
        string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:N0} ± {estimate.HalfWidth:N0}");

    /// <summary>What a difference is, in plain words, and whether it is more than chance.</summary>
    public static string Sentence(City city, Difference one)
    {
        var unit = Comparison.Measures.First(measure => measure.Name == one.Measure).Unit;
        var who = one.Group switch
        {
            "all" => "In all",
            "unit" => city.Units.GetValueOrDefault(one.Name)?.Name ?? one.Name,
            "cell" => $"Cell {one.Name}",
            "class" => city.Classes.GetValueOrDefault(one.Name) is { } known ? $"Class {known.Name}" : one.Name,
            _ => Core.Space.AreaCode.TryParse(one.Name, out var area) && city.Areas.TryGetValue(area, out var named) ? named.Name : one.Name,
        };
        var size = Math.Abs(one.Change.Mean);
        var less = one.Measure == "hours" ? "less" : "fewer";
        return one.IsSignificant
            ? FormattableString.Invariant(
                $"{who}: {size:N1} ± {one.Change.HalfWidth:N1} {(one.Change.Mean < 0 ? less : "more")} {unit} ({one.Base.Mean:N1} before): significant.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{who}: {one.Change.Mean:+0.0;-0.0;0} ± {one.Change.HalfWidth:N1} {unit} ({one.Base.Mean:N1} before):"
                    + $" no difference that chance does not explain.");
    }

    /// <summary>How variants stand to each other: which has the fewest late cases, and whether that is more than luck.</summary>
    public static IEnumerable<string> Between(IReadOnlyList<ComparisonResult> results)
    {
        if (results.Count < 2 || results[0].BaseRuns.Count < 2)
        {
            yield break;
        }
        foreach (var (words, of) in new (string Words, Func<RunResult, double> Of)[]
        {
            ("late cases", run => run.All.Late),
            ("hours to the unit's result", run => run.All.Handling.Mean),
        })
        {
            yield return Ranked(results, words, of);
        }
    }

    // The best is chosen after looking, so that each pair that could have been chosen takes its part of the level.
    private static string Ranked(IReadOnlyList<ComparisonResult> results, string words, Func<RunResult, double> of)
    {
        var ranked = results.OrderBy(one => one.OtherRuns.Average(of)).ThenBy(one => one.Other.Name, StringComparer.Ordinal).ToList();
        var level = 1 - ((1 - Comparison.Level) / (results.Count * (results.Count - 1) / 2));
        var gap = Estimate.Of([.. ranked[1].OtherRuns.Zip(ranked[0].OtherRuns, (next, best) => of(next) - of(best))], level);
        var order = string.Join(", ", ranked.Select(one => FormattableString.Invariant($"{one.Other.Name} ({one.OtherRuns.Average(of):N1})")));
        var sure = gap.IsSignificant
            ? "the first is better than the second: significant"
            : "between the first two is no difference that chance does not explain";
        return FormattableString.Invariant($"Fewest {words} first: {order}; {sure} ({gap.Mean:N1} ± {gap.HalfWidth:N1}).");
    }
}
