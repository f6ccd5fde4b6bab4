using System.Text.Json;
using System.Text.Json.Serialization;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal;

/// <summary>
/// The written form of a cell's state. Snapshots only save time: one that this version cannot read is dropped by deleting
/// it, and the journal makes it again.
/// </summary>
public static class CellSnapshots
{
    /// <summary>Writes a cell.</summary>
    public static CellSnapshot Write(Cell cell)
    {
        // The order of open cases is no part of the state; sorted, equal states are equal bytes.
        var state = new CellState(cell.LastNumber, [.. cell.Open.OrderBy(item => item.Id)]);
        return new CellSnapshot(cell.Code, cell.Seq, JsonSerializer.SerializeToUtf8Bytes(state, SnapshotContext.Default.CellState));
    }

    /// <summary>Whether a snapshot says what a cell is.</summary>
    public static bool Agrees(CellSnapshot snapshot, Cell cell) => Write(cell).Body.Span.SequenceEqual(snapshot.Body.Span);

    /// <summary>Reads a cell.</summary>
    public static Cell Read(CellSnapshot snapshot)
    {
        var state = JsonSerializer.Deserialize(snapshot.Body.Span, SnapshotContext.Default.CellState)!;
        return new Cell(snapshot.Cell, snapshot.Seq, state.LastNumber, state.Open);
    }
}

/// <summary>What a snapshot holds beside the code and the sequence number.</summary>
internal sealed record CellState(int LastNumber, IReadOnlyList<Case> Open);

/// <summary>How snapshots are written.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CellCodeConverter), typeof(CaseIdConverter), typeof(ActorConverter)])]
[JsonSerializable(typeof(CellState))]
internal sealed partial class SnapshotContext : JsonSerializerContext;

/// <summary>A cell code as its digits.</summary>
internal sealed class CellCodeConverter : JsonConverter<CellCode>
{
    public override CellCode Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 } text ? CellCode.Parse(text) : default;

    public override void Write(Utf8JsonWriter writer, CellCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.IsNone ? string.Empty : value.ToString());
}

/// <summary>A case number as it is written.</summary>
internal sealed class CaseIdConverter : JsonConverter<CaseId>
{
    public override CaseId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 } text ? CaseId.Parse(text) : default;

    public override void Write(Utf8JsonWriter writer, CaseId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.IsNone ? string.Empty : value.ToString());
}

/// <summary>An actor as it is written.</summary>
internal sealed class ActorConverter : JsonConverter<Actor>
{
    public override Actor Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Actor.TryParse(reader.GetString(), out var actor) ? actor : throw new JsonException("An actor is written role:id.");

    public override void Write(Utf8JsonWriter writer, Actor value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
