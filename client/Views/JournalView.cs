using System.Globalization;
using GridCity.Client.JournalFiles;
using Spectre.Console;

namespace GridCity.Client.Views;

/// <summary>A journal file in front of people.</summary>
internal static class JournalView
{
    /// <summary>Writes what a journal holds.</summary>
    public static void Show(Terminal terminal, JournalPicture picture)
    {
        var time = new CityTime(TimeZoneInfo.Utc);
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        void Line(string label, string text) => grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(text));

        Line("file", $"{picture.File}, {Size(picture.Size)}");
        Line("city", picture.City);
        Line("format", $"{Wording.Count(picture.Format)}, made {time.Second(picture.CreatedAt)} UTC");
        Line("entries", $"{Wording.Count(picture.Entries)} in {Wording.Count(picture.CellCount)} cells");
        if (picture is { FirstAt: { } first, LastAt: { } last })
        {
            Line("from", $"{time.Second(first)} UTC");
            Line("to", $"{time.Second(last)} UTC");
        }
        terminal.Screen.Write(grid);
        if (picture.Entries == 0)
        {
            return;
        }
        terminal.Screen.Write(Counts("kind", picture.Kinds.Select(kind => (kind.Kind, kind.Count)), picture.Entries));
        var busiest = picture.BusiestCells.Select(cell => (cell.Cell, cell.Count));
        terminal.Screen.Write(Counts("busiest cells", busiest, picture.Entries));
    }

    private static Table Counts(string title, IEnumerable<(string Name, long Count)> counts, long all)
    {
        var table = CaseView.Plain(title, "entries", "share");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        foreach (var (name, count) in counts)
        {
            var share = (100.0 * count / all).ToString("0.0", CultureInfo.InvariantCulture) + " %";
            table.AddRow(new Text(name), new Text(Wording.Count(count)), new Text(share));
        }
        return table;
    }

    private static string Size(long bytes) => bytes < 1 << 20
        ? $"{Wording.Count(bytes)} bytes"
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");
}
