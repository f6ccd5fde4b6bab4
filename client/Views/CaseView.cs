using System.Globalization;
using GridCity.Client.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GridCity.Client.Views;

/// <summary>Cases in front of people: one as a card, many as a table, a life as a timeline.</summary>
internal static class CaseView
{
    /// <summary>A case with everything that matters about it.</summary>
    public static IRenderable Card(CasePicture subject, Why? why, CityTime time, DateTimeOffset now)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        void Line(string label, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(text));
            }
        }

        Line("case", subject.Id);
        Line("what", $"{subject.Class} {Wording.Both(subject.ClassName, subject.ClassNameZh, string.Empty)}".TrimEnd());
        Line("edition", subject.Edition);
        Line("reported as", subject.ReportedClass is { } code ? $"{code} of {subject.ReportedEdition}" : null);
        Line("condition", subject.Condition);
        Line("source", subject.Source);
        Line("text", subject.Text);
        Line("where", Where(subject));
        Line("stage", Wording.Of(subject.Stage) + (subject.IsOverdue ? ", overdue" : string.Empty));
        Line("due", subject.Due is { } due ? $"{time.Minute(due)} ({CityTime.Distance(due, now)})" : null);
        Line("unit", subject.Unit is null ? null : $"{Wording.UnitOf(subject)} ({subject.Unit})");
        Line("why", why is null ? null : Wording.Because(why) + $" [rules {Short(why.Version)}]");
        Line("close when", subject.ClosingCondition);
        Line("handled at", subject.Tier is { } tier ? Spelled(tier) : null);
        Line("also", string.Join(", ", Marks(subject)));
        Line("duplicate of", subject.DuplicateOf);
        Line("reported", $"{time.Minute(subject.ReportedAt)} by {subject.Channel}, seen {time.Minute(subject.SeenAt)}");
        Line("reference", subject.Reference);
        return grid;
    }

    /// <summary>Many cases.</summary>
    public static IRenderable Table(IEnumerable<CasePicture> cases, CityTime time)
    {
        var table = Plain("case", "stage", "class", "unit", "due", "text");
        foreach (var subject in cases)
        {
            table.AddRow(
                new Text(subject.Id),
                new Text(Wording.Of(subject.Stage)),
                new Text($"{subject.Class} {subject.ClassName}".TrimEnd()),
                new Text(subject.UnitName ?? subject.Unit ?? "–"),
                new Text(
                    subject.Due is { } due ? time.Minute(due) : "–",
                    subject.IsOverdue ? new Style(Color.Red) : Style.Plain),
                new Text(Shorten(subject.Text, 60)));
        }
        return table;
    }

    /// <summary>Everything that happened to a case, in order.</summary>
    public static IRenderable Timeline(IEnumerable<JournalEntry> entries, CityTime time)
    {
        var table = Plain("time", "who", "what", "why");
        foreach (var entry in entries)
        {
            var told = EntryText.Of(entry, time);
            table.AddRow(new Text(time.Second(entry.At)), new Text(told.Who), new Text(told.What), new Text(told.Why));
        }
        return table;
    }

    /// <summary>A table with nothing but its columns and one line under their names.</summary>
    public static Table Plain(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(Color.Grey))));
        }
        return table;
    }

    /// <summary>The first so many characters of a text, in one line.</summary>
    public static string Shorten(string? text, int length)
    {
        var line = (text ?? string.Empty).ReplaceLineEndings(" ");
        return line.Length <= length ? line : string.Concat(line.AsSpan(0, length - 1), "…");
    }

    private static string Spelled(Enum word) => word.ToString().ToLowerInvariant();

    private static IEnumerable<string> Marks(CasePicture subject)
    {
        if (subject.IsSupervised)
        {
            yield return "under supervision";
        }
        if (subject.Extensions > 0)
        {
            yield return $"extended {Wording.Count(subject.Extensions)} times";
        }
        if (subject.OpenCalls > 0)
        {
            yield return $"open calls: {Wording.Count(subject.OpenCalls)}";
        }
        if (subject.Repeats > 0)
        {
            yield return $"was there before: {Wording.Count(subject.Repeats)}";
        }
        if (subject.Inspector is { } inspector)
        {
            yield return $"look of {inspector} ({subject.Task})";
        }
    }

    private static string Where(CasePicture subject)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"cell {subject.Cell} ({subject.Lon}, {subject.Lat})");
        return subject.SecondCell is null
            ? place
            : $"{place}, so near to the border that it may be {subject.SecondCell}";
    }

    private static string Short(string? version) =>
        version is { Length: > 12 } ? version[..12] : version ?? string.Empty;
}
