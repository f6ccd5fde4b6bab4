using System.Diagnostics;
using GridCity.Benchmarks.Space;
using GridCity.Core.Rules;

namespace GridCity.Benchmarks.Rules;

/// <summary>How long a large rule book takes to compile for the cells of a city, and how long one routing takes.</summary>
internal static class RulesBenchmark
{
    private const int Points = 100_000;

    public static int Run(string[] args)
    {
        (int Cells, int Rules)[] sizes = args.Contains("--smoke") ? [(2_500, 200)] : [(2_500, 200), (100_000, 200), (100_000, 2_000)];
        foreach (var (cells, rules) in sizes)
        {
            var city = new LatticeCity(cells);
            var grid = city.BuildGrid();
            var book = new LargeBook(grid, rules);
            var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
            var started = Stopwatch.GetTimestamp();
            var compiled = RuleBook.Compile(
                "benchmark", book.Rules, grid, book.Layers, book.Classes, book.Units, zone);
            var elapsed = Stopwatch.GetElapsedTime(started);
            var features = book.Layers.Sum(layer => layer.Features.Count);
            Console.WriteLine(FormattableString.Invariant(
                $"{rules,6:N0} rules, {grid.Count,8:N0} cells, {features:N0} features: compiled in {elapsed.TotalSeconds:0.00} s, {compiled.Bytes / 1e6:0.0} MB"));
            Route(compiled, book.Questions(city.Points(Points)), args.Contains("--smoke") ? 1 : 10);
        }
        return 0;
    }

    private static void Route(RuleBook book, RoutingQuestion[] questions, int rounds)
    {
        var byRule = 0;
        var hash = 17;
        foreach (var question in questions)
        {
            book.Route(question);
        }
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < rounds; round++)
        {
            foreach (ref readonly var question in questions.AsSpan())
            {
                var routing = book.Route(question)!;
                byRule += routing.Reason.Rule == "territorial" ? 0 : 1;
                unchecked
                {
                    hash = (hash * 31) + routing.Unit.Length;
                }
            }
        }
        var elapsed = Stopwatch.GetElapsedTime(started);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        var count = (double)questions.Length * rounds;
        var single = Percentiles(book, questions);
        Console.WriteLine(FormattableString.Invariant(
            $"       routed in {elapsed.TotalNanoseconds / count:N0} ns on average (median {single.Median:N0}, 99 % {single.High:N0}), {bytes / count:N0} B a routing, {100 * byRule / count:0} % by a rule, hash {hash:X8}"));
    }

    /// <summary>Single routings, timed in batches of sixteen so that the clock does not count.</summary>
    private static (double Median, double High) Percentiles(RuleBook book, RoutingQuestion[] questions)
    {
        const int Batch = 16;
        var times = new List<double>();
        for (var first = 0; first + Batch <= questions.Length; first += Batch)
        {
            var started = Stopwatch.GetTimestamp();
            for (var index = first; index < first + Batch; index++)
            {
                book.Route(questions[index]);
            }
            times.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / Batch);
        }
        times.Sort();
        return (times[times.Count / 2], times[times.Count * 99 / 100]);
    }
}
