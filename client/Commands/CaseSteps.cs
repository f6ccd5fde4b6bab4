using System.CommandLine;
using GridCity.Client.Api;
using GridCity.Client.Views;
using GridCity.Core.Cases;
using Command = System.CommandLine.Command;

namespace GridCity.Client.Commands;

/// <summary>The commands that move a case one step through its life.</summary>
internal static class CaseSteps
{
    private const string Example = "110101009003012-17";

    /// <summary>All steps, in the order of a life.</summary>
    public static IEnumerable<Command> All(Terminal terminal, CommonOptions common)
    {
        var steps = new Maker(terminal, common);
        return
        [
            Verify(steps), File(steps), Reject(steps), Dispatch(steps), Accept(steps),
            Return(steps), Finish(steps), Check(steps), Close(steps),
        ];
    }

    private static GuidedCommand Verify(Maker steps)
    {
        var sight = Given.Word<Sight>("--sight", "What is there to see.", isRequired: true);
        var note = Note();
        return steps.Make(
            "verify",
            "Say whether the reported problem is there (inspector).",
            $"gridcity case verify {Example} --by inspector:i-017 --sight exists",
            [sight, note],
            (client, step, stop) => client.VerifyAsync(
                step.Case,
                new VerifyRequest(step.By, step.Given.Get(sight)!.Value, step.Given.Get(note), step.Id),
                stop));
    }

    private static GuidedCommand File(Maker steps)
    {
        var note = Note();
        return steps.Make(
            "file",
            "Make the report a case (supervision centre).",
            $"gridcity case file {Example} --by supervision:desk-1",
            [note],
            (client, step, stop) =>
                client.FileAsync(step.Case, new FileRequest(step.By, step.Given.Get(note), step.Id), stop));
    }

    private static GuidedCommand Reject(Maker steps)
    {
        var reason = Given.NeededText("--reason", "words", "Why it does not become a case.");
        return steps.Make(
            "reject",
            "Refuse to make the report a case (supervision centre).",
            $"gridcity case reject {Example} --by supervision:desk-1 --reason \"Private ground\"",
            [reason],
            (client, step, stop) =>
                client.RejectAsync(step.Case, new RejectRequest(step.By, step.Given.Need(reason), step.Id), stop));
    }

    private static GuidedCommand Dispatch(Maker steps)
    {
        var unit = Given.Text("--unit", "id", "The unit to send it to (default: the rules choose).");
        var note = Note();
        return steps.Make(
            "dispatch",
            "Send the case to a unit, first or again (command centre).",
            $"gridcity case dispatch {Example} --by command:desk-2 --unit sanitation",
            [unit, note],
            (client, step, stop) => client.DispatchAsync(
                step.Case, new DispatchRequest(step.By, step.Given.Get(unit), step.Given.Get(note), step.Id), stop));
    }

    private static GuidedCommand Accept(Maker steps) => steps.Make(
        "accept",
        "Take the case (responsible unit).",
        $"gridcity case accept {Example} --by unit:sanitation",
        [],
        (client, step, stop) => client.AcceptAsync(step.Case, new AcceptRequest(step.By, step.Id), stop));

    private static GuidedCommand Return(Maker steps)
    {
        var reason = Given.NeededText("--reason", "words", "Why the unit is not the right one.");
        return steps.Make(
            "return",
            "Give the case back (responsible unit).",
            $"gridcity case return {Example} --by unit:sanitation --reason \"Not our road\"",
            [reason],
            (client, step, stop) =>
                client.ReturnAsync(step.Case, new ReturnRequest(step.By, step.Given.Need(reason), step.Id), stop));
    }

    private static GuidedCommand Finish(Maker steps)
    {
        var result = Given.NeededText("--result", "words", "What was done.");
        return steps.Make(
            "finish",
            "Say that the problem is gone and what was done (responsible unit).",
            $"gridcity case finish {Example} --by unit:sanitation --result \"Cleared away\"",
            [result],
            (client, step, stop) =>
                client.FinishAsync(step.Case, new FinishRequest(step.By, step.Given.Need(result), step.Id), stop));
    }

    private static GuidedCommand Check(Maker steps)
    {
        var result = Given.Word<CheckResult>("--result", "What the look found.", isRequired: true);
        var note = Note();
        return steps.Make(
            "check",
            "Say whether the problem is gone (inspector).",
            $"gridcity case check {Example} --by inspector:i-017 --result pass",
            [result, note],
            (client, step, stop) => client.CheckAsync(
                step.Case,
                new CheckRequest(step.By, step.Given.Get(result)!.Value, step.Given.Get(note), step.Id),
                stop));
    }

    private static GuidedCommand Close(Maker steps)
    {
        var note = Note();
        return steps.Make(
            "close",
            "Close the case (supervision centre).",
            $"gridcity case close {Example} --by supervision:desk-1",
            [note],
            (client, step, stop) =>
                client.CloseAsync(step.Case, new CloseRequest(step.By, step.Given.Get(note), step.Id), stop));
    }

    private static Option<string?> Note() => Given.Text("--note", "words", "A remark that stays with the case.");

    /// <summary>What every step is given.</summary>
    private sealed record Step(string Case, string By, Guid? Id, Invocation Given);

    private sealed class Maker(Terminal terminal, CommonOptions common)
    {
        public GuidedCommand Make(
            string name,
            string description,
            string example,
            IEnumerable<Option> options,
            Func<GridCityClient, Step, CancellationToken, Task<CommandAnswer>> send)
        {
            var number = Given.CaseNumber();
            var by = Given.Actor(example.Split("--by ")[1].Split(' ')[0]);
            var id = Given.CommandId();
            var command = new GuidedCommand(name, description, example) { number, by };
            foreach (var option in options)
            {
                command.Add(option);
            }
            command.Add(id);
            command.Does(terminal, common, async (given, stop) =>
            {
                using var client = given.Connect();
                var step = new Step(given.Need(number), given.Need(by), given.Get(id), given);
                return await ShowAsync(given, client, await send(client, step, stop), stop);
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
            var subject = answer.Case;
            var line = $"{subject.Id} is now {Wording.Of(subject.Stage)}";
            line += subject.Unit is null ? string.Empty : $" at {Wording.UnitOf(subject)}";
            if (subject.Due is { } due)
            {
                line += $", due {(await CityTime.OfAsync(client, stop)).Minute(due)}";
            }
            given.Terminal.Output.WriteLine(line + (answer.IsRepeated ? " (answered before)." : "."));
            return ExitCode.Done;
        }
    }
}
