using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Journal;
using GridCity.Tests.Cases;

namespace GridCity.Tests.Evaluation;

/// <summary>
/// Cases that live at random by the very rules that run live: every command is decided by a cell, every due time that passes is
/// told. What comes out is a journal such as a city writes.
/// </summary>
internal sealed class RandomLives
{
    private static readonly string[] Classes = ["06010", "06025", "09001", "01002"];
    private static readonly string[] Channels = ["inspector", "hotline", "camera"];
    private static readonly string[] Supervisors = ["zhang", "wang"];

    private readonly Random _random;
    private readonly Dictionary<CellCode, Cell> _cells = [];
    private readonly Dictionary<CaseId, Case> _cases = [];
    private readonly Dictionary<CaseId, CaseHistory> _histories = [];
    private readonly List<CaseId> _open = [];
    private readonly List<CaseId> _ended = [];
    private City _city;
    private DateTimeOffset _now;
    private int _commands;

    public RandomLives(City city, int seed, DateTimeOffset from)
    {
        (_city, _random, _now) = (city, new Random(seed), from);
    }

    public List<Happening> Lines { get; } = [];

    /// <summary>The same as a journal keeps it.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>The cells as they are now.</summary>
    public IReadOnlyCollection<Cell> Cells => _cells.Values;

    /// <summary>How many entries were written before the city decided otherwise.</summary>
    public int Changed { get; private set; }

    /// <summary>Lives on in a city that decided otherwise: its policy, limits or calendar are others from now on.</summary>
    public RandomLives Under(City city)
    {
        (_city, Changed) = (city, Entries.Count);
        return this;
    }

    /// <summary>Lives on until a moment.</summary>
    public RandomLives Until(DateTimeOffset end, TimeSpan step)
    {
        while ((_now += step * (0.2 + (1.6 * _random.NextDouble()))) < end)
        {
            _now = DateTimeOffset.FromUnixTimeMilliseconds(_now.ToUnixTimeMilliseconds());
            RingAlarms();
            switch (_random.Next(10))
            {
                case 0 or 1:
                    Report();
                    break;
                case 2 or 3 when _ended.Count > 0:
                    After(_ended[_random.Next(_ended.Count)]);
                    break;
                default:
                    Advance();
                    break;
            }
        }
        return this;
    }

    private void RingAlarms()
    {
        while (_open.Select(id => _cases[id]).Where(item => item.Alarm <= _now).MinBy(item => item.Alarm) is { } item)
        {
            var alarm = item.NextAlarm!.Value;
            Send(new ExpireCommand(NextId(), Later(alarm.At, item.UpdatedAt), item.Id, alarm.For));
        }
    }

    private void Report()
    {
        var channel = Channels[_random.Next(Channels.Length)];
        var by = channel switch
        {
            "inspector" => new Actor(Role.Inspector, "i-" + _random.Next(1, 3)),
            "hotline" => new Actor(Role.Public, "p"),
            _ => Actor.System,
        };
        var geo = TestCity.At(_random.NextDouble() * 999, _random.NextDouble() * 999);
        var draft = new ReportDraft(
            Classes[_random.Next(Classes.Length)], null, channel, geo.Longitude, geo.Latitude, null, null, "t", _now, null);
        if (Intake.Check(_city, draft, _now, out var report, out var placement) is null)
        {
            var fixedNow = by.Role == Role.Inspector && _random.Next(6) == 0 ? "done" : null;
            Send(new ReportCommand(NextId(), _now, by, report!, placement!) { SelfFixed = fixedNow });
        }
    }

    // Most work is done on the newest cases, and most of it leads on; the rest becomes late.
    private void Advance()
    {
        for (var tries = 0; tries < 2 && _open.Count > 0; tries++)
        {
            var newest = Math.Min(_open.Count, 12);
            var item = _cases[_open[_random.Next(3) > 0 ? _open.Count - 1 - _random.Next(newest) : _random.Next(_open.Count)]];
            var possible = Lifecycle.PossibleIn(item.Stage);
            var kind = _random.Next(3) > 0 ? Onwards(item.Stage) : possible[_random.Next(possible.Count)];
            if (IsRare(kind) && _random.Next(8) > 0)
            {
                continue;
            }
            if (CommandOf(kind, item) is { } command)
            {
                Send(command);
            }
        }
    }

