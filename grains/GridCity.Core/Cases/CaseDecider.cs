using GridCity.Core.Cities;

namespace GridCity.Core.Cases;

/// <summary>Decides commands about a case that is open; refusals come in the order of their numbers.</summary>
internal static class CaseDecider
{
    public static Decision Decide(City city, Cell cell, CaseCommand command)
    {
        if (CaseInput.Refusal(city, command) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }
        var item = cell.Find(command.Case);
        if (item is not null && Answered(item, command) is { } answered)
        {
            return answered;
        }
        if (item is null && command.Case.Birthplace == cell.Code && command.Case.Number > cell.LastNumber)
        {
            return Decision.Refuse(RefusalCode.CaseUnknown, command.Case.ToString(), $"There is no case {command.Case}.");
        }
        if (CaseGuards.Role(command) is { } forbidden)
        {
            return Decision.Refuse(forbidden);
        }
        if (command is ArriveCommand arrive)
        {
            return Decision.Of(arrive.Case, new CaseArrived(arrive.By, arrive.From, arrive.State));
        }
        if (item is null)
        {
            return Decision.Refuse(RefusalCode.CaseEnded, command.Case.ToString(), $"Case {command.Case} has ended.");
        }
        return CaseGuards.State(city, item, command) is { } impossible
            ? Decision.Refuse(impossible)
            : CaseOutcome.Of(city, item, command);
    }

    private static Decision? Answered(Case item, CaseCommand command) => item.Answered.KindOf(command.Id) switch
    {
        null => null,
        { } kind when kind == command.Kind => Decision.Repeat(item.Id),
        { } kind => Decision.Refuse(RefusalCode.CommandIdReused, "id", $"The command id was used before to {kind} this case."),
    };
}
