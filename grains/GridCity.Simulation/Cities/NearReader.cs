using GridCity.Core.Rules;
using GridCity.Simulation.Formats;
using YamlDotNet.RepresentationModel;

namespace GridCity.Simulation.Cities;

/// <summary>Reads what rules ask of layers: <c>on</c>, <c>within</c> and <c>at</c> with attributes, sides and ends.</summary>
internal static class NearReader
{
    /// <summary>The layer that the registers of sources become, which <c>at</c> means when it names none.</summary>
    public const string Sources = "sources";

    private const double MetresMax = 10_000;

    private static readonly string[] OnKeys = ["layer", "where"];

    private static readonly string[] WithinKeys = ["layer", "metres", "where", "side", "ends"];

    // Longer signs first, so that >= is not taken for > and a value with an equals sign.
    private static readonly (string Sign, Comparison Comparison)[] Signs =
    [
        ("!=", Comparison.NoneOf), (">=", Comparison.AtLeast), ("<=", Comparison.AtMost), (">", Comparison.Above),
        ("<", Comparison.Below),
    ];

    /// <summary>Whether a text would be read as a comparison, or as one that went wrong.</summary>
    public static bool IsComparison(string text) => text.Length > 0 && text[0] is '!' or '>' or '<' or '=';

    /// <summary>The sign of a comparison; empty for a list of values.</summary>
    public static string SignOf(Comparison comparison) =>
        Signs.FirstOrDefault(pair => pair.Comparison == comparison).Sign ?? string.Empty;

    /// <summary>Every condition on a layer in a mapping, in the order <c>on</c>, <c>within</c>, <c>at</c>.</summary>
    public static List<NearLayer> Read(YamlMap when, FileFaults faults)
    {
        var layers = new List<NearLayer>();
        foreach (var node in when.Items("on", isScalarOne: true))
        {
            if (node is YamlScalarNode { Value: { Length: > 0 } name })
            {
                layers.Add(new NearLayer(name, 0, new Dictionary<string, string>()));
            }
            else if (YamlMap.From(node, when.PathOf("on"), WithinKeys, faults) is { } on)
            {
                RefuseOnPlace(on);
                Add(layers, on, on.RequiredText("layer"), 0, faults);
            }
        }
        foreach (var node in when.Items("within"))
        {
            if (YamlMap.From(node, when.PathOf("within"), WithinKeys, faults) is { } within)
            {
                Add(layers, within, within.RequiredText("layer"), MetresOf(within), faults);
            }
        }
        foreach (var node in when.Items("at"))
        {
            if (YamlMap.From(node, when.PathOf("at"), WithinKeys, faults) is { } at)
            {
                Add(layers, at, at.Text("layer") ?? Sources, MetresOf(at), faults);
            }
        }
        return layers;
    }

    private static void Add(List<NearLayer> layers, YamlMap near, string? layer, double metres, FileFaults faults)
    {
        var where = new Dictionary<string, string>(StringComparer.Ordinal);
        var tests = new List<AttributeTest>();
        foreach (var (name, value) in near.Entries("where"))
        {
            ReadDemand(near, name, value, where, tests, faults);
        }
        if (layer is not null)
        {
            layers.Add(new NearLayer(layer, metres, where)
            {
                Tests = tests,
                Side = SideOf(near),
                HasFlatEnds = HasFlatEnds(near),
            });
        }
    }

    private static double MetresOf(YamlMap near)
    {
        var metres = near.Number("metres", MetresMax);
        if (metres is null && !near.Has("metres"))
        {
            near.Error("metres", "is missing. Write from how many metres a feature counts.");
        }
        return metres ?? 0;
    }

    private static void RefuseOnPlace(YamlMap on)
    {
        foreach (var key in WithinKeys.Except(OnKeys).Where(on.Has))
        {
            on.Error(key, "has no meaning with on, where the point lies on the feature. Write within.");
        }
    }

    private static LineSide? SideOf(YamlMap near)
    {
        switch (near.Text("side"))
        {
            case null:
                return null;
            case "left":
                return LineSide.Left;
            case "right":
                return LineSide.Right;
            case var other:
                near.Error("side", Words.Expected(other, ["left", "right"]) + " Look along the line.");
                return null;
        }
    }

    private static bool HasFlatEnds(YamlMap near)
    {
        var ends = near.Text("ends");
        if (ends is not (null or "flat" or "round"))
        {
            near.Error("ends", Words.Expected(ends, ["flat", "round"]));
        }
        return ends == "flat";
    }

    /// <summary>One value (equal), a sign and a value (a comparison), or a list of values (any of them).</summary>
    private static void ReadDemand(
        YamlMap near,
        string name,
        YamlNode value,
        Dictionary<string, string> where,
        List<AttributeTest> tests,
        FileFaults faults)
    {
        var (line, field) = (YamlMap.LineOf(value), near.PathOf("where." + name));
        switch (value)
        {
            case YamlSequenceNode { Children.Count: > 0 } list
                when list.Children.All(item => item is YamlScalarNode { Value: not null }):
                var values = list.Children.Select(item => ((YamlScalarNode)item).Value!.Trim());
                tests.Add(new AttributeTest(name, Comparison.AnyOf, [.. values]));
                return;
            case YamlScalarNode { Value: { } text } when !IsComparison(text):
                where.TryAdd(name, text.Trim());
                return;
            case YamlScalarNode { Value: { } text }:
                ReadComparison(name, text, tests, message => faults.Error(line, field, message));
                return;
            default:
                faults.Error(
                    line, field, $"is {YamlMap.Kind(value)}; a value, a list of values or a comparison was expected.");
                return;
        }
    }

    private static void ReadComparison(string name, string text, List<AttributeTest> tests, Action<string> error)
    {
        var (sign, comparison) = Signs.FirstOrDefault(pair => text.StartsWith(pair.Sign, StringComparison.Ordinal));
        if (sign is null)
        {
            var known = string.Join(", ", Signs.Select(pair => pair.Sign));
            error($"is '{text}', which begins with no comparison that is known; {known} or a value was expected."
                + " Put a value that begins with such a sign into a list.");
            return;
        }
        var test = new AttributeTest(name, comparison, [text[sign.Length..].Trim()]);
        if (test.Values[0].Length == 0)
        {
            error($"is '{text}'; a value was expected after {sign}.");
        }
        else if (test.IsNumeric && !AttributeTest.TryNumber(test.Values[0], out _))
        {
            error($"is '{text}'; a number was expected after {sign}, as in {sign}5.");
        }
        else
        {
            tests.Add(test);
        }
    }
}