    private static bool IsRare(CommandKind kind) => kind is CommandKind.ForceClose or CommandKind.Merge or CommandKind.Reject
        or CommandKind.Supervise or CommandKind.Escalate or CommandKind.MakeCall or CommandKind.Return;

    private static CommandKind Onwards(Stage stage) => stage switch
    {
        Stage.PendingVerification => CommandKind.Verify,
        Stage.PendingFiling => CommandKind.File,
        Stage.PendingDispatch => CommandKind.Dispatch,
        Stage.PendingAcceptance => CommandKind.Accept,
        Stage.Handling => CommandKind.Finish,
        Stage.PendingCheck => CommandKind.Check,
        Stage.Suspended => CommandKind.Resume,
        _ => CommandKind.Close,
    };

    private CaseCommand? CommandOf(CommandKind kind, Case item) => kind switch
    {
        CommandKind.Verify => new VerifyCommand(NextId(), _now, Looker(item), item.Id, (Sight)_random.Next(1, 4), null),
        CommandKind.File => new FileCommand(NextId(), _now, Supervisor(), item.Id, null),
        CommandKind.Reject => new RejectCommand(NextId(), _now, Supervisor(), item.Id, "no"),
        CommandKind.Dispatch => new DispatchCommand(NextId(), _now, Dispatcher, item.Id, _random.Next(2) == 0 ? "drainage" : null, null),
        CommandKind.SendBack when _random.Next(3) == 0 => new SendBackCommand(NextId(), _now, Dispatcher, item.Id, "no"),
        CommandKind.Accept => new AcceptCommand(NextId(), _now, Unit(item), item.Id),
        CommandKind.Return => new ReturnCommand(NextId(), _now, Unit(item), item.Id, "no"),
        CommandKind.Finish => new FinishCommand(NextId(), _now, Unit(item), item.Id, "done"),
        CommandKind.Check => new CheckCommand(NextId(), _now, Looker(item), item.Id, (CheckResult)_random.Next(1, 4), null),
        CommandKind.Close => new CloseCommand(NextId(), _now, Supervisor(), item.Id, null),
        CommandKind.TakeTask => new TakeTaskCommand(NextId(), _now, Looker(item), item.Id),
        CommandKind.Apply => new ApplyCommand(
            NextId(), _now, Unit(item), item.Id, (ApplicationKind)_random.Next(1, 3), "why", _now.AddDays(_random.Next(1, 9))),
        CommandKind.Rule => new RuleCommand(NextId(), _now, Dispatcher, item.Id, _random.Next(3) > 0, null),
        CommandKind.Resume => new ResumeCommand(NextId(), _now, Dispatcher, item.Id, null),
        CommandKind.Supervise => new SuperviseCommand(NextId(), _now, Supervisor(), item.Id, "why"),
        CommandKind.Escalate => new EscalateCommand(NextId(), _now, Supervisor(), item.Id, Tier.City, "why"),
        CommandKind.ForceClose => new ForceCloseCommand(NextId(), _now, new Actor(Role.Leader, "l"), item.Id, "why"),
        CommandKind.Merge => Merge(item),
        _ => CallOf(kind, item) ?? Relocate(kind, item),
    };

    private CaseCommand? CallOf(CommandKind kind, Case item)
    {
        var open = item.Calls.FirstOrDefault(call => call.IsOpen);
        return (kind, open) switch
        {
            (CommandKind.MakeCall, null) => new MakeCallCommand(
                NextId(), _now, Dispatcher, item.Id, (CallKind)_random.Next(1, 7), "emergency", null,
                ["drainage", "sanitation"], _now.AddHours(_random.Next(1, 5))),
            (CommandKind.AnswerCall, { } call) =>
                new AnswerCallCommand(NextId(), _now, new Actor(Role.Unit, call.Parties[_random.Next(2)].Unit), item.Id, call.Number, null),
            (CommandKind.GradeCall, { } call) => new GradeCallCommand(
                NextId(), _now, Dispatcher, item.Id, call.Number, call.Parties[_random.Next(2)].Unit, _random.Next(101), null),
            (CommandKind.CloseCall, { } call) => new CloseCallCommand(NextId(), _now, Dispatcher, item.Id, call.Number, "done", null),
            _ => null,
        };
    }

