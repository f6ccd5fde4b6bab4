using GridCity.Core.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Compare;

/// <summary>One way to run a city: the city (rules, limits, boundaries, rosters of inspectors) and the scenario (demand, crews).</summary>
public sealed record Variant(string Name, City City, Scenario Scenario);

/// <summary>A difference between a variant and the base: what, for whom, how much, and how sure.</summary>
public sealed record Difference(string Measure, string Group, string Name, Estimate Base, Estimate Change, bool IsSignificant);

/// <summary>What became of the same cases in both.</summary>
public sealed record CaseChanges(Estimate Moved, Estimate MovedCell, Estimate LateGained, Estimate LateLost, Estimate Same);

/// <summary>A variant held against the base.</summary>
public sealed record ComparisonResult(
    Variant Base,
    Variant Other,
    IReadOnlyList<RunResult> BaseRuns,
    IReadOnlyList<RunResult> OtherRuns,
    CaseChanges Cases,
    IReadOnlyList<Difference> Differences,
    IReadOnlyList<string> Sentences);

/// <summary>Several variants, each held against the one base, and sentences on how they stand to each other.</summary>
public sealed record ComparisonSet(
    Variant Base, IReadOnlyList<RunResult> BaseRuns, IReadOnlyList<ComparisonResult> Variants, IReadOnlyList<string> Sentences);

/// <summary>
/// Compares variants on common random numbers: the same seeds, and in each the same reports and the same luck of every case,
/// so that differences are those of the variants. A difference is significant when its paired interval does not hold 0; where
/// many units, streets, classes, cells or variants are looked at, the level is divided by how many (Bonferroni), so that the
/// whole list has one chance in twenty to hold a false one.
/// </summary>
public static class Comparison
{
    internal const double Level = 0.95;

    internal static readonly (string Name, string Unit, Func<Counts, double> Of)[] Measures =
    [
        ("late", "late cases", counts => counts.Late),
        ("filed", "cases", counts => counts.Filed),
        ("hours", "hours to the unit's result", counts => counts.Handling.Mean),
        ("open", "cases open at the end", counts => counts.Open),
    ];

    /// <summary>Runs both and compares. When asked to stop, the replications that both have ended count.</summary>
    /// <exception cref="ArgumentException">There are fewer than two replications.</exception>
    public static ComparisonResult Run(Variant baseline, Variant other, SimulationOptions options, CancellationToken stop) =>
        Run(baseline, [other], options, stop).Variants[0];

    /// <summary>
    /// Runs a base and several variants, all on the same luck, and holds each of them against the base. When asked to stop, the
    /// replications that all have ended count.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than two replications, or no variant.</exception>
    public static ComparisonSet Run(Variant baseline, IReadOnlyList<Variant> others, SimulationOptions options, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfZero(others.Count);
        if (options.Replications < 2)
        {
            throw new ArgumentException("A comparison needs at least two replications, or nothing can be said of chance.", nameof(options));
        }
        var done = new double[options.Replications];
        var ended = Replications.Run(
            options.Seed,
            options.Replications,
            options.Threads,
            (index, seed) => RunOrRecall(baseline, others, options, index, seed, part => Tell(options, done, index, part), stop),
            null,
            stop);
        List<Trial> trials = [.. ended.Where(trial => !trial.IsPartial)];
        List<RunResult> bases = [.. trials.Select(trial => trial.Base)];
        List<ComparisonResult> results =
        [
            .. others.Select((other, which) => Compare(
                baseline, other, trials.ConvertAll(trial => new Pair(trial.Base, trial.Others[which].Run, trial.Others[which].Cases)), others.Count)),
        ];
        return new ComparisonSet(baseline, bases, results, [.. Findings.Warnings(baseline, bases), .. Findings.Between(results)]);
    }

    private static ComparisonResult Compare(Variant baseline, Variant other, List<Pair> pairs, int variants)
    {
        List<Difference> differences =
        [
            .. Compare("all", [("", result => result.All)], pairs, variants),
            .. Compare("unit", Groups(pairs, result => result.Units), pairs, variants),
            .. Compare("class", Groups(pairs, result => result.Classes), pairs, variants),
            .. Compare("street", Groups(pairs, result => result.Streets), pairs, variants),
            .. Compare("cell", Groups(pairs, result => result.Cells), pairs, variants),
        ];
        var cases = CasesOf(pairs);
        var runs = pairs.ConvertAll(pair => pair.Other);
        List<string> sentences = [.. Findings.Of(baseline, other, runs, cases, differences)];
        return new ComparisonResult(baseline, other, pairs.ConvertAll(pair => pair.Base), runs, cases, differences, sentences);
    }

    private static Trial RunOrRecall(
        Variant baseline, IReadOnlyList<Variant> others, SimulationOptions options, int index, ulong seed, Action<double> progress, CancellationToken stop)
    {
        var name = $"seed {index}";
        if (options.Checkpoint?.Find(name) is { } known)
        {
            progress(1);
            return TrialJson.Read(known);
        }
        var trial = RunTrial(baseline, others, seed, progress, stop);
        if (!trial.IsPartial)
        {
            options.Checkpoint?.Add(name, to => TrialJson.Write(to, trial));
        }
        return trial;
    }

