using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Simulation.Engine;

namespace GridCity.Simulation.Runs;

/// <summary>What a run needs beside the city: where reports come from, who handles them, and how long it goes.</summary>
internal sealed record RunPlan
{
    /// <summary>The reports, in the order of their times.</summary>
    public required IReportSource Source { get; init; }

    /// <summary>Who handles them.</summary>
    public required Handling Handling { get; init; }

    /// <summary>The random streams.</summary>
    public required Streams Streams { get; init; }

    /// <summary>When the run begins, in milliseconds since 1970.</summary>
    public required long From { get; init; }

    /// <summary>When it ends; what is scheduled for that instant and later does not happen.</summary>
    public required long Until { get; init; }

    /// <summary>From when on cases are counted: those reported before only fill the queues.</summary>
    public long CountFrom { get; init; } = long.MinValue;

    /// <summary>Where the lines of the log go, or nowhere.</summary>
    public Stream? Log { get; init; }

    /// <summary>Others who are told of every entry.</summary>
    public IReadOnlyList<IRunObserver> Observers { get; init; } = [];

    /// <summary>Whether the fate of every single case is kept, for comparisons.</summary>
    public bool KeepsFates { get; init; }

    /// <summary>Is told the run's time now and then.</summary>
    public Action<long>? Progress { get; init; }
}

/// <summary>
/// A city under a virtual clock: takes what happens in its one order, hands commands to the cells, and lets the handling
/// say what follows. One thread decides, others ask the door ahead and write the log; the same plan gives the same log.
/// </summary>
internal sealed class CityRun
{
    private const int StepsBetweenLooks = 1 << 12;

    private readonly EventQueue<Happening> _queue;
    private readonly RunPlan _plan;
    private readonly RunLog _log;
    private readonly VirtualCity _cells;
    private readonly OpenLives _open = new();
    private readonly RunTally _tally;
    private readonly string _fallbackUnit;
    private PlannedReport? _next;

    public CityRun(City city, RunPlan plan)
    {
        City = city;
        _plan = plan;
        _queue = new EventQueue<Happening>(what => what.Kind == HappeningKind.Alarm && _open.Find(what.Number) is null);
        _tally = new RunTally(city, plan.CountFrom, plan.KeepsFates);
        _log = new RunLog(plan.Observers, plan.Log) { OnEnded = _tally.OnEnded };
        _cells = new VirtualCity(city, _log, plan.Source.SaysWhoIsAlone);
        // Where no rule matches and no street is responsible, a coordinating body decides (兜底).
        _fallbackUnit = city.Units.Values
            .OrderBy(unit => unit.Kind == UnitKind.Coordination ? 0 : 1).ThenBy(unit => unit.Id, StringComparer.Ordinal)
            .Select(unit => unit.Id).FirstOrDefault() ?? string.Empty;
        Now = plan.From;
    }

    /// <summary>The city.</summary>
    public City City { get; }

    /// <summary>The random streams.</summary>
    public Streams Streams => _plan.Streams;

    /// <summary>When the run began.</summary>
    public long From => _plan.From;

    /// <summary>When the run ends.</summary>
    public long Until => _plan.Until;

    /// <summary>The run's time, in milliseconds since 1970.</summary>
    public long Now { get; private set; }

    /// <summary>The run's time, as commands are stamped with it.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Now);

    /// <summary>The id of the next command.</summary>
    public Guid NextCommand() => _cells.NextCommand();

    /// <summary>Runs to the end, or until asked to stop; the result says which.</summary>
    public RunResult Run(CancellationToken stop)
    {
        // Its thread ends also when the run fails.
        using var log = _log;
        _plan.Handling.Begin(this);
        ScheduleNextReport();
        var steps = 0;
        var isPartial = false;
        while (_queue.NextAt < _plan.Until && _queue.TryTake(out var at, out var what))
        {
            Now = at;
            Happen(what);
            if (++steps % StepsBetweenLooks == 0)
            {
                _plan.Progress?.Invoke(Now);
                if (isPartial = stop.IsCancellationRequested)
                {
                    break;
                }
            }
        }
        var hash = _log.Seal();
        foreach (var life in _open.All())
        {
            _tally.OnLeftOpen(life);
        }
        var result = _tally.ToResult(_plan.Streams.Seed, _plan.From, isPartial ? Now : _plan.Until, _log.Position, hash) with
        {
            IsPartial = isPartial,
        };
        _plan.Handling.End(result);
        return result;
    }

    /// <summary>Schedules something.</summary>
    public void Schedule(long at, Happening what) => _queue.Schedule(Math.Max(at, Now), (int)what.Kind, what);

