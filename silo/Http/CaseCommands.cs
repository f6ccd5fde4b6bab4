using GridCity.Core.Cases;
using GridCity.Grains;
using GridCity.Silo.Access;

namespace GridCity.Silo.Http;

/// <summary>Commands about cases: one path for each.</summary>
internal static class CaseCommands
{
    public static void MapCaseCommands(this IEndpointRouteBuilder api)
    {
        foreach (var kind in CommandReader.Kinds)
        {
            var word = CommandReader.WordOf(kind);
            api.MapPost("/cases/{id}/" + word, (string id, HttpContext context, ICityHost host, CancellationToken stop) =>
                    PostAsync(kind, id, context, host, stop))
                .WithName(WireNames.Of(kind) + "Case").WithSummary(SummaryOf(kind))
                .Accepts<CommandBody>("application/json").Produces<CommandReply>()
                .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
                .ProducesProblem(422).ProducesProblem(503).ProducesProblem(507).Needs(Right.Act);
        }
    }

    private static async Task<IResult> PostAsync(
        CommandKind kind, string id, HttpContext context, ICityHost host, CancellationToken stop)
    {
        if (!CaseId.TryParse(id, out var caseId))
        {
            return Problems.Missing("id", $"'{id}' is not a case number: a cell code, a dash and a number were expected.");
        }
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.CommandBody, Bodies.CommandBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        if (!Reports.TryId(context, body.Id, out var commandId))
        {
            return Problems.Malformed("Idempotency-Key", "The header is not a UUID.");
        }
        var (by, forbidden) = Acting.As(context, body.By);
        if ((forbidden ?? await Acting.ScopeDenialAsync(context, host, caseId, stop)) is { } denial)
        {
            return denial;
        }
        var reader = new CommandReader(host.City, commandId, caseId, by, body);
        if (reader.Read(kind) is not { } command)
        {
            return reader.Fault is { } fault ? Problems.Malformed(fault.Subject, fault.Detail) : Problems.Of(reader.Refusal!);
        }
        var reply = await host.SendAsync(command, stop);
        return reply.Refusal is { } refusal && body.Seen is { } seen
            ? await Cases.TellChangesAsync(refusal, caseId, seen, host, stop)
            : Reports.Answer(context, host, reply, StatusCodes.Status200OK);
    }

    private static string SummaryOf(CommandKind kind) => kind switch
    {
        CommandKind.Verify => "An inspector says whether the reported problem is there (核实).",
        CommandKind.File => "The supervision centre files the case; the rules dispatch it (立案).",
        CommandKind.Reject => "The supervision centre does not file it; a reason is mandatory (不予立案).",
        CommandKind.Dispatch => "The command centre sends it to a unit; without a unit the rules choose (派遣).",
        CommandKind.Accept => "The unit takes it (受理).",
        CommandKind.Return => "The unit gives it back; a reason is mandatory (回退).",
        CommandKind.Finish => "The unit says what was done (处置反馈).",
        CommandKind.Check => "An inspector says whether the problem is gone (核查).",
        CommandKind.Close => "The supervision centre closes the case (结案).",
        CommandKind.TakeTask => "An inspector takes the task of looking (接单).",
        CommandKind.Apply => "The unit asks for an extension or a suspension (延期、挂账).",
        CommandKind.Rule => "The command centre grants or denies what the unit asked for (审批).",
        CommandKind.Resume => "The command centre lets a suspended case go on before its date (恢复).",
        CommandKind.SendBack => "The dispatcher gives it back to the supervision centre (退回受理).",
        CommandKind.Remark => "Somebody who does not work on it says something about it (补充说明).",
        CommandKind.Supervise => "It is put under supervision (督办).",
        CommandKind.Escalate => "It is handed to a higher tier (升级).",
        CommandKind.Grade => "The item is classed: solved now, over years, or only by a higher body (A/B/C).",
        CommandKind.ForceClose => "A leader ends it without a check (强制结案).",
        CommandKind.Relocate => "It is moved to where the problem really is; its clock and trail go with it.",
        CommandKind.Merge => "It is the same problem as another open case (并案).",
        CommandKind.MakeCall => "Other bodies are called: a whistle, a joint action, a notice, a transfer, a meeting (吹哨等).",
        CommandKind.AnswerCall => "A called body is there, or answers (报到、反馈).",
        CommandKind.GradeCall => "The caller grades a called body (评分).",
        CommandKind.CloseCall => "A call ends with an outcome.",
        CommandKind.Appeal => "The unit appeals against a time-out of a case that has ended (超时申诉).",
        CommandKind.ReviewAppeal => "The command centre supports or refuses an appeal.",
        CommandKind.DecideAppeal => "The supervision centre decides an appeal.",
        CommandKind.CallBack => "The reporter of a hotline case that has ended was called back (回访).",
        CommandKind.Exclude => "A case leaves the base of the three rates (剔除).",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
