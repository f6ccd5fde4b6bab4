using System.Collections.Immutable;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// A unit grid (单元网格) as the owner of its cases: a state machine that decides commands and folds events. It holds the
/// open cases only; what ended lives in the journal. One command at a time: whoever hosts it sees to that.
/// </summary>
public sealed class Cell
{
    private readonly Dictionary<CaseId, Case> _open = [];

    /// <summary>A cell to which nothing has happened.</summary>
    public Cell(CellCode code) => Code = code;

    /// <summary>A cell as a snapshot kept it.</summary>
    public Cell(CellCode code, int seq, int lastNumber, IEnumerable<Case> open)
        : this(code)
    {
        Seq = seq;
        LastNumber = lastNumber;
        foreach (var item in open)
        {
            _open.Add(item.Id, item);
        }
    }

    /// <summary>The code.</summary>
    public CellCode Code { get; }

    /// <summary>How many events have been folded: the number of the last one in this cell's journal.</summary>
    public int Seq { get; private set; }

    /// <summary>The number of the last case that was born here.</summary>
    public int LastNumber { get; private set; }

    /// <summary>The open cases, in no order.</summary>
    public IReadOnlyCollection<Case> Open => _open.Values;

    /// <summary>An open case, or null.</summary>
    public Case? Find(CaseId id) => _open.GetValueOrDefault(id);

    /// <summary>
    /// Decides a command without changing anything. <paramref name="nearby"/> are open cases of neighbouring cells that
    /// might be the same problem as a report; others need none.
    /// </summary>
    public Decision Decide(City city, Command command, IReadOnlyList<Sighting> nearby) => command switch
    {
        ReportCommand report => ReportDecider.Decide(city, this, report, nearby),
        CaseCommand known => CaseDecider.Decide(city, this, known),
        _ => throw new InvariantBroken($"No decision for {command.GetType().Name}."),
    };

    /// <summary>
    /// Folds one event, which stands at a position of the city's journal and has a number in this cell, and returns the
    /// case after it. Events arrive in the order of the cell's journal.
    /// </summary>
    public Case Apply(long position, int seq, DateTimeOffset at, Guid command, CaseId id, CaseEvent happened)
    {
        if (seq != Seq + 1)
        {
            throw new InvariantBroken($"Cell {Code} is at {Seq} and cannot fold number {seq}.");
        }
        var before = happened is CaseReported
            ? null
            : _open.GetValueOrDefault(id) ?? throw new InvariantBroken($"Case {id} is not open in cell {Code}.");
        var step = new CaseStep(position, at, Answered(before, command, KindOf(happened)));
        var next = before?.After(step, happened) ?? Case.From(id, Code, step, (CaseReported)happened);
        if (next.Stage.IsOpen())
        {
            _open[id] = next;
        }
        else
        {
            _open.Remove(id);
        }
        Seq = seq;
        if (id.Birthplace == Code)
        {
            LastNumber = Math.Max(LastNumber, id.Number);
        }
        return next;
    }

    /// <summary>Adds the open cases of a class within a distance of a point that were seen near a time.</summary>
    public void FindSightings(Report report, PlanePoint place, Policy policy, ICollection<Sighting> found)
    {
        foreach (var item in _open.Values)
        {
            if (Duplicates.IsSame(policy, report, place, item))
            {
                found.Add(new Sighting(item.Id, item.Report.Class, item.Place, item.Report.SeenAt));
            }
        }
    }

    // A command may have several events; the case remembers it once, by what was asked.
    private static ImmutableArray<AnsweredCommand> Answered(Case? before, Guid command, CommandKind? kind)
    {
        var answered = before?.Answered ?? [];
        return kind is null || (answered.Length > 0 && answered[^1].Id == command)
            ? answered
            : answered.Add(new AnsweredCommand(command, kind.Value));
    }

    private static CommandKind? KindOf(CaseEvent happened) => happened switch
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
        DuePassed => CommandKind.Expire,
        _ => null,
    };
}
