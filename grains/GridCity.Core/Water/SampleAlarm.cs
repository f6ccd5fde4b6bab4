using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>
/// The report that follows from a sample: of black and odorous water, or else of a section that misses its target. While a
/// case of that problem is open there is no second one, however old it is and wherever it was moved or merged: the rule for
/// duplicates, which looks back for a day and some metres, would not see it.
/// </summary>
internal static class SampleAlarm
{
    public static ReportCommand? Of(City city, Cell cell, MonitoringSection section, SampleCommand command, SampleTaken taken)
    {
        var policy = city.Policy.Water;
        if (policy.Channel is not { } channel || ClassOf(policy, taken) is not { } code || IsOld(cell, taken))
        {
            return null;
        }
        if (cell.Open.Any(known => IsSame(policy, section, code, known.Report))
            || (command.Alarm is { } elsewhere && elsewhere.Stage.IsOpen() && Covers(policy, code, elsewhere.Report)))
        {
            return null;
        }
        var report = new Report(code, null, channel, section.Place, null, Text(section, taken), taken.TakenAt, section.Id)
        {
            Edition = city.Classes.GetValueOrDefault(code)?.Edition,
        };
        // The guards have found the section in this cell.
        return new ReportCommand(Decision.DerivedId(command.Id, 1), command.At, Actor.System, report, Intake.Place(city, section.Place, 0)!);
    }

    /// <summary>Whether a report was made by a sample of a section.</summary>
    public static bool IsOf(WaterPolicy policy, Report report) =>
        report.Channel == policy.Channel && (report.Class == policy.ExceedanceClass || report.Class == policy.BlackOdourClass);

    private static string? ClassOf(WaterPolicy policy, SampleTaken taken) =>
        taken.BlackOdour is BlackOdour.Light or BlackOdour.Heavy && policy.BlackOdourClass is { } odorous ? odorous
        : taken.MeetsTarget == false ? policy.ExceedanceClass
        : null;

    // A result that comes late says how the water was, not how it is.
    private static bool IsOld(Cell cell, SampleTaken taken) =>
        cell.Memory.SamplesOf(taken.Section).Any(known => known.TakenAt > taken.TakenAt);

    // Black and odorous water is the graver form of the same problem: while that is open, missing the target is nothing new.
    private static bool IsSame(WaterPolicy policy, MonitoringSection section, string code, Report known) =>
        known.Reference == section.Id && known.Channel == policy.Channel && Covers(policy, code, known);

    private static bool Covers(WaterPolicy policy, string code, Report known) =>
        known.Class == code || known.Class == policy.BlackOdourClass;

    private static string Text(MonitoringSection section, SampleTaken taken)
    {
        var words = new List<string> { $"{section.Water}, {section.Name} ({section.NameZh})" };
        if (taken.Class is { } grade)
        {
            var factors = taken.Values.Where(value => taken.Factors.Contains(value.Parameter)).Select(Shown);
            words.Add(
                $"class {WaterWords.Of(grade)} ({WaterWords.ZhOf(grade)}), target {WaterWords.Of(section.Target)}, "
                + $"decided by {string.Join(", ", factors)}");
        }
        if (taken.BlackOdour is { } odour and not BlackOdour.None)
        {
            words.Add($"{WaterWords.Of(odour)} ({WaterWords.ZhOf(odour)})");
        }
        return string.Join("; ", words);
    }

    private static string Shown(Measurement value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value.Parameter} {value.Value} {value.Unit}").TrimEnd();
}
