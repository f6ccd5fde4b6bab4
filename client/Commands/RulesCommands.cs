using System.CommandLine;
using System.Globalization;
using GridCity.Client.Api;
using GridCity.Client.Rules;
using GridCity.Client.Views;
using GridCity.Core.Space;
using Spectre.Console;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity rules</c>: asks where a report would go, and why.</summary>
internal static class RulesCommands
{
    /// <summary>Makes the group.</summary>
    public static Command Create(Terminal terminal, CommonOptions common) =>
        new("rules", "Ask the routing rules.")
        {
            CreateExplain(terminal, common),
            CreateList(terminal, common),
            RulesTestCommand.Create(terminal, common),
            RulesCoverageCommand.Create(terminal, common),
            RulesLearnCommand.Create(terminal, common),
        };

    private static GuidedCommand CreateExplain(Terminal terminal, CommonOptions common)
    {
        var place = Given.Place();
        var caseClass = Given.NeededText("--class", "code", "The code of the class of component or event.");
        var condition = Given.Text("--condition", "name", "The filing condition, where the class has several.");
        var channel = Given.Text("--channel", "id", "The channel by which it would come.");
        var frame = Given.Word<Frame>("--frame", "The frame of the coordinates (default: the city's own).");
        var moment = new Option<DateTimeOffset?>("--when")
        {
            Description = "The moment of the report (default: now).",
            HelpName = "time",
        };
        var folder = CityFolderOption.Create(
            isRequired: false, "Ask the rules of this city folder instead of a server.");
        var command = new GuidedCommand(
            "explain",
            "Show where a report would go and every rule that was considered; nothing is reported.",
            "gridcity rules explain --at 116.417,39.929 --class 06025",
            "gridcity rules explain --city my-city --at 116.417,39.929 --class 06025")
        {
            place, caseClass, condition, channel, frame, moment, folder,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var at = given.Need(place);
            var question = new RoutingQuestion
            {
                Lon = at.Lon,
                Lat = at.Lat,
                Class = given.Need(caseClass),
                Condition = given.Get(condition),
                Channel = given.Get(channel),
                Frame = given.Get(frame),
                At = given.Get(moment),
            };
            if (given.Get(folder) is { } path)
            {
                var city = CityFolderOption.Load(given, path);
                var explained = FolderExplanation.Of(city, question, given.Terminal.Time.GetUtcNow());
                Show(given, explained, given.IsJson ? null : new CityTime(city.TimeZone));
                return ExitCode.Done;
            }
            using var client = given.Connect();
            var routing = await client.ExplainAsync(question, stop);
            Show(given, routing, given.IsJson ? null : await CityTime.OfAsync(client, stop));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>
    /// Shows a routing, whoever worked it out; JSON for programs, and for people in a city's <paramref name="time"/>.
    /// </summary>
    public static void Show(Invocation given, Routing routing, CityTime? time)
    {
        if (time is null)
        {
            given.WriteJson(routing, Wire.Json.Routing);
            return;
        }
        var screen = given.Terminal.Screen;
        screen.Write(RoutingView.Card(routing, time));
        if (routing.Considered is { Count: > 0 } considered)
        {
            screen.WriteLine();
            screen.Write(RoutingView.Table(considered));
        }
    }

    private static GuidedCommand CreateList(Terminal terminal, CommonOptions common)
    {
        var command = new GuidedCommand(
            "list", "List the routing rules in the order in which they are asked.", "gridcity rules list");
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            var rules = await client.GetRulesAsync(stop);
            if (given.IsJson)
            {
                given.WriteJson(rules, Wire.Json.RuleList);
                return ExitCode.Done;
            }
            var table = CaseView.Plain("", "rule", "what it says");
            foreach (var (index, rule) in rules.Rules.Index())
            {
                var number = (index + 1).ToString(CultureInfo.InvariantCulture);
                table.AddRow(new Text(number), new Text(rule.Id), new Text(rule.Description ?? string.Empty));
            }
            given.Terminal.Screen.Write(table);
            given.Terminal.Output.WriteLine($"Version {rules.Version}.");
            return ExitCode.Done;
        });
        return command;
    }
}
