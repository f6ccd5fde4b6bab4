using CsvHelper;

namespace GridCity.Simulation.Replay;

/// <summary>The first rows of a table.</summary>
internal static class TableSample
{
    /// <summary>Reads the names of the columns and the first rows.</summary>
    /// <exception cref="InputException">There is no table.</exception>
    public static (string[] Names, List<string[]> Rows) Read(Stream content, int count)
    {
        try
        {
            using var csv = CsvReader.Create(content, new CsvReaderOptions { MaxRecordSize = RowReader.RowBytesMax }, leaveOpen: true);
            string[] names = [.. csv.Headers];
            if (names.Length == 0)
            {
                throw new InputException("The file holds no table: its first row should name the columns.");
            }
            var rows = new List<string[]>();
            while (rows.Count < count && csv.Read())
            {
                var row = new string[Math.Min(csv.FieldCount, names.Length)];
                for (var column = 0; column < row.Length; column++)
                {
                    row[column] = csv.GetString(column);
                }
                rows.Add(row);
            }
            return (names, rows);
        }
        catch (Exception fault) when (fault is InvalidDataException or CsvFormatException)
        {
            throw new SourceException($"The file is no table that can be read: {fault.Message}", fault);
        }
    }
}
