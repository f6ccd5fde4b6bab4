using System.Globalization;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>Reads the rows of a table with a check of each.</summary>
internal static class TableRows
{
    /// <summary>What <paramref name="read"/> makes of each row, with its line.</summary>
    public static List<Lined<T>> Read<T>(
        InputFile file, CsvColumns columns, FaultList faults, Func<CsvRow, RowCheck, T> read)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var items = new List<Lined<T>>();
        foreach (var row in CsvTable.Read(file, columns, faults))
        {
            items.Add(new Lined<T>(read(row, new RowCheck(row, faults.In(file.Name), seen)), row.Line));
        }
        return items;
    }

    /// <summary>A text, or another when it is empty.</summary>
    public static string Or(string text, string otherwise) => text.Length == 0 ? otherwise : text;
}

/// <summary>Checks the fields of one row.</summary>
internal readonly record struct RowCheck(CsvRow Row, FileFaults Faults, Dictionary<string, int> Seen)
{
    public void Error(string column, string message) => Faults.Error(Row.Line, column, message);

    public string Required(string column)
    {
        if (Row[column].Length == 0)
        {
            Error(column, "is empty. Fill it in.");
        }
        return Row[column];
    }

    public string Id(string column)
    {
        var text = Required(column);
        if (text.Length > 0 && !Words.IsId(text))
        {
            Error(column, $"is '{text}'; up to 64 letters, digits, points, hyphens and underscores were expected.");
        }
        return text;
    }

    public string OneOf(string column, IReadOnlyList<string> words)
    {
        var text = Required(column);
        if (text.Length > 0 && !words.Contains(text, StringComparer.Ordinal))
        {
            Error(column, Words.Expected(text, words));
        }
        return text;
    }

    public T OneOf<T>(string column, IReadOnlyDictionary<string, T> words)
        where T : struct => words.GetValueOrDefault(OneOf(column, [.. words.Keys]));

    /// <summary>One of some words, or nothing when the field is empty.</summary>
    public T? Optional<T>(string column, IReadOnlyDictionary<string, T> words)
        where T : struct => Row[column].Length == 0 ? null : OneOf(column, words);

    /// <summary>Yes, or no when the field is empty.</summary>
    public bool Flag(string column) => Row[column].Length > 0 && OneOf(column, ["yes", "no"]) == "yes";

    /// <summary>A date, or nothing when the field is empty.</summary>
    public DateOnly? Date(string column)
    {
        if (Row[column].Length == 0)
        {
            return null;
        }
        if (Words.TryParseDate(Row[column], out var date))
        {
            return date;
        }
        Error(column, $"is '{Row[column]}'; a date was expected, as in 2026-10-01.");
        return null;
    }

    /// <summary>The point of the columns <c>lon</c> and <c>lat</c>, in degrees of WGS 84.</summary>
    public GeoPoint Place() => new(Degrees("lon", 180), Degrees("lat", 85));

    public void Unique(string column, string key)
    {
        if (!Seen.TryAdd(key, Row.Line))
        {
            Error(column, $"is '{key}' as on line {Seen[key]}. Keep one of the rows.");
        }
    }

    private double Degrees(string column, double most)
    {
        var text = Required(column);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) <= most)
        {
            return value;
        }
        if (text.Length > 0)
        {
            Error(column, $"is '{text}'; degrees were expected, as in 116.41.");
        }
        return 0;
    }
}
