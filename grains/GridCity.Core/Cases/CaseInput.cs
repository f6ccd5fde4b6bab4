using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>What can be wrong with a command whatever the case is.</summary>
internal static class CaseInput
{
    private static readonly string[] WhistleTopics = ["enforcement", "key-work", "emergency"];

    public static Refusal? Refusal(City city, CaseCommand command)
    {
        if (MissingText(command) is { } field)
        {
            return new Refusal(RefusalCode.TextMissing, field, $"A {field} is mandatory here.");
        }
        if (UnknownUnit(city, command) is { } unknown)
        {
            return new Refusal(RefusalCode.UnitUnknown, unknown, $"The city has no unit '{unknown}'.");
        }
        return command switch
        {
            ApplyCommand c => Suspension(city, c),
            EscalateCommand c when c.To is < Tier.Community or > Tier.City =>
                new Refusal(RefusalCode.TierAbsurd, "to", "A tier is community, street, district or city."),
            GradeCallCommand { Score: < 0 or > 100 } c =>
                new Refusal(RefusalCode.ScoreAbsurd, "score", $"A score is from 0 to 100, not {c.Score}."),
            MakeCallCommand c => Call(c),
            _ => null,
        };
    }

    private static Refusal? Suspension(City city, ApplyCommand command)
    {
        if (command.Application != ApplicationKind.Suspension)
        {
            return null;
        }
        var latest = command.At.AddDays(city.Policy.SuspensionDaysMax);
        return command.Until is { } until && until > command.At && until <= latest
            ? null
            : new Refusal(
                RefusalCode.DateAbsurd,
                "until",
                string.Create(CultureInfo.InvariantCulture, $"A suspension ends after {command.At:O} and not later than {latest:O}."));
    }

    private static Refusal? Call(MakeCallCommand command)
    {
        if (command.Due is { } due && due <= command.At)
        {
            return new Refusal(RefusalCode.DateAbsurd, "due", "The time until which to come or answer has passed.");
        }
        if (command.Parties.Count is 0 or > Cases.Call.PartiesMax || command.Parties.Distinct().Count() != command.Parties.Count)
        {
            return new Refusal(
                RefusalCode.PartiesAbsurd, "parties", $"A call names 1 to {Cases.Call.PartiesMax} units, each once.");
        }
        return command.Call == CallKind.Whistle && !WhistleTopics.Contains(command.Topic)
            ? new Refusal(
                RefusalCode.TopicUnknown, "topic", $"A whistle is one of {string.Join(", ", WhistleTopics)}, not '{command.Topic}'.")
            : null;
    }

    private static string? UnknownUnit(City city, CaseCommand command) => command switch
    {
        DispatchCommand { Unit: { } unit } => UnknownAmong(city, [unit]),
        CloseCallCommand { Unit: { } unit } => UnknownAmong(city, [unit]),
        MakeCallCommand c => UnknownAmong(city, c.Parties.AsSpan()),
        _ => null,
    };

    private static string? UnknownAmong(City city, ReadOnlySpan<string> units)
    {
        foreach (var unit in units)
        {
            if (!city.Units.ContainsKey(unit))
            {
                return unit;
            }
        }
        return null;
    }

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
