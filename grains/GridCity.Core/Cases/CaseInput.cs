using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>What can be wrong with a command whatever the case is.</summary>
internal static class CaseInput
{
    private static readonly string[] WhistleTopics = ["enforcement", "key-work", "emergency"];

    public static Decision? Refusal(City city, CaseCommand command)
    {
        if (MissingText(command) is { } field)
        {
            return Decision.Refuse(RefusalCode.TextMissing, field, $"A {field} is mandatory here.");
        }
        if (UnitsOf(command).FirstOrDefault(unit => !city.Units.ContainsKey(unit)) is { } unknown)
        {
            return Decision.Refuse(RefusalCode.UnitUnknown, unknown, $"The city has no unit '{unknown}'.");
        }
        return command switch
        {
            ApplyCommand c => Suspension(city, c),
            EscalateCommand c when c.To is < Tier.Community or > Tier.City =>
                Decision.Refuse(RefusalCode.TierAbsurd, "to", "A tier is community, street, district or city."),
            GradeCallCommand { Score: < 0 or > 100 } c =>
                Decision.Refuse(RefusalCode.ScoreAbsurd, "score", $"A score is from 0 to 100, not {c.Score}."),
            MakeCallCommand c => Call(c),
            _ => null,
        };
    }

    private static Decision? Suspension(City city, ApplyCommand command)
    {
        if (command.Application != ApplicationKind.Suspension)
        {
            return null;
        }
        var latest = command.At.AddDays(city.Policy.SuspensionDaysMax);
        return command.Until is { } until && until > command.At && until <= latest
            ? null
            : Decision.Refuse(
                RefusalCode.DateAbsurd,
                "until",
                string.Create(CultureInfo.InvariantCulture, $"A suspension ends after {command.At:O} and not later than {latest:O}."));
    }

    private static Decision? Call(MakeCallCommand command)
    {
        if (command.Due is { } due && due <= command.At)
        {
            return Decision.Refuse(RefusalCode.DateAbsurd, "due", "The time until which to come or answer has passed.");
        }
        if (command.Parties.Count is 0 or > Cases.Call.PartiesMax || command.Parties.Distinct().Count() != command.Parties.Count)
        {
            return Decision.Refuse(
                RefusalCode.PartiesAbsurd, "parties", $"A call names 1 to {Cases.Call.PartiesMax} units, each once.");
        }
        return command.Call == CallKind.Whistle && !WhistleTopics.Contains(command.Topic)
            ? Decision.Refuse(
                RefusalCode.TopicUnknown, "topic", $"A whistle is one of {string.Join(", ", WhistleTopics)}, not '{command.Topic}'.")
            : null;
    }

    private static IEnumerable<string> UnitsOf(CaseCommand command) => command switch
    {
        DispatchCommand { Unit: { } unit } => [unit],
        CloseCallCommand { Unit: { } unit } => [unit],
        MakeCallCommand c => c.Parties,
        _ => [],
    };

    private static string? MissingText(CaseCommand command)
    {
        var (field, text) = command switch
        {
            RemarkCommand c => ("text", c.Text),
            RejectCommand c => ("reason", c.Reason),
            ReturnCommand c => ("reason", c.Reason),
            FinishCommand c => ("result", c.Result),
            ApplyCommand c => ("reason", c.Reason),
            SendBackCommand c => ("reason", c.Reason),
            SuperviseCommand c => ("reason", c.Reason),
            EscalateCommand c => ("reason", c.Reason),
            ForceCloseCommand c => ("reason", c.Reason),
            RelocateCommand c => ("reason", c.Reason),
            MakeCallCommand c => ("topic", c.Topic),
            CloseCallCommand c => ("outcome", c.Outcome),
            AppealCommand c => ("reason", c.Reason),
            ExcludeCommand c => ("reason", c.Reason),
            _ => (string.Empty, "-"),
        };
        return string.IsNullOrWhiteSpace(text) ? field : null;
    }
}
