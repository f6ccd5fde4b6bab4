using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>How much there was of what, and by which way it came.</summary>
internal static class VolumeSection
{
    private const int Shown = 20;

    // Every channel is somebody's: a city has some 26.
    private const int ChannelsShown = 40;

    /// <summary>Volumes by class and by channel.</summary>
    public static Section Of(CityNames names, PeriodTables tables)
    {
        var comparison = FieldWords.Comparisons(tables.Period.Kind).Before;
        return Section.Of(
            new Say("Classes and channels", "问题类别与来源"),
            Table(
                new Say("The classes reported most", "上报量居前的问题类别"),
                new Say("Class", "类别"),
                tables.Classes,
                names.Class,
                comparison),
            Table(
                new Say("By channel", "按来源渠道"),
                new Say("Channel", "渠道"),
                tables.Channels,
                names.Channel,
                comparison,
                ChannelsShown));
    }

    /// <summary>A table of the largest volumes; what is left of it is summed in the last row.</summary>
    public static Node? Table(
        Say caption, Say head, IReadOnlyList<VolumeRow> rows, Func<string, Say> name, Say comparison, int shown = Shown)
    {
        if (rows.Count == 0)
        {
            return null;
        }
        var most = rows.Max(row => Math.Max(row.Reported.Now, row.Reported.Before ?? 0));
        var total = Math.Max(1, rows.Sum(row => row.Reported.Now));
        var strokes = Strokes.ForCounts(most);
        var hasBefore = rows.Any(row => row.Reported.Before is not null);
        var explained = hasBefore ? caption + new Say(" (stroke: period before)", "（竖线为上期）") : caption;
        // One row alone is not worth being called the rest.
        var all = rows.Count <= shown + 1 ? rows : [.. rows.Take(shown), Rest(rows.Skip(shown))];
        var table = new Table<VolumeRow>(explained)
            .Name(head, row => row.Id.Length == 0
                ? new Say($"{rows.Count - shown} others", $"其余{rows.Count - shown}项")
                : name(row.Id))
            .Number(FieldWords.Of(Counter.Reported), row => Figures.Count(row.Reported.Now))
            .Drawing(default(Say), row => row.Id.Length == 0 ? default(Say) : strokes.Bar(row.Reported.Now, row.Reported.Before))
            .Number(new Say("Share", "占比"), row => Figures.Percent((double)row.Reported.Now / total));
        if (hasBefore)
        {
            table.Number(comparison, row => Figures.Change(row.Reported.Now, row.Reported.Before));
        }
        return table
            .Number(FieldWords.Of(Counter.Filed), row => Figures.Count(row.Filed.Now))
            .Number(FieldWords.Of(Counter.Closed), row => Figures.Count(row.Closed.Now))
            .Of(all);
    }

    private static VolumeRow Rest(IEnumerable<VolumeRow> rows)
    {
        var all = rows.ToList();
        return new VolumeRow(string.Empty, Sum(row => row.Reported), Sum(row => row.Filed), Sum(row => row.Closed));

        Compared<int> Sum(Func<VolumeRow, Compared<int>> of) => new(
            all.Sum(row => of(row).Now),
            all.All(row => of(row).Before is null) ? null : all.Sum(row => of(row).Before ?? 0),
            all.All(row => of(row).YearBefore is null) ? null : all.Sum(row => of(row).YearBefore ?? 0));
    }
}
