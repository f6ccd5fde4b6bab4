using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// A unit grid (单元网格) as the owner of its cases: a state machine that decides commands and folds events. It holds the
/// open cases, where cases that were moved went, and for a while the places of those that ended, so that a repetition is
/// noticed; the rest lives in the journal. One command at a time: whoever hosts it sees to that.
/// </summary>
public sealed class Cell
{
    private readonly OpenCases _open = new();
    private readonly CellMemory _memory;

    /// <summary>A cell to which nothing has happened.</summary>
    public Cell(CellCode code)
        : this(code, 0, 0, [], new CellMemory())
    {
    }

    /// <summary>A cell as a snapshot kept it.</summary>
    public Cell(CellCode code, int seq, int lastNumber, IEnumerable<Case> open, CellMemory memory, DateTimeOffset lastAt = default)
    {
        Code = code;
        Seq = seq;
        LastAt = lastAt;
        LastNumber = lastNumber;
        _memory = memory;
        foreach (var item in open)
        {
            _open.Put(item);
        }
    }

    /// <summary>The code.</summary>
    public CellCode Code { get; }

    /// <summary>How many events have been folded: the number of the last one in this cell's journal.</summary>
    public int Seq { get; private set; }

    /// <summary>
    /// The latest time of its events, or nothing where a snapshot does not say: whoever hosts the cell dates no command before it.
    /// </summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>The number of the last case that was born here.</summary>
    public int LastNumber { get; private set; }

    /// <summary>The open cases, in no order.</summary>
    public IReadOnlyCollection<Case> Open => _open;

    /// <summary>What the cell remembers beside its open cases.</summary>
    public CellMemory Memory => _memory;

    /// <summary>An open case, or null.</summary>
    public Case? Find(CaseId id) => _open.Find(id);

    /// <summary>The cell to which a case of this cell was moved, or null: whoever hosts cells asks there.</summary>
    public CellCode? MovedTo(CaseId id) => _memory.MovedTo(id) is { } cell && _open.Find(id) is null ? cell : null;

    /// <summary>
    /// Decides a command without changing anything. <paramref name="nearby"/> are cases of neighbouring cells that might be
    /// the same problem as a report; others need none. Null says that there is no such case in this cell either. Commands about
    /// ended cases are decided by <see cref="CaseHistory"/>.
    /// </summary>
    public Decision Decide(City city, Command command, IReadOnlyList<Sighting>? nearby) => command switch
    {
        ReportCommand report => ReportDecider.Decide(city, this, report, nearby),
        CellCommand here => CellDecider.Decide(city, this, here),
        CaseCommand known => CaseDecider.Decide(city, this, known),
        _ => throw new InvariantBroken($"No decision for {command.GetType().Name}."),
    };

    /// <summary>
    /// Folds one event, which stands at a position of the city's journal and has a number in this cell, and returns the case
    /// after it; null for events that belong to no case or come after its end. Events arrive in the order of the cell's journal.
    /// </summary>
    public Case? Apply(long position, int seq, DateTimeOffset at, Guid command, CaseId id, CaseEvent happened)
    {
        if (seq != Seq + 1)
        {
            throw new InvariantBroken($"Cell {Code} is at {Seq} and cannot fold number {seq}.");
        }
        var next = happened switch
        {
            AfterEvent => null,
            CellEvent here => _memory.Fold(command, here),
            _ => Fold(position, at, command, id, happened),
        };
        Seq = seq;
        LastAt = at > LastAt ? at : LastAt;
        return next;
    }

    /// <summary>
    /// Adds the cases of a class within a distance of a point that were seen near a time: open ones that might be the same
    /// problem, and ended ones of which the report may be a repetition.
    /// </summary>
    public void FindSightings(Report report, PlanePoint place, Policy policy, ICollection<Sighting> found)
    {
        _open.FindSame(report, place, policy, found);
        _memory.FindRepeats(report, place, policy, found);
    }

    private Case Fold(long position, DateTimeOffset at, Guid command, CaseId id, CaseEvent happened)
    {
        var before = happened is CaseReported or CaseArrived
            ? null
            : _open.Find(id) ?? throw new InvariantBroken($"Case {id} is not open in cell {Code}.");
        var answered = before?.Answered ?? (happened as CaseArrived)?.State.Answered;
        var step = new CaseStep(position, at, CommandOf(happened) is { } kind
            ? AnsweredCommands.Add(answered, new AnsweredCommand(command, kind))
            : answered!);
        var next = happened switch
        {
            CaseReported reported => Case.From(id, Code, step, reported),
            CaseArrived arrived => arrived.State.Arrived(step, Code),
            _ => before!.After(step, happened),
        };
        Keep(id, next);
        return next;
    }

    private void Keep(CaseId id, Case next)
    {
        if (next.Cell != Code)
        {
            _open.Remove(id);
            _memory.Moved(next);
        }
        else if (next.Stage.IsOpen())
        {
            _open.Put(next);
        }
        else
        {
            _open.Remove(id);
            _memory.Ended(next);
        }
        if (id.Birthplace == Code)
        {
            LastNumber = Math.Max(LastNumber, id.Number);
        }
    }

    // What GridCity adds of its own to an answer is not remembered: the command's first event says what was asked.
    private static CommandKind? CommandOf(CaseEvent happened) => happened switch
    {
        CaseReported => CommandKind.Report,
        CaseVerified => CommandKind.Verify,
        CaseFiled => CommandKind.File,
        CaseRejected => CommandKind.Reject,
        CaseDispatched => CommandKind.Dispatch,
        CaseAccepted => CommandKind.Accept,
        CaseReturned => CommandKind.Return,
        CaseFinished => CommandKind.Finish,
        CaseChecked => CommandKind.Check,
        CaseClosed => CommandKind.Close,
        DuePassed or CallOverdue => CommandKind.Expire,
        TaskTaken => CommandKind.TakeTask,
        ApplicationMade => CommandKind.Apply,
        ApplicationDecided => CommandKind.Rule,
        CaseResumed => CommandKind.Resume,
        CaseSentBack => CommandKind.SendBack,
        CaseSupervised => CommandKind.Supervise,
        CaseEscalated => CommandKind.Escalate,
        CaseGraded => CommandKind.Grade,
        CaseRemarked => CommandKind.Remark,
        CaseForceClosed => CommandKind.ForceClose,
        CaseRelocated => CommandKind.Relocate,
        CaseArrived => CommandKind.Arrive,
        DuplicateFound => CommandKind.Merge,
        CaseJoined => CommandKind.Join,
        CallMade => CommandKind.MakeCall,
        CallAnswered => CommandKind.AnswerCall,
        CallGraded => CommandKind.GradeCall,
        CallClosed => CommandKind.CloseCall,
        _ => null,
    };
}
