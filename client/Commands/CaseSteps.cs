using GridCity.Client.Api;
using GridCity.Client.Views;
using GridCity.Core.Cases;
using Command = System.CommandLine.Command;

namespace GridCity.Client.Commands;

/// <summary>The commands that move a case one step through its life: one row of a table for each.</summary>
internal sealed class CaseSteps
{
    private const string Example = "110101009003012-17";

    private readonly Terminal _terminal;
    private readonly CommonOptions _common;

    private CaseSteps(Terminal terminal, CommonOptions common) => (_terminal, _common) = (terminal, common);

    /// <summary>All steps, in the order of a life.</summary>
    public static IEnumerable<Command> All(Terminal terminal, CommonOptions common)
    {
        var steps = new CaseSteps(terminal, common);
        return [.. steps.MainPath(), .. steps.Clock(), .. steps.Powers(), .. steps.Calls(), .. steps.AfterEnd()];
    }

    private IEnumerable<Command> MainPath() =>
    [
        Make(CommandKind.Verify, "Say whether the reported problem is there (inspector).", "inspector:i-017 --sight exists",
            StepField.Sight(), StepField.Note()),
        Make(CommandKind.File, "Make the report a case (supervision centre).", "supervision:desk-1", StepField.Note()),
        Make(CommandKind.Reject, "Refuse to make the report a case (supervision centre).",
            "supervision:desk-1 --reason \"Private ground\"", StepField.Reason("Why it does not become a case.")),
        Make(CommandKind.Dispatch, "Send the case to a unit, first or again (command centre).",
            "command:desk-2 --unit sanitation", StepField.Unit("The unit to send it to (default: the rules choose)."), StepField.Note()),
        Make(CommandKind.Accept, "Take the case (responsible unit).", "unit:sanitation"),
        Make(CommandKind.Return, "Give the case back (responsible unit).", "unit:sanitation --reason \"Not our road\"",
            StepField.Reason("Why the unit is not the right one.")),
        Make(CommandKind.Finish, "Say that the problem is gone and what was done (responsible unit).",
            "unit:sanitation --result \"Cleared away\"", StepField.Result()),
        Make(CommandKind.Check, "Say whether the problem is gone (inspector).", "inspector:i-017 --result pass",
            StepField.CheckResult(), StepField.Note()),
        Make(CommandKind.Close, "Close the case (supervision centre).", "supervision:desk-1", StepField.Note()),
    ];

    private IEnumerable<Command> Clock() =>
    [
        Make(CommandKind.TakeTask, "Take the task of looking, so that nobody else is asked (inspector).", "inspector:i-017"),
        Make(CommandKind.Apply, "Ask for an extension or a suspension (responsible unit).",
            "unit:sanitation --for extension --reason \"Parts are missing\"",
            StepField.Application(), StepField.Reason("Why the limit cannot be kept."), StepField.Until()),
        Make(CommandKind.Rule, "Grant or deny what the unit asked for (command centre).", "command:desk-2 --granted true",
            StepField.Granted(), StepField.Note()),
        Make(CommandKind.Resume, "Let a suspended case go on before its date (command centre).", "command:desk-2", StepField.Note()),
        Make(CommandKind.SendBack, "Give a case that nobody takes back to the supervision centre (command centre).",
            "command:desk-2 --reason \"Outside the scope\"", StepField.Reason("Why it cannot be sent to a unit.")),
    ];

