using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>The cells of a city as grains of a cluster, behind the same interface as the in-process host.</summary>
public sealed class OrleansHost(City city, ClusterJournal journal, IGrainFactory grains, TimeProvider time) : ICityHost
{
    /// <inheritdoc/>
    public City City { get; } = city;

    /// <inheritdoc/>
    public IJournal Journal => journal.Journal;

    /// <inheritdoc/>
    public HostCondition Condition => new(true, Journal.LastPosition, 0, 0, TimeSpan.Zero, 0, 0, []);

    /// <inheritdoc/>
    public async ValueTask<Reply> SendAsync(Command command, CancellationToken stop)
    {
        var stamped = command with { At = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()) };
        var code = command switch
        {
            ReportCommand report => report.Placement.Cell,
            CellCommand here => here.Cell,
            _ => ((CaseCommand)command).Case.Birthplace,
        };
        if (City.Grid.IndexOf(code) < 0)
        {
            return new Reply(
                ReplyKind.Refused, command.Id, null, new Refusal(RefusalCode.CaseUnknown, code.ToString(), $"The city has no cell {code}."), null);
        }
        return WireForm.Read<Reply>(await Cell(code).AskAsync(WireForm.Write<Command>(stamped)).WaitAsync(stop));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Reply>> SendAsync(IReadOnlyList<Command> commands, CancellationToken stop) =>
        await Task.WhenAll(commands.Select(command => SendAsync(command, stop).AsTask()));

    /// <summary>Nothing to do: the silo and the journal belong to whoever made them.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ICellGrain Cell(CellCode code) => grains.GetGrain<ICellGrain>(CellGrain.KeyOf(code));
}
