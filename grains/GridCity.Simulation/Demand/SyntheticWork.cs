using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Demand;

/// <summary>Something that a made-up person does after a while.</summary>
public readonly record struct SyntheticAct(TimeSpan Pause, Command Command)
{
    // Log-normal by median (in hours) and spread of the logarithm.
    internal static SyntheticAct After(Random random, double medianHours, Command command, double sigma = 0.6)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return new SyntheticAct(TimeSpan.FromHours(medianHours * Math.Exp(sigma * normal)), command);
    }
}

/// <summary>
/// How the made-up people of a demonstration react to what happens to a case: inspectors take tasks and look, the two centres
/// file, dispatch, decide and close, move and merge cases, units accept, return, ask for time and finish, streets whistle,
/// reporters are called back, and some of what they want is excluded. Shares follow published figures where there are some
/// (returns 3 %, rework 4 %, extensions 1.4 %) and are assumed elsewhere; times are log-normal.
/// </summary>
public sealed class SyntheticWork
{
    private const string Label = "[synthetic] ";
    private const string Emergency = "emergency";
    private const string KeyWork = "key-work";

    private readonly City _city;
    private readonly Random _random;
    private readonly Inspector[] _inspectors;
    private readonly string[] _departments;
    private readonly Deck<string> _outside;
    private readonly SyntheticPlaces _places;

    /// <summary>Makes the people of a city.</summary>
    public SyntheticWork(City city, int seed)
    {
        _city = city;
        _random = new Random(seed);
        _inspectors = [.. city.Inspectors.Values.OrderBy(one => one.Id, StringComparer.Ordinal)];
        _departments = UnitsOf(unit => unit.Kind == UnitKind.Department && unit.Tier == Tier.District);
        _outside = new Deck<string>(UnitsOf(unit => unit.Kind == UnitKind.Department && unit.Tier == Tier.City), _random);
        _places = new SyntheticPlaces(city, unchecked(seed + 1));
    }

    internal static Actor Desk { get; } = new(Role.Supervision, "synthetic-desk");

    private static Actor Dispatcher { get; } = new(Role.Command, "synthetic-desk");

    private static Actor Leader { get; } = new(Role.Leader, "synthetic-leader");

    /// <summary>What is done about a case that was open when the people came to work.</summary>
    public IEnumerable<SyntheticAct> TakeUp(Case item) => item.Stage switch
    {
        Stage.PendingVerification or Stage.PendingCheck => [Look(item, item.Inspector)],
        Stage.PendingFiling => [After(0.2, new FileCommand(Next(), default, Desk, item.Id, null))],
        Stage.PendingDispatch => [After(0.3, new DispatchCommand(Next(), default, Dispatcher, item.Id, TerritorialOf(item), null))],
        Stage.PendingAcceptance => [After(0.4, new AcceptCommand(Next(), default, UnitOf(item), item.Id))],
        Stage.Handling => [Finish(item)],
        Stage.PendingClosing => [.. Calls(item), Close(item)],
        _ => [],
    };

    /// <summary>What is done because of something that happened; the case is missing for what comes after its end.</summary>
    public IEnumerable<SyntheticAct> React(CaseId id, Case? item, CaseEvent happened) => item is null
        ? ReactAfter(id, happened)
        : happened switch
        {
            TaskGiven { Inspector: { } asked } when Chance(0.85) =>
                [After(0.1, new TakeTaskCommand(Next(), default, new Actor(Role.Inspector, asked), id))],
            TaskGiven { Inspector: null } => [Look(item, null)],
            TaskTaken e => [Look(item, e.By.Id)],
            CaseVerified { Sight: Sight.Exists } => [Chance(0.03)
                ? After(0.2, new RejectCommand(Next(), default, Desk, id, Label + "outside the scope"))
                : After(0.2, new FileCommand(Next(), default, Desk, id, null))],
            CaseFiled => _places.Filed(item),
            CaseSentBack => [Chance(0.7)
                ? After(0.5, new RejectCommand(Next(), default, Desk, id, Label + "nobody is responsible"))
                : After(0.5, new FileCommand(Next(), default, Desk, id, Label + "somebody has to be"))],
            CaseDispatched => Dispatched(item),
            CaseReturned => Returned(item),
            CaseAccepted or CaseResumed or CaseChecked { Result: CheckResult.Fail } => Handled(item),
            CaseChecked { Result: CheckResult.Pass } => [.. Calls(item), Close(item)],
            ApplicationMade => [After(0.5, new RuleCommand(Next(), default, Dispatcher, id, Chance(0.8), null))],
            ApplicationDecided when item.Stage == Stage.Handling => [Finish(item)],
            ApplicationDecided when item.Stage == Stage.Suspended && Chance(0.5) =>
                [After(20, new ResumeCommand(Next(), default, Dispatcher, id, Label + "it can begin now"))],
            DuePassed { Due: DueKind.Handling } => Overdue(item),
            CaseClosed => Closed(item),
            _ => ReactToCall(item, happened),
        };

