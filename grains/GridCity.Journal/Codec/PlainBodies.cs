using System.Text.Json;
using GridCity.Core.Cases;

namespace GridCity.Journal.Codec;

/// <summary>
/// The bodies of the kinds that are too rare to be written by hand. They are as strict as the others: the same forms of
/// values, and no field unknown, missing or twice.
/// </summary>
internal static class PlainBodies
{
    public static void Write(Utf8JsonWriter json, CaseEvent happened) =>
        JsonSerializer.Serialize(json, happened, JsonForms.TypeOf(happened.GetType()));

    public static CaseEvent Read(EventKind kind, ReadOnlySpan<byte> body)
    {
        JsonForms.RefuseNulls(body);
        return (CaseEvent)JsonSerializer.Deserialize(body, JsonForms.TypeOf(kind.Type))!;
    }
}
