using System.Globalization;
using CsvHelper;
using GridCity.Simulation.Replay;

namespace GridCity.Client.Import;

/// <summary>
/// All rows that did not go in, as a table: what is wrong with each, and then the row as it stands in the file, so
/// that it can be put right and imported again with the same mapping.
/// </summary>
internal sealed class BadRowsFile : IDisposable
{
    private readonly FileStream _file;
    private readonly CsvWriterOptions _options;
    private readonly byte[] _separator;

    /// <summary>Creates the file, with the columns of the imported one after its own.</summary>
    /// <exception cref="UsageException">The file cannot be created.</exception>
    public BadRowsFile(string path, IReadOnlyList<string> columns, char separator)
    {
        try
        {
            _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file for bad rows cannot be created: {fault.Message}");
        }
        _options = new CsvWriterOptions { Separator = separator, NewLine = "\n" };
        _separator = [(byte)separator];
        using var csv = CsvWriter.Create(_file, _options, leaveOpen: true);
        csv.WriteRecord(["bad line", "bad column", "bad value", "expected", .. columns]);
    }

    /// <summary>Adds a row.</summary>
    public void Add(RowFault fault)
    {
        using var fields = new MemoryStream();
        using (var csv = CsvWriter.Create(fields, _options, leaveOpen: true))
        {
            var line = fault.Line.ToString(CultureInfo.InvariantCulture);
            csv.WriteRecord([line, fault.Column, fault.Value, fault.Expected]);
        }
        // The row follows byte by byte: whatever is wrong with its quotes or its text is part of what has to be put
        // right.
        _file.Write(fields.GetBuffer().AsSpan(0, (int)fields.Length - 1));
        _file.Write(_separator);
        _file.Write(fault.Raw);
        _file.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
