using System.CommandLine;
using GridCity.Client.Rules;
using GridCity.Client.Views;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Rules;
using Spectre.Console;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity rules test</c>: runs a table of expected routings against a city folder.</summary>
internal static class RulesTestCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var table = new Argument<string>("table")
        {
            Description = "A CSV file: lon, lat, class, unit and, if asked, channel, at, limit, condition, rule, event, supporting, inform.",
        };
        var folder = CityFolderOption.Create(isRequired: true, "The city folder.");
        var moment = new Option<DateTimeOffset?>("--when")
        {
            Description = "The moment of rows without a time (default: now).",
            HelpName = "time",
        };
        var command = new GuidedCommand(
            "test",
            "Route every row of a table by a city's rules and show those that go elsewhere than expected; exit code 1 if any.",
            "gridcity rules test expected.csv --city my-city")
        {
            table, folder, moment,
        };
        command.Does(terminal, common, (given, _) =>
        {
            var city = CityFolderOption.Load(given, given.Need(folder));
            var faults = new FaultList();
            var path = given.Need(table);
            var rows = InputFile.TryRead(path, Path.GetFileName(path), faults) is { } file
                ? RoutingTable.Read(file, city, faults)
                : [];
            if (faults.HasErrors)
            {
                throw new UsageException($"The table '{path}' is refused:{CityFolderOption.Listed(faults.ToList())}");
            }
            var now = given.Get(moment) ?? terminal.Time.GetUtcNow();
            var wrong = rows.Select(row => RoutingTable.Check(city, row, now)).Where(row => !row.IsRight).ToList();
            Show(given, Path.GetFileName(path), rows.Count, wrong);
            return Task.FromResult(wrong.Count == 0 ? ExitCode.Done : ExitCode.Refused);
        });
        return command;
    }

    private static void Show(Invocation given, string table, int count, List<CheckedRouting> wrong)
    {
        if (given.IsJson)
        {
            var summary = new RulesTestSummary(count, count - wrong.Count, [.. wrong.Select(row => new WrongRouting(
                row.Expected.Line,
                row.Expected.Class,
                row.Expected.Unit,
                row.Expected.Rule,
                row.Routing?.Unit,
                row.Routing?.Reason.Rule,
                row.Why))]);
            given.WriteJson(summary, RulesShapes.Json.RulesTestSummary);
            return;
        }
        if (wrong.Count > 0)
        {
            var rows = CaseView.Plain("line", "class", "expected", "came", "why");
            foreach (var row in wrong)
            {
                rows.AddRow(
                    new Text($"{table}:{row.Expected.Line}"),
                    new Text(row.Expected.Class),
                    new Text(Named(row.Expected.Unit, row.Expected.Rule)),
                    new Text(Named(row.Routing?.Unit, row.Expected.Rule is null ? null : row.Routing?.Reason.Rule)),
                    new Text(row.Why));
            }
            given.Terminal.Screen.Write(rows);
        }
        given.Terminal.Output.WriteLine($"{count - wrong.Count} of {count} rows as expected.");
    }

    private static string Named(string? unit, string? rule) =>
        (string.IsNullOrEmpty(unit) ? "nobody" : unit) + (rule is null ? string.Empty : $" by {rule}");
}
