using GridCity.Benchmarks.Cases;
using GridCity.Benchmarks.Cities;
using GridCity.Benchmarks.Evaluation;
using GridCity.Benchmarks.Hosting;
using GridCity.Benchmarks.Journal;
using GridCity.Benchmarks.Pages;
using GridCity.Benchmarks.Rules;
using GridCity.Benchmarks.Serving;
using GridCity.Benchmarks.Simulation;
using GridCity.Benchmarks.Space;

Dictionary<string, Func<string[], int>> benchmarks = new()
{
    ["locate"] = LocateBenchmark.Run,
    ["rules"] = RulesBenchmark.Run,
    ["cell"] = CellBenchmark.Run,
    ["evaluation"] = EvaluationBenchmark.Run,
    ["journal"] = JournalBenchmark.Run,
    ["postgres"] = PostgresBenchmark.Run,
#if ORLEANS
    ["cluster"] = GridCity.Benchmarks.Orleans.ClusterBenchmark.Run,
#endif
    ["city"] = CityBenchmark.Run,
    ["restart"] = RestartBenchmark.Run,
    ["queue"] = QueueBenchmark.Run,
    ["replay"] = ReplayBenchmark.Run,
    ["year"] = YearBenchmark.Run,
    ["serve"] = ServingBenchmark.Run,
    ["pages"] = PagesBenchmark.Run,
};

if (args is [] or ["--help"] || (args[0] != "all" && !benchmarks.ContainsKey(args[0])))
{
    Console.WriteLine($"Measures GridCity beside plain alternatives, in one run. Names: all, {string.Join(", ", benchmarks.Keys)}.");
    Console.WriteLine("  --smoke   the smallest sizes, to see that everything still runs");
    Console.WriteLine("Example: dotnet run -c Release --project tests/GridCity.Benchmarks -- all");
    return args is ["--help"] ? 0 : 2;
}
var failed = 0;
foreach (var (name, run) in benchmarks.Where(pair => args[0] == "all" || pair.Key == args[0]))
{
    Console.WriteLine();
    Console.WriteLine($"== {name}");
    failed |= run(args[1..]);
}
return failed;
