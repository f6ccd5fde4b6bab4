using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Simulation.Engine;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Handling by people who are modelled: desks take their time, inspectors walk, find, verify and check, the crews of units
/// queue, travel and work. All luck of a case is drawn by its own number from a stream of its concern.
/// </summary>
internal sealed class ModelledHandling(WorkModel model) : Handling
{
    private const long MillisecondsPerHour = 3_600_000;
    private const int Check = 0;
    private const int Verify = 1;

    private readonly List<Station> _stations = [];
    private readonly Dictionary<string, Station> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceRule> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Duty> _duties = new(StringComparer.Ordinal);
    private InspectorForce _inspectors = null!;
    private PlanePoint _middle;
    private CaseLuck _luck = null!;
    private long _mended;

    public override void Begin(CityRun run)
    {
        base.Begin(run);
        _luck = new CaseLuck(run.Streams);
        var bounds = run.City.Grid.Bounds;
        _middle = new PlanePoint((bounds.MinX + bounds.MaxX) / 2, (bounds.MinY + bounds.MaxY) / 2);
        foreach (var caseClass in run.City.Classes.Values)
        {
            _services.Add(caseClass.Code, model.ServiceOf(caseClass));
        }
        _inspectors = new InspectorForce(run, model, _stations, _duties);
    }

    public override void Follow(Life life)
    {
        switch (life.Case.Stage)
        {
            case Stage.PendingVerification:
                _inspectors.For(life.CellIndex).Add(life, Verify, LookHours);
                break;
            case Stage.PendingFiling:
                Later(life, model.FilingDesk, Concern.FilingDesk, 0);
                break;
            case Stage.PendingDispatch:
                Later(life, model.DispatchDesk, Concern.DispatchDesk, life.Case.Redispatches);
                break;
            case Stage.PendingAcceptance:
                Later(life, model.Acceptance, Concern.Acceptance, life.Case.Redispatches);
                break;
            case Stage.Handling when life.Case.Reworks == 0 && _services[life.Case.Report.Class].Procedure is { } procedure:
                Later(life, procedure, Concern.Procedure, 0);
                break;
            case Stage.Handling:
                StationOf(life.Case.Unit!).Add(life, 0, WorkHours);
                break;
            case Stage.PendingCheck:
                _inspectors.For(life.CellIndex).Add(life, Check, LookHours);
                break;
            case Stage.PendingClosing:
                Later(life, model.ClosingDesk, Concern.ClosingDesk, 0);
                break;
        }
    }

    public override void Hide(PlannedReport problem) => _inspectors.Hide(problem, _luck);

    public override void Happen(in Happening what)
    {
        switch (what.Kind)
        {
            case HappeningKind.ShiftChange:
                ((Station)what.Subject!).ChangeShift(HoursOf);
                break;
            case HappeningKind.Done:
                var done = (Life)what.Subject!;
                _stations[(int)what.Number].Finish(done, HoursOf);
                Run.Send(done, AfterWork(done));
                break;
            case HappeningKind.Found:
                if (_inspectors.Find((HiddenProblem)what.Subject!) is { } found)
                {
                    Report(found);
                }
                break;
            case HappeningKind.Act when ((Life)what.Subject!).Case.Stage == Stage.Handling:
                var ready = (Life)what.Subject!;
                StationOf(ready.Case.Unit!).Add(ready, 0, WorkHours);
                break;
            case HappeningKind.Act when ((Life)what.Subject!).Case.Stage == Stage.PendingClosing:
                Close((Life)what.Subject!);
                break;
            case HappeningKind.Act:
                Run.Send((Life)what.Subject!, AtDesk((Life)what.Subject!));
                break;
        }
    }

    public override void End(RunResult result)
    {
        result.Crews = [.. _units.Values.OrderBy(station => station.Name, StringComparer.Ordinal).Select(station => station.ToLoad())];
        result.Inspectors = _inspectors.ToLoad();
        result.MendedOnTheSpot = _mended;
        result.NeverFound = _inspectors.Gone;
        result.Warnings = [.. result.Warnings, .. result.Crews.Append(result.Inspectors).Where(load => load.IsEndless).Select(Endless)];
    }

