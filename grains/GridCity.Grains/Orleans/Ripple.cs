using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Grains.Cluster;

/// <summary>
/// What one command does, in its own cell and beyond: a decision may send commands to other cells, and all of it is one
/// commit, so that nothing can be lost between two. The other cells are not asked to wait: copies of them decide, and their
/// numbers in the journal say whether they were still true.
/// </summary>
internal sealed class Ripple(CellServices services, Cell own)
{
    private readonly Dictionary<CellCode, Cell> _copies = [];
    private readonly Dictionary<CellCode, CellBase> _bases = [];
    private readonly List<CommitPart> _parts = [];

    /// <summary>What has to be written, in its order.</summary>
    public IReadOnlyList<CommitPart> Parts => _parts;

    /// <summary>A copy of the cell that has a case, or that knows that there is none.</summary>
    public async Task<Cell> HomeOfAsync(CaseId id)
    {
        var cell = await CopyAsync(id.Birthplace);
        while (cell.MovedTo(id) is { } next)
        {
            cell = await CopyAsync(next);
        }
        return cell;
    }

    /// <summary>Adds a decision, and what follows from it elsewhere.</summary>
    public async Task AddAsync(Cell cell, Command command, Decision decision)
    {
        if (decision.Sent.Count == 0 && _copies.Count == 0)
        {
            _parts.Add(CommitPart.Of(cell, command, decision));
            return;
        }
        var copy = await CopyAsync(cell.Code);
        _parts.Add(new CommitPart(_bases[cell.Code], command, decision));
        foreach (var happened in decision.Events)
        {
            copy.Apply(0, copy.Seq + 1, command.At, command.Id, decision.Case, happened);
        }
        foreach (var sent in decision.Sent)
        {
            await SendAsync(sent);
        }
    }

    // A refusal of what was sent changes nothing: a duplicate's original may have ended meanwhile.
    private async Task SendAsync(Command sent)
    {
        var cell = sent switch
        {
            ArriveCommand arrive => await CopyAsync(arrive.State.Cell),
            ReportCommand report => await CopyAsync(report.Placement.Cell),
            CellCommand here => await CopyAsync(here.Cell),
            _ => await HomeOfAsync(((CaseCommand)sent).Case),
        };
        IReadOnlyList<Sighting> nearby = sent is ReportCommand seen ? await services.Neighbours.AskAsync(seen, null) : [];
        // That cell may have been written to by a silo whose clock is ahead.
        sent = sent.At < cell.LastAt ? sent with { At = cell.LastAt } : sent;
        var decision = cell.Decide(services.City, sent, nearby);
        if (decision is { Refusal: null, IsRepeat: false })
        {
            await AddAsync(cell, sent, decision);
        }
    }

    private async Task<Cell> CopyAsync(CellCode code)
    {
        if (!_copies.TryGetValue(code, out var copy))
        {
            copy = code == own.Code ? CellImage.Copy(own) : (await services.GrainOf(code).PeekAsync()).Value;
            _copies.Add(code, copy);
            _bases.Add(code, new CellBase(code, copy.Seq, copy.LastNumber, [.. copy.Open]));
        }
        return copy;
    }
}
