using System.Globalization;
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

/// <summary>
/// Compares variants on common random numbers: the same seeds, and in each the same reports and the same luck of every case,
/// so that differences are those of the variants. A difference is significant when its paired interval does not hold 0; where
/// many units, streets, classes or cells are looked at, the level is divided by how many (Bonferroni), so that the whole list
/// has one chance in twenty to hold a false one.
/// </summary>
public static class Comparison
{
    private const double Level = 0.95;
    private const int SentencesMax = 12;

    private static readonly (string Name, string Unit, Func<Counts, double> Of)[] Measures =
    [
        ("late", "late cases", counts => counts.Late),
        ("filed", "cases", counts => counts.Filed),
        ("hours", "hours to the unit's result", counts => counts.Handling.Mean),
        ("open", "cases open at the end", counts => counts.Open),
    ];

    /// <summary>Runs both and compares. When asked to stop, the replications that both have ended count.</summary>
    /// <exception cref="ArgumentException">There are fewer than two replications.</exception>
    public static ComparisonResult Run(Variant baseline, Variant other, SimulationOptions options, CancellationToken stop)
    {
        if (options.Replications < 2)
        {
            throw new ArgumentException("A comparison needs at least two replications, or nothing can be said of chance.", nameof(options));
        }
        var done = new double[options.Replications];
        var ended = Replications.Run(
            options.Seed,
            options.Replications,
            options.Threads,
            (index, seed) => RunOrRecall(baseline, other, options, index, seed, part => Tell(options, done, index, part), stop),
            null,
            stop);
        List<Pair> pairs = [.. ended.Where(pair => !pair.Base.IsPartial && !pair.Other.IsPartial)];
        List<RunResult> bases = [.. pairs.Select(pair => pair.Base)];
        List<RunResult> others = [.. pairs.Select(pair => pair.Other)];
        var cases = CasesOf(pairs);
        List<Difference> differences =
        [
            .. Compare("all", [("", result => result.All)], pairs, 1),
            .. Compare("unit", Groups(pairs, result => result.Units), pairs),
            .. Compare("class", Groups(pairs, result => result.Classes), pairs),
            .. Compare("street", Groups(pairs, result => result.Streets), pairs),
            .. Compare("cell", Groups(pairs, result => result.Cells), pairs),
        ];
        return new ComparisonResult(baseline, other, bases, others, cases, differences, [.. Say(baseline, other, pairs.Count, cases, differences)]);
    }

    private static Pair RunOrRecall(
        Variant baseline, Variant other, SimulationOptions options, int index, ulong seed, Action<double> progress, CancellationToken stop)
    {
        var name = $"pair {index}";
        if (options.Checkpoint?.Find(name) is { } known)
        {
            progress(1);
            return PairJson.Read(known);
        }
        var pair = RunPair(baseline, other, seed, progress, stop);
        if (!pair.Base.IsPartial && !pair.Other.IsPartial)
        {
            options.Checkpoint?.Add(name, to => PairJson.Write(to, pair));
        }
        return pair;
    }

    // Both variants of a seed one after the other, so that what became of single cases need not be kept of all seeds.
    private static Pair RunPair(Variant baseline, Variant other, ulong seed, Action<double> progress, CancellationToken stop)
    {
        var one = Simulator.RunOne(baseline.City, baseline.Scenario, seed, RunWatchers.None, true, part => progress(part / 2), stop);
        var two = Simulator.RunOne(other.City, other.Scenario, seed, RunWatchers.None, true, part => progress(0.5 + (part / 2)), stop);
        var nothing = new Dictionary<long, CaseFate>();
        return new Pair(one with { Fates = nothing }, two with { Fates = nothing }, Count(one.Fates, two.Fates));
    }

    private static void Tell(SimulationOptions options, double[] done, int index, double part)
    {
        done[index] = part;
        options.Progress?.Invoke(done.Sum() / done.Length);
    }

    private static CaseChanges CasesOf(List<Pair> pairs)
    {
        Estimate Of(Func<(int Moved, int Cell, int Gained, int Lost, int Same), double> part) =>
            Estimate.Of(pairs.ConvertAll(pair => part(pair.Cases)), Level);
        return new CaseChanges(Of(one => one.Moved), Of(one => one.Cell), Of(one => one.Gained), Of(one => one.Lost), Of(one => one.Same));
    }

    private static (int Moved, int Cell, int Gained, int Lost, int Same) Count(
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
        return (moved, cell, gained, lost, same);
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
        string group, List<(string Name, Func<RunResult, Counts?> Of)> members, List<Pair> pairs, int looks = 0)
    {
        var level = 1 - ((1 - Level) / Math.Max(1, looks == 0 ? members.Count : looks));
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

    private static IEnumerable<string> Say(Variant baseline, Variant other, int pairs, CaseChanges cases, List<Difference> differences)
    {
        yield return FormattableString.Invariant(
            $"{other.Name} against {baseline.Name}: {pairs} pairs of runs on the same luck; intervals of 95 %.");
        if (pairs < 2)
        {
            yield return "Too few pairs were ended to say anything of chance.";
            yield break;
        }
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Of {cases.Same.Mean:N0} cases that came in both, {cases.Moved.Mean:N0} go to another unit,"
                + $" {cases.LateLost.Mean:N0} are no longer late and {cases.LateGained.Mean:N0} become late.");
        foreach (var all in differences.Where(one => one.Group == "all"))
        {
            yield return Sentence(other.City, all);
        }
        var found = differences.Where(one => one.Group is "unit" or "class" or "street" && one.IsSignificant)
            .OrderByDescending(one => Math.Abs(one.Change.Mean) / Math.Max(1e-9, one.Change.Error)).ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        foreach (var one in found.Take(SentencesMax))
        {
            yield return Sentence(other.City, one);
        }
        var cells = differences.Count(one => one is { Group: "cell", IsSignificant: true });
        yield return found.Count == 0
            ? "For no single unit, class or street is there a difference that chance does not explain."
            : FormattableString.Invariant($"{found.Count} differences of units, classes and streets, and {cells} of cells, are significant.");
    }

    private static string Sentence(City city, Difference one)
    {
        var unit = Measures.First(measure => measure.Name == one.Measure).Unit;
        var who = one.Group switch
        {
            "all" => "In all",
            "unit" => city.Units.GetValueOrDefault(one.Name)?.Name ?? one.Name,
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
}
