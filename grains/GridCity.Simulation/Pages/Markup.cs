using System.Collections;
using System.Globalization;

namespace GridCity.Simulation.Pages;

/// <summary>A part of a page that can be written.</summary>
internal abstract class Node
{
    /// <summary>Writes the part.</summary>
    public abstract void Write(MarkupWriter to);

    /// <summary>A text as a part.</summary>
    public static implicit operator Node(Say text) => new Text(text);
}

/// <summary>A text in both languages.</summary>
internal sealed class Text(Say text) : Node
{
    /// <inheritdoc/>
    public override void Write(MarkupWriter to) => to.Text(text);
}

/// <summary>A style sheet or a script, which is written as it is: it must not hold what XML would read as markup.</summary>
internal sealed class Verbatim(string text) : Node
{
    /// <inheritdoc/>
    public override void Write(MarkupWriter to) => to.Raw(text);
}

/// <summary>
/// An element, written as a collection: <c>new Tag("td", "n") { { "colspan", "2" }, "12" }</c>. A pair is an attribute,
/// anything else a child.
/// </summary>
internal sealed class Tag(string name) : Node, IEnumerable
{
    private readonly List<(string Name, Say Value)> _attributes = [];
    private readonly List<Node> _children = [];

    /// <summary>An element of a class of the style sheet.</summary>
    public Tag(string name, string? @class)
        : this(name)
    {
        Add("class", @class);
    }

    /// <summary>Adds an attribute, unless the value is missing.</summary>
    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            _attributes.Add((name, value));
        }
    }

    /// <summary>Adds an attribute that people read.</summary>
    public void Add(string name, Say value) => _attributes.Add((name, value));

    /// <summary>Adds a length or place of a drawing, to a hundredth.</summary>
    public void Add(string name, double value) => Add(name, Number(value));

    /// <summary>Adds a text.</summary>
    public void Add(Say text)
    {
        if (!text.IsEmpty)
        {
            _children.Add(new Text(text));
        }
    }

    /// <summary>Adds a part, unless it is missing.</summary>
    public void Add(Node? child)
    {
        if (child is not null)
        {
            _children.Add(child);
        }
    }

    /// <summary>Adds parts.</summary>
    public void Add(IEnumerable<Node> children) => _children.AddRange(children);

    /// <inheritdoc/>
    public override void Write(MarkupWriter to)
    {
        to.Open(name, _attributes, isEmpty: _children.Count == 0);
        if (_children.Count > 0 || !MarkupWriter.IsVoid(name))
        {
            foreach (var child in _children)
            {
                child.Write(to);
            }
            to.Close(name);
        }
    }

    /// <summary>A number as drawings write it.</summary>
    public static string Number(double value) =>
        (Math.Round(value, 2, MidpointRounding.AwayFromZero) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    IEnumerator IEnumerable.GetEnumerator() => _children.GetEnumerator();
}