    private IEnumerable<Command> Powers() =>
    [
        Make(CommandKind.Supervise, "Put the case under supervision (supervision centre, leader).",
            "supervision:desk-1 --reason \"Overdue twice\"", StepField.Reason("Why.")),
        Make(CommandKind.Escalate, "Hand the case to a higher tier.", "command:desk-2 --to district --reason \"Two streets\"",
            StepField.To(), StepField.Reason("Why this tier cannot solve it.")),
        Make(CommandKind.Grade, "Say when the item can be solved: now, over years, by a higher body.",
            "command:desk-2 --grade overYears", StepField.Grade(), StepField.Note()),
        Make(CommandKind.ForceClose, "End the case without a check (leader).",
            "leader:deputy-mayor --reason \"The block is pulled down\"", StepField.Reason("Why.")),
        Make(CommandKind.Remark, "Say something about a case without working on it.",
            "public:neighbour --text \"It is still there\"", StepField.Text()),
        Make(CommandKind.Relocate, "Move the case to where the problem really is; its clock goes with it.",
            "supervision:desk-1 --at 116.417,39.929 --reason \"Other side of the road\"",
            StepField.Place(), StepField.Reason("Why.")),
        Make(CommandKind.Merge, "Say that it is the same problem as another open case.",
            "supervision:desk-1 --into 110101009003012-11", StepField.Into(), StepField.Note()),
    ];

    private IEnumerable<Command> Calls() =>
    [
        Make(CommandKind.MakeCall, "Call other bodies: whistle, joint action, notice, transfer, meeting.",
            "unit:street-110101009 --call whistle --topic enforcement --parties cmb,traffic --due 2026-09-14T10:30+08:00",
            StepField.Call(), StepField.Topic(), StepField.Parties(), StepField.Due(), StepField.Text()),
        Make(CommandKind.AnswerCall, "Say that you are there, or answer (called unit).", "unit:traffic --number 1",
            StepField.Number(), StepField.Text()),
        Make(CommandKind.GradeCall, "Grade a called unit (caller).",
            "unit:street-110101009 --number 1 --party traffic --score 90",
            StepField.Number(), StepField.Party(), StepField.Score(), StepField.Note()),
        Make(CommandKind.CloseCall, "End a call with its outcome (caller).",
            "unit:street-110101009 --number 1 --outcome \"Stall removed\"",
            StepField.Number(), StepField.Outcome(), StepField.Unit("The unit that a meeting found responsible.")),
    ];

    private IEnumerable<Command> AfterEnd() =>
    [
        Make(CommandKind.Appeal, "Appeal against a time-out, once, after the end (responsible unit).",
            "unit:sanitation --reason \"The road was closed\"", StepField.Reason("Why the unit is not to blame.")),
        Make(CommandKind.ReviewAppeal, "Support or refuse an appeal (command centre).", "command:desk-2 --granted true",
            StepField.Granted(), StepField.Note()),
        Make(CommandKind.DecideAppeal, "Decide a supported appeal (supervision centre).", "supervision:desk-1 --granted true",
            StepField.Granted(), StepField.Note()),
        Make(CommandKind.CallBack, "Note what the reporter said when called back (supervision centre).",
            "supervision:desk-1 --responded true --solved true --satisfaction satisfied",
            StepField.Responded(), StepField.Solved(), StepField.Satisfaction(), StepField.Note()),
        Make(CommandKind.Exclude, "Take a case out of the base of the three rates after a review (supervision centre).",
            "supervision:desk-1 --reason \"Unlawful demand\"", StepField.Reason("Why.")),
    ];

    private GuidedCommand Make(CommandKind kind, string description, string byAndOptions, params StepField[] fields)
    {
        var word = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
        var number = Given.CaseNumber();
        var by = Given.Actor(byAndOptions.Split(' ')[0], isRequired: false);
        var id = Given.CommandId();
        var command = new GuidedCommand(word, description, $"gridcity case {word} {Example} --by {byAndOptions}") { number, by };
        foreach (var field in fields)
        {
            command.Add(field.Option);
        }
        command.Add(id);
        command.Does(_terminal, _common, async (given, stop) =>
        {
            using var client = given.Connect();
            var request = new CommandRequest { By = given.Get(by), Id = given.Get(id) };
            request = fields.Aggregate(request, (filled, field) => field.Fill(given, filled));
            return await ShowAsync(given, client, await client.GiveAsync(given.Need(number), kind, request, stop), stop);
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
