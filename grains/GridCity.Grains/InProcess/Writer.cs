using System.Diagnostics;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.InProcess;

/// <summary>
/// The one writer of a city: lets cells decide, group by group, and makes each group durable before it is answered.
/// </summary>
internal sealed class Writer
{
    private readonly City _city;
    private readonly IJournal _journal;
    private readonly CellSet _cells;
    private readonly InProcessOptions _options;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<ICommitObserver> _observers;
    private readonly SnapshotSaver _snapshots;

    // What the group that is being decided has made so far.
    private readonly List<Entry> _entries = [];
    private readonly List<Committed> _committed = [];
    private readonly Dictionary<CaseId, Case> _cases = [];
    private readonly Dictionary<Guid, CaseId> _reports = [];
    private readonly Dictionary<Guid, CaseRow> _before = [];
    private readonly HashSet<CellCode> _touched = [];

    private DateTimeOffset _lastAt;
    private string? _problem;
    private TimeSpan _lastCommit;

    public Writer(
        City city,
        IJournal journal,
        CellSet cells,
        InProcessOptions options,
        TimeProvider time,
        DateTimeOffset lastAt,
        IReadOnlyList<ICommitObserver> observers)
    {
        _lastAt = lastAt;
        _city = city;
        _journal = journal;
        _cells = cells;
        _options = options;
        _time = time;
        _observers = observers;
        _snapshots = new SnapshotSaver(journal, cells, options);
    }

    /// <summary>Decides a group, commits it and fills in its replies; they are sent by the caller.</summary>
    public async Task WriteAsync(IReadOnlyList<Waiting> group, bool ticks)
    {
        try
        {
            await DecideAndCommitAsync(group, ticks);
        }
        catch (JournalUnavailableException e)
        {
            // A question to the journal failed while the group was being decided: nothing of it was written.
            Lose(e.Message);
            foreach (var waiting in group)
            {
                for (var index = 0; index < waiting.Commands.Count; index++)
                {
                    waiting.Replies[index] = new Reply(ReplyKind.Unavailable, waiting.Commands[index].Id, null, null, e.Message);
                }
            }
        }
        Forget();
        await _snapshots.SaveSomeAsync(CancellationToken.None);
    }

    /// <summary>Says that a fault ended the writer.</summary>
    public void Stop(Exception fault) => _problem = "The writer stopped: " + fault.Message;

    /// <summary>Saves what is not yet saved, so that a restart need not fold it.</summary>
    public Task SaveSnapshotsAsync(CancellationToken stop) => _snapshots.SaveAllAsync(stop);

    public HostCondition Describe(int waiting, int waitingMax, bool isStopped)
    {
        var problems = new List<string>();
        if (_problem is { } problem)
        {
            problems.Add(problem);
        }
        if (_snapshots.Problem is { } unsaved)
        {
            problems.Add(unsaved);
        }
        if (isStopped)
        {
            problems.Add("The host has stopped.");
        }
        return new HostCondition(
            problems.Count == 0, _journal.LastPosition, waiting, waitingMax, _lastCommit, _cells.Count, _cells.OpenCount, problems);
    }

    private async Task DecideAndCommitAsync(IReadOnlyList<Waiting> group, bool ticks)
    {
        var pending = new List<(Waiting Waiting, int Index, Guid Command, Decided Decided)>();
        var at = Now();
        await FindBeforeAsync(group);
        foreach (var waiting in group)
        {
            for (var index = 0; index < waiting.Commands.Count; index++)
            {
                var command = waiting.Commands[index] with { At = at };
                var decided = await DecideAsync(command);
                if (decided.Reply is { } reply)
                {
                    waiting.Replies[index] = reply;
                }
                else
                {
                    pending.Add((waiting, index, command.Id, decided));
                }
                Telemetry.Commands.Add(1, new("kind", command.Kind), new("reply", decided.Kind));
            }
        }
        if (ticks)
        {
            await ExpireAsync(at);
        }
        var failure = await CommitAsync();
        foreach (var (waiting, index, command, decided) in pending)
        {
            waiting.Replies[index] = failure is null
                ? Answer(command, decided)
                : new Reply(ReplyKind.Unavailable, command, null, null, failure);
        }
    }

    // The journal may be on another machine: the reports of a group are looked for in one question.
    private async ValueTask FindBeforeAsync(IReadOnlyList<Waiting> group)
    {
        Guid[] reports = [.. group.SelectMany(waiting => waiting.Commands).OfType<ReportCommand>().Select(report => report.Id)];
        if (reports.Length > 0)
        {
            foreach (var row in await _journal.FindReportsAsync(reports, CancellationToken.None))
            {
                _before[row.Command] = row;
            }
        }
    }

