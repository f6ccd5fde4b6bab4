using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;

namespace GridCity.Silo.Http.Open311;

/// <summary>The fields of one thing in their order; a value is a text, a number, a truth, a moment, a list, or nothing.</summary>
internal sealed class SparkObject : List<(string Name, object? Value)>
{
    /// <summary>Adds a field.</summary>
    public void Add(string name, object? value) => Add((name, value));
}

/// <summary>A list inside a thing; its items are things or texts.</summary>
internal sealed record SparkList(string ItemName, IReadOnlyList<object> Items);

/// <summary>
/// An answer of Open311 in both of its forms, which follow from each other by the Spark convention: in JSON the root and the
/// wrappers of lists fall away, and what is empty is null. Without an item's name the document is a single thing.
/// </summary>
internal sealed record SparkDocument(string Root, string? ItemName, IReadOnlyList<SparkObject> Items)
{
    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>The document as an answer.</summary>
    public IResult ToResult(string format, int status = StatusCodes.Status200OK) => format == "json"
        ? TypedResults.Text(ToJson(), "application/json; charset=utf-8", statusCode: status)
        : TypedResults.Text(ToXml(), "text/xml; charset=utf-8", statusCode: status);

    /// <summary>The document as XML, without a namespace.</summary>
    public byte[] ToXml()
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement(Root);
            foreach (var item in Items)
            {
                if (ItemName is null)
                {
                    Write(xml, item);
                    continue;
                }
                xml.WriteStartElement(ItemName);
                Write(xml, item);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    /// <summary>The document as JSON.</summary>
    public byte[] ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = Readable }))
        {
            Write(json, ItemName is null ? Items[0] : new SparkList(ItemName, Items));
        }
        return bytes.ToArray();
    }

    private static void Write(XmlWriter xml, SparkObject item)
    {
        foreach (var (name, value) in item)
        {
            xml.WriteStartElement(name);
            Write(xml, value);
            xml.WriteEndElement();
        }
    }

    private static void Write(XmlWriter xml, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case SparkObject inner:
                Write(xml, inner);
                break;
            case SparkList list:
                foreach (var item in list.Items)
                {
                    xml.WriteStartElement(list.ItemName);
                    Write(xml, item);
                    xml.WriteEndElement();
                }
                break;
            case bool truth:
                xml.WriteString(truth ? "true" : "false");
                break;
            case DateTimeOffset moment:
                xml.WriteString(Moments.Write(moment));
                break;
            case IFormattable number:
                xml.WriteString(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                xml.WriteString(Legal((string)value));
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or "":
                json.WriteNullValue();
                break;
            case SparkObject inner:
                json.WriteStartObject();
                foreach (var (name, field) in inner)
                {
                    json.WritePropertyName(name);
                    Write(json, field);
                }
                json.WriteEndObject();
                break;
            case SparkList list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(json, item);
                }
                json.WriteEndArray();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int whole:
                json.WriteNumberValue(whole);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset moment:
                json.WriteStringValue(Moments.Write(moment));
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }

    // XML cannot hold every character that people can send, not even escaped.
    private static string Legal(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAnyInRange('\ud800', '\uffff') < 0)
        {
            return text;
        }
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isLegal = rune.Value is 0x9 or 0xA or 0xD or >= 0x20 and not (0xFFFE or 0xFFFF);
            legal.Append(isLegal ? rune.ToString() : "\ufffd");
        }
        return legal.ToString();
    }
}