    private static string Endless(CrewLoad load) => load.Crews == 0
        ? $"{load.Unit} has no crew: {load.WaitingAtEnd} cases wait for ever."
        : FormattableString.Invariant(
            $"The queue of {load.Unit} has no end: all {load.Crews} worked without a pause and {load.WaitingAtEnd} cases still wait.");

    private void Report(PlannedReport found)
    {
        if (_luck.IsSo(Concern.Mend, found.Ordinal, 0, model.MendShare))
        {
            _mended++;
            return;
        }
        Run.Receive(found with { At = Run.Now });
    }

    private void Later(Life life, Distribution time, Concern concern, int attempt)
    {
        var hours = _luck.Draw(concern, life.Planned.Ordinal, attempt, time);
        Run.Schedule(Run.Now + (long)(hours * MillisecondsPerHour), new Happening(HappeningKind.Act, life, 0));
    }

    private CaseCommand AtDesk(Life life)
    {
        var item = life.Case;
        var ordinal = life.Planned.Ordinal;
        switch (item.Stage)
        {
            case Stage.PendingFiling:
                return _luck.IsSo(Concern.Outside, ordinal, 0, model.OutsideShare)
                    ? new RejectCommand(Run.NextCommand(), Run.Time, Desks.Supervision, item.Id, "outside the scope")
                    : new FileCommand(Run.NextCommand(), Run.Time, Desks.Supervision, item.Id, null);
            case Stage.PendingDispatch:
                return Run.Dispatch(life);
            case Stage.PendingAcceptance:
                AnswerCalls(life);
                // What was sent twice is not argued about again, nor what is late already.
                return item.Redispatches == 0 && !(Run.Time > item.HandlingDue) && _luck.IsSo(Concern.Return, ordinal, 0, model.ReturnShare)
                    ? new ReturnCommand(Run.NextCommand(), Run.Time, UnitOf(life), item.Id, "not ours")
                    : new AcceptCommand(Run.NextCommand(), Run.Time, UnitOf(life), item.Id);
            default:
                throw new InvariantBroken($"No desk has to do with case {item.Id}, which is {item.Stage}.");
        }
    }

    private CaseCommand AfterWork(Life life)
    {
        var item = life.Case;
        var ordinal = life.Planned.Ordinal;
        switch (item.Stage)
        {
            case Stage.PendingVerification:
                var isMissing = _luck.IsSo(Concern.Missing, ordinal, 0, model.MissingShare);
                return new VerifyCommand(
                    Run.NextCommand(), Run.Time, InspectorOf(life), item.Id, isMissing ? Sight.Missing : Sight.Exists, null);
            case Stage.Handling:
                return new FinishCommand(Run.NextCommand(), Run.Time, UnitOf(life), item.Id, "done");
            default:
                var fails = _luck.IsSo(Concern.Rework, ordinal, item.Reworks, model.ReworkShare);
                return new CheckCommand(
                    Run.NextCommand(), Run.Time, InspectorOf(life), item.Id, fails ? CheckResult.Fail : CheckResult.Pass, null);
        }
    }

    private double HoursOf(Life life) => life.Case.Stage == Stage.Handling ? WorkHours(life) : LookHours(life);

    private double WorkHours(Life life) => _luck.Draw(
        Concern.Work, life.Planned.Ordinal, life.Case.Reworks, _services[life.Case.Report.Class].Work);

    private double LookHours(Life life) => _luck.Draw(
        life.Case.Stage == Stage.PendingCheck ? Concern.CheckLook : Concern.VerifyLook, life.Planned.Ordinal, life.Case.Reworks, model.Look);

    private Station StationOf(string unit)
    {
        if (!_units.TryGetValue(unit, out var station))
        {
            var crews = model.Crews.GetValueOrDefault(unit) ?? model.OtherCrews;
            var key = Duty.KeyOf(crews);
            if (!_duties.TryGetValue(key, out var duty))
            {
                _duties.Add(key, duty = Duty.Of(crews, Run.City.TimeZone, Run.From, Run.Until));
            }
            station = new Station(Run, unit, _stations.Count, duty, _middle, model.CrewSpeed, model.Detour);
            _stations.Add(station);
            _units.Add(unit, station);
        }
        return station;
    }
}
