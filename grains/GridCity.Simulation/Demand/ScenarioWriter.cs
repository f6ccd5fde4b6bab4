using System.Globalization;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Demand;

/// <summary>Writes a scenario as its reader takes it; weights of cells go into a table beside it.</summary>
public static class ScenarioWriter
{
    /// <summary>Writes a scenario, with comments at its head.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(Scenario scenario, string path, IEnumerable<string> comments)
    {
        var cells = Path.ChangeExtension(path, null) + "-cells.csv";
        var text = new YamlLines();
        foreach (var comment in comments)
        {
            text.Raw("# " + comment.ReplaceLineEndings(" "));
        }
        text.Pair(string.Empty, "name", YamlLines.Quote(scenario.Name));
        text.Pair(string.Empty, "description", scenario.Description is { } description ? YamlLines.Quote(description) : null);
        text.Pair(string.Empty, "from", Words.Of(scenario.From));
        text.Pair(string.Empty, "days", Whole(scenario.Days));
        text.Pair(string.Empty, "warm_up", Whole(scenario.WarmUpDays));
        text.Pair(string.Empty, "week_excess", scenario.WeekExcess > 0 ? Number(scenario.WeekExcess) : null);
        text.Raw("demand:");
        foreach (var stream in scenario.Demand)
        {
            WriteStream(text, stream, Path.GetFileName(cells));
        }
        if (scenario.Storms is { } storms)
        {
            text.Raw("storms:");
            text.Pair("  ", "per_month", Numbers(storms.PerMonth));
            text.Pair("  ", "hours", Number(storms.Hours));
        }
        WriteWork(text, scenario.Work);
        File.WriteAllText(path, text.ToString());
        if (scenario.Demand.Any(stream => stream.Cells.Count > 0))
        {
            CellWeights.Write(cells, scenario.Demand);
        }
    }

    private static void WriteStream(YamlLines text, DemandStream stream, string cells)
    {
        text.Raw("  - name: " + YamlLines.Quote(stream.Name));
        text.Pair("    ", "per_day", Number(stream.PerDay));
        text.Pair("    ", "hidden", stream.IsHidden ? "true" : null);
        text.Pair("    ", "classes", Weights(stream.Classes));
        text.Pair("    ", "channels", Weights(stream.Channels));
        text.Pair("    ", "hours_of_week", stream.HoursOfWeek.Count == 0 ? null : Numbers(stream.HoursOfWeek));
        text.Pair("    ", "months", stream.Months.Count == 0 ? null : Numbers(stream.Months));
        text.Pair("    ", "cells_file", stream.Cells.Count == 0 ? null : YamlLines.Quote(cells));
        text.Pair("    ", "excess", stream.Excess > 0 ? Number(stream.Excess) : null);
        text.Pair("    ", "week_excess", stream.WeekExcess > 0 ? Number(stream.WeekExcess) : null);
        text.Pair("    ", "trend", stream.Trend != 0 ? Number(stream.Trend) : null);
        text.Pair("    ", "trend_from", stream.TrendFrom is { } from && stream.Trend != 0 ? Words.Of(from) : null);
        text.Pair("    ", "storm_factor", stream.StormFactor != 1 ? Number(stream.StormFactor) : null);
    }

