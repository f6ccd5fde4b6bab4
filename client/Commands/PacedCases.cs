using System.Collections.Concurrent;
using GridCity.Client.Api;
using GridCity.Core.Cases;
using GridCity.Simulation.Replay;
using GridCity.Simulation.Runs;

namespace GridCity.Client.Commands;

/// <summary>
/// The cases of a paced replay on the way through the handling that history records. The ids of their commands follow from the
/// reports', so that a replay that is begun again takes no step twice.
/// </summary>
internal sealed class PacedCases(GridCityClient client)
{
    private const int AtOnce = 8;
    private const string Inspector = "inspector:replay";
    private const string Supervision = "supervision:replay";
    private const string Command = "command:replay";
    private const int FullMarks = 100;

    private readonly PriorityQueue<PacedCase, long> _waiting = new();
    private readonly ConcurrentQueue<(PacedCase Case, long At)> _moved = new();
    private long _steps;
    private long _closed;
    private long _refused;

    /// <summary>How many cases wait for a step that history knows.</summary>
    public int Count => _waiting.Count;

    /// <summary>How many steps were taken.</summary>
    public long Steps => _steps;

    /// <summary>How many cases were closed.</summary>
    public long Closed => _closed;

    /// <summary>How many cases the server let go no further.</summary>
    public long Refused => _refused;

    /// <summary>Why the first of these did not.</summary>
    public string? FirstRefusal { get; private set; }

    /// <summary>A report was answered.</summary>
    public void Add(PlannedReport planned, ReportResult result)
    {
        if (result is { Case: { } id, Stage: { } stage } && stage.IsOpen())
        {
            _waiting.Enqueue(new PacedCase(id, planned), planned.FiledAt ?? planned.At);
        }
    }

    /// <summary>Takes every step whose time has come; whether there was one.</summary>
    public async Task<bool> MoveAsync(long now, CancellationToken stop)
    {
        var due = new List<PacedCase>();
        while (_waiting.TryPeek(out var next, out var at) && at <= now)
        {
            due.Add(next);
            _waiting.Dequeue();
        }
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (one, inner) => await FollowAsync(one, now, inner));
        while (_moved.TryDequeue(out var later))
        {
            _waiting.Enqueue(later.Case, later.At);
        }
        return due.Count > 0;
    }

    private async Task FollowAsync(PacedCase one, long now, CancellationToken stop)
    {
        try
        {
            var picture = await client.GetCaseAsync(one.Id, stop);
            while (picture.Stage.IsOpen() && Next(one, picture) is var (at, kind, request))
            {
                if (at > now)
                {
                    _moved.Enqueue((one, at));
                    return;
                }
                if (picture.OpenCalls > 0 && kind is CommandKind.Finish or CommandKind.Close)
                {
                    await SettleCallsAsync(one, isOver: kind == CommandKind.Close, stop);
                }
                picture = await GiveAsync(one, kind, kind.ToString(), request, stop);
            }
            if (picture.Stage == Stage.Closed)
            {
                Interlocked.Increment(ref _closed);
            }
        }
        catch (ProblemException refusal)
        {
            Interlocked.Increment(ref _refused);
            FirstRefusal ??= $"{one.Id}: {refusal.Detail}";
        }
    }

    // History knows nothing of calls: whoever is called has come when the work is done, and gets full marks before the case is
    // closed, as in a replay without a server.
    private async Task SettleCallsAsync(PacedCase one, bool isOver, CancellationToken stop)
    {
        foreach (var call in PacedCall.OpenOf(await client.GetLifeAsync(one.Id, stop)))
        {
            foreach (var party in call.Missing)
            {
                await GiveAsync(
                    one, CommandKind.AnswerCall, $"answer-{call.Number}-{party}", By("unit:" + party) with { Number = call.Number, Text = "came" }, stop);
            }
            foreach (var party in isOver ? call.Ungraded : [])
            {
                await GiveAsync(
                    one, CommandKind.GradeCall, $"grade-{call.Number}-{party}",
                    By(Command) with { Number = call.Number, Party = party, Score = FullMarks }, stop);
            }
            if (isOver)
            {
                await GiveAsync(
                    one, CommandKind.CloseCall, $"end-{call.Number}", By(Command) with { Number = call.Number, Outcome = "done" }, stop);
            }
        }
    }

    private async Task<CasePicture> GiveAsync(
        PacedCase one, CommandKind kind, string name, CommandRequest request, CancellationToken stop)
    {
        var id = CommandIds.Of("replay", $"{one.Planned.Id:N}-{name}");
        var answer = await client.GiveAsync(one.Id, kind, request with { Id = id }, stop);
        Interlocked.Increment(ref _steps);
        return answer.Case;
    }

    // The step that follows and when; null when history knows of none.
    private static (long At, CommandKind Kind, CommandRequest Request)? Next(PacedCase one, CasePicture picture)
    {
        var planned = one.Planned;
        return picture.Stage switch
        {
            Stage.PendingVerification or Stage.PendingFiling when planned.IsRecordedRejection =>
                (planned.ClosedAt ?? planned.FiledAt) is { } at ? (at, CommandKind.Reject, By(Supervision) with { Reason = "recorded" }) : null,
            Stage.PendingVerification => (planned.FiledAt ?? planned.At, CommandKind.Verify, By(Inspector) with { Sight = Sight.Exists }),
            Stage.PendingFiling => (planned.FiledAt ?? planned.At, CommandKind.File, By(Supervision)),
            Stage.PendingDispatch => (planned.At, CommandKind.Dispatch, By(Command)),
            Stage.PendingAcceptance => (planned.At, CommandKind.Accept, By("unit:" + picture.Unit)),
            Stage.Handling => planned.ClosedAt is { } closed
                ? (closed, CommandKind.Finish, By("unit:" + picture.Unit) with { Result = "recorded" })
                : null,
            Stage.PendingCheck => (planned.At, CommandKind.Check, By(Inspector) with { Result = "pass" }),
            Stage.PendingClosing => (planned.At, CommandKind.Close, By(Supervision)),
            _ => null,
        };
    }

    private static CommandRequest By(string actor) => new() { By = actor };

    private sealed record PacedCase(string Id, PlannedReport Planned);
}
