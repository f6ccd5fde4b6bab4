using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>
/// The cells of a city as grains of a cluster, behind the same interface as the in-process host. While silos come and go
/// it tries again with the same command id, so that nothing happens twice.
/// </summary>
internal sealed class ClusterHost(CellServices services, Func<IReadOnlyList<string>> problems, TimeProvider patience) : ICityHost
{
    private int _waiting;

    public City City => services.City;

    public IJournal Journal => services.Journal;

    public HostCondition Condition
    {
        get
        {
            var (cells, open) = services.Replica.Counts;
            var why = problems();
            return new HostCondition(
                why.Count == 0,
                services.Replica.Position,
                Volatile.Read(ref _waiting),
                services.Options.WaitingMax,
                services.Committer.LastCommit,
                cells,
                open,
                why);
        }
    }

    public async ValueTask<Reply> SendAsync(Command command, CancellationToken stop) => (await SendAsync([command], stop))[0];

    public async ValueTask<IReadOnlyList<Reply>> SendAsync(IReadOnlyList<Command> commands, CancellationToken stop)
    {
        var length = Interlocked.Add(ref _waiting, commands.Count);
        if (length > services.Options.WaitingMax && length > commands.Count)
        {
            Interlocked.Add(ref _waiting, -commands.Count);
            return [.. commands.Select(command => new Reply(
                ReplyKind.Overloaded,
                command.Id,
                null,
                null,
                $"{length - commands.Count} commands wait; at most {services.Options.WaitingMax} may."))];
        }
        // Whoever gives up waiting does not take back what was asked.
        return await AskAllAsync(commands).WaitAsync(stop);
    }

    /// <summary>Nothing to do: the silo and the journal belong to whoever made them.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IReadOnlyList<Reply>> AskAllAsync(IReadOnlyList<Command> commands)
    {
        var replies = new Reply[commands.Count];
        try
        {
            // The cells decide side by side, each its own commands in their order.
            await Task.WhenAll(Enumerable.Range(0, commands.Count).GroupBy(index => CellOf(commands[index])).Select(async cell =>
            {
                foreach (var index in cell)
                {
                    replies[index] = await AskAsync(cell.Key, commands[index]);
                }
            }));
        }
        finally
        {
            Interlocked.Add(ref _waiting, -commands.Count);
        }
        return replies;
    }

    private static CellCode CellOf(Command command) => command switch
    {
        ReportCommand report => report.Placement.Cell,
        CellCommand here => here.Cell,
        _ => ((CaseCommand)command).Case.Birthplace,
    };

    private async Task<Reply> AskAsync(CellCode code, Command command)
    {
        if (City.Grid.IndexOf(code) < 0)
        {
            var unknown = new Refusal(RefusalCode.CaseUnknown, code.ToString(), $"The city has no cell {code}.");
            return Count(command, new Reply(ReplyKind.Refused, command.Id, null, unknown, null));
        }
        var parcel = new CommandParcel(command);
        var started = patience.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(20);
        while (true)
        {
            string trouble;
            try
            {
                var answer = await services.GrainOf(code).AskAsync(parcel);
                if (answer.Reply is { } reply)
                {
                    return Count(command, reply);
                }
                code = answer.Elsewhere ?? code;
                trouble = $"Cell {code} is being written by others.";
            }
            catch (Exception e) when (Passing.Is(e))
            {
                trouble = $"Cell {code} cannot be reached at the moment: {e.Message}";
            }
            if (patience.GetElapsedTime(started) > services.Options.RetryFor)
            {
                return Count(command, new Reply(ReplyKind.Unavailable, command.Id, null, null, trouble));
            }
            await Task.Delay(pause, patience);
            pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.5, 100));
        }
    }

    private static Reply Count(Command command, Reply reply)
    {
        Telemetry.Commands.Add(1, new("kind", command.Kind), new("reply", reply.Kind));
        return reply;
    }
}
