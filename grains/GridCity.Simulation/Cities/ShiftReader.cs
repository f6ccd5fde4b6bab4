using GridCity.Core.Cities;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>Reads <c>shifts</c> of <c>city.yaml</c>.</summary>
internal static class ShiftReader
{
    private static readonly string[] Keys = ["id", "from", "until", "weekdays"];

    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();

    /// <summary>The shifts; those that are wrong are faults and left out.</summary>
    public static List<Shift> Read(YamlMap city, FileFaults faults)
    {
        var shifts = new List<Shift>();
        foreach (var node in city.Items("shifts"))
        {
            if (YamlMap.From(node, "shifts", Keys, faults) is not { } item || SettingsReader.Id(item) is not { } id)
            {
                continue;
            }
            if (shifts.Exists(shift => shift.Id == id))
            {
                item.Error("id", $"is '{id}', which another shift has. Give each its own.");
            }
            var weekdays = item.Has("weekdays") ? SettingsReader.WeekdaysOf(item, "weekdays", faults) : EveryDay;
            if (Time(item, "from") is { } from && Time(item, "until") is { } until)
            {
                if (from == until)
                {
                    item.Error("until", "is the same time as from. Write when the shift ends; 00:00 ends a day.");
                }
                shifts.Add(new Shift(id, from, until, weekdays));
            }
        }
        return shifts;
    }

    private static TimeOnly? Time(YamlMap item, string key)
    {
        if (item.RequiredText(key) is not { } text)
        {
            return null;
        }
        if (Words.TryParseSpan($"00:00-{text}", out var span))
        {
            return span.To == TimeSpan.FromDays(1) ? TimeOnly.MinValue : TimeOnly.FromTimeSpan(span.To);
        }
        item.Error(key, $"is '{text}'; a time of day was expected, as in 22:00.");
        return null;
    }
}
