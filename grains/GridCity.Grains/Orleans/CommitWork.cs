using System.Diagnostics;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>What a cell was when it decided, as far as its entries and rows need it.</summary>
internal sealed record CellBase(CellCode Code, int Seq, int LastNumber, IReadOnlyList<Case> Open);

/// <summary>One decision of one cell, to be written.</summary>
internal sealed record CommitPart(CellBase Base, Command Command, Decision Decision)
{
    public static CommitPart Of(Cell cell, Command command, Decision decision) => new(
        new CellBase(cell.Code, cell.Seq, cell.LastNumber, cell.Find(decision.Case) is { } item ? [item] : []), command, decision);
}

/// <summary>How a commit ended. Zero is never used.</summary>
internal enum CommitKind
{
    /// <summary>It is durable.</summary>
    Done = 1,

    /// <summary>A cell of it has moved on: nothing of it was written.</summary>
    Stale = 2,

    /// <summary>The report's id was used before: nothing of it was written.</summary>
    Repeated = 3,

    /// <summary>The journal could not take it; whether it is there is found out by reading.</summary>
    Unavailable = 4,
}

/// <summary>How a commit ended, with the case that was there before or what went wrong.</summary>
internal readonly record struct CommitOutcome(CommitKind Kind, CaseRow? Before = null, string? Detail = null);

/// <summary>What one command writes: all of it or nothing.</summary>
internal sealed class CommitWork(Command command, IReadOnlyList<CommitPart> parts)
{
    private readonly TaskCompletionSource<CommitOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Command Command { get; } = command;

    public IReadOnlyList<CommitPart> Parts { get; } = parts;

    /// <summary>The trace in which the command was decided.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    /// <summary>What was written, with its positions.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>The cases after it.</summary>
    public Dictionary<CaseId, Case> After { get; } = [];

    public Task<CommitOutcome> Done => _done.Task;

    public void End(CommitOutcome outcome) => _done.TrySetResult(outcome);

    public void Fail(Exception fault) => _done.TrySetException(fault);

    public bool Touches(CellCode cell) => Parts.Any(part => part.Base.Code == cell);

    /// <summary>Makes the entries for the positions after the given one, and says the last of them.</summary>
    public long Compose(long last)
    {
        Entries.Clear();
        After.Clear();
        var cells = new Dictionary<CellCode, Cell>(1);
        foreach (var part in Parts)
        {
            if (!cells.TryGetValue(part.Base.Code, out var cell))
            {
                cell = new Cell(part.Base.Code, part.Base.Seq, part.Base.LastNumber, part.Base.Open, new CellMemory());
                cells.Add(cell.Code, cell);
            }
            foreach (var happened in part.Decision.Events)
            {
                var entry = new Entry(++last, cell.Code, cell.Seq + 1, part.Command.At, part.Command.Id, part.Decision.Case, happened);
                Entries.Add(entry);
                if (cell.Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, entry.Event) is { } after)
                {
                    After[entry.Case] = after;
                }
            }
        }
        return last;
    }
}
