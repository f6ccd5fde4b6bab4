using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GridCity.Simulation.Formats;

/// <summary>
/// A JSON value that knows its line, which <see cref="JsonDocument"/> does not: faults need it. For small files only.
/// </summary>
internal sealed class JsonTree
{
    private static readonly JsonTree[] Nothing = [];

    private JsonTree(JsonTokenType kind, int line)
    {
        Kind = kind;
        Line = line;
    }

    /// <summary>The token with which the value begins.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>The line on which it begins, from 1.</summary>
    public int Line { get; }

    /// <summary>
    /// A text as it is, anything else but objects and arrays as it is written; null for those and for null.
    /// </summary>
    public string? Text { get; private init; }

    /// <summary>The elements of an array; none for anything else.</summary>
    public IReadOnlyList<JsonTree> Items { get; private init; } = Nothing;

    /// <summary>The members of an object in their order; none for anything else.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonTree>> Members { get; private init; } = [];

    /// <summary>The last member of a name, as JSON has it, or none.</summary>
    public JsonTree? this[string name] =>
        Members.LastOrDefault(member => string.Equals(member.Key, name, StringComparison.Ordinal)).Value;

    /// <summary>The number, or NaN.</summary>
    public double Number => Kind == JsonTokenType.Number
        && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;

    /// <summary>Reads one value.</summary>
    /// <exception cref="JsonException">The JSON is broken; the exception knows the line.</exception>
    public static JsonTree Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: true, default);
        var lines = new LineCounter(utf8);
        reader.Read();
        var root = Value(utf8, ref reader, ref lines);
        reader.Read();
        return root;
    }

    /// <summary>The text of the string or name at which a reader stands.</summary>
    /// <exception cref="JsonException">It has half of a character that takes two escapes.</exception>
    public static string TextOf(ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return reader.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException fault)
        {
            // The reader checks escapes only when it is asked for the text, and calls what it finds misuse.
            var before = utf8[..(int)reader.TokenStartIndex];
            throw new JsonException(
                fault.Message,
                null,
                before.Count((byte)'\n'),
                before.Length - before.LastIndexOf((byte)'\n') - 1,
                fault);
        }
    }

    // The reader refuses values nested deeper than 64, so this recursion is bounded.
    private static JsonTree Value(ReadOnlySpan<byte> utf8, ref Utf8JsonReader reader, ref LineCounter lines)
    {
        var kind = reader.TokenType;
        var line = lines.LineOf(reader.TokenStartIndex);
        switch (kind)
        {
            case JsonTokenType.StartArray:
                var items = new List<JsonTree>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Value(utf8, ref reader, ref lines));
                }
                return new JsonTree(kind, line) { Items = items };
            case JsonTokenType.StartObject:
                var members = new List<KeyValuePair<string, JsonTree>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = TextOf(in reader, utf8);
                    reader.Read();
                    members.Add(new(name, Value(utf8, ref reader, ref lines)));
                }
                return new JsonTree(kind, line) { Members = members };
            case JsonTokenType.String:
                return new JsonTree(kind, line) { Text = TextOf(in reader, utf8) };
            case JsonTokenType.Null:
                return new JsonTree(kind, line);
            default:
                return new JsonTree(kind, line) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
        }
    }
}
