using System.Text;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>
/// A unit as a rule writes it: an id, or text with <c>{layer.attribute}</c> of the feature that the rule matched and
/// <c>{street}</c> for the unit that the cell falls back to.
/// </summary>
public sealed class UnitTemplate
{
    private readonly List<(string Text, string? Layer, string? Attribute)> _parts = [];

    private UnitTemplate()
    {
    }

    /// <summary>The layers and attributes that the template names; the layer is <c>street</c> for the fallback.</summary>
    public IEnumerable<(string Layer, string? Attribute)> Names =>
        _parts.Where(part => part.Layer is not null).Select(part => (part.Layer!, part.Attribute));

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A brace is not closed or names nothing.</exception>
    public static UnitTemplate Parse(string text)
    {
        var template = new UnitTemplate();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
            {
                template._parts.Add((text[at..], null, null));
                break;
            }
            var close = text.IndexOf('}', open);
            if (close <= open + 1)
            {
                throw new FormatException($"'{text}' has a brace that is not closed or is empty; expected {{layer.attribute}} or {{street}}.");
            }
            if (open > at)
            {
                template._parts.Add((text[at..open], null, null));
            }
            var name = text[(open + 1)..close].Split('.', 2);
            if (name.Length == 1 && name[0] != "street")
            {
                throw new FormatException($"'{{{name[0]}}}' names nothing; expected {{layer.attribute}} or {{street}}.");
            }
            template._parts.Add((string.Empty, name[0], name.Length == 2 ? name[1] : null));
            at = close + 1;
        }
        return template;
    }

    /// <summary>Fills the template, or returns null when something that it names is not there.</summary>
    internal string? Fill(string? territorial, IReadOnlyList<(string Layer, Feature Feature)> matched)
    {
        if (_parts is [var only])
        {
            // Most templates are one id or one attribute, which need no text of their own.
            return only.Layer is null ? only.Text
                : only.Attribute is null ? territorial : ValueOf(only.Layer, only.Attribute, matched);
        }
        var filled = new StringBuilder();
        foreach (var (text, layer, attribute) in _parts)
        {
            var value = layer is null ? text : attribute is null ? territorial : ValueOf(layer, attribute, matched);
            if (value is null)
            {
                return null;
            }
            filled.Append(value);
        }
        return filled.ToString();
    }

    private static string? ValueOf(string layer, string attribute, IReadOnlyList<(string Layer, Feature Feature)> matched)
    {
        foreach (var (name, feature) in matched)
        {
            if (name == layer)
            {
                return feature.Attributes.GetValueOrDefault(attribute);
            }
        }
        return null;
    }
}
