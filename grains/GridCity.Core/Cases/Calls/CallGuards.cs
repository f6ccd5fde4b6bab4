using GridCity.Core.Cities;

namespace GridCity.Core.Cases;

/// <summary>What of a command about calls the case does not allow.</summary>
internal static class CallGuards
{
    public static Refusal? Refusal(City city, Case item, CaseCommand command) => command switch
    {
        MakeCallCommand when item.Calls.Count >= Call.CountMax =>
            CaseGuards.Refuse(RefusalCode.TooManyCalls, item, $"has {item.Calls.Count} calls, as many as it can have"),
        MakeCallCommand c when !MayCall(city, item, c.By) => new Refusal(
            RefusalCode.UnitNotResponsible, c.By.Id, $"Case {item.Id} is with '{item.Unit}', and '{c.By.Id}' is not its street either."),
        AnswerCallCommand c => OfCall(item, c.Number, c),
        GradeCallCommand c => OfCall(item, c.Number, c),
        CloseCallCommand c => OfCall(item, c.Number, c),
        _ => null,
    };

    // A street may whistle for a problem on its ground whoever has the case.
    private static bool MayCall(City city, Case item, Actor by) =>
        by.Role != Role.Unit || by.Id == item.Unit || by.Id == city.Rules.TerritorialUnitOf(item.Cell);

    private static Refusal? OfCall(Case item, int number, CaseCommand command)
    {
        if (item.FindCall(number) is not { } call)
        {
            return CaseGuards.Refuse(RefusalCode.CallUnknown, item, $"has no call {number}");
        }
        return call.IsOpen
            ? OfOpenCall(item, call, command)
            : CaseGuards.Refuse(RefusalCode.CallEnded, item, $"has ended its call {number}");
    }

    private static Refusal? OfOpenCall(Case item, Call call, CaseCommand command) => command switch
    {
        AnswerCallCommand c => Party(item, call, c.By.Id) ?? Answered(item, call, c.By.Id),
        GradeCallCommand c => Caller(item, call, c) ?? Party(item, call, c.Party) ?? Graded(item, call, c),
        _ => Caller(item, call, command) ?? Ungraded(item, call),
    };

    private static Refusal? Party(Case item, Call call, string unit) => call.Find(unit) is null
        ? CaseGuards.Refuse(RefusalCode.NotCalled, item, $"does not call '{unit}' with its call {call.Number}")
        : null;

    private static Refusal? Answered(Case item, Call call, string unit) => call.Find(unit)!.AnsweredAt is null
        ? null
        : CaseGuards.Refuse(RefusalCode.DoneBefore, item, $"was answered by '{unit}' before");

    private static Refusal? Graded(Case item, Call call, GradeCallCommand command) => call.Find(command.Party)!.Score is null
        ? null
        : CaseGuards.Refuse(RefusalCode.DoneBefore, item, $"has a grade for '{command.Party}' already");

    // Who called grades and ends; the two centres and leaders may too.
    private static Refusal? Caller(Case item, Call call, CaseCommand command) =>
        command.By.Role == Role.Unit && command.By != call.Caller
            ? CaseGuards.Refuse(RefusalCode.NotCalled, item, $"was called by '{call.Caller}', not by '{command.By}'")
            : null;

    // One whistle, one grade (一哨一考): whoever was called gets one before the whistle ends.
    private static Refusal? Ungraded(Case item, Call call) =>
        call.Kind == CallKind.Whistle && call.Parties.FirstOrDefault(party => party.Score is null) is { } party
            ? CaseGuards.Refuse(RefusalCode.CallsOpen, item, $"has no grade yet for '{party.Unit}' in its call {call.Number}")
            : null;
}
