using System.Globalization;
using System.Text.Json;
using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal.Codec;

/// <summary>
/// Walks over the fields of one JSON object. Whatever is not as the format says is a <see cref="JsonException"/> whose
/// message names the field; the codec turns it into an explicit result.
/// </summary>
internal ref struct BodyReader
{
    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _name;

    public BodyReader(ReadOnlySpan<byte> body)
    {
        _json = new Utf8JsonReader(body);
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The body is not a JSON object.");
        }
    }

    /// <summary>Goes to the value of the next field, or past the end of the object.</summary>
    public bool Next()
    {
        if (!_json.Read() || _json.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }
        _name = _json.ValueSpan;
        return _json.Read();
    }

    /// <summary>Goes into the object that is the value of this field.</summary>
    public readonly void Enter()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw Expected("an object");
        }
    }

    /// <summary>Goes into the array that is the value of this field.</summary>
    public readonly void EnterList()
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            throw Expected("an array");
        }
    }

    /// <summary>Goes to the next item of the array, or past its end.</summary>
    public bool NextItem() => _json.Read() && _json.TokenType != JsonTokenType.EndArray;

    /// <summary>Whether this field has a name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    /// <summary>A text that is likely its own.</summary>
    public readonly string Text()
    {
        if (_json.TokenType != JsonTokenType.String)
        {
            throw Expected("a text");
        }
        return _json.GetString()!;
    }

    /// <summary>A text that likely comes again.</summary>
    public readonly string Word() => _json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped
        ? WordPool.Current.Share(_json.ValueSpan)
        : Text();

    /// <summary>A number.</summary>
    public readonly double Number() => _json.TokenType == JsonTokenType.Number
        && double.TryParse(_json.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? value
            : throw Expected("a number");

    /// <summary>A number without a fraction.</summary>
    public readonly int Count() => _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var value)
        ? value
        : throw Expected("a whole number");

    /// <summary>Texts that likely come again.</summary>
    public ValueList<string> Words()
    {
        var words = new List<string>();
        EnterList();
        while (NextItem())
        {
            words.Add(Word());
        }
        return [.. words];
    }

    /// <summary>A moment.</summary>
    public readonly DateTimeOffset Time() => TimeText.TryRead(Plain(), out var time)
        ? time
        : throw Expected("a time such as 2025-03-08T01:02:03.456Z");

    /// <summary>A cell.</summary>
    public readonly CellCode Cell() =>
        CodeText.TryReadCell(Plain(), out var cell) ? cell : throw Expected("a cell code of 15 digits");

    /// <summary>A case.</summary>
    public readonly CaseId Case() =>
        CodeText.TryReadCase(Plain(), out var id) ? id : throw Expected("a case number");

    /// <summary>A value of an enum by its word.</summary>
    public readonly T Value<T>()
        where T : struct, Enum => EnumWords<T>.All.TryRead(Plain(), out var value) ? value : throw Expected("one of the known words");

    /// <summary>Who did it.</summary>
    public readonly Actor Actor()
    {
        if (_json.ValueIsEscaped)
        {
            return Core.Cases.Actor.TryParse(Text(), out var slow) ? slow : throw Expected("a role, a colon and a name");
        }
        var text = Plain();
        var colon = text.IndexOf((byte)':');
        if (colon < 0 || !EnumWords<Role>.All.TryRead(text[..colon], out var role))
        {
            throw Expected("a role, a colon and a name");
        }
        return new Actor(role, WordPool.Current.Share(text[(colon + 1)..]));
    }

    /// <summary>The field is none that this version of the kind has.</summary>
    public readonly JsonException Unknown() => new($"The field '{Name}' is not known here.");

    /// <summary>The value of a field that must be there.</summary>
    public static T Required<T>(T? value, string name)
        where T : class => value ?? throw Missing(name);

    /// <summary>The value of a field that must be there.</summary>
    public static T Required<T>(T? value, string name)
        where T : struct => value ?? throw Missing(name);

    /// <summary>The actor of a field that must be there.</summary>
    public static Actor Required(Actor actor, string name) => actor.Role != 0 ? actor : throw Missing(name);

    /// <summary>Makes sure that nothing follows the object.</summary>
    public void End()
    {
        if (_json.TokenType != JsonTokenType.EndObject || _json.Read())
        {
            throw new JsonException("The body does not end with its object.");
        }
    }

    private static JsonException Missing(string name) => new($"The field '{name}' is missing.");

    private readonly string Name => System.Text.Encoding.UTF8.GetString(_name);

    private readonly ReadOnlySpan<byte> Plain() =>
        _json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped ? _json.ValueSpan : default;

    private readonly JsonException Expected(string what) => new($"The field '{Name}' does not hold {what}.");
}
