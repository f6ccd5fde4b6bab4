using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Grains;
using GridCity.Silo.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GridCity.Silo.Http;

/// <summary>Reports come in here, one at a time or in batches.</summary>
internal static class Reports
{
    private const int BatchReportsMax = 5_000;

    public static void MapReports(this IEndpointRouteBuilder api)
    {
        api.MapPost("/reports", PostAsync)
            .WithName("report").WithSummary("Report something; answered when it is durable.")
            .Accepts<ReportBody>("application/json")
            .Produces<CommandReply>(StatusCodes.Status201Created).Produces<CommandReply>()
            .ProducesProblem(400).ProducesProblem(413).ProducesProblem(422).ProducesProblem(503).ProducesProblem(507).Needs(Right.Act);
        api.MapPost("/reports/batch", PostBatchAsync)
            .WithName("reportBatch").WithSummary("Up to 5,000 reports in one wait; each is accepted or refused by itself.")
            .Accepts<ReportBatchBody>("application/json")
            .Produces<BatchReply>()
            .ProducesProblem(400).ProducesProblem(413).ProducesProblem(503).ProducesProblem(507).Needs(Right.Act);
    }

    private static async Task<IResult> PostAsync(HttpContext context, ICityHost host, TimeProvider time, CancellationToken stop)
    {
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.ReportBody, Bodies.CommandBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        var (by, forbidden) = Acting.AsReporter(context, body.By);
        if ((forbidden ?? Acting.ChannelDenial(context, host.City, body.Channel)) is { } denial)
        {
            return denial;
        }
        var (reply, fault) = await SendAsync(context, host, body, by, time.GetUtcNow(), stop);
        return fault ?? Answer(context, host, reply!, StatusCodes.Status201Created);
    }

    /// <summary>Sends a report of somebody, or says what is wrong with it.</summary>
    public static async ValueTask<(Reply? Reply, IResult? Fault)> SendAsync(
        HttpContext context, ICityHost host, ReportBody body, Actor by, DateTimeOffset now, CancellationToken stop)
    {
        if (!TryId(context, body.Id, out var id))
        {
            return (null, Problems.Malformed("Idempotency-Key", "The header is not a UUID."));
        }
        var (command, fault) = Read(host, body, by, id, now);
        if (command is null)
        {
            return (null, fault!.Code is null ? Problems.Malformed(fault.Subject, fault.Detail) : Problems.Of(fault.ToRefusal()));
        }
        return (await host.SendAsync(command, stop), null);
    }

    private static async Task<IResult> PostBatchAsync(HttpContext context, ICityHost host, TimeProvider time, CancellationToken stop)
    {
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.ReportBatchBody, Bodies.BatchBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        if (body.Reports is not { Count: > 0 and <= BatchReportsMax })
        {
            return Problems.Malformed("reports", string.Create(
                CultureInfo.InvariantCulture, $"From 1 to {BatchReportsMax} reports were expected, not {body.Reports?.Count ?? 0}."));
        }
        var results = new BatchResult[body.Reports.Count];
        var commands = new List<Command>(results.Length);
        var indices = new List<int>(results.Length);
        var now = time.GetUtcNow();
        for (var index = 0; index < results.Length; index++)
        {
            var report = body.Reports[index];
            var id = report?.Id ?? Guid.CreateVersion7(now);
            var (command, fault) = report is null
                ? (null, new Fault(null, "reports", "A report was expected, not null."))
                : ReadOne(context, host, report, id, now);
            if (command is null)
            {
                results[index] = Refused(index, id, fault!);
            }
            else
            {
                commands.Add(command);
                indices.Add(index);
            }
        }
        var replies = await host.SendAsync(commands, stop);
        if (replies.FirstOrDefault(reply => reply.Kind is ReplyKind.Overloaded or ReplyKind.Unavailable) is { } failed)
        {
            return Answer(context, host, failed, StatusCodes.Status200OK);
        }
        for (var index = 0; index < replies.Count; index++)
        {
            results[indices[index]] = ToResult(indices[index], replies[index]);
        }
        return TypedResults.Json(Summarise(results, host.Journal.LastPosition), WireContext.Default.BatchReply);
    }

