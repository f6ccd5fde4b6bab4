using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;
using Orleans.Concurrency;

namespace GridCity.Grains.Cluster;

/// <summary>
/// A unit grid as an Orleans grain, keyed by the letter G and the cell's code (a key of digits alone would be stored as a
/// number and could collide).
/// </summary>
public interface ICellGrain : IGrainWithStringKey
{
    /// <summary>Decides a command (in its wire form) and makes what it decided durable before it answers with a reply.</summary>
    Task<byte[]> AskAsync([Immutable] byte[] command);

    /// <summary>The open cases that might be the same problem as a report.</summary>
    [AlwaysInterleave]
    Task<byte[]> FindSightingsAsync([Immutable] byte[] report);
}

/// <summary>
/// A thin host of one <see cref="Cell"/>: it folds the cell's part of the journal when it wakes, lets the cell decide, and
/// awaits the commit. Calls come one at a time, so that replies leave in the order of the journal.
/// </summary>
public sealed class CellGrain(City city, ClusterJournal journal) : Grain, ICellGrain
{
    private Cell _cell = null!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _cell = new Cell(CodeOf(this.GetPrimaryKeyString()));
        foreach (var entry in await journal.Journal.ReadCellAsync(_cell.Code, 0, cancellationToken))
        {
            _cell.Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, entry.Event);
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]> AskAsync(byte[] command) => WireForm.Write(await DecideAsync(WireForm.Read<Command>(command)));

    /// <inheritdoc/>
    public Task<byte[]> FindSightingsAsync(byte[] report)
    {
        var found = new List<Sighting>();
        var asked = (ReportCommand)WireForm.Read<Command>(report);
        _cell.FindSightings(asked.Report, asked.Placement.Point, city.Policy, found);
        return Task.FromResult(WireForm.Write(found));
    }

    /// <summary>The key of a cell's grain.</summary>
    public static string KeyOf(CellCode code) => "G-" + code;

    private static CellCode CodeOf(string key) => CellCode.Parse(key.AsSpan(2));

    private async Task<Reply> DecideAsync(Command command)
    {
        if (command is ReportCommand && await journal.Journal.FindReportAsync(command.Id, CancellationToken.None) is { } before)
        {
            return new Reply(ReplyKind.Repeated, command.Id, before, null, null);
        }
        if (command is CaseCommand known and not ArriveCommand && _cell.MovedTo(known.Case) is { } next)
        {
            return WireForm.Read<Reply>(await Other(next).AskAsync(WireForm.Write(command)));
        }
        var decision = _cell.Decide(city, command, command is ReportCommand report ? await FindNearbyAsync(report) : []);
        if (decision.Refusal is { } refusal)
        {
            return new Reply(ReplyKind.Refused, command.Id, null, refusal, null);
        }
        if (decision.IsRepeat)
        {
            var item = _cell.Find(decision.Case);
            return new Reply(ReplyKind.Repeated, command.Id, item is null ? null : CaseRow.From(item), null, null);
        }
        try
        {
            var row = await journal.CommitAsync(_cell, command, decision);
            await SendAsync(decision.Sent);
            return new Reply(ReplyKind.Accepted, command.Id, row, null, null);
        }
        catch (Exception e) when (e is JournalUnavailableException or JournalConflictException)
        {
            // The memory of this activation is ahead of the journal, or another activation is: it goes, and the next one
            // folds what is true.
            DeactivateOnIdle();
            return new Reply(ReplyKind.Unavailable, command.Id, null, null, e.Message);
        }
    }

    // A moved case has to arrive before anybody is answered; that a duplicate joins its original may come a moment later.
    private async Task SendAsync(IReadOnlyList<Command> commands)
    {
        foreach (var command in commands)
        {
            var code = command is ArriveCommand arrive ? arrive.State.Cell
                : command is ReportCommand report ? report.Placement.Cell
                : ((CaseCommand)command).Case.Birthplace;
            var sent = Other(code).AskAsync(WireForm.Write(command));
            if (command is ArriveCommand)
            {
                await sent;
            }
        }
    }

    private ICellGrain Other(CellCode code) => GrainFactory.GetGrain<ICellGrain>(KeyOf(code));

    private async Task<IReadOnlyList<Sighting>> FindNearbyAsync(ReportCommand report)
    {
        var around = new List<int>();
        city.Grid.FindWithin(report.Placement.Point, city.Policy.DuplicateMetres, around);
        var question = WireForm.Write<Command>(report);
        var asked = around.Select(city.Grid.CodeOf).Where(code => code != _cell.Code)
            .Select(code => GrainFactory.GetGrain<ICellGrain>(KeyOf(code)).FindSightingsAsync(question));
        return [.. (await Task.WhenAll(asked)).SelectMany(WireForm.Read<List<Sighting>>)];
    }
}
