using GridCity.Core.Cities;

namespace GridCity.Core.Cases;

/// <summary>How the clock of a case is prolonged, stopped, started again, and what happens when it has run out.</summary>
internal static class CaseClock
{
    /// <summary>An extension adds one more original limit to the due time; a suspension stops the clock.</summary>
    public static ApplicationDecided Ruled(City city, Case item, RuleCommand command)
    {
        var kind = item.Application!.Value;
        DateTimeOffset? due = !command.IsGranted ? null
            : kind == ApplicationKind.Suspension ? item.ApplicationUntil
            : city.Limits.Calendar.Due(item.HandlingDue!.Value, LimitOf(item));
        return new ApplicationDecided(command.By, kind, command.IsGranted, due, command.Note);
    }

    /// <summary>What was left of the limit when the clock was stopped is what is left when it goes on.</summary>
    public static CaseResumed Resumed(City city, Case item, Actor by, DateTimeOffset at, string? note)
    {
        var calendar = city.Limits.Calendar;
        var unit = LimitOf(item).Unit;
        var left = calendar.Left(item.SuspendedAt!.Value, item.HandlingDue!.Value, unit);
        return new CaseResumed(by, calendar.After(at, left, unit), note);
    }

    public static ValueList<CaseEvent> Expired(City city, Case item, ExpireCommand command) => command.Due switch
    {
        DueKind.Resumption => [Resumed(city, item, command.By, command.At, null)],
        DueKind.Task => [LookTask.Next(city, item.Cell, item.Place, command.At, item.Asked)],
        DueKind.Call => [.. item.Calls.Where(call => call.Alarm <= command.At).Select(call => Missed(command.By, call))],
        _ => Passed(city, item, command),
    };

    private static ValueList<CaseEvent> Passed(City city, Case item, ExpireCommand command) => CaseEvent.Those(
        new DuePassed(command.By, command.Due, item.Due!.Value),
        command.Due == DueKind.Handling ? Escalation.AtTimeOut(city, item) : null);

    private static CallOverdue Missed(Actor by, Call call) => new(
        by, call.Number, call.Due!.Value, [.. call.Parties.Where(party => party.AnsweredAt is null).Select(party => party.Unit)]);

    private static Limit LimitOf(Case item) => Limit.TryParse(item.Limit, out var limit)
        ? limit
        : throw new InvariantBroken($"Case {item.Id} has the limit '{item.Limit}', which is none.");
}
