using System.Text;

namespace GridCity.Simulation.Pages;

/// <summary>
/// Writes elements so that readers of HTML and of XML both understand them, escapes every text, and puts a text that differs
/// between the languages down twice.
/// </summary>
internal sealed class MarkupWriter(PageOptions options)
{
    // Elements without an end in HTML, and shapes that never hold anything.
    private static readonly HashSet<string> Voids = new(StringComparer.Ordinal)
    {
        "meta", "input", "br", "col", "path", "rect", "line", "circle", "polyline",
    };

    // Elements in which there can be no other element.
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal) { "title", "desc" };

    private readonly StringBuilder _to = new(256 * 1024);
    private readonly Stack<string> _open = new();
    private int _drawings;

    /// <summary>Whether an element is closed where it is opened.</summary>
    public static bool IsVoid(string name) => Voids.Contains(name);

    /// <summary>What was written.</summary>
    public override string ToString() => _to.ToString();

    /// <summary>Writes what needs no escape.</summary>
    public void Raw(string text) => _to.Append(text);

    /// <summary>Opens an element.</summary>
    public void Open(string name, IReadOnlyList<(string Name, Say Value)> attributes, bool isEmpty)
    {
        _to.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            _to.Append(' ').Append(attribute).Append("=\"");
            Escape(Both(value));
            _to.Append('"');
        }
        if (isEmpty && IsVoid(name))
        {
            _to.Append("/>");
            return;
        }
        _to.Append('>');
        _open.Push(name);
        _drawings += name == "svg" ? 1 : 0;
    }

    /// <summary>Closes the element that was opened last.</summary>
    public void Close(string name)
    {
        _open.Pop();
        _drawings -= name == "svg" ? 1 : 0;
        _to.Append("</").Append(name).Append('>');
        if (name is "tr" or "p" or "section" or "figure" or "table" or "head" or "header" or "svg" or "li" or "div")
        {
            _to.Append('\n');
        }
    }

    /// <summary>Writes a text.</summary>
    public void Text(Say text)
    {
        if (options.IsSingle || text.En == text.Zh || (_open.TryPeek(out var parent) && Plain.Contains(parent)))
        {
            Escape(Both(text));
            return;
        }
        var part = _drawings > 0 ? "tspan" : "span";
        Part(part, "zh", "zh-CN", text.In(Language.Chinese));
        Part(part, "en", "en", text.In(Language.English));
    }

    private void Part(string name, string language, string code, string text)
    {
        _to.Append('<').Append(name).Append(" class=\"").Append(language).Append("\" lang=\"").Append(code).Append("\">");
        Escape(text);
        _to.Append("</").Append(name).Append('>');
    }

    // Where there can be no elements both languages stand beside each other.
    private string Both(Say text) => options.IsSingle || text.En == text.Zh
        ? text.In(options.First)
        : options.First == Language.Chinese ? text.Zh + " · " + text.En : text.En + " · " + text.Zh;

    private void Escape(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            switch (letter)
            {
                case '&':
                    _to.Append("&amp;");
                    break;
                case '<':
                    _to.Append("&lt;");
                    break;
                case '>':
                    _to.Append("&gt;");
                    break;
                case '"':
                    _to.Append("&quot;");
                    break;
                case var high when char.IsHighSurrogate(high) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]):
                    _to.Append(high).Append(text[++index]);
                    break;
                default:
                    // What is no character of XML would make the page unreadable for the strict.
                    _to.Append(char.IsSurrogate(letter) || (letter < ' ' && letter is not ('\t' or '\n')) || letter >= '\uFFFE'
                        ? '\uFFFD'
                        : letter);
                    break;
            }
        }
    }
}
