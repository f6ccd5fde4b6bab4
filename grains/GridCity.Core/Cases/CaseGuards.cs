using System.Globalization;
using GridCity.Core.Cities;

namespace GridCity.Core.Cases;

/// <summary>What of a command the state of its case does not allow, in the order of the refusals' numbers.</summary>
internal static class CaseGuards
{
    /// <summary>Who may not give a command at all.</summary>
    public static Refusal? Role(Command command)
    {
        if (Lifecycle.IsAllowed(command.By.Role, command.Kind))
        {
            return null;
        }
        var role = RoleNames.Of(command.By.Role);
        return new Refusal(RefusalCode.RoleNotAllowed, role, $"The role '{role}' may not {command.Kind.ToString().ToLowerInvariant()}.");
    }

    public static Refusal? State(City city, Case item, CaseCommand command)
    {
        if (!Lifecycle.IsPossible(item.Stage, command.Kind))
        {
            return new Refusal(
                RefusalCode.StageNotAllowed,
                item.Id.ToString(),
                $"Case {item.Id} is in stage {item.Stage}; possible now: {string.Join(", ", Lifecycle.PossibleIn(item.Stage))}.");
        }
        if (IsForItsUnitOnly(command) && command.By.Id != item.Unit)
        {
            return new Refusal(
                RefusalCode.UnitNotResponsible, command.By.Id, $"Case {item.Id} is with '{item.Unit}', not with '{command.By.Id}'.");
        }
        return Special(city, item, command) ?? Clock(item, item.UpdatedAt, command) ?? Picture(item, command);
    }

    // Of two who act on the same picture the second is told, also where the command would still be possible.
    private static Refusal? Picture(Case item, CaseCommand command) => command.Seen < item.Updated
        ? Refuse(RefusalCode.CaseChanged, item, "changed since you looked at it; see what happened and decide anew")
        : null;

    // A called unit answers and grades although the case is another's.
    private static bool IsForItsUnitOnly(CaseCommand command) =>
        command.By.Role == Cases.Role.Unit && command is AcceptCommand or ReturnCommand or FinishCommand or ApplyCommand;

    private static Refusal? Special(City city, Case item, CaseCommand command) => command switch
    {
        EscalateCommand c when item.Tier is { } tier && c.To <= tier =>
            Refuse(RefusalCode.TierAbsurd, item, $"is with tier {tier} already, which is not below {c.To}"),
        ExpireCommand c when item.NextAlarm is not { } alarm || alarm.For != c.Due || c.At < alarm.At =>
            Refuse(RefusalCode.NotDue, item, "is not due"),
        ReturnCommand c when city.Policy.MustReturnBeforeDue && c.At > item.HandlingDue => Late(item),
        ApplyCommand c => Application(city, item, c),
        RuleCommand { IsGranted: true } c when item.Application is not null && c.At > item.HandlingDue => Late(item),
        RuleCommand { IsGranted: true } c when item.ApplicationUntil <= c.At => new Refusal(
            RefusalCode.DateAbsurd,
            "until",
            string.Create(
                CultureInfo.InvariantCulture, $"The suspension was asked for until {item.ApplicationUntil:O}, which has passed; deny it.")),
        RuleCommand when item.Application is null => Refuse(RefusalCode.NoApplication, item, "has no application that waits"),
        TakeTaskCommand when item.IsTaskTaken => Refuse(RefusalCode.DoneBefore, item, $"has been taken by '{item.Inspector}'"),
        SuperviseCommand when item.IsSupervised => Refuse(RefusalCode.DoneBefore, item, "is under supervision already"),
        CloseCommand when Open(item) is { } call =>
            Refuse(RefusalCode.CallsOpen, item, $"has the open call {call.Number} ({call.Kind}); end it first"),
        MergeCommand c => Merging(item, c),
        _ => CallGuards.Refusal(city, item, command),
    };

    private static Refusal? Application(City city, Case item, ApplyCommand command)
    {
        if (command.At > item.HandlingDue)
        {
            return Late(item);
        }
        var (had, max) = command.Application == ApplicationKind.Extension
            ? (item.Extensions, city.Policy.ExtensionsMax)
            : (item.Suspensions, city.Policy.SuspensionsMax);
        if (had >= max)
        {
            return Refuse(
                RefusalCode.UsedUp,
                item,
                string.Create(CultureInfo.InvariantCulture, $"has had {had} of {max} ({command.Application})"));
        }
        return item.Application is { } waiting
            ? Refuse(RefusalCode.ApplicationPending, item, $"has an application for {waiting} that waits for an answer")
            : null;
    }

    private static Refusal? Merging(Case item, MergeCommand command) =>
        command.Original is { } original && original.Id != item.Id && original.Report.Class == item.Report.Class
            ? null
            : Refuse(RefusalCode.CannotMerge, item, $"cannot be merged into {command.Into}: an open case of its class is needed");

    /// <summary>Refuses a command that is dated before what is known of its case.</summary>
    public static Refusal? Clock(Case item, DateTimeOffset lastAt, CaseCommand command) => command.At >= lastAt
        ? null
        : Refuse(
            RefusalCode.ClockWentBack,
            item,
            string.Create(
                CultureInfo.InvariantCulture,
                $"was last changed at {lastAt:O}, and it is {command.At:O} now: the clock went back; set it right and "
                + $"send the command again"));

    private static Call? Open(Case item)
    {
        foreach (var call in item.Calls.AsSpan())
        {
            if (call.IsOpen)
            {
                return call;
            }
        }
        return null;
    }

    private static Refusal Late(Case item) =>
        Refuse(RefusalCode.TooLate, item, string.Create(CultureInfo.InvariantCulture, $"was due at {item.HandlingDue:O}"));

    public static Refusal Refuse(RefusalCode code, Case item, string what) =>
        new Refusal(code, item.Id.ToString(), $"Case {item.Id} {what}.");
}
