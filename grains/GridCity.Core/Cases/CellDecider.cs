using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Water;

namespace GridCity.Core.Cases;

/// <summary>Decides commands that concern a cell and no case.</summary>
internal static class CellDecider
{
    // Nobody walks further in a round, and no round finds more.
    private const double KilometresMax = 200;
    private const int ProblemsMax = 10_000;

    public static Decision Decide(City city, Cell cell, CellCommand command)
    {
        var wrong = command switch
        {
            SampleCommand c => Samples.Refusal(city, c),
            PatrolCommand c => Patrol(city, c),
            _ => throw new InvariantBroken($"No decision for {command.GetType().Name}."),
        };
        if (wrong is not null)
        {
            return wrong.Value;
        }
        if (cell.Memory.HasAnswered(command.Id))
        {
            return Decision.Repeat(default);
        }
        if (CaseGuards.Role(command) is { } forbidden)
        {
            return Decision.Refuse(forbidden);
        }
        return command switch
        {
            SampleCommand c => Samples.Decide(city, cell, c),
            PatrolCommand c => Decision.Of(default, new PatrolWalked(c.By, c.Subject, c.From, c.Until, c.Kilometres, c.Problems)),
            _ => throw new InvariantBroken($"No decision for {command.GetType().Name}."),
        };
    }

    private static Decision? Patrol(City city, PatrolCommand command)
    {
        if (string.IsNullOrWhiteSpace(command.Subject))
        {
            return Decision.Refuse(RefusalCode.TextMissing, "subject", "A patrol says what was walked.");
        }
        if (command.Until > command.At + city.Policy.ClockTolerance || command.From < city.Policy.EarliestSeen)
        {
            return Decision.Refuse(
                RefusalCode.TimeAbsurd,
                "until",
                string.Create(CultureInfo.InvariantCulture, $"{command.From:O} to {command.Until:O} is too long ago or in the future."));
        }
        if (command.Until <= command.From
            || command.Kilometres is not (>= 0 and <= KilometresMax) || command.Problems is not (>= 0 and <= ProblemsMax))
        {
            return Decision.Refuse(
                RefusalCode.PatrolAbsurd,
                "patrol",
                $"A patrol ends after it begins, is at most {KilometresMax} km long and finds at most {ProblemsMax} problems.");
        }
        // A walk belongs to the day on which it began, and so does whether its source was registered.
        return city.Sources.TryGetValue(command.Subject, out var source)
            && Intake.NotListed(city, source, command.From, "subject") is { } ended
            ? Decision.Refuse(ended)
            : null;
    }
}
