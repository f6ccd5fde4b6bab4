using GridCity.Core.Cities;

namespace GridCity.Core.Cases;

/// <summary>What happens to an open case when a command is allowed.</summary>
internal static class CaseOutcome
{
    public static Decision Of(City city, Case item, CaseCommand command) => command switch
    {
        MergeCommand c => Merged(item, c),
        RelocateCommand c => Relocated(item, c),
        _ => Decision.Of(item.Id, Events(city, item, command)),
    };

    private static ValueList<CaseEvent> Events(City city, Case item, CaseCommand command) => command switch
    {
        VerifyCommand { Sight: Sight.Missing } c =>
            [new CaseVerified(c.By, c.Sight, c.Note), new CaseRejected(Actor.System, "Not found on the spot."), Told(item)],
        VerifyCommand { Sight: Sight.Unable } c => [new CaseVerified(c.By, c.Sight, c.Note), AskedAgain(city, item, c)],
        VerifyCommand c => [new CaseVerified(c.By, c.Sight, c.Note)],
        FileCommand c => Filed(city, item, c),
        RejectCommand c => [new CaseRejected(c.By, c.Reason), Told(item)],
        DispatchCommand c => Dispatched(city, item, c),
        AcceptCommand c => [new CaseAccepted(c.By)],
        ReturnCommand c => Returned(city, item, c),
        FinishCommand c => Finished(city, item, c),
        CheckCommand { Result: CheckResult.Unable } c => [new CaseChecked(c.By, c.Result, c.Note), AskedAgain(city, item, c)],
        CheckCommand c => [new CaseChecked(c.By, c.Result, c.Note)],
        CloseCommand c => [new CaseClosed(c.By, c.Note), Told(item)],
        TakeTaskCommand c => [new TaskTaken(c.By)],
        _ => LaterEvents(city, item, command),
    };

    private static ValueList<CaseEvent> LaterEvents(City city, Case item, CaseCommand command) => command switch
    {
        ApplyCommand c => [new ApplicationMade(c.By, c.Application, c.Reason, c.Until)],
        RuleCommand c => [CaseClock.Ruled(city, item, c)],
        ResumeCommand c => [CaseClock.Resumed(city, item, c.By, c.At, c.Note)],
        SendBackCommand c => [new CaseSentBack(c.By, c.Reason)],
        SuperviseCommand c => [new CaseSupervised(c.By, c.Reason)],
        EscalateCommand c => [new CaseEscalated(
            c.By, EscalationCause.Asked, c.To, city.CoordinatorOf(c.To, item.Cell)?.Id, c.Reason)],
        RemarkCommand c => [new CaseRemarked(c.By, c.Text, c.Reference)],
        GradeCommand c => [new CaseGraded(c.By, c.Grade, c.Note)],
        ForceCloseCommand c => [.. EndedCalls(item), new CaseForceClosed(c.By, c.Reason), Told(item)],
        JoinCommand c => [new CaseJoined(c.By, c.Reporter)],
        ExpireCommand c => CaseClock.Expired(city, item, c),
        MakeCallCommand c => [Called(city, item, c)],
        AnswerCallCommand c => [new CallAnswered(c.By, c.Number, c.By.Id, c.Text)],
        GradeCallCommand c => [new CallGraded(c.By, c.Number, c.Party, c.Score, c.Note)],
        CloseCallCommand c => CallEnded(city, item, c),
        _ => throw new InvariantBroken($"No events for {command.GetType().Name}."),
    };

    private static ValueList<CaseEvent> Filed(City city, Case item, FileCommand command)
    {
        var filed = new CaseFiled(command.By, command.Note);
        if (ByRules(city, item, command.At) is not { } dispatched)
        {
            return [filed];
        }
        var escalated = Escalation.AtDispatch(city, item.Report, item.Cell, item.SecondCell, item.Repeats, dispatched);
        var whistle = item.Calls.Count == 0 ? Dispatching.Whistle(city, item.Cell, dispatched, command.At) : null;
        return CaseEvent.Those(filed, dispatched, escalated, whistle);
    }

    private static ValueList<CaseEvent> Dispatched(City city, Case item, DispatchCommand command)
    {
        var dispatched = command.Unit is not null
            ? Dispatching.ByHand(city, item, command)
            : ByRules(city, item, command.At) is { } byRules
                ? byRules with { By = command.By, Note = command.Note }
                : throw new InvariantBroken($"Cell {item.Cell} has no territorial unit.");
        // Want of power, a border and a place that repeats are still there when somebody else gets the case.
        return CaseEvent.Those(
            dispatched, Escalation.AtDispatch(city, item.Report, item.Cell, item.SecondCell, item.Repeats, dispatched));
    }

