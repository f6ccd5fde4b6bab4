using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GridCity.Client.Api;

namespace GridCity.Client.Commands;

/// <summary>What happens in a cell and belongs to no case: <c>gridcity sample</c> and <c>gridcity patrol</c>.</summary>
internal static class CellCommands
{
    /// <summary>Makes the command that takes in a water sample.</summary>
    public static Command CreateSample(Terminal terminal, CommonOptions common)
    {
        var section = Given.NeededText("--section", "id", "The monitoring section.");
        var takenAt = Given.Time("--taken", "When it was taken, with its zone.", isRequired: true);
        var values = Values();
        var by = Given.Actor("inspector:river-1", isRequired: false);
        var id = Given.CommandId();
        var command = new GuidedCommand(
            "sample",
            "Take in a water sample of a section: it is classed, and an exceedance opens a case.",
            "gridcity sample --section north-moat-1 --taken 2026-09-14T08:10+08:00 --values COD=25,NH3-N=1.2 --by inspector:i-017")
        {
            section, takenAt, values, by, id,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            var answer = await client.SampleAsync(
                new SampleRequest
                {
                    Id = given.Get(id),
                    By = given.Get(by),
                    Section = given.Need(section),
                    TakenAt = given.Need(takenAt)!.Value,
                    Values = given.Need(values),
                },
                stop);
            return Show(given, answer, "sample");
        });
        return command;
    }

    /// <summary>Makes the command that takes in a patrol.</summary>
    public static Command CreatePatrol(Terminal terminal, CommonOptions common)
    {
        var place = Given.Place();
        var from = Given.Time("--from", "When it began, with its zone.", isRequired: true);
        var until = Given.Time("--until", "When it ended, with its zone.", isRequired: true);
        var subject = Given.Text("--subject", "id", "What was walked: a water, a source of a register, a beat.");
        var kilometres = new Option<double?>("--km") { Description = "How far it was.", HelpName = "number" };
        var problems = new Option<int?>("--problems") { Description = "How many problems were seen.", HelpName = "number" };
        var by = Given.Actor("inspector:i-017", isRequired: false);
        var id = Given.CommandId();
        var command = new GuidedCommand(
            "patrol",
            "Take in a patrol that was walked, by the point where it ended.",
            "gridcity patrol --at 116.4166,39.9283 --from 2026-09-14T08:10+08:00 --until 2026-09-14T09:00+08:00 --by inspector:i-017")
        {
            place, from, until, subject, kilometres, problems, by, id,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            var at = given.Need(place);
            var answer = await client.PatrolAsync(
                new PatrolRequest
                {
                    Id = given.Get(id),
                    By = given.Get(by),
                    Subject = given.Get(subject),
                    Lon = at.Lon,
                    Lat = at.Lat,
                    From = given.Need(from)!.Value,
                    Until = given.Need(until)!.Value,
                    Kilometres = given.Get(kilometres),
                    Problems = given.Get(problems),
                },
                stop);
            return Show(given, answer, "patrol");
        });
        return command;
    }

    private static Option<MeasuredValue[]> Values() => new("--values")
    {
        Description = "What was measured: parameter=value, with a unit behind it where it is not the usual one (COD=25 or TP=180ug/L).",
        HelpName = "name=value,…",
        Required = true,
        CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(text => ReadValue(text.Trim(), result)).OfType<MeasuredValue>()],
    };

    private static MeasuredValue? ReadValue(string text, ArgumentResult result)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var number = text[(equals + 1)..];
        var digits = number.AsSpan().IndexOfAnyExcept("0123456789.-");
        if (equals > 0
            && double.TryParse(digits < 0 ? number : number[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return new MeasuredValue(text[..equals], value, digits < 0 ? null : number[digits..]);
        }
        result.AddError($"'{text}' is not a measured value: a parameter, an equals sign and a number were expected, such as COD=25.");
        return null;
    }

    private static int Show(Invocation given, CellAnswer answer, string what)
    {
        if (given.IsJson)
        {
            given.WriteJson(answer, Wire.Json.CellAnswer);
        }
        else
        {
            given.Terminal.Output.WriteLine($"The {what} is kept in cell {answer.Cell}, position {answer.Position} of the journal.");
        }
        return ExitCode.Done;
    }
}
