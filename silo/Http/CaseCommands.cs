using GridCity.Core.Cases;

namespace GridCity.Silo.Http;

/// <summary>Turns the body of a command into the command.</summary>
internal static class CaseCommands
{
    /// <summary>The commands that people and programs may give; the clock's own is not among them.</summary>
    public static IReadOnlyList<CommandKind> Kinds { get; } =
    [
        CommandKind.Verify, CommandKind.File, CommandKind.Reject, CommandKind.Dispatch, CommandKind.Accept,
        CommandKind.Return, CommandKind.Finish, CommandKind.Check, CommandKind.Close,
    ];

    public static string SummaryOf(CommandKind kind) => kind switch
    {
        CommandKind.Verify => "An inspector says whether the reported problem is there (核实).",
        CommandKind.File => "The supervision centre files the case; the rules dispatch it (立案).",
        CommandKind.Reject => "The supervision centre does not file it; a reason is mandatory (不予立案).",
        CommandKind.Dispatch => "The command centre sends it to a unit; without a unit the rules choose (派遣).",
        CommandKind.Accept => "The unit takes it.",
        CommandKind.Return => "The unit gives it back; a reason is mandatory (回退).",
        CommandKind.Finish => "The unit says what was done (处置反馈).",
        CommandKind.Check => "An inspector says whether the problem is gone (核查).",
        CommandKind.Close => "The supervision centre closes the case (结案).",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A command, or the field that is wrong and what was expected there.</summary>
    public static (CaseCommand? Command, string? Subject, string? Detail) Read(CommandKind kind, Guid id, CaseId item, CommandBody body)
    {
        if (!Actor.TryParse(body.By, out var by) || by.Role == Role.System || by.Id.Length > Intake.ReferenceLengthMax)
        {
            return (null, "by", "An actor is mandatory, written role:id, such as unit:sanitation.");
        }
        foreach (var (name, text) in new[] { ("note", body.Note), ("reason", body.Reason), ("result", body.Result), ("unit", body.Unit) })
        {
            if (text?.Length > Intake.TextLengthMax)
            {
                return (null, name, $"A {name} has at most {Intake.TextLengthMax} characters.");
            }
        }
        return Make(kind, id, item, by, body);
    }

    // The host stamps the time; what stands here until then is never read.
    private static (CaseCommand? Command, string? Subject, string? Detail) Make(
        CommandKind kind, Guid id, CaseId item, Actor by, CommandBody body)
    {
        var at = DateTimeOffset.UnixEpoch;
        switch (kind)
        {
            case CommandKind.Verify:
                return body.Sight switch
                {
                    "exists" => (new VerifyCommand(id, at, by, item, Sight.Exists, body.Note), null, null),
                    "missing" => (new VerifyCommand(id, at, by, item, Sight.Missing, body.Note), null, null),
                    "unable" => (new VerifyCommand(id, at, by, item, Sight.Unable, body.Note), null, null),
                    _ => (null, "sight", "One of exists, missing, unable was expected."),
                };
            case CommandKind.Check:
                return body.Result switch
                {
                    "pass" => (new CheckCommand(id, at, by, item, CheckResult.Pass, body.Note), null, null),
                    "fail" => (new CheckCommand(id, at, by, item, CheckResult.Fail, body.Note), null, null),
                    "unable" => (new CheckCommand(id, at, by, item, CheckResult.Unable, body.Note), null, null),
                    _ => (null, "result", "One of pass, fail, unable was expected."),
                };
            default:
                return (Simple(kind, id, at, item, by, body), null, null);
        }
    }

    private static CaseCommand Simple(CommandKind kind, Guid id, DateTimeOffset at, CaseId item, Actor by, CommandBody body) => kind switch
    {
        CommandKind.File => new FileCommand(id, at, by, item, body.Note),
        CommandKind.Reject => new RejectCommand(id, at, by, item, body.Reason ?? string.Empty),
        CommandKind.Dispatch => new DispatchCommand(id, at, by, item, body.Unit, body.Note),
        CommandKind.Accept => new AcceptCommand(id, at, by, item),
        CommandKind.Return => new ReturnCommand(id, at, by, item, body.Reason ?? string.Empty),
        CommandKind.Finish => new FinishCommand(id, at, by, item, body.Result ?? string.Empty),
        CommandKind.Close => new CloseCommand(id, at, by, item, body.Note),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