    // All variants of a seed one after the other, so that what became of single cases need not be kept of all seeds.
    private static Trial RunTrial(Variant baseline, IReadOnlyList<Variant> others, ulong seed, Action<double> progress, CancellationToken stop)
    {
        RunResult One(Variant variant, int which) => Simulator.RunOne(
            variant.City, variant.Scenario, seed, RunWatchers.None, true, part => progress((which + part) / (1 + others.Count)), stop);
        var nothing = new Dictionary<long, CaseFate>();
        var first = One(baseline, 0);
        List<(RunResult Run, CaseCounts Cases)> rest = [];
        foreach (var (index, other) in others.Index())
        {
            var run = One(other, index + 1);
            rest.Add((run with { Fates = nothing }, Count(first.Fates, run.Fates)));
        }
        return new Trial(first with { Fates = nothing }, rest);
    }

    private static void Tell(SimulationOptions options, double[] done, int index, double part)
    {
        done[index] = part;
        options.Progress?.Invoke(done.Sum() / done.Length);
    }

    private static CaseChanges CasesOf(List<Pair> pairs)
    {
        Estimate Of(Func<CaseCounts, double> part) =>
            Estimate.Of(pairs.ConvertAll(pair => part(pair.Cases)), Level);
        return new CaseChanges(Of(one => one.Moved), Of(one => one.Cell), Of(one => one.Gained), Of(one => one.Lost), Of(one => one.Same));
    }

    private static CaseCounts Count(
        IReadOnlyDictionary<long, CaseFate> before, IReadOnlyDictionary<long, CaseFate> after)
    {
        var (moved, cell, gained, lost, same) = (0, 0, 0, 0, 0);
        foreach (var (ordinal, one) in before)
        {
            if (!after.TryGetValue(ordinal, out var other))
            {
                continue;
            }
            same++;
            moved += one.Unit is not null && other.Unit is not null && one.Unit != other.Unit ? 1 : 0;
            cell += one.Cell != other.Cell ? 1 : 0;
            gained += !one.IsLate && other.IsLate ? 1 : 0;
            lost += one.IsLate && !other.IsLate ? 1 : 0;
        }
        return new CaseCounts(moved, cell, gained, lost, same);
    }

    private static List<(string Name, Func<RunResult, Counts?> Of)> Groups(
        List<Pair> pairs, Func<RunResult, IReadOnlyList<NamedCounts>> groups)
    {
        // Looked up once a run: a city has thousands of cells.
        var tables = new Dictionary<RunResult, Dictionary<string, Counts>>(ReferenceEqualityComparer.Instance);
        foreach (var run in pairs.SelectMany(pair => new[] { pair.Base, pair.Other }))
        {
            tables.TryAdd(run, groups(run).ToDictionary(one => one.Name, one => one.Counts, StringComparer.Ordinal));
        }
        return [.. tables.Values.SelectMany(table => table.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => (name, (Func<RunResult, Counts?>)(run => tables[run].GetValueOrDefault(name))))];
    }

    private static IEnumerable<Difference> Compare(
        string group, List<(string Name, Func<RunResult, Counts?> Of)> members, List<Pair> pairs, int variants)
    {
        var level = 1 - ((1 - Level) / (Math.Max(1, members.Count) * variants));
        foreach (var (measure, _, value) in Measures.Where(measure => group != "cell" || measure.Name != "hours"))
        {
            foreach (var (name, of) in members)
            {
                var values = pairs.ConvertAll(pair => (Base: Value(of(pair.Base), value), Other: Value(of(pair.Other), value)));
                values.RemoveAll(pair => double.IsNaN(pair.Base) || double.IsNaN(pair.Other));
                if (values.Count < 2)
                {
                    continue;
                }
                var change = Cautious(values.ConvertAll(pair => pair.Other - pair.Base), level);
                yield return new Difference(measure, group, name, Estimate.Of(values.ConvertAll(pair => pair.Base), Level), change, change.IsSignificant);
            }
        }
    }

    // Counts that differ by the same in a few pairs look as if there were no chance at all: one pair is taken to have come out
    // one case nearer to none.
    private static Estimate Cautious(List<double> changes, double level)
    {
        var estimate = Estimate.Of(changes, level);
        return estimate.Deviation > 0 || estimate.Mean == 0
            ? estimate
            : Estimate.Of([changes[0] - Math.Sign(changes[0]), .. changes.Skip(1)], level) with { Mean = estimate.Mean };
    }

    // Nobody had a case there: no late ones either, but no time that could be compared.
    private static double Value(Counts? counts, Func<Counts, double> of) => counts is null ? of(Nothing) : of(counts);

    private static Counts Nothing { get; } = new();
}