    /// <summary>Hands a command about a case to its cell. The handling is told unless the caller goes on by itself.</summary>
    /// <exception cref="Core.InvariantBroken">The cell refused: the handling does what the life of a case does not allow.</exception>
    public void Send(Life life, CaseCommand command, bool follow = true)
    {
        var answer = _cells.Send(command, life.CellIndex);
        if (answer.Case is not { } after)
        {
            throw new Core.InvariantBroken($"A run asked for what a cell refused: {answer.Refusal?.Detail}");
        }
        Moved(life, after);
        if (follow && after.Stage.IsOpen())
        {
            _plan.Handling.Follow(life);
        }
    }

    /// <summary>Makes a report now; it is checked at the same door as any other.</summary>
    public void Receive(PlannedReport planned)
    {
        _tally.OnReport(planned);
        // What lay there until somebody passed is seen later than it was planned.
        var door = planned.At == Now && planned.Checked is { } ahead ? ahead : CheckedReport.Of(City, planned.Draft, Now);
        // The plan stays for as long as the case is open.
        planned.Checked = null;
        if (door.Refusal is not null)
        {
            _tally.OnRefused(planned, door.Refusal);
            return;
        }
        var placement = door.Placement!;
        var command = new ReportCommand(planned.Id, Time, planned.By, door.Report!, placement) { Routed = door.Routed };
        var answer = _cells.Send(command, placement.CellIndex, door.IsAlone);
        if (answer.Case is not { } after)
        {
            _tally.OnRefused(planned, answer.Refusal!);
            return;
        }
        var life = new Life(planned, placement.CellIndex, after);
        _open.Add(life);
        Moved(life, after);
        if (after.Stage.IsOpen())
        {
            _plan.Handling.Follow(life);
        }
    }

    /// <summary>The command that sends a case where the rules say, or, after a return, to the runner-up if there is one.</summary>
    public DispatchCommand Dispatch(Life life, string? unit = null)
    {
        var item = life.Case;
        if (unit is null && !HasRoute(item))
        {
            unit = _fallbackUnit;
        }
        return new DispatchCommand(NextCommand(), Time, Desks.Command, item.Id, unit, null);
    }

    private bool HasRoute(Case item) =>
        City.Rules.TerritorialUnitOf(item.Cell) is not null
        || City.Rules.Route(new RoutingQuestion(
            item.Report.Class, item.Report.Channel, item.Cell, City.Grid.IndexOf(item.Cell), item.Place, Time)) is not null;

    private void Happen(in Happening what)
    {
        switch (what.Kind)
        {
            case HappeningKind.Report:
                var planned = _next!;
                ScheduleNextReport();
                if (planned.IsHidden)
                {
                    _plan.Handling.Hide(planned);
                }
                else
                {
                    Receive(planned);
                }
                break;
            case HappeningKind.Alarm:
                Expire(what.Number);
                break;
            default:
                _plan.Handling.Happen(what);
                break;
        }
    }

    private void ScheduleNextReport()
    {
        while (_plan.Source.TryNext(out _next))
        {
            if (_next!.At >= _plan.From)
            {
                _queue.Schedule(Math.Max(_next.At, Now), (int)HappeningKind.Report, new Happening(HappeningKind.Report, null, 0));
                return;
            }
        }
    }

    private void Expire(long number)
    {
        // The case may have moved on since the alarm was set; then it has another one or needs none.
        if (_open.Find(number) is not { } life || life.Case.NextAlarm is not { } alarm || alarm.At.ToUnixTimeMilliseconds() > Now)
        {
            return;
        }
        // The inspectors of a run come when they come, and take what they are asked for at the latest when its time is over.
        CaseCommand command = alarm.For == DueKind.Task && life.Case.Inspector is { } asked
            ? new TakeTaskCommand(NextCommand(), Time, new Actor(Role.Inspector, asked), life.Case.Id)
            : new ExpireCommand(NextCommand(), Time, life.Case.Id, alarm.For);
        Send(life, command, follow: false);
    }

    private void Moved(Life life, Case after)
    {
        life.Case = after;
        if (after.Stage == Stage.PendingCheck && life.FinishedAt == 0)
        {
            life.FinishedAt = Now;
        }
        if (after.Alarm is { } alarm)
        {
            SetAlarm(life, alarm.ToUnixTimeMilliseconds());
        }
        else if (!after.Stage.IsOpen())
        {
            _open.Remove(life);
            _log.AddEnded(life);
        }
    }

    private void SetAlarm(Life life, long due)
    {
        if (due != life.AlarmAt && due < _plan.Until)
        {
            life.AlarmAt = due;
            Schedule(due, new Happening(HappeningKind.Alarm, null, life.Number));
        }
    }
}