    private RelocateCommand? Relocate(CommandKind kind, Case item)
    {
        if (kind != CommandKind.Relocate || _random.Next(4) > 0)
        {
            return null;
        }
        var geo = TestCity.At(_random.NextDouble() * 999, _random.NextDouble() * 999);
        return new RelocateCommand(NextId(), _now, Supervisor(), item.Id, geo, Intake.Place(_city, geo, 0)!, "there");
    }

    private MergeCommand? Merge(Case item)
    {
        var other = _open.Select(id => _cases[id]).FirstOrDefault(one => one.Id != item.Id && one.Report.Class == item.Report.Class);
        return other is null ? null : new MergeCommand(NextId(), _now, Supervisor(), item.Id, other.Id, null) { Original = other };
    }

    private void After(CaseId id)
    {
        AfterCommand command = _random.Next(5) switch
        {
            0 => new AppealCommand(NextId(), _now, new Actor(Role.Unit, _cases[id].Unit ?? "drainage"), id, "why"),
            1 => new ReviewAppealCommand(NextId(), _now, Dispatcher, id, true, null),
            2 => new DecideAppealCommand(NextId(), _now, Supervisor(), id, _random.Next(2) == 0, null),
            3 => new CallBackCommand(
                NextId(), _now, Supervisor(), id, _random.Next(5) > 0, _random.Next(3) > 0, (Satisfaction)_random.Next(1, 4), null),
            _ => new ExcludeCommand(NextId(), _now, Supervisor(), id, "unlawful"),
        };
        var decision = _histories[id].Decide(_city, command);
        foreach (var happened in decision.Events)
        {
            Write(_cells[_cases[id].Cell], command, id, happened);
        }
    }

    private void Send(Command command)
    {
        var cell = command switch
        {
            ReportCommand report => CellOf(report.Placement.Cell),
            // What a case that moved is sent goes to its new cell.
            ArriveCommand arrive => CellOf(arrive.State.Cell),
            CaseCommand known => CellOf(_cases[known.Case].Cell),
            _ => throw new ArgumentException(command.ToString()),
        };
        var decision = cell.Decide(_city, command, []);
        foreach (var happened in decision.Events)
        {
            Write(cell, command, decision.Case, happened);
        }
        foreach (var sent in decision.Sent)
        {
            Send(sent);
        }
    }

    private void Write(Cell cell, Command command, CaseId id, CaseEvent happened)
    {
        var position = Lines.Count + 1L;
        Lines.Add(new Happening(position, command.At, cell.Code, id, happened));
        Entries.Add(new Entry(position, cell.Code, cell.Seq + 1, command.At, command.Id, id, happened));
        var after = cell.Apply(position, cell.Seq + 1, command.At, command.Id, id, happened);
        if (!_histories.TryGetValue(id, out var history))
        {
            _histories.Add(id, history = new CaseHistory());
        }
        history.Add(position, command.At, command.Id, cell.Code, id, happened);
        if (after is not null)
        {
            Keep(after);
        }
    }

    private void Keep(Case after)
    {
        var isNew = !_cases.ContainsKey(after.Id);
        _cases[after.Id] = after;
        if (isNew)
        {
            _open.Add(after.Id);
        }
        if (!after.Stage.IsOpen() && _open.Remove(after.Id))
        {
            _ended.Add(after.Id);
        }
    }

    private Cell CellOf(CellCode code)
    {
        if (!_cells.TryGetValue(code, out var cell))
        {
            _cells.Add(code, cell = new Cell(code));
        }
        return cell;
    }

    private Guid NextId() => new(++_commands, 0, 0, new byte[8]);

    private Actor Looker(Case item) =>
        new(Role.Inspector, item.Inspector is { } asked && _random.Next(3) > 0 ? asked : "i-" + _random.Next(1, 3));

    private Actor Supervisor() => new(Role.Supervision, Supervisors[_random.Next(2)]);

    private static Actor Dispatcher => new(Role.Command, "li");

    private static Actor Unit(Case item) => new(Role.Unit, item.Unit ?? "drainage");

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
