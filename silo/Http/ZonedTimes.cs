using System.Text.Json;
using System.Text.Json.Serialization;

namespace GridCity.Silo.Http;

/// <summary>Times on the wire have a zone: one without would mean the zone of whichever machine the server runs on.</summary>
internal sealed class ZonedTimes : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time) && HasZone(reader.GetString()!)
            ? time
            : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    // Behind the T there is a Z, or a plus or minus before the offset.
    private static bool HasZone(string text) => text.IndexOf('T', StringComparison.Ordinal) is > 0 and var at
        && text.AsSpan(at).ContainsAny('Z', '+', '-');
}
