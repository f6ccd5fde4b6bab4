using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>
/// Judges a water sample: its class, whether that meets the target of the section, and how black and odorous the point is by
/// this sample and those before it.
/// </summary>
internal static class Samples
{
    public static Decision? Refusal(City city, SampleCommand command) => SampleGuards.Refusal(city, command);

    public static Decision Decide(City city, Cell cell, SampleCommand command)
    {
        var section = city.Sections[command.Section];
        var values = InTableUnits(command.Values);
        var judged = Classification.Of(section.Kind, values);
        // The journal keeps whole milliseconds; what it cannot keep must not be decided by.
        var takenAt = DateTimeOffset.FromUnixTimeMilliseconds(command.TakenAt.ToUnixTimeMilliseconds());
        var taken = new SampleTaken(
            command.By, section.Id, takenAt, values, judged?.Class, judged?.Factors ?? default, judged?.Meets(section.Target), null);
        taken = taken with { BlackOdour = Odour(city.Policy.Water, cell, section, taken) };
        return Decision.Of(default, taken) with
        {
            Sent = SampleAlarm.Of(city, cell, section, command, taken) is { } alarm ? [alarm] : [],
        };
    }

    private static ValueList<Measurement> InTableUnits(ValueList<Measurement> values) =>
    [
        .. values.Select(value =>
        {
            var parameter = WaterParameters.Find(value.Parameter)!;
            return new Measurement(parameter.Id, WaterUnits.Convert(parameter, value)!.Value, parameter.Unit);
        }),
    ];

    // A sample that arrives late is judged by those before it, not by those that were taken after it.
    private static BlackOdour? Odour(WaterPolicy policy, Cell cell, MonitoringSection section, SampleTaken taken)
    {
        var mark = SampleMark.Of(taken);
        if (!section.IsBlackOdorous || !BlackOdourCriteria.Bands(mark.Odour, policy.ShallowShare).Any())
        {
            return null;
        }
        var earliest = taken.TakenAt.AddDays(-policy.OdourDays);
        var counted = cell.Memory.SamplesOf(section.Id)
            .Where(known => known.TakenAt >= earliest && known.TakenAt <= taken.TakenAt);
        return BlackOdourCriteria.OfPoint([.. counted, mark], policy.ShallowShare);
    }
}
