using YamlDotNet.RepresentationModel;

namespace GridCity.Simulation.Replay;

/// <summary>
/// A block of a YAML file that remembers which of its words were asked for, so that a word that nobody knows is a fault
/// with its line instead of silently nothing.
/// </summary>
internal sealed class YamlBlock
{
    private readonly YamlMappingNode _node;
    private readonly List<string> _faults;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Reads a block; what is wrong with it is added to <paramref name="faults"/>.</summary>
    public YamlBlock(YamlMappingNode node, List<string> faults)
    {
        _node = node;
        _faults = faults;
    }

    /// <summary>The line where the block begins.</summary>
    public long Line => _node.Start.Line;

    /// <summary>A text, or none.</summary>
    public string? Text(string word)
    {
        switch (Find(word))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { } value }:
                return value;
            case var other:
                Fault(other.Start.Line, $"'{word}' is a text.");
                return null;
        }
    }

    /// <summary>A text that has to be there; empty after a fault.</summary>
    public string Needed(string word)
    {
        var text = Text(word);
        if (string.IsNullOrWhiteSpace(text))
        {
            Fault(Line, $"'{word}' is missing.");
        }
        return text ?? string.Empty;
    }

    /// <summary>A list of texts; one text alone is a list of one.</summary>
    public IReadOnlyList<string> Texts(string word)
    {
        switch (Find(word))
        {
            case null:
                return [];
            case YamlScalarNode { Value: { } value }:
                return [value];
            case YamlSequenceNode list when list.Children.All(child => child is YamlScalarNode):
                return [.. list.Children.Cast<YamlScalarNode>().Select(child => child.Value ?? string.Empty)];
            case var other:
                Fault(other.Start.Line, $"'{word}' is a text or a list of texts.");
                return [];
        }
    }

    /// <summary>A block inside this one, or none.</summary>
    public YamlBlock? Block(string word)
    {
        switch (Find(word))
        {
            case null:
                return null;
            case YamlMappingNode block:
                return new YamlBlock(block, _faults);
            case var other:
                Fault(other.Start.Line, $"'{word}' is a block of words with values.");
                return null;
        }
    }

    /// <summary>The texts of a block whose words are data, in their order, or none.</summary>
    public IReadOnlyList<(string Word, string Value)>? Pairs(string word)
    {
        switch (Find(word))
        {
            case null:
                return null;
            case YamlMappingNode block
                when block.Children.All(pair => pair.Key is YamlScalarNode && pair.Value is YamlScalarNode):
                return
                [
                    .. block.Children.Select(pair => (TextOf(pair.Key), TextOf(pair.Value))),
                ];
            case var other:
                Fault(other.Start.Line, $"'{word}' is a block of texts with texts.");
                return null;
        }
    }

    /// <summary>Adds a fault for every word that was not asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var key in _node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } word } || !_known.Contains(word))
            {
                Fault(key.Start.Line, $"'{key}' is not expected here; one of {string.Join(", ", _known)} is.");
            }
        }
    }

    /// <summary>Adds a fault.</summary>
    public void Fault(long line, string sentence) => _faults.Add($"line {line}: {sentence}");

    private static string TextOf(YamlNode scalar) => ((YamlScalarNode)scalar).Value ?? string.Empty;

    private YamlNode? Find(string word)
    {
        _known.Add(word);
        return _node.Children.TryGetValue(new YamlScalarNode(word), out var value) ? value : null;
    }
}
