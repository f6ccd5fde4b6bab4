using System.Globalization;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Reports.Sections;

/// <summary>What the days brought, and at which hours of the week.</summary>
internal static class TimeSection
{
    private const int DaysMax = 400;
    private const int Classes = 5;

    public static Section Of(ReportSubject subject) => Section.Of(
        new Say("Volume", "上报与结案量"),
        ByDay(subject.Record),
        Late(subject.Record),
        Week(subject.Record));

    private static Node? ByDay(RunRecord record)
    {
        var (places, days, caption) = Places(record);
        if (places.Count < 2)
        {
            return null;
        }
        var unit = caption.IsWeekly ? new Say("week", "周") : new Say("day", "日");
        return ChartOf(new Say($"Reported and closed by {unit.En}", $"每{unit.Zh}上报与结案量"), places, caption.IsWeekly).Lines(
            new Series(new Say("Reported", "上报"), [.. days.Select(day => (double?)day.Sum(one => one.Reports))]),
            new Series(new Say("Closed", "结案"), [.. days.Select(day => (double?)day.Sum(one => one.Closed))]));
    }

    private static Node? Late(RunRecord record)
    {
        var (places, days, caption) = Places(record);
        if (places.Count < 2 || record.Days.All(day => day.Value.Late == 0))
        {
            return null;
        }
        var unit = caption.IsWeekly ? new Say("week", "周") : new Say("day", "日");
        return ChartOf(new Say($"Cases whose limit passed, by {unit.En}", $"每{unit.Zh}新增超期案件"), places, caption.IsWeekly)
            .Bars(new Series(new Say("Late", "超期"), [.. days.Select(day => (double?)day.Sum(one => one.Late))]));
    }

    private static Chart ChartOf(Say caption, List<DateOnly> places, bool isWeekly) => new(caption, [.. places.Select(Name)])
    {
        Height = 200,
        LabelEvery = Math.Max(1, (int)Math.Ceiling(places.Count / 10.0)),
        IsRest = index => !isWeekly && places[index].DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
        Unit = isWeekly ? new Say("Week from", "起始周") : new Say("Day", "日期"),
    };

    private static Say Name(DateOnly day) => new(
        day.ToString("d MMM yyyy", CultureInfo.InvariantCulture), day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture));

    // Years of days would be a smear: they are summed by weeks.
    private static (List<DateOnly> Places, List<List<DayFigures>> Days, (bool IsWeekly, int Length) Caption) Places(RunRecord record)
    {
        var isWeekly = record.Days.Count > DaysMax / 3;
        var groups = record.Days
            .GroupBy(day => isWeekly ? day.Key.AddDays(-(((int)day.Key.DayOfWeek + 6) % 7)) : day.Key)
            .Select(group => (group.Key, Days: group.Select(day => day.Value).ToList())).ToList();
        // Weeks that are cut off at the ends would look like a fall.
        if (isWeekly && groups.Count > 4)
        {
            groups.RemoveAll(group => group.Days.Count < 7 && (group.Key == groups[0].Key || group.Key == groups[^1].Key));
        }
        return (groups.ConvertAll(group => group.Key), groups.ConvertAll(group => group.Days), (isWeekly, groups.Count));
    }

    private static Node? Week(RunRecord record)
    {
        const double Left = 44, Top = 18, Width = 38, Height = 20;
        var most = record.HoursOfWeek.Max();
        if (most == 0 || record.Days.Count < 7)
        {
            return null;
        }
        var caption = new Say("Reports by hour of the week", "一周内各时段上报量");
        var drawing = new Tag("svg")
        {
            { "viewBox", $"0 0 {Tag.Number(Left + (24 * Width) + 4)} {Tag.Number(Top + (7 * Height) + 4)}" }, { "role", "img" },
            new Tag("title") { caption },
        };
        for (var hour = 0; hour < 24; hour += 3)
        {
            drawing.Add(new Tag("text") { { "x", Left + (hour * Width) }, { "y", Top - 6 }, $"{hour}:00" });
        }
        for (var day = 0; day < 7; day++)
        {
            drawing.Add(new Tag("text") { { "x", Left - 6 }, { "y", Top + (day * Height) + 14 }, { "text-anchor", "end" }, Weekday(day) });
            for (var hour = 0; hour < 24; hour++)
            {
                var count = record.HoursOfWeek[(day * 24) + hour];
                drawing.Add(new Tag("rect", "area q" + (count == 0 ? 0 : 1 + Math.Min(Classes - 1, Classes * (count - 1) / most)))
                {
                    { "x", Left + (hour * Width) }, { "y", Top + (day * Height) }, { "width", Width - 1 }, { "height", Height - 1 },
                });
            }
        }
        return new Tag("figure")
        {
            new Tag("figcaption") { caption + new Say($"; the darkest square had {Figures.Decimal(most, 0)}", $"，颜色最深处为{Figures.Decimal(most, 0)}件") },
            drawing,
        };
    }

    private static Say Weekday(int day) => new(
        CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedDayName((DayOfWeek)((day + 1) % 7)), "周" + "一二三四五六日"[day]);
}
