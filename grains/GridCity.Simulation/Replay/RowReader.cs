using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace GridCity.Simulation.Replay;

/// <summary>Reads the rows of a table one by one, each as a report or as what is wrong with it.</summary>
internal sealed class RowReader : IDisposable
{
    /// <summary>How long a row may be, in bytes; longer ones have a quote that nobody closed.</summary>
    public const int RowBytesMax = 1 << 20;

    private readonly CsvReader _csv;
    private readonly RowMapper _mapper;
    private readonly bool _keepsRaw;
    private readonly Func<bool> _read;
    private CsvMalformedReason? _malformed;

    /// <summary>Reads the names of the columns and finds those of the mapping among them.</summary>
    /// <exception cref="InputException">The columns are not those that the mapping names.</exception>
    /// <exception cref="SourceException">Not even the first row can be read.</exception>
    public RowReader(Stream content, Mapping mapping, bool keepsRaw = false, HistoryAccount? history = null)
    {
        _keepsRaw = keepsRaw;
        _csv = CsvReader.Create(
            content,
            new CsvReaderOptions
            {
                Separator = mapping.Separator,
                Encoding = mapping.Encoding,
                TrackLineNumbers = true,
                MaxRecordSize = RowBytesMax,
                OnMalformedRecord = record => _malformed = record.Reason,
            },
            leaveOpen: false);
        _read = _csv.Read;
        Columns = Guarded(() => _csv.Headers);
        if (Columns.Count == 0)
        {
            throw new InputException("The file holds no table: its first row should name the columns.");
        }
        _mapper = new RowMapper(mapping, Columns, history);
        _malformed = null;
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The character between columns.</summary>
    public char Separator => _csv.Separator;

    /// <summary>The line where the row begins on which the reader stands, from 1.</summary>
    public long Line => _csv.LineNumber;

    /// <summary>The report of the row on which the reader stands, or none.</summary>
    public MappedRow? Report { get; private set; }

    /// <summary>Who got the case of the row on which the reader stands, if the mapping says and knows.</summary>
    public string? Unit => _mapper.UnitOf(_csv);

    /// <summary>What is wrong with the row on which the reader stands, or nothing.</summary>
    public RowFault? Fault { get; private set; }

    /// <summary>The row as it stands in the file.</summary>
    public byte[]? Raw => _keepsRaw ? _csv.RawRecord.ToArray() : null;

    /// <summary>Goes to the next row; at the end there is none.</summary>
    /// <exception cref="SourceException">The file cannot be read any further.</exception>
    public bool Read()
    {
        _malformed = null;
        if (!Guarded(_read))
        {
            return false;
        }
        Report = null;
        var fault = FaultOfRow();
        if (fault is null && _mapper.TryMap(_csv, out var report, out fault))
        {
            Report = report;
        }
        Fault = fault is null ? null : fault with { Raw = Raw };
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private RowFault? FaultOfRow()
    {
        if (!Utf8.IsValid(_csv.RawRecord))
        {
            return BrokenText();
        }
        if (_malformed is CsvMalformedReason.TextAfterClosingQuote or CsvMalformedReason.UnterminatedQuote)
        {
            const string expected = "quotes around whole fields, closed again,";
            return RowFault.Found(Line, "row", Encoding.UTF8.GetString(_csv.RawRecord), expected);
        }
        return _csv.FieldCount == Columns.Count
            ? null
            : RowFault.Found(
                Line, "row", $"{_csv.FieldCount} columns", $"as many columns as the first row has ({Columns.Count})");
    }

    private RowFault BrokenText()
    {
        for (var index = 0; index < Math.Min(_csv.FieldCount, Columns.Count); index++)
        {
            if (!Utf8.IsValid(_csv.GetSpan(index)))
            {
                return RowFault.Found(Line, Columns[index], _csv.GetString(index), "UTF-8 text");
            }
        }
        return RowFault.Found(Line, "row", Encoding.UTF8.GetString(_csv.RawRecord), "UTF-8 text");
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException fault)
        {
            throw new SourceException(
                "The gzip file is damaged or was cut off; what could be unpacked before was read.", fault);
        }
        catch (CsvFormatException fault)
        {
            var limit = RowBytesMax >> 20;
            throw new SourceException(
                $"The row at line {fault.LineNumber} is longer than {limit} MiB; most likely a quote is not closed.",
                fault);
        }
    }
}
