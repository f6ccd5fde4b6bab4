using GridCity.Core.Cases;
using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>The way from the cells of one silo to the journal: commits go one after another, as positions ask for.</summary>
public sealed class ClusterJournal(IJournal journal) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>What happened, kept.</summary>
    public IJournal Journal { get; } = journal;

    /// <summary>Folds a decision into its cell and makes it durable; returns the case after it, if it has one.</summary>
    /// <exception cref="JournalConflictException">Another activation of the cell has written.</exception>
    /// <exception cref="JournalUnavailableException">The journal cannot write.</exception>
    public async Task<CaseRow?> CommitAsync(Cell cell, Command command, Decision decision)
    {
        await _turn.WaitAsync();
        try
        {
            var position = Journal.LastPosition;
            var entries = new List<Entry>(decision.Events.Count);
            Case? after = null;
            foreach (var happened in decision.Events)
            {
                var entry = new Entry(++position, cell.Code, cell.Seq + 1, command.At, command.Id, decision.Case, happened);
                after = cell.Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, entry.Event) ?? after;
                entries.Add(entry);
            }
            var row = after is null ? null : CaseRow.From(after);
            await Journal.AppendAsync(entries, row is null ? [] : [row], CancellationToken.None);
            return row;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
