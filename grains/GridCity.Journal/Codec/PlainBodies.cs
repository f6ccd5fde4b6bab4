using System.Text.Json;
using GridCity.Core.Cases;

namespace GridCity.Journal.Codec;

/// <summary>
/// The bodies of the kinds that are too rare to be written by hand. They are as strict as the others: the same forms of
/// values, no field unknown, missing or twice, and no null, because what has no value is left out.
/// </summary>
internal static class PlainBodies
{
    public static void Write(Utf8JsonWriter json, CaseEvent happened) =>
        JsonSerializer.Serialize(json, happened, JsonForms.TypeOf(happened.GetType()));

    public static CaseEvent Read(EventKind kind, ReadOnlySpan<byte> body)
    {
        RefuseNulls(body);
        return (CaseEvent)JsonSerializer.Deserialize(body, JsonForms.TypeOf(kind.Type))!;
    }

    private static void RefuseNulls(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        var name = default(ReadOnlySpan<byte>);
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                name = json.ValueSpan;
            }
            else if (json.TokenType == JsonTokenType.Null)
            {
                throw new JsonException($"The field '{WordPool.Strict.GetString(name)}' holds no value.");
            }
        }
    }
}
