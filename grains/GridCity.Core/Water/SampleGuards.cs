using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>What can be wrong with a sample, in the order of the refusals' numbers: its time, its section, its values.</summary>
internal static class SampleGuards
{
    private const int ShownMax = 40;

    public static Decision? Refusal(City city, SampleCommand command) =>
        Time(city, command) ?? Section(city, command) ?? Values(command.Values);

    private static Decision? Time(City city, SampleCommand command)
    {
        var (earliest, latest) = (city.Policy.EarliestSeen, command.At + city.Policy.ClockTolerance);
        return command.TakenAt >= earliest && command.TakenAt <= latest
            ? null
            : Decision.Refuse(
                RefusalCode.TimeAbsurd,
                "takenAt",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{command.TakenAt:O} is before {earliest:O} or in the future of {command.At:O}; give the time of sampling."));
    }

    private static Decision? Section(City city, SampleCommand command)
    {
        if (!city.Sections.TryGetValue(command.Section, out var section))
        {
            return Decision.Refuse(
                RefusalCode.SectionUnknown,
                Shown(command.Section),
                $"The city has no section '{Shown(command.Section)}'; name one of its monitoring sections.");
        }
        var cell = Intake.Place(city, section.Place, 0)?.Cell;
        if (cell == command.Cell)
        {
            return null;
        }
        return Decision.Refuse(
            RefusalCode.SectionUnknown,
            section.Id,
            cell is null
                ? $"Section '{section.Id}' lies in no cell of the city; correct its place in the city's data."
                : $"Section '{section.Id}' lies in cell {cell}, not in {command.Cell}; send the sample there.");
    }

    private static Decision? Values(ValueList<Measurement> values)
    {
        if (values.Count == 0)
        {
            return Refuse("values", "A sample has at least one measured value.");
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (Wrong(value) is { } wrong)
            {
                return wrong;
            }
            if (!seen.Add(value.Parameter))
            {
                return Refuse(value.Parameter, $"'{value.Parameter}' is there twice; send each parameter once.");
            }
        }
        return null;
    }

    private static Decision? Wrong(Measurement value)
    {
        if (WaterParameters.Find(value.Parameter) is not { } parameter)
        {
            var known = WaterParameters.All.Select(one => one.Id);
            var meant = known.FirstOrDefault(id => string.Equals(id, value.Parameter, StringComparison.OrdinalIgnoreCase));
            return Refuse(
                Shown(value.Parameter),
                $"'{Shown(value.Parameter)}' is no parameter that is known; "
                + (meant is null ? $"known are {string.Join(", ", known)}." : $"did you mean '{meant}'?"));
        }
        if (WaterUnits.Convert(parameter, value) is not { } amount)
        {
            var units = WaterUnits.Of(parameter);
            return Refuse(
                parameter.Id,
                parameter.Unit.Length == 0
                    ? $"{parameter.Id} has no unit; leave out '{Shown(value.Unit)}'."
                    : $"{parameter.Id} cannot be in '{Shown(value.Unit)}'; accepted are {string.Join(", ", units)}.");
        }
        return amount >= parameter.Least && amount <= parameter.Most
            ? null
            : Refuse(
                parameter.Id,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{parameter.Id} cannot be {value.Value} {value.Unit}: {parameter.Least} to {parameter.Most} {parameter.Unit}")
                .TrimEnd() + " is possible; correct the value or its unit.");
    }

    private static Decision Refuse(string subject, string detail) =>
        Decision.Refuse(RefusalCode.MeasurementAbsurd, subject, detail);

    private static string Shown(string text) => text.Length <= ShownMax ? text : text[..ShownMax] + "…";
}
