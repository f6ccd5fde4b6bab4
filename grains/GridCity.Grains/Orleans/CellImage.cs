using System.Buffers;
using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>A cell as JSON: its code, its number, its time and its state in the form of the journal's snapshots.</summary>
internal static class CellImage
{
    public static byte[] Write(Cell cell)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("cell", cell.Code.ToString());
            json.WriteNumber("seq", cell.Seq);
            // Before the state: an older silo takes the last field that it does not know for that.
            json.WriteNumber("at", cell.LastAt.ToUnixTimeMilliseconds());
            json.WritePropertyName("state");
            json.WriteRawValue(CellSnapshots.Write(cell).Body.Span);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static Cell Read(ReadOnlyMemory<byte> bytes)
    {
        // The state is a slice of what was read: a silo that starts reads every cell of the city.
        var (cell, seq, at, state) = (default(CellCode), 0, DateTimeOffset.MinValue, ReadOnlyMemory<byte>.Empty);
        var json = new Utf8JsonReader(bytes.Span);
        for (json.Read(); json.Read() && json.TokenType == JsonTokenType.PropertyName;)
        {
            var isCell = json.ValueTextEquals("cell"u8);
            var isSeq = json.ValueTextEquals("seq"u8);
            var isAt = json.ValueTextEquals("at"u8);
            json.Read();
            var from = (int)json.TokenStartIndex;
            if (isCell)
            {
                cell = CellCode.Parse(json.GetString());
            }
            else if (isSeq)
            {
                seq = json.GetInt32();
            }
            else if (isAt)
            {
                at = DateTimeOffset.FromUnixTimeMilliseconds(json.GetInt64());
            }
            else
            {
                json.Skip();
                state = bytes[from..(int)json.BytesConsumed];
            }
        }
        return CellSnapshots.Read(new CellSnapshot(cell, seq, state) { LastAt = at });
    }

    /// <summary>Reads a cell, or null when another version wrote it: its entries make it then.</summary>
    public static Cell? TryRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (Exception fault) when (fault
            is JsonException or JournalFaultException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Another cell in the same state, for somebody who will fold into it.</summary>
    public static Cell Copy(Cell cell) => new(cell.Code, cell.Seq, cell.LastNumber, cell.Open, Copy(cell.Memory), cell.LastAt);

    private static CellMemory Copy(CellMemory memory) => memory.IsEmpty
        ? new CellMemory()
        : new CellMemory
        {
            EndedCases = memory.EndedCases,
            MovedCases = memory.MovedCases,
            Sections = memory.Sections,
            Answered = memory.Answered,
        };
}