    /// <summary>The answer to one command: the case as it is now, or a problem.</summary>
    public static IResult Answer(HttpContext context, ICityHost host, Reply reply, int status)
    {
        if (reply.Kind is not (ReplyKind.Accepted or ReplyKind.Repeated))
        {
            if (reply.Kind == ReplyKind.Overloaded)
            {
                context.Response.Headers.RetryAfter = "1";
            }
            return Problems.Of(reply);
        }
        if (reply.Kind == ReplyKind.Repeated)
        {
            context.Response.Headers["Gridcity-Repeated"] = "true";
            status = StatusCodes.Status200OK;
        }
        var body = new CommandReply(reply.Command, reply.Case!.ToBody(host.City), reply.Position);
        if (status == StatusCodes.Status201Created)
        {
            context.Response.Headers.Location = "/api/v1/cases/" + body.Case.Id;
        }
        return TypedResults.Json(body, WireContext.Default.CommandReply, statusCode: status);
    }

    /// <summary>The command id: from the body, from the header, or a new one.</summary>
    public static bool TryId(HttpContext context, Guid? ofBody, out Guid id)
    {
        id = ofBody ?? Guid.Empty;
        if (id != Guid.Empty)
        {
            return true;
        }
        var header = context.Request.Headers["Idempotency-Key"].ToString();
        if (header.Length > 0)
        {
            return Guid.TryParse(header, out id) && id != Guid.Empty;
        }
        id = Guid.CreateVersion7();
        return true;
    }

    // In a batch who may not is told like what cannot be: by the line of its report.
    private static (ReportCommand? Command, Fault? Fault) ReadOne(
        HttpContext context, ICityHost host, ReportBody body, Guid id, DateTimeOffset now)
    {
        var (by, forbidden) = Acting.AsReporter(context, body.By);
        if ((forbidden ?? Acting.ChannelDenial(context, host.City, body.Channel)) is { } denial)
        {
            var problem = (denial as ProblemHttpResult)?.ProblemDetails;
            return (null, new Fault(null, "by", problem?.Detail ?? "Not allowed."));
        }
        return Read(host, body, by, id, now);
    }

    private static (ReportCommand? Command, Fault? Fault) Read(ICityHost host, ReportBody body, Actor by, Guid id, DateTimeOffset now)
    {
        var missing = body.Class is null ? "class" : body.Channel is null ? "channel" : body.Lon is null ? "lon" : body.Lat is null ? "lat" : null;
        if (missing is not null)
        {
            return (null, new Fault(null, missing, $"The field '{missing}' is mandatory."));
        }
        if (!Shapes.TryParseFrame(body.Frame, out var frame))
        {
            return (null, new Fault(null, "frame", "A frame is one of wgs84, cgcs2000, gcj02, bd09."));
        }
        var draft = new ReportDraft(
            body.Class!,
            body.Condition,
            body.Channel!,
            body.Lon!.Value,
            body.Lat!.Value,
            frame,
            body.Accuracy,
            body.Text,
            DeviceClock.Right(body.SeenAt, body.SentAt, now),
            body.Reference)
        {
            Edition = body.Edition,
            Source = body.Source,
        };
        if (body.SelfFixed?.Length > Intake.TextLengthMax)
        {
            return (null, new Fault(RefusalCode.TextTooLong, "selfFixed", $"At most {Intake.TextLengthMax} characters are taken."));
        }
        var refusal = Intake.Check(host.City, draft, now, out var report, out var placement);
        return refusal is null
            ? (new ReportCommand(id, now, by, report!, placement!) { SelfFixed = body.SelfFixed }, null)
            : (null, new Fault(refusal.Code, refusal.Subject, refusal.Detail));
    }

    private static BatchResult ToResult(int index, Reply reply) => reply.Kind == ReplyKind.Refused
        ? Refused(index, reply.Command, new Fault(reply.Refusal!.Code, reply.Refusal.Subject, reply.Refusal.Detail))
        : new BatchResult(
            index,
            reply.Command,
            reply.Kind == ReplyKind.Accepted ? "accepted" : "repeated",
            reply.Case!.Id.ToString(),
            WireNames.Of(reply.Case.Stage),
            reply.Case.Unit,
            null,
            null,
            null,
            null);

    private static BatchResult Refused(int index, Guid id, Fault fault) => new(
        index, id, "refused", null, null, null, (int?)fault.Code, fault.Code?.ToString() ?? "Malformed", fault.Subject, fault.Detail);

    private static BatchReply Summarise(BatchResult[] results, long position) => new(
        results,
        results.Count(result => result.Outcome == "accepted"),
        results.Count(result => result.Outcome == "repeated"),
        results.Count(result => result.Outcome == "refused"),
        position);

    private sealed record Fault(RefusalCode? Code, string Subject, string Detail)
    {
        public Refusal ToRefusal() => new(Code!.Value, Subject, Detail);
    }
}
