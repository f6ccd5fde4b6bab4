using CsvHelper;

namespace GridCity.Simulation.Formats;

/// <summary>Which columns a table has: those that must be there, those that may, and no others.</summary>
public sealed record CsvColumns(IReadOnlyList<string> Required, IReadOnlyList<string> Optional);

/// <summary>A row of a table with the line on which it begins.</summary>
public sealed class CsvRow
{
    private readonly IReadOnlyDictionary<string, int> _columns;
    private readonly string[] _fields;

    internal CsvRow(IReadOnlyDictionary<string, int> columns, string[] fields, int line)
    {
        _columns = columns;
        _fields = fields;
        Line = line;
    }

    /// <summary>The line on which the row begins, from 1.</summary>
    public int Line { get; }

    /// <summary>The text of a column without blanks around it; empty when the table lacks the column.</summary>
    public string this[string column] => _columns.TryGetValue(column, out var index) ? _fields[index] : string.Empty;
}

/// <summary>CSV tables with a heading, as people and spreadsheets write them (RFC 4180, commas, quotes).</summary>
public static class CsvTable
{
    /// <summary>
    /// Reads the rows whose heading has the columns it must have. A row with too many or too few fields, or with a
    /// quote gone astray, is a fault with its line and is left out.
    /// </summary>
    public static IReadOnlyList<CsvRow> Read(InputFile file, CsvColumns columns, FaultList faults)
    {
        var ours = faults.In(file.Name);
        file.WarnWhenCutOff(ours);
        var options = CsvReaderOptions.Default with
        {
            Separator = ',',
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => ours.Error((int)record.LineNumber, string.Empty, Describe(record.Reason)),
        };
        using var reader = CsvReader.Create(file.Bytes, options);
        var rows = new List<CsvRow>();
        if (!reader.Read())
        {
            ours.Error(
                1, string.Empty, $"is empty; a heading was expected: {string.Join(',', columns.Required)}. Write one.");
            return rows;
        }
        if (Heading(FieldsOf(reader), columns, (int)reader.LineNumber, ours) is not { } heading)
        {
            return rows;
        }
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            if (reader.FieldCount == heading.Count)
            {
                rows.Add(new CsvRow(heading, FieldsOf(reader), line));
                continue;
            }
            var counts = $"has {reader.FieldCount} fields where the heading has {heading.Count}";
            ours.Error(line, string.Empty, $"{counts}. Put fields that hold commas in quotes, or complete the row.");
        }
        return rows;
    }

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "has a quote that is never closed. Close it.",
        CsvMalformedReason.TextAfterClosingQuote => "has text after a closing quote. Double the quotes inside a field.",
        _ => "has a quote inside a field. Put the field in quotes and double the quotes in it.",
    };

    private static string[] FieldsOf(CsvReader reader)
    {
        var fields = new string[reader.FieldCount];
        for (var index = 0; index < fields.Length; index++)
        {
            fields[index] = reader.GetString(index);
        }
        return fields;
    }

    private static Dictionary<string, int>? Heading(string[] fields, CsvColumns columns, int line, FileFaults faults)
    {
        var heading = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = columns.Required.Concat(columns.Optional).ToList();
        var isSound = true;
        for (var index = 0; index < fields.Length; index++)
        {
            var name = fields[index];
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                var expected = $"It has {string.Join(", ", known)}.";
                faults.Error(line, name, $"is no column of this table.{Nearest.Hint(name, known)} {expected}");
                isSound = false;
            }
            else if (!heading.TryAdd(name, index))
            {
                faults.Error(line, name, "stands twice in the heading. Keep one.");
                isSound = false;
            }
        }
        foreach (var name in columns.Required.Where(name => !heading.ContainsKey(name)))
        {
            faults.Error(line, name, "is missing from the heading. Add the column.");
            isSound = false;
        }
        return isSound ? heading : null;
    }
}
