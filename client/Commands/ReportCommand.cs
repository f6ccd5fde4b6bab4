using System.CommandLine;
using GridCity.Client.Api;
using GridCity.Client.Views;
using GridCity.Core.Space;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity report</c>: says that something was seen, and shows what became of it.</summary>
internal static class ReportCommand
{
    private const string DefaultChannel = "inspector";

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var place = Given.Place();
        var caseClass = Given.NeededText("--class", "code", "The code of the class of component or event.");
        var text = Given.Text("--text", "words", "What was seen.");
        var channel = Given.Text("--channel", "id", $"The channel by which it comes (default: {DefaultChannel}).");
        var condition = Given.Text("--condition", "name", "The filing condition, where the class has several.");
        var frame = Given.Word<Frame>("--frame", "The frame of the coordinates (default: the city's own).");
        var edition = Given.Text("--edition", "standard", "The edition of the standard that the class is a code of, such as GB/T 30428.2-2013.");
        var source = Given.Text("--source", "id", "The registered source that it is about.");
        var selfFixed = Given.Text("--self-fixed", "words", "What an inspector did about it on the spot; the case is closed with it.");
        var by = Given.Actor("inspector:i-017", isRequired: false);
        var reference = Given.Text("--reference", "number", "The number under which your own system knows it.");
        var id = Given.CommandId();
        var command = new GuidedCommand(
            "report",
            "Report something that was seen; shows the case, the unit that has it and why.",
            "gridcity report --at 116.417,39.929 --class 06025 --text \"Rubbish floats here\" --by inspector:i-017")
        {
            place, caseClass, text, channel, condition, edition, source, selfFixed, frame, by, reference, id,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            var at = given.Need(place);
            var answer = await client.ReportAsync(
                new ReportRequest
                {
                    Id = given.Get(id),
                    Class = given.Need(caseClass),
                    Condition = given.Get(condition),
                    Channel = given.Get(channel) ?? DefaultChannel,
                    Lon = at.Lon,
                    Lat = at.Lat,
                    Frame = given.Get(frame),
                    Text = given.Get(text),
                    Reference = given.Get(reference),
                    Edition = given.Get(edition),
                    Source = given.Get(source),
                    SelfFixed = given.Get(selfFixed),
                    By = given.Get(by),
                },
                stop);
            return await ShowAsync(given, client, answer, stop);
        });
        return command;
    }

    private static async Task<int> ShowAsync(
        Invocation given,
        GridCityClient client,
        CommandAnswer answer,
        CancellationToken stop)
    {
        if (given.IsJson)
        {
            given.WriteJson(answer, Wire.Json.CommandAnswer);
            return ExitCode.Done;
        }
        var life = await client.GetLifeAsync(answer.Case.Id, stop);
        var time = await CityTime.OfAsync(client, stop);
        if (answer.IsRepeated)
        {
            given.Terminal.Output.WriteLine("This command was answered before; nothing was done again.");
        }
        var screen = given.Terminal.Screen;
        screen.Write(CaseView.Card(life.Case, life.Why, time, await client.GetNowAsync(stop)));
        return ExitCode.Done;
    }
}
