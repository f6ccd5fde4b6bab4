using System.CommandLine;
using System.Globalization;
using GridCity.Client.Views;
using GridCity.Core.Cities;
using GridCity.Simulation.Replay;
using GridCity.Simulation.Reports;
using GridCity.Simulation.Runs;
using Spectre.Console;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity replay</c>: puts a historical file through the rules of a city, in the order of time.</summary>
internal static class ReplayCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var options = new ReplayGiven();
        var command = new GuidedCommand(
            "replay",
            "Replay a historical file through the rules of a city: under a virtual clock by its own times or with modelled crews,"
                + " or against a running server at a multiple of real time.",
            "gridcity replay requests.csv.gz --mapping examples/new-york/mapping.yaml --city new-york",
            "gridcity replay requests.csv.gz --mapping examples/new-york/mapping.yaml --city new-york --handling modelled",
            "gridcity replay requests.csv.gz --mapping examples/new-york/mapping.yaml --city new-york --pace 60 --handling recorded",
            "gridcity replay requests.csv.gz --mapping examples/new-york/mapping.yaml --city new-york --indicators 2013-12 --html day.html",
            "gridcity replay requests.csv.gz --guess-mapping --city new-york")
        {
            options.File, options.City, options.Mapping, options.Guess, options.Handling, options.Work, options.From, options.Until,
            options.Seed, options.Pace, options.Log, options.MaxBytes, options.Files.Html, options.Files.Language, options.Files.Csv,
            options.Files.Xes, options.Files.Events, options.Indicators.Period, options.Indicators.AsOf,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var city = SimulateCommand.LoadCity(given.Need(options.City));
            if (given.Get(options.Guess))
            {
                given.Terminal.Output.Write(MappingGuess.Of(given.Need(options.File), city));
                return ExitCode.Done;
            }
            var mapping = given.Get(options.Mapping)
                ?? throw new UsageException("Say what the columns mean: --mapping mapping.yaml; --guess-mapping proposes one.");
            if (given.Get(options.Pace) is not { } pace)
            {
                return await RunAsync(given, options, city, mapping, stop);
            }
            options.RefuseWithPace(given);
            var hasSteps = given.Get(options.Handling) == HandlingKind.Recorded;
            return await PacedReplay.RunAsync(
                given, city, given.Need(options.File), mapping, options.ToOptions(given, city, null), pace, hasSteps, stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(Invocation given, ReplayGiven options, City city, string mapping, CancellationToken stop)
    {
        var evaluate = options.Indicators.Read(given, city);
        await using var log = given.Get(options.Log) is { } path ? File.Create(path) : null;
        var name = Path.GetFileName(given.Need(options.File));
        await using var written = options.Files.Begin(given, city, name, null);
        var fold = evaluate is null ? null : new RunIndicators(city);
        var watch = RunWatch.Start(given);
        var chosen = options.ToOptions(given, city, log) with
        {
            Progress = watch.Tell,
            Observers = [.. written.Observers, .. fold is null ? [] : new IRunObserver[] { fold }],
        };
        var result = await Task.Run(() => Replayer.Run(city, given.Need(options.File), mapping, chosen, stop), CancellationToken.None);
        var sheet = fold is null ? null : evaluate!(fold);
        if (!given.IsJson)
        {
            foreach (var sentence in result.Account.Sentences())
            {
                given.Terminal.Output.WriteLine(sentence);
            }
        }
        var what = $"Replay of {name}, {chosen.Handling.ToString().ToLowerInvariant()} handling,";
        RunView.Show(given, city, what, [result.Run], watch, sheet, result.Account);
        if (!given.IsJson)
        {
            WriteComparison(given, chosen, result);
        }
        await options.Files.EndAsync(given, written, [result.Run], record => new ReportSubject
        {
            City = city,
            Name = name,
            IsReplay = true,
            IsModelled = chosen.Handling == HandlingKind.Modelled,
            Runs = [result.Run],
            Record = record,
            Recorded = result.RecordedClosing,
            Account = [.. result.Account.Sentences()],
            Indicators = sheet,
        });
        return stop.IsCancellationRequested ? ExitCode.Interrupted : result.Account.Bad > 0 ? ExitCode.Refused : ExitCode.Done;
    }

    private static void WriteComparison(Invocation given, ReplayOptions options, ReplayResult result)
    {
        var output = given.Terminal.Output;
        if (result.Run.RecordedDuplicates > 0)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"History calls {result.Run.RecordedDuplicates:N0} reports repetitions; the rules found "
                    + $"{result.Run.All.Duplicates:N0} duplicates, {result.Run.AgreedDuplicates:N0} of them among these."));
        }
        if (options.Handling != HandlingKind.Modelled || result.RecordedClosing.Count == 0)
        {
            return;
        }
        var (model, history) = (result.Run.All.Closing, result.RecordedClosing);
        output.WriteLine("Hours to closing: what was modelled beside what happened.");
        var table = CaseView.Plain("", "10 %", "25 %", "50 %", "75 %", "90 %", "99 %", "mean");
        table.AddRow([.. Row("modelled", model)]);
        table.AddRow([.. Row("happened", history)]);
        given.Terminal.Screen.Write(table);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"The two distributions are {model.DistanceTo(history):P0} apart at most (Kolmogorov and Smirnov); 0 % is "
                + $"the same, above 20 % the model should not be trusted for times."));
    }

    private static IEnumerable<string> Row(string name, TimeHistogram times) =>
        new[] { 0.1, 0.25, 0.5, 0.75, 0.9, 0.99 }.Select(times.Quantile).Append(times.Mean)
            .Select(hours => hours.ToString("N1", CultureInfo.InvariantCulture)).Prepend(name);

    /// <summary>What the command can be given.</summary>
    private sealed class ReplayGiven
    {
        public Argument<string> File { get; } = new("file") { Description = "The CSV file, plain or gzip." };

        public Option<string> City { get; } = Given.NeededText("--city", "folder", "The city folder.");

        public Option<string?> Mapping { get; } = Given.Text("--mapping", "mapping.yaml", "What the columns mean, in YAML (docs/import.md).");

        public Option<bool> Guess { get; } = new("--guess-mapping") { Description = "Propose a mapping for the file and the city, and do nothing else." };

        public Option<HandlingKind?> Handling { get; } = Given.Word<HandlingKind>(
            "--handling", "Who handles the cases: history's own times (default), or modelled crews.");

        public Option<string?> Work { get; } = Given.Text(
            "--work", "scenario.yaml", "A scenario whose 'work' says how people work in modelled handling; what gridcity fit writes is one.");

        public Option<string?> From { get; } = Given.Text("--from", "day", "Leave reports before this day out.");

        public Option<string?> Until { get; } = Given.Text("--until", "day", "Leave reports from this day on out.");

        public Option<ulong> Seed { get; } = new("--seed")
        {
            Description = "The seed of modelled luck (default: 1).",
            HelpName = "number",
            DefaultValueFactory = _ => 1,
        };

        public Option<double?> Pace { get; } = new("--pace")
        {
            Description = "Send the reports to a running server instead, this many times as fast as they came; with '--handling recorded'"
                + " also the steps of their handling, each when it is its turn.",
            HelpName = "times",
            CustomParser = result =>
            {
                if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var pace) && pace is > 0 and <= 1e9)
                {
                    return pace;
                }
                result.AddError($"'{result.Tokens[0].Value}' is not a pace; a number above 0 was expected, such as 60 for an hour a minute.");
                return null;
            },
        };

        public Option<string?> Log { get; } = Given.Text("--log", "file", "Write the ordered log; its SHA-256 is the hash of the run.");

        public Option<long> MaxBytes { get; } = new("--max-bytes")
        {
            Description = "How large the unpacked file may be (default: 4294967296).",
            HelpName = "bytes",
            DefaultValueFactory = _ => 4L << 30,
        };

        public ResultOptions Files { get; } = new();

        public IndicatorOptions Indicators { get; } = new();

        /// <summary>Refuses what a running server does not do: people work there, and it keeps its own journal.</summary>
        public void RefuseWithPace(Invocation given)
        {
            if (given.Get(Handling) == HandlingKind.Modelled)
            {
                throw new UsageException(
                    "--pace sends to a running server, where nobody is modelled: leave '--handling modelled' or '--pace' out.");
            }
            foreach (var one in new[] { Log, Work, Files.Html, Files.Csv, Files.Xes, Files.Events, Indicators.Period, Indicators.AsOf })
            {
                if (given.Get(one) is not null)
                {
                    throw new UsageException(
                        $"{one.Name} is for replays without a server; with --pace the server has the results (see 'gridcity journal export').");
                }
            }
        }

        public ReplayOptions ToOptions(Invocation given, City city, Stream? log) => new()
        {
            Handling = given.Get(Handling) ?? HandlingKind.Recorded,
            Work = given.Get(Work) is { } path ? SimulateCommand.ReadScenario(path, city).Work : new WorkModel(),
            Seed = given.Need(Seed),
            From = DayOption.Read(given.Get(From), city),
            Until = DayOption.Read(given.Get(Until), city),
            BytesMax = given.Need(MaxBytes),
            Log = log,
        };
    }
}
