using System.Text;

namespace GridCity.Simulation.Cities;

/// <summary>
/// Writes the little YAML that city folders need; every text that YAML might take for something else is quoted.
/// </summary>
internal sealed class YamlLines
{
    /// <summary>Words that one YAML or another takes for truth values or nothing.</summary>
    private static readonly HashSet<string> OtherMeanings =
        new(["true", "false", "yes", "no", "on", "off", "null", "y", "n"], StringComparer.OrdinalIgnoreCase);

    private readonly StringBuilder _text = new();

    /// <summary>Writes a key and its value, or nothing when there is none.</summary>
    public void Pair(string indent, string key, string? value)
    {
        if (value is not null)
        {
            Raw($"{indent}{key}: {value}");
        }
    }

    /// <summary>Writes a line as it is.</summary>
    public void Raw(string line) => _text.Append(line).Append('\n');

    /// <summary>A list on one line, or nothing for an empty list; a list of one is written as the one.</summary>
    public static string? List(IReadOnlyList<string> texts) => texts.Count switch
    {
        0 => null,
        1 => Quote(texts[0]),
        _ => $"[{string.Join(", ", texts.Select(Quote))}]",
    };

    /// <summary>A text as YAML has it: in quotes unless it is a plain word.</summary>
    public static string Quote(string text)
    {
        var isPlain = text.Length > 0 && char.IsAsciiLetter(text[0])
            && text.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/')
            && !OtherMeanings.Contains(text);
        if (isPlain)
        {
            return text;
        }
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(letter) => $"\\x{(int)letter:X2}",
                _ => letter.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }

    public override string ToString() => _text.ToString();
}
