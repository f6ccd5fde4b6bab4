
namespace GridCity.Simulation.Replay;

/// <summary>
/// A row that did not go in: the line where it begins, the column (or the field that the server named), the value
/// there, and what was expected. Rows with the same <paramref name="Kind"/> are counted together; <paramref
/// name="Raw"/> is the row as it stands in the file, if somebody wants it back.
/// </summary>
internal sealed record RowFault(long Line, string Column, string Value, string Expected, string Kind, byte[]? Raw)
{
    private const int ValueLengthMax = 100;

    /// <summary>A fault that was found in the row itself.</summary>
    public static RowFault Found(long line, string column, string value, string expected) =>
        new(line, column, Shorten(value), expected, $"{column}: {expected} expected", null);

    private static string Shorten(string value)
    {
        var line = value.ReplaceLineEndings(" ");
        return line.Length <= ValueLengthMax ? line : string.Concat(line.AsSpan(0, ValueLengthMax - 1), "…");
    }
}
