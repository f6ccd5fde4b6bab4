using System.Text.Json;
using System.Text.Json.Serialization;
using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal.Codec;

/// <summary>A value that is written as one plain text: no escapes, as the bodies that are read by hand have it.</summary>
internal abstract class TextConverter<T>(string what) : JsonConverter<T>
    where T : struct
{
    public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && TryRead(reader.ValueSpan, out var value)
            ? value
            : throw new JsonException($"{what} was expected.");

    protected abstract bool TryRead(ReadOnlySpan<byte> text, out T value);
}

/// <summary>A cell as its 15 digits.</summary>
internal sealed class CellCodeConverter() : TextConverter<CellCode>("A cell code of 15 digits")
{
    public override void Write(Utf8JsonWriter writer, CellCode value, JsonSerializerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(value, default);
        Span<byte> text = stackalloc byte[CodeText.CellLength];
        writer.WriteStringValue(CodeText.WriteCell(value, text));
    }

    protected override bool TryRead(ReadOnlySpan<byte> text, out CellCode value) => CodeText.TryReadCell(text, out value);
}

/// <summary>A case by its number.</summary>
internal sealed class CaseIdConverter() : TextConverter<CaseId>("A case number")
{
    public override void Write(Utf8JsonWriter writer, CaseId value, JsonSerializerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(value, default);
        Span<byte> text = stackalloc byte[CodeText.CaseLengthMax];
        writer.WriteStringValue(CodeText.WriteCase(value, text));
    }

    protected override bool TryRead(ReadOnlySpan<byte> text, out CaseId value) => CodeText.TryReadCase(text, out value);
}

/// <summary>A moment in UTC.</summary>
internal sealed class TimeConverter() : TextConverter<DateTimeOffset>("A time such as 2025-03-08T01:02:03.456Z")
{
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[TimeText.LengthMax];
        writer.WriteStringValue(TimeText.Write(value, text));
    }

    protected override bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset value) => TimeText.TryRead(text, out value);
}

/// <summary>A value of an enum as its word.</summary>
internal sealed class WordConverter<T>() : TextConverter<T>($"A word for a {typeof(T).Name}")
    where T : struct, Enum
{
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumWords<T>.All.Of(value));

    protected override bool TryRead(ReadOnlySpan<byte> text, out T value) => EnumWords<T>.All.TryRead(text, out value);
}

/// <summary>An actor as a role, a colon and a name.</summary>
internal sealed class ActorConverter : JsonConverter<Actor>
{
    public override Actor Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Actor.TryParse(reader.GetString(), out var actor)
            ? actor
            : throw new JsonException("A role, a colon and a name were expected.");

    public override void Write(Utf8JsonWriter writer, Actor value, JsonSerializerOptions options)
    {
        // Nobody is no actor; the word of the role says so.
        EnumWords<Role>.All.Of(value.Role);
        writer.WriteStringValue(value.ToString());
    }
}

/// <summary>A number that is one: JSON can write others that no double can hold.</summary>
internal sealed class NumberConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : throw new JsonException("A number was expected.");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>A list as an array.</summary>
internal sealed class ValueListConverter<T> : JsonConverter<ValueList<T>>
{
    public override ValueList<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        [.. JsonItems.Read<T>(ref reader)];

    public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options) =>
        JsonItems.Write(writer, value);
}

/// <summary>The commands that a case has answered as an array, the first one first.</summary>
internal sealed class AnsweredConverter : JsonConverter<AnsweredCommands>
{
    public override AnsweredCommands Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        AnsweredCommands.From(JsonItems.Read<AnsweredCommand>(ref reader))
        ?? throw new JsonException("A case has answered a command at least.");

    public override void Write(Utf8JsonWriter writer, AnsweredCommands value, JsonSerializerOptions options) =>
        JsonItems.Write(writer, value.Reverse());
}

/// <summary>The items of arrays.</summary>
internal static class JsonItems
{
    public static List<T> Read<T>(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("An array was expected.");
        }
        var type = JsonForms.TypeOf<T>();
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(JsonSerializer.Deserialize(ref reader, type)!);
        }
        return items;
    }

    public static void Write<T>(Utf8JsonWriter writer, IEnumerable<T> items)
    {
        var type = JsonForms.TypeOf<T>();
        writer.WriteStartArray();
        foreach (var item in items)
        {
            JsonSerializer.Serialize(writer, item, type);
        }
        writer.WriteEndArray();
    }
}
