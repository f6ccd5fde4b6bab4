using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Simulation.Cities;

namespace GridCity.Benchmarks.Evaluation;

/// <summary>How long a month of cases takes to fold, and how long a bulletin of it takes to make.</summary>
internal static class EvaluationBenchmark
{
    public static int Run(string[] args)
    {
        var cases = args.Contains("--smoke") ? 5_000 : 500_000;
        using var folder = new TemporaryFolder();
        DemonstrationCity.Create(folder.Path, 1);
        var city = CityFolder.Load(folder.Path, new LoadOptions { CheckCoverage = false }).City!;
        // The first pass compiles, the second counts.
        Fold(city, Math.Min(cases, 20_000));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (facts, lines, folding) = Fold(city, cases);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        var period = Period.Month(city.TimeZone, 2026, 9);
        var scoring = Measure(() => Scoreboard.Make(city, facts, period), out var board);
        var ranking = Measure(() => board.Rank(SubjectKind.Inspector), out _);
        var writing = Measure(() => MonthlyBulletin.Make(city, facts, period), out var bulletin);
        var sheet = Measure(() => DispatchSheet.Make(city, facts, Period.Hour(city.TimeZone, period.To.AddHours(-80))), out _);
        Console.WriteLine(FormattableString.Invariant(
            $"{cases:N0} cases, {lines:N0} lines: folded in {folding.TotalSeconds:0.00} s ({folding.TotalNanoseconds / lines:0} ns a line), {bytes / cases:N0} B a case kept"));
        Console.WriteLine(FormattableString.Invariant(
            $"all counts of the month in {scoring.TotalMilliseconds:0} ms, a ranking of {board.Inspectors.Count:N0} inspectors in {ranking.TotalMilliseconds:0.0} ms, an hourly sheet in {sheet.TotalMilliseconds:0} ms"));
        Console.WriteLine(FormattableString.Invariant(
            $"a monthly bulletin with {bulletin.Tables.Repeating.Count:N0} repeating places in {writing.TotalMilliseconds:0} ms; processor time, like the others"));
        var total = board.City;
        Console.WriteLine(
            $"reported {total[Counter.Reported]}, due {total[Counter.HandlingDue]}, in time {total[Counter.HandledOnTime]}, closed {total[Counter.ClosingClosed]}, called back {total[Counter.CalledBack]}");
        return total[Counter.HandlingDue] > 0 ? 0 : 1;
    }

    private static (Facts Facts, long Lines, TimeSpan Folding) Fold(City city, int cases)
    {
        var facts = new Facts();
        var (lines, folding) = (0L, TimeSpan.Zero);
        foreach (var hour in new MonthOfCases(city, cases, 11).Lines())
        {
            // Making the journal is not part of reading it.
            folding += Measure(
                () =>
                {
                    foreach (var line in hour)
                    {
                        facts.Add(line);
                    }
                    return hour.Length;
                },
                out var count);
            lines += count;
        }
        return (facts, lines, folding);
    }

    /// <summary>Processor time, which hardly depends on what else runs on the machine.</summary>
    private static TimeSpan Measure<T>(Func<T> work, out T result)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        result = work();
        return Environment.CpuUsage.TotalTime - cpu;
    }
}
