using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GridCity.Tests.Stories;

/// <summary>
/// Finds a value in an answer by names with points between them. In a list a name is the place of an item, <c>count</c>, or what
/// one of the item's own fields says, so that <c>channels.wechat</c> is the row of that channel.
/// </summary>
internal static class JsonPath
{
    private static readonly JsonSerializerOptions Unescaped =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string At(JsonNode answer, string path)
    {
        JsonNode? at = answer;
        foreach (var name in path.Split('.'))
        {
            at = at switch
            {
                JsonArray items when name == "count" => items.Count,
                JsonArray items when items.FirstOrDefault(item => IsCalled(item, name)) is { } found => found,
                JsonArray items => int.TryParse(name, CultureInfo.InvariantCulture, out var place) ? items.ElementAtOrDefault(place) : null,
                JsonObject known => known[name],
                _ => null,
            };
        }
        return at?.ToJsonString(Unescaped) ?? "none";
    }

    // By a field of its own, or by the id of what it holds: a standing is called as its place is.
    private static bool IsCalled(JsonNode? item, string name) => item is JsonObject known && known.Any(field =>
        Says(field.Value, name) || (field.Value is JsonObject held && Says(held["id"], name)));

    private static bool Says(JsonNode? value, string name) =>
        value is JsonValue text && text.TryGetValue<string>(out var said) && said == name;
}