    // The time of entries never goes back, so that "since midnight" is one stretch of the journal.
    private DateTimeOffset Now()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
        _lastAt = now > _lastAt ? now : _lastAt;
        return _lastAt;
    }

    // What an answer is made of once the group is durable: a reply that is ready, or the case and the position.
    private readonly record struct Decided(ReplyKind Kind, CaseId Case, long Position, Case? Ended, Reply? Reply)
    {
        public static Decided Now(Reply reply) => new(reply.Kind, default, 0, null, reply);

        public static Decided No(Command command, Refusal refusal) =>
            Now(new Reply(ReplyKind.Refused, command.Id, null, refusal, null));
    }

    private Reply Answer(Guid command, Decided decided)
    {
        var item = decided.Ended ?? _cases.GetValueOrDefault(decided.Case);
        var reply = new Reply(decided.Kind, command, item is null ? null : CaseRow.From(item), null, null);
        return reply with { Position = Math.Max(reply.Position, decided.Position) };
    }

    private async ValueTask<Decided> DecideAsync(Command command)
    {
        if (command is ReportCommand known && FindReport(known) is { } before)
        {
            return before;
        }
        if (command is AfterCommand after)
        {
            return await DecideAfterAsync(after);
        }
        var decision = await AskCellAsync(command);
        if (decision.Refusal is { } refusal)
        {
            return refusal.Code == RefusalCode.CaseEnded && await FindAnsweredAsync((CaseCommand)command) is { } row
                ? Decided.Now(new Reply(ReplyKind.Repeated, command.Id, row, null, null))
                : Decided.No(command, refusal);
        }
        return new Decided(KindOf(decision), decision.Case, _journal.LastPosition + _entries.Count, null, null);
    }

    // Cells hold open cases only: what comes after the end is decided by the case's entries, those of this group included.
    private async ValueTask<Decided> DecideAfterAsync(AfterCommand command)
    {
        if (_city.Grid.IndexOf(command.Case.Birthplace) < 0)
        {
            return Decided.No(command, NoCell(command.Case.Birthplace));
        }
        var history = new CaseHistory();
        foreach (var entry in await _journal.ReadCaseAsync(command.Case, CancellationToken.None))
        {
            history.Add(entry.Position, entry.At, entry.Command, entry.Cell, entry.Case, entry.Event);
        }
        foreach (var entry in _entries.Where(entry => entry.Case == command.Case))
        {
            history.Add(entry.Position, entry.At, entry.Command, entry.Cell, entry.Case, entry.Event);
        }
        var decision = history.Decide(_city, command);
        if (decision.Refusal is { } refusal)
        {
            return Decided.No(command, refusal);
        }
        if (decision.Events.Count > 0)
        {
            await HappenAsync(await _cells.GetAsync(history.Case!.Cell, CancellationToken.None), command, decision);
        }
        return new Decided(KindOf(decision), decision.Case, _journal.LastPosition + _entries.Count, history.Case, null);
    }

    private static ReplyKind KindOf(Decision decision) => decision.IsRepeat ? ReplyKind.Repeated : ReplyKind.Accepted;

    private async ValueTask<Decision> AskCellAsync(Command command)
    {
        var code = command switch
        {
            ReportCommand report => report.Placement.Cell,
            ArriveCommand arrive => arrive.State.Cell,
            CellCommand here => here.Cell,
            _ => ((CaseCommand)command).Case.Birthplace,
        };
        if (_city.Grid.IndexOf(code) < 0)
        {
            return Decision.Refuse(NoCell(code));
        }
        var cell = command is CaseCommand known and not ArriveCommand
            ? await _cells.FindHomeAsync(known.Case, CancellationToken.None)
            : await _cells.GetAsync(code, CancellationToken.None);
        IReadOnlyList<Sighting> nearby =
            command is ReportCommand seen ? await _cells.FindSightingsAsync(seen, CancellationToken.None) : [];
        var decision = cell.Decide(_city, await CompleteAsync(cell, command), nearby);
        if (decision.IsRepeat && !decision.Case.IsNone)
        {
            _cases.TryAdd(decision.Case, cell.Find(decision.Case)!);
        }
        await HappenAsync(cell, command, decision);
        return decision;
    }

    // A merge is decided by what the other case is now, a sample by whether the alarm that went elsewhere is; one writer sees both.
    private async ValueTask<Command> CompleteAsync(Cell cell, Command command) => command switch
    {
        MergeCommand merge => merge with { Original = await FindAsync(merge.Into) },
        SampleCommand sample when cell.Memory.AlarmOf(sample.Section) is { } alarm => sample with { Alarm = await FindAsync(alarm) },
        _ => command,
    };

    private async ValueTask<Case?> FindAsync(CaseId id) => _city.Grid.IndexOf(id.Birthplace) < 0
        ? null
        : (await _cells.FindHomeAsync(id, CancellationToken.None)).Find(id);

    private async ValueTask HappenAsync(Cell cell, Command command, Decision decision)
    {
        foreach (var happened in decision.Events)
        {
            Happen(cell, command, decision.Case, happened);
        }
        // What a decision sends to other cells is in the same commit, so that it cannot be lost between them.
        foreach (var sent in decision.Sent)
        {
            await AskCellAsync(sent);
        }
    }

    private void Happen(Cell cell, Command command, CaseId id, CaseEvent happened)
    {
        var position = _journal.LastPosition + _entries.Count + 1;
        var entry = new Entry(position, cell.Code, cell.Seq + 1, command.At, command.Id, id, happened);
        var after = _cells.Apply(cell, entry);
        _entries.Add(entry);
        _committed.Add(new Committed(entry, after));
        if (after is not null)
        {
            _cases[id] = after;
        }
        _touched.Add(cell.Code);
        if (happened is CaseReported)
        {
            _reports.Add(command.Id, id);
        }
    }

    private static Refusal NoCell(CellCode code) =>
        new(RefusalCode.CaseUnknown, code.ToString(), $"The city has no cell {code}.");

    // A report's id is looked for in the group and in the journal, so that it is answered once even in another cell.
    private Decided? FindReport(ReportCommand command)
    {
        if (_reports.TryGetValue(command.Id, out var inGroup))
        {
            return RepeatedReports.Differing(command, CaseRow.From(_cases[inGroup])) is { } clash
                ? Decided.No(command, clash)
                : new Decided(ReplyKind.Repeated, inGroup, 0, null, null);
        }
        if (!_before.TryGetValue(command.Id, out var row))
        {
            return null;
        }
        return RepeatedReports.Differing(command, row) is { } differing
            ? Decided.No(command, differing)
            : Decided.Now(new Reply(ReplyKind.Repeated, command.Id, row, null, null));
    }

    // A case that ended is no longer in its cell, but the journal knows which commands it answered.
    private async ValueTask<CaseRow?> FindAnsweredAsync(CaseCommand command)
    {
        foreach (var entry in await _journal.ReadCaseAsync(command.Case, CancellationToken.None))
        {
            if (entry.Command == command.Id)
            {
                return await _journal.FindCaseAsync(command.Case, CancellationToken.None);
            }
        }
        return null;
    }

    private async ValueTask ExpireAsync(DateTimeOffset at)
    {
        await _cells.RebuildLostAsync(CancellationToken.None);
        while (_entries.Count < _options.BatchCommandsMax && _cells.TakeDue(at) is { } id)
        {
            // The alarm is a hint: the case may have moved on, or its time may have changed.
            var cell = await _cells.FindHomeAsync(id, CancellationToken.None);
            if (cell.Find(id)?.NextAlarm is { } alarm && alarm.At <= at)
            {
                await AskCellAsync(new ExpireCommand(Guid.CreateVersion7(at), at, id, alarm.For));
            }
        }
    }

    /// <summary>Makes the group durable and tells the observers; returns what went wrong, or null.</summary>
    private async ValueTask<string?> CommitAsync()
    {
        if (_entries.Count == 0)
        {
            return null;
        }
        using var activity = Telemetry.Activities.StartActivity("commit");
        activity?.SetTag("gridcity.entries", _entries.Count);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await _journal.AppendAsync(_entries, [.. _cases.Values.Select(CaseRow.From)], CancellationToken.None);
        }
        catch (Exception e) when (e is JournalUnavailableException or JournalConflictException)
        {
            Lose(e.Message);
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            return e.Message;
        }
        _problem = null;
        _lastCommit = Stopwatch.GetElapsedTime(started);
        _snapshots.Count(_entries.Count);
        Telemetry.CommitSeconds.Record(_lastCommit.TotalSeconds);
        Telemetry.CommitSize.Record(_entries.Count);
        Telemetry.Entries.Add(_entries.Count);
        foreach (var observer in _observers)
        {
            observer.OnCommitted(_committed);
        }
        return null;
    }

    // The memory of these cells is ahead of the journal: it goes, and the journal says what is true.
    private void Lose(string why)
    {
        _cells.Lose(_touched);
        _problem = why;
    }

    private void Forget()
    {
        _before.Clear();
        _entries.Clear();
        _committed.Clear();
        _cases.Clear();
        _reports.Clear();
        _touched.Clear();
    }
}
