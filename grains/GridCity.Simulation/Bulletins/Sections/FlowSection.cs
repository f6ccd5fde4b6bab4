using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>When things came and were done: by day, and by hour of the day.</summary>
internal static class FlowSection
{
    /// <summary>The flow of a period.</summary>
    public static Section Of(PeriodTables tables) => Section.Of(
        new Say("Flow of cases", "案件流量"),
        ByDay(tables),
        new Tag("h3") { new Say("By hour of the day", "分时段") },
        ByHour(tables.Flow.ByHour));

    private static Node? ByDay(PeriodTables tables)
    {
        var days = tables.Flow.ByDay;
        if (days.Count < 2)
        {
            return null;
        }
        var chart = new Chart(
            new Say("Reported and closed by day; weekends on grey ground", "每日上报与结案量（灰底为周六、周日）"),
            [.. days.Select(day => TimeWords.Day(day.Day))])
        {
            LabelEvery = Math.Max(1, (int)Math.Ceiling(days.Count / 10.0)),
            IsRest = index => days[index].Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
            Unit = new Say("Day", "日期"),
        };
        return chart.Lines(
            new Series(FieldWords.Of(Counter.Reported), [.. days.Select(day => Known(day, day.Counts.Reported))]),
            new Series(FieldWords.Of(Counter.Closed), [.. days.Select(day => Known(day, day.Counts.Closed))]));

        // Of a day before the journal begins, or one that has not begun, nothing is known.
        double? Known(DayFlow day, int count) =>
            Period.Midnight(tables.Period.Zone, day.Day.AddDays(1)) > tables.Begins && Period.Midnight(tables.Period.Zone, day.Day) < tables.AsOf
                ? count
                : null;
    }

    private static Tag ByHour(IReadOnlyList<FlowCounts> hours)
    {
        var most = hours.Max(hour => Math.Max(hour.Reported, Math.Max(hour.Dispatched, hour.Closed)));
        return new Tag("div", "multiples")
        {
            Panel(FieldWords.Of(Counter.Reported), hour => hour.Reported),
            Panel(new Say("First dispatched", "首次派遣"), hour => hour.Dispatched),
            Panel(FieldWords.Of(Counter.Closed), hour => hour.Closed),
        };

        Node Panel(Say name, Func<FlowCounts, int> count) => new Chart(
            name + new Say(", all days of the period", "（全期合计）"), [.. Enumerable.Range(0, 24).Select(hour => (Say)$"{hour}")])
        {
            Width = 330,
            Height = 140,
            LabelEvery = 6,
            Labels = [.. Enumerable.Range(0, 24).Select(hour => new Say($"{hour}:00", $"{hour}时"))],
            Most = most,
            Unit = new Say("Hour", "时"),
        }.Bars(new Series(name, [.. hours.Select(hour => (double?)count(hour))]));
    }
}