    private IEnumerable<SyntheticAct> ReactToCall(Case item, CaseEvent happened) => happened switch
    {
        CallMade e => e.Parties.Where(_ => Chance(0.9)).Select(unit =>
            After(0.4, new AnswerCallCommand(Next(), default, new Actor(Role.Unit, unit), item.Id, e.Number, Label + "here"))),
        CallAnswered e when item.FindCall(e.Number)!.Parties.All(party => party.AnsweredAt is not null) => End(item, e.Number),
        CallOverdue e => End(item, e.Number),
        CallClosed when item.Stage == Stage.PendingClosing => [Close(item)],
        _ => [],
    };

    private IEnumerable<SyntheticAct> ReactAfter(CaseId id, CaseEvent happened) => happened switch
    {
        AppealMade => [After(3, new ReviewAppealCommand(Next(), default, Dispatcher, id, Chance(0.6), null))],
        ReporterCalledBack { Satisfaction: Satisfaction.Dissatisfied } when Chance(0.4) =>
            [After(6, new ExcludeCommand(Next(), default, Desk, id, Label + "what was asked for is not lawful"))],
        AppealReviewed { IsSupported: true } => [After(3, new DecideAppealCommand(Next(), default, Desk, id, Chance(0.7), null))],
        _ => [],
    };

    private IEnumerable<SyntheticAct> Dispatched(Case item)
    {
        // Streets that get what another unit gave back often do so too.
        if (Chance(item.Returns == 1 ? 0.25 : 0.03))
        {
            return [After(0.4, new ReturnCommand(Next(), default, UnitOf(item), item.Id, Label + "not ours"))];
        }
        var accept = After(0.4, new AcceptCommand(Next(), default, UnitOf(item), item.Id));
        return Chance(0.01)
            ? [accept, After(0.6, new GradeCommand(
                Next(), default, Dispatcher, item.Id, Chance(0.5) ? ItemGrade.OverYears : ItemGrade.HigherBody, null))]
            : [accept];
    }

    // Given back once it is sent to the street; given back again, it is nobody's, or a meeting settles whose it is.
    private IEnumerable<SyntheticAct> Returned(Case item)
    {
        if (TerritorialOf(item) is not { } street || (item.Returns > 1 && Chance(0.3)))
        {
            return [After(0.5, new SendBackCommand(Next(), default, Dispatcher, item.Id, Label + "no owner"))];
        }
        return item.Returns < 2
            ? [After(0.3, new DispatchCommand(Next(), default, Dispatcher, item.Id, street, Label + "territory comes next"))]
            : [After(0.5, new MakeCallCommand(
                Next(), default, Dispatcher, item.Id, CallKind.Meeting, "ownership", Label + "whose is it", [street], null))];
    }

    private IEnumerable<SyntheticAct> Handled(Case item)
    {
        var luck = _random.NextDouble();
        if (luck < 0.014)
        {
            yield return After(0.3, new ApplyCommand(
                Next(), default, UnitOf(item), item.Id, ApplicationKind.Extension, Label + "parts are missing", null));
        }
        else if (luck < 0.024)
        {
            var until = item.UpdatedAt.AddDays(10);
            yield return After(0.3, new ApplyCommand(
                Next(), default, UnitOf(item), item.Id, ApplicationKind.Suspension, Label + "bound to the season", until));
        }
        else if (luck < CallsUntil(item) && MakeCall(item) is { } call)
        {
            yield return call;
        }
        yield return Finish(item);
    }

    // What is in danger, and what the street has no power for, is what whistles are for.
    private double CallsUntil(Case item) => TopicOf(item) switch
    {
        Emergency => 0.4,
        KeyWork => 0.07,
        _ => 0.046,
    };

    // The three kinds of whistle (综合执法、重点工作、应急处置), by what the city says of the class.
    private string TopicOf(Case item) => _city.Classes.GetValueOrDefault(item.Report.Class) switch
    {
        { IsEmergency: true } => Emergency,
        { Power: not null } => KeyWork,
        _ => "enforcement",
    };

