using System.CommandLine;
using System.Globalization;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Fit;
using GridCity.Simulation.Replay;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity fit</c>: learns a scenario from a historical file.</summary>
internal static class FitCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "The CSV file, plain or gzip." };
        var city = Given.NeededText("--city", "folder", "The city folder.");
        var mapping = Given.Text("--mapping", "mapping.yaml", "What the columns mean, in YAML (docs/import.md).");
        var guess = new Option<bool>("--guess-mapping") { Description = "Propose a mapping for the file and the city, and do nothing else." };
        var output = Given.Text("--output", "scenario.yaml", "The scenario to write; weights of cells go into a table beside it.");
        var from = Given.Text("--from", "day", "The first day to learn from.");
        var until = Given.Text("--until", "day", "The day before which to learn; the scenario begins with it.");
        var days = RunOptions.Number("--days", "How many days the scenario runs", 365, 18_300);
        var queues = new Option<bool>("--queues")
        {
            Description = "Part times to close into a case's own and waiting for others by a queue model, so that waiting grows with the load.",
        };
        var command = new GuidedCommand(
            "fit",
            "Learn a scenario from a historical file: arrivals by class, cell and hour of week with trend and over-dispersion, and times to close by class.",
            "gridcity fit requests.csv.gz --mapping examples/chicago/mapping.yaml --city chicago --from 2011-01-01 "
                + "--until 2014-01-01 --output chicago-2014.yaml",
            "gridcity fit requests.csv.gz --guess-mapping --city chicago")
        {
            file, city, mapping, guess, output, from, until, days, queues,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var known = SimulateCommand.LoadCity(given.Need(city));
            if (given.Get(guess))
            {
                given.Terminal.Output.Write(MappingGuess.Of(given.Need(file), known));
                return ExitCode.Done;
            }
            var columns = given.Get(mapping)
                ?? throw new UsageException("Say what the columns mean: --mapping mapping.yaml; --guess-mapping proposes one.");
            var path = given.Get(output) ?? throw new UsageException("Say where to write the scenario: --output scenario.yaml.");
            var watch = RunWatch.Start(given);
            var options = new FitOptions
            {
                From = DayOf(given.Get(from)),
                Until = DayOf(given.Get(until)),
                Days = given.Need(days),
                HasQueues = given.Get(queues),
                Progress = watch.Tell,
            };
            var fit = await Task.Run(
                () => Fitter.Fit(known, given.Need(file), columns, Path.GetFileNameWithoutExtension(path), options, stop), stop);
            ScenarioWriter.Save(fit.Scenario, path, fit.Notes);
            foreach (var note in fit.Notes)
            {
                given.Terminal.Output.WriteLine(note);
            }
            given.Terminal.Output.WriteLine($"Written to {path}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static DateOnly? DayOf(string? text)
    {
        if (text is null)
        {
            return null;
        }
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UsageException($"'{text}' is not a day; one such as 2014-01-01 was expected.");
    }
}
