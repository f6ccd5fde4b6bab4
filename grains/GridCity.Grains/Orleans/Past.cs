using GridCity.Core.Cases;
using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>What the journal knows and cells do not remember: ended cases, and the answers that were given before.</summary>
internal sealed class Past(IClusterJournal journal)
{
    /// <summary>The whole life of a case.</summary>
    public async Task<CaseHistory> HistoryOfAsync(CaseId id)
    {
        var history = new CaseHistory();
        foreach (var entry in await journal.ReadCaseAsync(id, CancellationToken.None))
        {
            history.Add(entry.Position, entry.At, entry.Command, entry.Cell, entry.Case, entry.Event);
        }
        return history;
    }

    /// <summary>The answer that a command got before, though it would be refused now; or null.</summary>
    public async Task<Reply?> FindAsync(Command command, Refusal refusal) => command switch
    {
        ReportCommand report => await journal.FindReportAsync(report.Id, CancellationToken.None) is { } before
            ? RepeatedReports.Answer(report, before)
            : null,
        CaseCommand known when refusal.Code == RefusalCode.CaseEnded => await FindAnsweredAsync(known),
        _ => null,
    };

    // A case that ended is no longer in its cell, but the journal knows which commands it answered.
    private async Task<Reply?> FindAnsweredAsync(CaseCommand command)
    {
        var life = await journal.ReadCaseAsync(command.Case, CancellationToken.None);
        return life.Any(entry => entry.Command == command.Id)
            ? new Reply(ReplyKind.Repeated, command.Id, await journal.FindCaseAsync(command.Case, CancellationToken.None), null, null)
            : null;
    }
}
