using System.CommandLine;
using System.Globalization;
using GridCity.Client.Views;
using GridCity.Core.Cities;
using GridCity.Simulation.Compare;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Reports;
using GridCity.Simulation.Runs;
using Spectre.Console;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity compare</c>: holds variants of a city or a scenario against a base, on the same luck.</summary>
internal static class CompareCommand
{
    private const int WarningsMax = 3;

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var scenario = new Argument<string>("scenario") { Description = "The base: a scenario file, or the name of a shipped one." };
        var options = new RunOptions();
        var files = new ResultOptions();
        var otherCity = Given.Texts("--with-city", "folder", "A variant's city: other rules, limits, boundaries or rosters.");
        var otherScenario = Given.Texts("--with-scenario", "scenario.yaml", "A variant's scenario: other demand or crews.");
        var change = Given.Texts(
            "--with",
            "name=value",
            "A variant is the base with one number changed, such as crews.sanitation=20 or demand.*=1.1; said several times, each is a variant.");
        var sweep = Given.Text(
            "--sweep",
            "name=from..to",
            "Try every number, such as crews.sanitation=3..10 (crews=3..10: of every unit), and find the smallest that meets the target.");
        var target = new Option<double>("--target")
        {
            Description = "The part of cases in time that a sweep has to reach, in per cent (default: 95).",
            HelpName = "per cent",
            DefaultValueFactory = _ => 95,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var part) && part is > 0 and <= 100)
                {
                    return part;
                }
                result.AddError($"'{text}' is no target; a number above 0 and up to 100 was expected.");
                return 95;
            },
        };
        var command = new GuidedCommand(
            "compare",
            "Compare variants with a base on common random numbers: paired differences with intervals, "
                + "and a plain sentence for each finding; or sweep one number.",
            "gridcity compare dongcheng-2017 --city my-city --with crews.sanitation=22 --replications 10",
            "gridcity compare dongcheng-2017 --city my-city --with crews.sanitation=20 --with crews.sanitation=24 --replications 10",
            "gridcity compare scenario.yaml --city my-city --with-city my-city-with-new-rules --replications 10",
            "gridcity compare scenario.yaml --city my-city --sweep crews.sanitation=14..26:2 --target 95 --replications 5 --html crews.html")
        {
            scenario, options.City, otherCity, otherScenario, change, sweep, target, options.Seed, options.Replications, options.Threads, options.Resume,
            files.Html, files.Language, files.Csv,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var city = SimulateCommand.LoadCity(given.Need(options.City));
            var baseline = SimulateCommand.ReadScenario(given.Need(scenario), city);
            var watch = RunWatch.Start(given);
            var chosen = options.ToOptions(given, watch, null);
            var key = $"{baseline.Name} ({SimulateCommand.KeyOf(baseline)}) in {city.Id} ({city.Hash})";
            if (given.Get(sweep) is { } range)
            {
                foreach (var option in new[] { change, otherCity, otherScenario })
                {
                    if (given.Get(option) is { Length: > 0 })
                    {
                        throw new UsageException(
                            $"{option.Name} is for comparisons; a sweep changes one number of the base. Give it the city and scenario to sweep in.");
                    }
                }
                var (what, values) = Parsed(() => Sweep.Parse(range));
                using var steps = options.Open(given, $"{key}, {what}");
                chosen = chosen with { Checkpoint = steps };
                foreach (var value in values)
                {
                    Parsed(() => Sweep.Change(city, baseline, what, value));
                }
                var found = await Task.Run(
                    () => Sweep.Run(city, baseline, what, values, given.Need(target) / 100, chosen, stop), CancellationToken.None);
                Show(given, found, chosen, stop.IsCancellationRequested);
                if (given.Get(files.Csv) is { } tables)
                {
                    ResultOptions.Tell(given, $"{ResultTables.Write(tables, found).Count} table", tables);
                }
                if (given.Get(files.Html) is { } sheet)
                {
                    await ResultOptions.WriteAsync(given, sheet, SweepReport.ToHtml(
                        city, baseline, found, given.Need(target) / 100, chosen.Seed, chosen.Replications, stop.IsCancellationRequested, files.Page(given)));
                }
                return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
            }
            var others = VariantsOf(city, baseline, given.Get(otherCity) ?? [], given.Get(otherScenario) ?? [], given.Get(change) ?? []);
            // One replication says nothing of chance; ten are what a comparison is usually run with.
            using var kept = options.Open(given, $"{key} against " + string.Join(
                " and ", others.Select(other => $"{other.Name} ({SimulateCommand.KeyOf(other.Scenario)}) in {other.City.Hash}")));
            chosen = chosen with { Replications = Math.Max(2, chosen.Replications), Checkpoint = kept };
            var result = await Task.Run(
                () => Comparison.Run(new Variant("base", city, baseline), others, chosen, stop), CancellationToken.None);
            Show(given, result, stop.IsCancellationRequested);
            if (given.Get(files.Csv) is { } folder)
            {
                ResultOptions.Tell(given, $"{ResultTables.Write(folder, result).Count} tables", folder);
            }
            if (given.Get(files.Html) is { } page)
            {
                await ResultOptions.WriteAsync(given, page, CompareReport.ToHtml(result, stop.IsCancellationRequested, files.Page(given)));
            }
            return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
        });
        return command;
    }

    // What is said as often as there are variants is of each in turn; what is said once is of all.
    private static List<Variant> VariantsOf(City city, Scenario baseline, string[] cities, string[] scenarios, string[] changes)
    {
        var count = Math.Max(changes.Length, Math.Max(cities.Length, scenarios.Length));
        if (count == 0)
        {
            throw new UsageException("Say what is different: --with, --with-city, --with-scenario, or --sweep.");
        }
        foreach (var (name, said) in new[] { ("--with", changes.Length), ("--with-city", cities.Length), ("--with-scenario", scenarios.Length) })
        {
            if (said > 1 && said != count)
            {
                throw new UsageException($"There are {count} variants, but {name} is said {said} times; once, for all, or {count} times was expected.");
            }
        }
        return [.. Enumerable.Range(0, count).Select(index => VariantOf(city, baseline, At(cities, index), At(scenarios, index), At(changes, index)))];

        static string? At(string[] said, int index) => said.Length > 1 ? said[index] : said.FirstOrDefault();
    }

    private static Variant VariantOf(City city, Scenario baseline, string? otherCity, string? otherScenario, string? change)
    {
        var known = otherCity is null ? city : SimulateCommand.LoadCity(otherCity);
        var scenario = otherScenario is null ? baseline : SimulateCommand.ReadScenario(otherScenario, known);
        if (change is not null)
        {
            var parts = change.Split('=', 2);
            if (parts.Length != 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || value is < 0 or > 1e6)
            {
                throw new UsageException($"'{change}' is not a change; one such as crews.sanitation=20 was expected.");
            }
            scenario = Parsed(() => Sweep.Change(known, scenario, parts[0], value));
        }
        return new Variant(string.Join(" ", new[] { change, otherScenario, otherCity }.OfType<string>()), known, scenario);
    }

    private static T Parsed<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException fault)
        {
            throw new UsageException(fault.Message);
        }
    }

    private static void Show(Invocation given, ComparisonSet result, bool isPartial)
    {
        if (given.IsJson)
        {
            given.WriteJson(ComparisonFigures.Of(result, isPartial), CompareJson.Default.ComparisonFigures);
            return;
        }
        SayPartial(given, isPartial);
        if (result.Variants.Count > 1)
        {
            given.Terminal.Screen.Write(SideBySide(result));
        }
        foreach (var sentence in result.Sentences.Concat(result.Variants.SelectMany(variant => variant.Sentences)))
        {
            given.Terminal.Output.WriteLine(sentence);
        }
    }

    private static Table SideBySide(ComparisonSet result)
    {
        var table = CaseView.Plain("variant", "late", "hours to result", "cases moved");
        foreach (var variant in result.Variants)
        {
            string Of(string measure) => variant.Differences.FirstOrDefault(one => one.Group == "all" && one.Measure == measure) is { } one
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{one.Change.Mean:+#,0.0;-#,0.0;0} ± {one.Change.HalfWidth:N1}{(one.IsSignificant ? " significant" : " chance")}")
                : "–";
            table.AddRow(
                new Text(variant.Other.Name),
                new Text(Of("late")),
                new Text(Of("hours")),
                new Text(variant.Cases.Moved.Mean.ToString("N0", CultureInfo.InvariantCulture)));
        }
        return table;
    }

    private static void SayPartial(Invocation given, bool isPartial)
    {
        if (isPartial)
        {
            given.Terminal.Output.WriteLine("PARTIAL: stopped before the end; the figures are of the runs that were ended.");
        }
    }

    private static void Show(Invocation given, SweepResult found, SimulationOptions chosen, bool isPartial)
    {
        if (given.IsJson)
        {
            given.WriteJson(SweepFigures.Of(found, chosen, isPartial), CompareJson.Default.SweepFigures);
            return;
        }
        SayPartial(given, isPartial);
        var table = CaseView.Plain(found.What, "on time %", "late", "hours to result", "target");
        foreach (var step in found.Steps)
        {
            table.AddRow(
                new Text(step.Value.ToString("0.######", CultureInfo.InvariantCulture)),
                new Text(Figure(step.OnTime, 100, "0.00")),
                new Text(Figure(step.Late, 1, "N0")),
                new Text(Figure(step.Hours, 1, "0.00")),
                new Text(step.MeetsTarget ? "met" : "–"));
        }
        given.Terminal.Screen.Write(table);
        foreach (var step in found.Steps)
        {
            foreach (var warning in step.Warnings.Take(WarningsMax))
            {
                given.Terminal.Output.WriteLine(FormattableString.Invariant($"Warning ({found.What}={step.Value}): {warning}"));
            }
            if (step.Warnings.Count > WarningsMax)
            {
                given.Terminal.Output.WriteLine(FormattableString.Invariant(
                    $"Warning ({found.What}={step.Value}): and {step.Warnings.Count - WarningsMax} more such queues; --csv has all."));
            }
        }
        given.Terminal.Output.WriteLine(found.Sentence);
    }

    // A single run says nothing of how sure its figure is.
    private static string Figure(Estimate estimate, double times, string format)
    {
        if (double.IsNaN(estimate.Mean))
        {
            return "–";
        }
        var mean = (times * estimate.Mean).ToString(format, CultureInfo.InvariantCulture);
        return double.IsFinite(estimate.HalfWidth)
            ? $"{mean} ± {(times * estimate.HalfWidth).ToString(format, CultureInfo.InvariantCulture)}"
            : mean;
    }
}