    private SyntheticAct? MakeCall(Case item)
    {
        if (_departments.Length < 2 || TerritorialOf(item) is not { } street)
        {
            return null;
        }
        var first = _random.Next(_departments.Length);
        var second = _departments[(first + 1 + _random.Next(_departments.Length - 1)) % _departments.Length];
        var caller = new Actor(Role.Unit, street);
        var whistle = TopicOf(item);
        var (kind, by, topic, due) = (whistle == Emergency ? 0 : _random.Next(7)) switch
        {
            0 or 1 or 2 => (CallKind.Whistle, caller, whistle, (DateTimeOffset?)item.UpdatedAt.AddHours(2)),
            3 => (CallKind.JointAction, caller, "street-order", null),
            4 => (CallKind.Notice, Desk, "rectify", item.UpdatedAt.AddDays(2)),
            5 => (CallKind.Consultation, Dispatcher, "difficult", null),
            _ => (CallKind.Transfer, Dispatcher, "credit", null),
        };
        ValueList<string> parties = kind == CallKind.Transfer && _outside.Count > 0
            ? [_outside.Deal()]
            : [_departments[first], second];
        return After(0.3, new MakeCallCommand(Next(), default, by, item.Id, kind, topic, Label + "come and help", parties, due));
    }

    private IEnumerable<SyntheticAct> Calls(Case item) => item.Calls.Where(call => call.IsOpen).SelectMany(call => End(item, call.Number));

    private IEnumerable<SyntheticAct> End(Case item, int number)
    {
        var call = item.FindCall(number)!;
        foreach (var party in call.Parties.Where(party => party.Score is null))
        {
            var score = party.AnsweredAt is null ? 0 : 60 + _random.Next(41);
            yield return new SyntheticAct(
                TimeSpan.FromMinutes(20), new GradeCallCommand(Next(), default, call.Caller, item.Id, number, party.Unit, score, null));
        }
        var owner = call.Kind == CallKind.Meeting ? call.Parties[0].Unit : null;
        yield return new SyntheticAct(
            TimeSpan.FromMinutes(40), new CloseCallCommand(Next(), default, call.Caller, item.Id, number, Label + "settled", owner));
    }

    private IEnumerable<SyntheticAct> Overdue(Case item)
    {
        if (Chance(0.1))
        {
            yield return After(0.5, new SuperviseCommand(Next(), default, Desk, item.Id, Label + "overdue"));
        }
        if (Chance(0.05))
        {
            yield return After(1, new EscalateCommand(Next(), default, Leader, item.Id, Tier.City, Label + "the city has to help"));
        }
        if (Chance(0.02))
        {
            yield return After(6, new ForceCloseCommand(Next(), default, Leader, item.Id, Label + "solved by other means"));
        }
    }

    private IEnumerable<SyntheticAct> Closed(Case item)
    {
        // Who did not say who he or she is cannot be called.
        if (item.Reporter != Actor.Anonymous && (_city.Channels.GetValueOrDefault(item.Report.Channel)?.IsHotline ?? false))
        {
            var solved = Chance(0.88);
            var content = solved && Chance(0.97) ? Satisfaction.Satisfied : solved ? Satisfaction.Mostly : Satisfaction.Dissatisfied;
            yield return After(4, new CallBackCommand(Next(), default, Desk, item.Id, Chance(0.99), solved, content, null));
        }
        if (item.IsOverdue && item.Unit is not null && Chance(0.2))
        {
            yield return After(5, new AppealCommand(Next(), default, UnitOf(item), item.Id, Label + "the road was closed"));
        }
    }

    private SyntheticAct Look(Case item, string? inspector)
    {
        var walker = new Actor(Role.Inspector, inspector ?? _inspectors[_random.Next(_inspectors.Length)].Id);
        var luck = _random.NextDouble();
        return item.Stage == Stage.PendingCheck
            ? After(0.5, new CheckCommand(
                Next(),
                default,
                walker,
                item.Id,
                luck < 0.04 ? CheckResult.Fail : luck < 0.05 ? CheckResult.Unable : CheckResult.Pass,
                null))
            : After(0.5, new VerifyCommand(
                Next(), default, walker, item.Id, luck < 0.06 ? Sight.Missing : luck < 0.08 ? Sight.Unable : Sight.Exists, null));
    }

    private SyntheticAct Finish(Case item) =>
        After(1.8, new FinishCommand(Next(), default, UnitOf(item), item.Id, Label + "done"), sigma: 0.9);

    private SyntheticAct Close(Case item) => After(0.2, new CloseCommand(Next(), default, Desk, item.Id, null));

    private static Actor UnitOf(Case item) => new(Role.Unit, item.Unit ?? "nobody");

    private string? TerritorialOf(Case item) => _city.Rules.TerritorialUnitOf(item.Cell);

    private string[] UnitsOf(Func<Unit, bool> isOne) =>
        [.. _city.Units.Values.Where(isOne).Select(unit => unit.Id).Order(StringComparer.Ordinal)];

    private bool Chance(double share) => _random.NextDouble() < share;

    private static Guid Next() => Guid.CreateVersion7();

    private SyntheticAct After(double medianHours, Command command, double sigma = 0.6) =>
        SyntheticAct.After(_random, medianHours, command, sigma);
}
