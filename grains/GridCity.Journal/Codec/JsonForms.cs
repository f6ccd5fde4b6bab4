using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GridCity.Journal.Codec;

/// <summary>
/// The JSON of snapshots and of all bodies that are not written by hand: who did it first, then the fields in the order of
/// their declaration; what has no value is left out, everything else is mandatory, and nothing unknown is read.
/// </summary>
internal static class JsonForms
{
    private static readonly JsonSerializerOptions Strict = new(JournalJson.Default.Options)
    {
        TypeInfoResolver = JournalJson.Default.WithAddedModifier(Shape),
    };

    /// <summary>How a type is written.</summary>
    public static JsonTypeInfo TypeOf(Type type) => Strict.GetTypeInfo(type);

    /// <summary>How a type is written.</summary>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Strict.GetTypeInfo(typeof(T));

    /// <summary>Makes sure that nothing is null, because what has no value is left out; a list has no other way to say so.</summary>
    /// <exception cref="JsonException">Something is, or this is not JSON.</exception>
    public static void RefuseNulls(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text);
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

    private static void Shape(JsonTypeInfo type)
    {
        foreach (var field in type.Properties)
        {
            field.IsRequired = !MayBeAbsent(field) && (field.IsRequired || type.Type.IsValueType);
            if (field.IsRequired)
            {
                // Zero and false are values like others where a value is mandatory.
                field.ShouldSerialize = static (_, _) => true;
            }
            field.Name = field.Name switch
            {
                "longitude" => "lon",
                "latitude" => "lat",
                _ => field.Name,
            };
            if (field.Name == "by")
            {
                field.Order = -1;
            }
        }
    }

    private static bool MayBeAbsent(JsonPropertyInfo field) =>
        field.Name == "secondCell"
        || Nullable.GetUnderlyingType(field.PropertyType) is not null
        || (field.PropertyType.IsValueType && typeof(IEnumerable).IsAssignableFrom(field.PropertyType))
        || (!field.PropertyType.IsValueType && field.IsSetNullable);
}