    private static void WriteWork(YamlLines text, WorkModel work)
    {
        var names = new ShiftNames();
        var crews = work.Crews.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => pair.Value.Select(
                one => $"    - {{unit: {YamlLines.Quote(pair.Key)}, shift: {names.Of(one.Shift)}, count: {Whole(one.Count)}}}")).ToList();
        var others = work.OtherCrews.Select(one => $"    - {{shift: {names.Of(one.Shift)}, count: {Whole(one.Count)}}}").ToList();
        var inspectors = work.InspectorShifts.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{YamlLines.Quote(pair.Key)}: {names.Of(pair.Value)}").ToList();
        text.Raw("work:");
        text.Raw("  shifts:");
        foreach (var line in names.Lines)
        {
            text.Raw("    - " + line);
        }
        text.Raw($"  inspector_shifts: {{{string.Join(", ", inspectors)}}}");
        WriteList(text, "crews", crews);
        WriteList(text, "other_crews", others);
        text.Raw("  services:");
        foreach (var rule in work.Services)
        {
            var parts = new List<string>();
            AddList(parts, "classes", rule.Classes);
            AddList(parts, "families", rule.Families);
            parts.Add("work: " + Time(rule.Work));
            if (rule.Procedure is { } procedure)
            {
                parts.Add("procedure: " + Time(procedure));
            }
            text.Raw($"    - {{{string.Join(", ", parts)}}}");
        }
        foreach (var (key, time) in new[]
        {
            ("filing_desk", work.FilingDesk), ("dispatch_desk", work.DispatchDesk), ("acceptance", work.Acceptance),
            ("closing_desk", work.ClosingDesk), ("look", work.Look), ("lifetime", work.Lifetime),
        })
        {
            text.Pair("  ", key, Time(time));
        }
        foreach (var (key, number) in new[]
        {
            ("missing", work.MissingShare), ("outside", work.OutsideShare), ("return", work.ReturnShare), ("rework", work.ReworkShare),
            ("mend", work.MendShare), ("see", work.SeeShare), ("patrol_speed", work.PatrolSpeed), ("walk_speed", work.WalkSpeed),
            ("crew_speed", work.CrewSpeed), ("detour", work.Detour),
        })
        {
            text.Pair("  ", key, Number(number));
        }
    }

    private static void WriteList(YamlLines text, string key, List<string> lines)
    {
        text.Raw(lines.Count == 0 ? $"  {key}: []" : $"  {key}:");
        lines.ForEach(text.Raw);
    }

    private static void AddList(List<string> parts, string key, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            parts.Add($"{key}: [{string.Join(", ", names.Select(YamlLines.Quote))}]");
        }
    }

    private static string Time(Distribution time) => time switch
    {
        LogNormalTime one => $"{{median: {Number(one.Median)}, spread: {Number(one.Spread)}}}",
        GammaTime one => $"{{mean: {Number(one.MeanValue)}, variation: {Number(one.Variation)}}}",
        Waiting one => $"{{mean: {Number(one.MeanValue)}}}",
        Constant one => $"{{always: {Number(one.Value)}}}",
        Empirical one => $"{{quantiles: {Numbers(one.Values)}}}",
        _ => throw new ArgumentException($"A scenario has no words for {time}.", nameof(time)),
    };

    private static string Weights(IReadOnlyList<Weighted> weights) =>
        "{" + string.Join(", ", weights.Select(one => $"{YamlLines.Quote(one.Name)}: {Number(one.Weight)}")) + "}";

    private static string Numbers(IReadOnlyList<double> numbers) => "[" + string.Join(", ", numbers.Select(Number)) + "]";

    private static string Number(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Shifts are records without names of their own to be trusted: equal ones share a line.</summary>
    private sealed class ShiftNames
    {
        private readonly List<(WorkShift Shift, string Name)> _shifts = [];

        public IEnumerable<string> Lines => _shifts.Select(pair => $"{{name: {pair.Name}, hours: \"{Words.Of((pair.Shift.From, pair.Shift.To))}\""
            + (pair.Shift.Weekdays.Count == 0 ? string.Empty : $", weekdays: [{string.Join(", ", pair.Shift.Weekdays.Select(Words.Of))}]") + "}");

        public string Of(WorkShift shift)
        {
            foreach (var (known, name) in _shifts)
            {
                if (known.From == shift.From && known.To == shift.To && known.Weekdays.SequenceEqual(shift.Weekdays))
                {
                    return name;
                }
            }
            _shifts.Add((shift, $"shift-{_shifts.Count + 1}"));
            return _shifts[^1].Name;
        }
    }
}
