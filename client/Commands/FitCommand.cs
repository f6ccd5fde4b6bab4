using System.CommandLine;
using System.Globalization;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Fit;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity fit</c>: learns a scenario from a historical file.</summary>
internal static class FitCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "The CSV file, plain or gzip." };
        var city = Given.NeededText("--city", "folder", "The city folder.");
        var mapping = Given.NeededText("--mapping", "mapping.yaml", "What the columns mean, in YAML (docs/import.md).");
        var output = Given.NeededText("--output", "scenario.yaml", "The scenario to write; weights of cells go into a table beside it.");
        var from = Given.Text("--from", "day", "The first day to learn from.");
        var until = Given.Text("--until", "day", "The day before which to learn; the scenario begins with it.");
        var days = RunOptions.Number("--days", "How many days the scenario runs", 365, 18_300);
        var command = new GuidedCommand(
            "fit",
            "Learn a scenario from a historical file: arrivals by class, cell and hour of week with trend and over-dispersion, and times to close by class.",
            "gridcity fit requests.csv.gz --mapping examples/chicago/mapping.yaml --city chicago --from 2011-01-01 "
                + "--until 2014-01-01 --output chicago-2014.yaml")
        {
            file, city, mapping, output, from, until, days,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var known = SimulateCommand.LoadCity(given.Need(city));
            var options = new FitOptions { From = DayOf(given.Get(from)), Until = DayOf(given.Get(until)), Days = given.Need(days) };
            var path = given.Need(output);
            var fit = await Task.Run(
                () => Fitter.Fit(known, given.Need(file), given.Need(mapping), Path.GetFileNameWithoutExtension(path), options, stop), stop);
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
