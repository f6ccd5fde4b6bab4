using GridCity.Core.Cities;

namespace GridCity.Core.Cases;

/// <summary>Decides commands about a case that exists; refusals come in the order of their numbers.</summary>
internal static class CaseDecider
{
    public static Decision Decide(City city, Cell cell, CaseCommand command)
    {
        if (MissingText(command) is { } field)
        {
            return Decision.Refuse(RefusalCode.TextMissing, field, $"A {field} is mandatory here.");
        }
        if (command is DispatchCommand { Unit: { } unit } && !city.Units.ContainsKey(unit))
        {
            return Decision.Refuse(RefusalCode.UnitUnknown, unit, $"The city has no unit '{unit}'.");
        }
        var item = cell.Find(command.Case);
        if (item is not null && Answered(item, command) is { } answered)
        {
            return answered;
        }
        if (item is null && (command.Case.Birthplace != cell.Code || command.Case.Number > cell.LastNumber))
        {
            return Decision.Refuse(RefusalCode.CaseUnknown, command.Case.ToString(), $"There is no case {command.Case}.");
        }
        if (!Lifecycle.IsAllowed(command.By.Role, command.Kind))
        {
            return Decision.Refuse(
                RefusalCode.RoleNotAllowed,
                RoleNames.Of(command.By.Role),
                $"The role '{RoleNames.Of(command.By.Role)}' may not {Verb(command)} a case.");
        }
        if (item is null)
        {
            return Decision.Refuse(RefusalCode.CaseEnded, command.Case.ToString(), $"Case {command.Case} has ended.");
        }
        return Refusal(item, command) ?? Decision.Of(item.Id, Events(city, item, command));
    }

    private static Decision? Answered(Case item, CaseCommand command)
    {
        foreach (var answered in item.Answered)
        {
            if (answered.Id == command.Id)
            {
                return answered.Kind == command.Kind
                    ? Decision.Repeat(item.Id)
                    : Decision.Refuse(
                        RefusalCode.CommandIdReused, "id", $"The command id was used before to {answered.Kind} this case.");
            }
        }
        return null;
    }

    private static Decision? Refusal(Case item, CaseCommand command)
    {
        if (!Lifecycle.IsPossible(item.Stage, command.Kind))
        {
            return Decision.Refuse(
                RefusalCode.StageNotAllowed,
                item.Id.ToString(),
                $"Case {item.Id} is in stage {item.Stage}; possible now: {string.Join(", ", Lifecycle.PossibleIn(item.Stage))}.");
        }
        if (command.By.Role == Role.Unit && command.By.Id != item.Unit)
        {
            return Decision.Refuse(
                RefusalCode.UnitNotResponsible, command.By.Id, $"Case {item.Id} is with '{item.Unit}', not with '{command.By.Id}'.");
        }
        if (command is ExpireCommand expire && (item.Alarm is not { } alarm || item.DueFor != expire.Due || command.At < alarm))
        {
            return Decision.Refuse(RefusalCode.NotDue, item.Id.ToString(), $"Case {item.Id} is not due.");
        }
        return null;
    }

    private static CaseEvent[] Events(City city, Case item, CaseCommand command) => command switch
    {
        VerifyCommand { Sight: Sight.Missing } c =>
            [new CaseVerified(c.By, c.Sight, c.Note), new CaseRejected(Actor.System, "Not found on the spot.")],
        VerifyCommand c => [new CaseVerified(c.By, c.Sight, c.Note)],
        FileCommand c => Filed(city, item, c),
        RejectCommand c => [new CaseRejected(c.By, c.Reason)],
        DispatchCommand c => [Dispatched(city, item, c)],
        AcceptCommand c => [new CaseAccepted(c.By)],
        ReturnCommand c => [new CaseReturned(c.By, c.Reason)],
        FinishCommand c => [new CaseFinished(c.By, c.Result, city.Limits.Calendar.Due(c.At, city.Policy.CheckLimit))],
        CheckCommand c => [new CaseChecked(c.By, c.Result, c.Note)],
        CloseCommand c => [new CaseClosed(c.By, c.Note)],
        ExpireCommand c => [new DuePassed(c.By, c.Due, item.Due!.Value)],
        _ => throw new InvariantBroken($"No events for {command.GetType().Name}."),
    };

    private static CaseEvent[] Filed(City city, Case item, FileCommand command)
    {
        var filed = new CaseFiled(command.By, command.Note);
        var dispatched = ByRules(city, item, command.At);
        return dispatched is null ? [filed] : [filed, dispatched];
    }

    private static CaseDispatched Dispatched(City city, Case item, DispatchCommand command)
    {
        if (command.Unit is not null)
        {
            return Dispatching.ByHand(city, item, command);
        }
        var byRules = ByRules(city, item, command.At)
            ?? throw new InvariantBroken($"Cell {item.Cell} has no territorial unit.");
        return byRules with { By = command.By, Note = command.Note };
    }

    private static CaseDispatched? ByRules(City city, Case item, DateTimeOffset at) =>
        Dispatching.ByRules(city, item.Report, item.Cell, city.Grid.IndexOf(item.Cell), item.Place, at);

    private static string? MissingText(CaseCommand command) => command switch
    {
        RejectCommand c when string.IsNullOrWhiteSpace(c.Reason) => "reason",
        ReturnCommand c when string.IsNullOrWhiteSpace(c.Reason) => "reason",
        FinishCommand c when string.IsNullOrWhiteSpace(c.Result) => "result",
        _ => null,
    };

    private static string Verb(CaseCommand command) => command.Kind.ToString().ToLowerInvariant();
}
