using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>
/// A thin host of one <see cref="Cell"/>: it takes the cell's state where the silo has it, lets the cell decide, and awaits
/// the commit. Commands come one at a time, so that replies leave in the order of the journal. Whatever shows that somebody
/// else wrote for this cell ends the activation: the journal knows better.
/// </summary>
[PlacedByStreet]
internal sealed class CellGrain(CellServices services) : Grain, ICellGrain
{
    private Cell _cell = null!;
    private SavedCell? _saved;
    private PendingReport? _pending;
    private int _unsaved;
    private JournalUnavailableException? _unread;
    private bool _isStale;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _cell = new Cell(CellKeys.CodeOf(this.GetPrimaryKeyString()));
        try
        {
            await services.Replica.CatchUpAsync(cancellationToken);
            _cell = services.Replica.CopyOf(_cell.Code);
        }
        catch (JournalUnavailableException away)
        {
            // Whoever asks is told why; a later activation reads.
            _unread = away;
            Leave();
        }
    }

    // Only to save time later: what counts is in the journal.
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_unsaved > 0 && !_isStale && reason.ReasonCode == DeactivationReasonCode.ActivationIdle)
        {
            await SaveAsync();
        }
    }

    public async Task<Answer> AskAsync(CommandParcel command)
    {
        if (_isStale)
        {
            return _unread is null ? Answer.Stale : Away(command.Value, _unread);
        }
        try
        {
            return await DecideAsync(At(command.Value));
        }
        catch (JournalUnavailableException e)
        {
            return Away(command.Value, e);
        }
    }

    public async Task<SightingParcel> FindSightingsAsync(CommandParcel report)
    {
        ThrowIfUnread();
        var asked = (ReportCommand)report.Value;
        var asker = asked.Placement.Cell;
        while (_pending is { } mine && mine.MayMeet(asked, services.NearMetres))
        {
            // Whoever has decided is waited for; of two who still ask around, the lower code goes first and the other asks again.
            if (!mine.IsDecided && _cell.Code.CompareTo(asker) > 0)
            {
                mine.AskAgain.Add(asker);
                break;
            }
            await mine.Done.Task;
        }
        var found = new List<Sighting>();
        _cell.FindSightings(asked.Report, asked.Placement.Point, services.City.Policy, found);
        return found.Count == 0 ? SightingParcel.None : new SightingParcel(found);
    }

    public Task<CellParcel> PeekAsync()
    {
        ThrowIfUnread();
        return Task.FromResult(new CellParcel(CellImage.Copy(_cell)));
    }

    public async Task CatchUpAsync(int seq)
    {
        if (_cell.Seq < seq)
        {
            Fold(await services.Journal.ReadCellAsync(_cell.Code, _cell.Seq, CancellationToken.None));
        }
    }

    public Task WakeAsync() => Task.CompletedTask;

    private static Answer Away(Command command, JournalUnavailableException why) =>
        Answer.Of(new Reply(ReplyKind.Unavailable, command.Id, null, null, why.Message));

    // The time of a cell's entries never goes back, though others write for it and the next silo's clock may be behind.
    private Command At(Command command)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(services.Time.GetUtcNow().ToUnixTimeMilliseconds());
        return command with { At = now > _cell.LastAt ? now : _cell.LastAt };
    }

    private async Task<Answer> DecideAsync(Command command)
    {
        switch (command)
        {
            case AfterCommand after:
                return await DecideAfterAsync(after);
            case CaseCommand known when _cell.MovedTo(known.Case) is { } next:
                return new Answer { Elsewhere = next };
            case ReportCommand report:
                return await DecideReportAsync(report);
            // A merge is decided by what the other case is now, a sample by whether the alarm that went elsewhere is.
            case MergeCommand merge:
                return await ActWithAsync(merge.Into, (ripple, other) => ActAsync(merge with { Original = other }, [], ripple));
            case SampleCommand sample when _cell.Memory.AlarmOf(sample.Section) is { } alarmed:
                return await ActWithAsync(alarmed, (ripple, other) => ActAsync(sample with { Alarm = other }, [], ripple));
            case ExpireCommand expire when _cell.Find(expire.Case)?.NextAlarm is { } alarm && alarm.At <= expire.At:
                return await ActAsync(expire with { Due = alarm.For }, [], NewRipple());
            default:
                return await ActAsync(command, [], NewRipple());
        }
    }

    private async Task<Answer> ActWithAsync(CaseId other, Func<Ripple, Case?, Task<Answer>> act)
    {
        var ripple = NewRipple();
        var home = services.City.Grid.IndexOf(other.Birthplace) < 0 ? null : await ripple.HomeOfAsync(other);
        return await act(ripple, home?.Find(other));
    }

    // Two reports of one problem on both sides of a border must see each other: each announces itself before it asks around.
    private async Task<Answer> DecideReportAsync(ReportCommand report)
    {
        var mine = new PendingReport(report);
        _pending = mine;
        try
        {
            var nearby = await services.Neighbours.AskAsync(report, mine);
            mine.IsDecided = true;
            return await ActAsync(report, nearby, NewRipple());
        }
        finally
        {
            _pending = null;
            mine.Done.SetResult();
        }
    }

    private async Task<Answer> ActAsync(Command command, IReadOnlyList<Sighting> nearby, Ripple ripple)
    {
        // Others may have written here while neighbours were asked.
        command = At(command);
        var decision = _cell.Decide(services.City, command, nearby);
        if (decision.Refusal is { } refusal)
        {
            return Answer.Of(await services.Past.FindAsync(command, refusal)
                ?? new Reply(ReplyKind.Refused, command.Id, null, refusal, null));
        }
        if (decision.IsRepeat)
        {
            var item = _cell.Find(decision.Case);
            return Answer.Of(new Reply(ReplyKind.Repeated, command.Id, item is null ? null : CaseRow.From(item), null, null));
        }
        await ripple.AddAsync(_cell, command, decision);
        return await CommitAsync(command, decision.Case, ripple.Parts, null);
    }

    // Cells hold open cases only: what comes after the end is decided by the case's entries.
    private async Task<Answer> DecideAfterAsync(AfterCommand command)
    {
        var history = await services.Past.HistoryOfAsync(command.Case);
        if (history.Case is { } item && item.Cell != _cell.Code)
        {
            return new Answer { Elsewhere = item.Cell };
        }
        command = (AfterCommand)At(command);
        var decision = history.Decide(services.City, command);
        if (decision.Refusal is { } refusal)
        {
            return Answer.Of(new Reply(ReplyKind.Refused, command.Id, null, refusal, null));
        }
        return decision.IsRepeat
            ? Answer.Of(new Reply(ReplyKind.Repeated, command.Id, CaseRow.From(history.Case!), null, null))
            : await CommitAsync(command, decision.Case, [CommitPart.Of(_cell, command, decision)], history.Case);
    }

    private async Task<Answer> CommitAsync(Command command, CaseId id, IReadOnlyList<CommitPart> parts, Case? ended)
    {
        var work = new CommitWork(command, parts);
        var outcome = await services.Committer.CommitAsync(work);
        switch (outcome.Kind)
        {
            case CommitKind.Stale:
                // A cell beside this one may have been the overtaken one, and nothing else would make it read.
                await TellAsync(
                    parts.Select(part => part.Base).Where(other => other.Code != _cell.Code).Select(other => (other.Code, other.Seq + 1)));
                Leave();
                return Answer.Stale;
            case CommitKind.Unavailable:
                // Whether it is there is not known: the next activation reads it.
                Leave();
                return Answer.Of(new Reply(ReplyKind.Unavailable, command.Id, null, null, outcome.Detail));
            case CommitKind.Repeated:
                return Answer.Of(RepeatedReports.Answer((ReportCommand)command, outcome.Before!));
        }
        Fold(work.Entries.Where(entry => entry.Cell == _cell.Code));
        await TellAsync(work.Entries.Where(entry => entry.Cell != _cell.Code).Select(entry => (entry.Cell, entry.Seq)));
        await SaveNowAndThenAsync(work.Entries.Count);
        var row = (work.After.GetValueOrDefault(id) ?? ended) is { } item ? CaseRow.From(item) : null;
        return Answer.Of(new Reply(ReplyKind.Accepted, command.Id, row, null, null) { Position = work.Entries[^1].Position });
    }

    private Ripple NewRipple() => new(services, _cell);

    private void ThrowIfUnread()
    {
        if (_unread is { } away)
        {
            throw new JournalUnavailableException(away.Message, away);
        }
    }

    private void Leave()
    {
        _isStale = true;
        DeactivateOnIdle();
    }

    private void Fold(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries)
        {
            // What others wrote here may have been read already.
            if (entry.Seq == _cell.Seq + 1)
            {
                _cell.Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, entry.Event);
            }
        }
    }

    private async Task TellAsync(IEnumerable<(CellCode Cell, int Seq)> news)
    {
        foreach (var other in news.GroupBy(written => written.Cell))
        {
            await services.TellAsync(other.Key, other.Max(written => written.Seq));
        }
    }

    private async Task SaveNowAndThenAsync(int entries)
    {
        _unsaved += entries;
        // The state holds all open cases: a cell with many waits longer, so that saving costs an entry as much as in any other.
        if (_unsaved >= Math.Max(services.Options.SnapshotEntries, _cell.Open.Count))
        {
            await SaveAsync();
        }
    }

    private async Task SaveAsync()
    {
        _saved ??= new SavedCell(this.GetGrainId());
        if (await services.States.SaveAsync(_saved, _cell))
        {
            _unsaved = 0;
        }
    }
}
