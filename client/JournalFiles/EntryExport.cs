using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Client.JournalFiles;

/// <summary>The forms in which entries leave a journal. Zero is never used.</summary>
internal enum ExportForm
{
    /// <summary>One JSON object a line, as the API writes entries.</summary>
    Jsonl = 1,

    /// <summary>A table with the body as JSON in its last column.</summary>
    Csv = 2,

    /// <summary>An XES event log for process mining, a trace a case.</summary>
    Xes = 3,

    /// <summary>The same as a table, an event a row.</summary>
    Events = 4,
}

/// <summary>Which entries leave a journal, and how.</summary>
internal sealed record ExportPlan
{
    /// <summary>How they are written.</summary>
    public ExportForm Form { get; init; } = ExportForm.Jsonl;

    /// <summary>Only those after this position.</summary>
    public long After { get; init; }

    /// <summary>Only those of this cell, if one is set.</summary>
    public CellCode? Cell { get; init; }

    /// <summary>
    /// Only those of these kinds, if there are some; a kind without its version stands for all versions.
    /// </summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Whether an entry of a kind is wanted.</summary>
    public bool Wants(string kind) =>
        Kinds.Count == 0 || Kinds.Contains(kind) || Kinds.Contains(kind[..Math.Max(0, kind.LastIndexOf('.'))]);
}

/// <summary>Writes the entries of a journal as text.</summary>
internal static class EntryExport
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes what a plan wants and counts it.</summary>
    /// <exception cref="JournalFaultException">An entry cannot be read; those before it have been written.</exception>
    public static async Task<long> WriteAsync(
        IJournal journal,
        ExportPlan plan,
        TextWriter output,
        CancellationToken stop)
    {
        if (plan.Form == ExportForm.Csv)
        {
            await output.WriteLineAsync("position,cell,seq,at,command,kind,case,body");
        }
        var body = new ArrayBufferWriter<byte>(1024);
        var line = new ArrayBufferWriter<byte>(1024);
        var count = 0L;
        await foreach (var entry in Entries(journal, plan, stop))
        {
            var kind = EventCodec.KindOf(entry.Event);
            if (!plan.Wants(kind))
            {
                continue;
            }
            body.ResetWrittenCount();
            EventCodec.Encode(entry.Event, body);
            await output.WriteLineAsync(plan.Form == ExportForm.Csv
                ? Row(entry, kind, body.WrittenSpan)
                : Json(entry, kind, body.WrittenSpan, line));
            count++;
        }
        await output.FlushAsync(stop);
        return count;
    }

    private static async IAsyncEnumerable<Entry> Entries(
        IJournal journal,
        ExportPlan plan,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        if (plan.Cell is not { } cell)
        {
            await foreach (var entry in journal.ReadAsync(plan.After, stop))
            {
                yield return entry;
            }
            yield break;
        }
        foreach (var entry in await journal.ReadCellAsync(cell, 0, stop))
        {
            if (entry.Position > plan.After)
            {
                yield return entry;
            }
        }
    }

    private static string Json(Entry entry, string kind, ReadOnlySpan<byte> body, ArrayBufferWriter<byte> line)
    {
        line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("position", entry.Position);
            json.WriteString("cell", entry.Cell.ToString());
            json.WriteNumber("seq", entry.Seq);
            json.WriteString("at", Time(entry.At));
            json.WriteString("command", entry.Command);
            json.WriteString("kind", kind);
            json.WriteString("case", CaseOf(entry));
            json.WritePropertyName("body");
            json.WriteRawValue(body, skipInputValidation: true);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    // No field but the body can hold a comma or a quote, and the body always holds some.
    private static string Row(Entry entry, string kind, ReadOnlySpan<byte> body) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Position},{entry.Cell},{entry.Seq},{Time(entry.At)},{entry.Command},{kind},{CaseOf(entry)},")
        + Quoted(body);

    // What belongs to a cell and to no case has an empty one, as in the file itself.
    private static string CaseOf(Entry entry) => entry.Case.IsNone ? string.Empty : entry.Case.ToString();

    private static string Quoted(ReadOnlySpan<byte> body) =>
        "\"" + Encoding.UTF8.GetString(body).Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