    // Who could not look keeps the task no longer, so that somebody else does or it is seen that nobody can.
    private static TaskGiven AskedAgain(City city, Case item, CaseCommand command) => LookTask.Next(
        city, item.Cell, item.Place, command.At, item.Asked.Contains(command.By.Id) ? item.Asked : item.Asked.With(command.By.Id));

    private static ValueList<CaseEvent> Returned(City city, Case item, ReturnCommand command) =>
        CaseEvent.Those(new CaseReturned(command.By, command.Reason), Escalation.AtReturn(city, item));

    private static ValueList<CaseEvent> Finished(City city, Case item, FinishCommand command)
    {
        var due = city.Limits.Calendar.Due(command.At, city.Policy.CheckLimit);
        return
        [
            new CaseFinished(command.By, command.Result, due),
            LookTask.Next(city, item.Cell, item.Place, command.At, default),
        ];
    }

    // Who is whistled for has to come until a time, also when nobody said one.
    private static CallMade Called(City city, Case item, MakeCallCommand command)
    {
        var due = command.Due ?? (command.Call == CallKind.Whistle ? command.At + city.Policy.WhistleWindow : null);
        return new CallMade(command.By, item.Calls.Count + 1, command.Call, command.Topic, command.Text, command.Parties, due);
    }

    // A meeting that found the responsible unit sends a case that waits for one there, if who ends it is one who dispatches.
    private static ValueList<CaseEvent> CallEnded(City city, Case item, CloseCallCommand command)
    {
        var closed = new CallClosed(command.By, command.Number, command.Outcome, command.Unit);
        if (command.Unit is null || item.Stage != Stage.PendingDispatch
            || !Lifecycle.IsAllowed(command.By.Role, CommandKind.Dispatch)
            || item.FindCall(command.Number)!.Kind is not (CallKind.Meeting or CallKind.Consultation))
        {
            return [closed];
        }
        var byMeeting = new DispatchCommand(command.Id, command.At, command.By, item.Id, command.Unit, command.Outcome);
        return [closed, .. Dispatched(city, item, byMeeting)];
    }

    private static Decision Merged(Case item, MergeCommand command)
    {
        var distance = Math.Round(item.Place.DistanceTo(command.Original!.Place), 2);
        var reporters = Reporters(item);
        return Decision.Of(item.Id, [.. EndedCalls(item), new DuplicateFound(command.By, command.Into, distance)]) with
        {
            Sent = [.. reporters.Select((reporter, index) =>
                new JoinCommand(Decision.DerivedId(command.Id, index + 1), command.At, command.Into, reporter))],
        };
    }

    private static Decision Relocated(Case item, RelocateCommand command)
    {
        var place = command.Placement;
        var relocated = new CaseRelocated(
            command.By, place.Cell, command.Point, place.Point, place.SecondCell, place.BorderDistance, command.Reason);
        if (place.Cell == item.Cell)
        {
            return Decision.Of(item.Id, relocated);
        }
        var answered = AnsweredCommands.Add(item.Answered, new AnsweredCommand(command.Id, command.Kind));
        var state = item.After(new CaseStep(item.Updated, command.At, answered), relocated);
        return Decision.Of(item.Id, relocated) with
        {
            Sent = [new ArriveCommand(Decision.DerivedId(command.Id, 1), command.At, item.Id, item.Cell, state)],
        };
    }

    private static CaseDispatched? ByRules(City city, Case item, DateTimeOffset at) =>
        Dispatching.ByRules(city, item.Report, item.Cell, city.Grid.IndexOf(item.Cell), item.Place, at);

    private static IEnumerable<CaseEvent> EndedCalls(Case item) => item.Calls
        .Where(call => call.IsOpen)
        .Select(call => new CallClosed(Actor.System, call.Number, "The case ended.", null));

    private static ReportersTold Told(Case item) => new(Actor.System, Reporters(item));

    private static ValueList<Reporter> Reporters(Case item)
    {
        var first = new Reporter(item.Id, item.Reporter, item.Report.Channel, item.Report.Reference);
        return item.Joined.Count == 0 ? [first] : [first, .. item.Joined];
    }
}
