using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace GridCity.Simulation.Formats;

/// <summary>
/// A mapping of a YAML file whose keys are known: every other key is a fault that names the nearest known one, and so
/// is a value of the wrong kind. A getter whose value is missing or wrong answers null.
/// </summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly FileFaults _faults;
    private readonly string _path;

    private YamlMap(YamlMappingNode node, FileFaults faults, string path)
    {
        _node = node;
        _faults = faults;
        _path = path;
    }

    /// <summary>The line on which the mapping begins.</summary>
    public int Line => LineOf(_node);

    /// <summary>Takes a node for a mapping with these keys, or says that it is none.</summary>
    public static YamlMap? From(YamlNode node, string path, IReadOnlyList<string> keys, FileFaults faults)
    {
        if (node is not YamlMappingNode mapping)
        {
            var expected = $"a mapping of {string.Join(", ", keys)} was expected";
            faults.Error(LineOf(node), path, $"is {Kind(node)}; {expected}. Write one.");
            return null;
        }
        foreach (var (key, _) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value;
            if (name is null || !keys.Contains(name, StringComparer.Ordinal))
            {
                var found = name ?? Kind(key);
                faults.Error(
                    LineOf(key),
                    Join(path, found),
                    $"is no key that is known here.{Nearest.Hint(found, keys)} Known are {string.Join(", ", keys)}.");
            }
        }
        return new YamlMap(mapping, faults, path);
    }

    /// <summary>The line of a key's value, or of the mapping when the key is missing.</summary>
    public int LineAt(string key) => Node(key) is { } node ? LineOf(node) : Line;

    /// <summary>The full name of a key, as faults give it.</summary>
    public string PathOf(string key) => Join(_path, key);

    /// <summary>Adds an error at a key's value.</summary>
    public void Error(string key, string message) => _faults.Error(LineAt(key), PathOf(key), message);

    /// <summary>Whether the key is there with a value.</summary>
    public bool Has(string key) => Node(key) is not null;

    /// <summary>A text that has to be there.</summary>
    public string? RequiredText(string key)
    {
        if (!Has(key))
        {
            _faults.Error(Line, PathOf(key), "is missing. Write it.");
        }
        return Text(key);
    }

    /// <summary>A text, without blanks around it.</summary>
    public string? Text(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { } value } when !string.IsNullOrWhiteSpace(value):
                return value.Trim();
            case YamlScalarNode:
                Error(key, "is empty. Write it, or leave the key out.");
                return null;
            case var node:
                Error(key, $"is {Kind(node)}; one value was expected. Write one.");
                return null;
        }
    }

    /// <summary>A truth value.</summary>
    public bool? Flag(string key)
    {
        switch (Text(key))
        {
            case null:
                return null;
            case "true":
                return true;
            case "false":
                return false;
            case var text:
                Error(key, $"is '{text}'; true or false was expected.");
                return null;
        }
    }

    /// <summary>A number from 0 to <paramref name="most"/>.</summary>
    public double? Number(string key, double most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0
            && number <= most)
        {
            return number;
        }
        Error(
            key, string.Create(CultureInfo.InvariantCulture, $"is '{text}'; a number from 0 to {most} was expected."));
        return null;
    }

    /// <summary>A whole number from 0 to <paramref name="most"/>.</summary>
    public int? Whole(string key, int most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }
        Error(
            key,
            string.Create(CultureInfo.InvariantCulture, $"is '{text}'; a whole number from 0 to {most} was expected."));
        return null;
    }

    /// <summary>One text, or several in a list; each with its line.</summary>
    public IReadOnlyList<(string Text, int Line)> Texts(string key)
    {
        var texts = new List<(string, int)>();
        foreach (var node in Items(key, isScalarOne: true))
        {
            if (node is YamlScalarNode { Value: { } value } && !string.IsNullOrWhiteSpace(value))
            {
                texts.Add((value.Trim(), LineOf(node)));
            }
            else
            {
                _faults.Error(LineOf(node), PathOf(key), $"has {Kind(node)} in the list; a text was expected.");
            }
        }
        return texts;
    }

    /// <summary>The elements of a list; of a mapping or, if asked for, of one text, a list of one.</summary>
    public IReadOnlyList<YamlNode> Items(string key, bool isScalarOne = false)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlSequenceNode sequence:
                return [.. sequence.Children];
            case YamlMappingNode mapping:
                return [mapping];
            case var node when isScalarOne:
                return [node];
            case var node:
                Error(key, $"is {Kind(node)}; a list was expected.");
                return [];
        }
    }

    /// <summary>A mapping inside this one.</summary>
    public YamlMap? Map(string key, IReadOnlyList<string> keys) =>
        Node(key) is { } node ? From(node, PathOf(key), keys, _faults) : null;

    /// <summary>The pairs of texts of a mapping whose keys are free.</summary>
    public IReadOnlyList<(string Key, string Value, int Line)> Pairs(string key)
    {
        var pairs = new List<(string, string, int)>();
        if (Node(key) is not { } node)
        {
            return pairs;
        }
        if (node is not YamlMappingNode mapping)
        {
            Error(key, $"is {Kind(node)}; names and values were expected.");
            return pairs;
        }
        foreach (var (name, value) in mapping.Children)
        {
            if (name is YamlScalarNode { Value: { } left } && value is YamlScalarNode { Value: { } right })
            {
                pairs.Add((left, right, LineOf(name)));
            }
            else
            {
                _faults.Error(LineOf(name), PathOf(key), "has something else than a name and one value.");
            }
        }
        return pairs;
    }

    /// <summary>The names and values of a mapping whose keys are free and whose values are texts or lists.</summary>
    public IReadOnlyList<(string Name, YamlNode Value)> Entries(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlMappingNode mapping:
                return [.. mapping.Children.Select(pair => ((pair.Key as YamlScalarNode)?.Value ?? string.Empty, pair.Value))];
            case var node:
                Error(key, $"is {Kind(node)}; names and values were expected.");
                return [];
        }
    }

    internal static int LineOf(YamlNode node) => (int)node.Start.Line;

    internal static string Kind(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: null or "" } => "nothing",
        _ => "a text",
    };

    private static string Join(string path, string key) => path.Length == 0 ? key : path + "." + key;

    private YamlNode? Node(string key)
    {
        foreach (var (name, value) in _node.Children)
        {
            if (name is YamlScalarNode scalar && string.Equals(scalar.Value, key, StringComparison.Ordinal))
            {
                var isNull = value is YamlScalarNode
                {
                    Value: null or "" or "~" or "null",
                    Style: YamlDotNet.Core.ScalarStyle.Plain,
                };
                return isNull ? null : value;
            }
        }
        return null;
    }
}
