using System.Globalization;
using System.Text;
using GridCity.Core.Space;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GridCity.Simulation.Replay;

/// <summary>Reads a mapping from YAML and says everything that is wrong with it at once, each with its line.</summary>
internal sealed class MappingReader
{
    private const long SizeMax = 1 << 20;

    private readonly List<string> _faults = [];

    /// <summary>Reads a mapping file.</summary>
    /// <exception cref="InputException">It cannot be read or is no mapping; the message lists every fault.</exception>
    public static Mapping ReadFile(string path)
    {
        if (Directory.Exists(path) || !File.Exists(path))
        {
            throw new InputException($"There is no mapping file '{path}'.");
        }
        if (new FileInfo(path).Length > SizeMax)
        {
            throw new InputException($"'{path}' is larger than 1 MiB, which no mapping is.");
        }
        using var text = new StreamReader(path, Encoding.UTF8);
        return Read(text, path);
    }

    /// <summary>Reads a mapping; faults call it <paramref name="name"/>.</summary>
    /// <exception cref="InputException">It is no mapping; the message lists every fault.</exception>
    public static Mapping Read(TextReader text, string name)
    {
        var reader = new MappingReader();
        Mapping? mapping = null;
        try
        {
            var yaml = new YamlStream();
            yaml.Load(text);
            if (yaml.Documents.Count == 1 && yaml.Documents[0].RootNode is YamlMappingNode root)
            {
                mapping = reader.ReadRoot(new YamlBlock(root, reader._faults));
            }
            else
            {
                reader._faults.Add("line 1: a mapping is one YAML document with key, class, channel, point …");
            }
        }
        catch (YamlException fault)
        {
            reader._faults.Add($"line {fault.Start.Line}: {fault.Message}");
        }
        catch (InvalidOperationException)
        {
            // The YAML library stumbles over some unfinished braces without saying where.
            reader._faults.Add("this is not YAML; most likely a brace or a bracket is not closed.");
        }
        return mapping is not null && reader._faults.Count == 0
            ? mapping
            : throw new InputException($"The mapping '{name}' has faults:\n  " + string.Join("\n  ", reader._faults));
    }

    private Mapping ReadRoot(YamlBlock root)
    {
        var point = root.Block("point");
        var handled = HandledReader.Read(root);
        if (point is null && handled?.Oddities.MissingPlace != MissingPlace.Scatter)
        {
            root.Fault(root.Line, "'point' is missing: the columns of longitude and latitude.");
        }
        var file = root.Block("file");
        var mapping = new Mapping
        {
            Key = Field(root, "key", isNeeded: true)!,
            Class = Field(root, "class", isNeeded: true)!,
            Condition = Field(root, "condition", isNeeded: false),
            Channel = Field(root, "channel", isNeeded: true)!,
            Longitude = point?.Needed("lon") ?? string.Empty,
            Latitude = point?.Needed("lat") ?? string.Empty,
            Frame = point is null ? null : FrameOf(point),
            Text = Field(root, "text", isNeeded: false),
            SeenAt = Time(root, "seenAt"),
            Reference = Field(root, "reference", isNeeded: false),
            By = Field(root, "by", isNeeded: false),
            Unit = Field(root, "unit", isNeeded: false),
            Handled = handled,
            Separator = file is null ? null : SeparatorOf(file),
            Encoding = file is null ? null : EncodingOf(file),
        };
        point?.RefuseOthers();
        file?.RefuseOthers();
        root.RefuseOthers();
        return mapping;
    }

    internal static FieldRule? Field(YamlBlock root, string name, bool isNeeded)
    {
        if (root.Block(name) is not { } block)
        {
            if (isNeeded)
            {
                root.Fault(root.Line, $"'{name}' is missing.");
            }
            return null;
        }
        string[] columns = [.. block.Texts("column"), .. block.Texts("columns")];
        var constant = block.Text("value");
        if (columns.Length == 0 == (constant is null))
        {
            block.Fault(block.Line, $"'{name}' needs either columns or a value.");
        }
        var pairs = block.Pairs("map");
        var rule = new FieldRule
        {
            Name = name,
            Columns = columns,
            Separator = block.Text("separator") ?? " ",
            Constant = constant,
            Map = pairs is null ? null : MapOf(block, pairs),
            Beginnings = [.. (pairs ?? []).Where(IsBeginning).Select(pair => (pair.Word[..^1], pair.Value))],
            Default = block.Text("default"),
            IsNeeded = isNeeded,
        };
        block.RefuseOthers();
        return rule;
    }

    private static Dictionary<string, string> MapOf(YamlBlock block, IReadOnlyList<(string Word, string Value)> pairs)
    {
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (word, value) in pairs.Where(pair => !IsBeginning(pair)))
        {
            if (!map.TryAdd(word.Trim(), value))
            {
                block.Fault(block.Line, $"'{word}' stands twice in the map; small and capital letters do not differ.");
            }
        }
        return map;
    }

    private static bool IsBeginning((string Word, string Value) pair) => pair.Word.EndsWith('*');

    internal static TimeRule? Time(YamlBlock root, string name)
    {
        if (root.Block(name) is not { } block)
        {
            return null;
        }
        var zone = TimeZoneInfo.Utc;
        var column = block.Needed("column");
        var zoneName = block.Needed("zone");
        if (zoneName.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out zone!))
        {
            block.Fault(block.Line, $"'{zoneName}' is not a time zone; a name such as America/New_York was expected.");
        }
        var layouts = block.Texts("layouts");
        if (layouts.Count == 0)
        {
            block.Fault(block.Line, "'layouts' is missing: how the times are written, such as MM/dd/yyyy hh:mm:ss tt.");
        }
        foreach (var layout in layouts.Where(layout => !IsLayout(layout)))
        {
            block.Fault(
                block.Line, $"'{layout}' is not a layout of times; one such as yyyy-MM-dd HH:mm:ss was expected.");
        }
        block.RefuseOthers();
        return new TimeRule(column, [.. layouts], zone ?? TimeZoneInfo.Utc);
    }

    // A layout that cannot write a moment and read it again would make every row a fault.
    private static bool IsLayout(string layout)
    {
        try
        {
            var written = new DateTime(2013, 12, 25).ToString(layout, CultureInfo.InvariantCulture);
            return layout.Contains('y', StringComparison.Ordinal)
                && DateTime.TryParseExact(written, layout, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static Frame? FrameOf(YamlBlock point)
    {
        if (point.Text("frame") is not { } name)
        {
            return null;
        }
        if (Enum.TryParse<Frame>(name, ignoreCase: true, out var frame) && Enum.IsDefined(frame))
        {
            return frame;
        }
        point.Fault(point.Line, $"'{name}' is not a frame; wgs84, cgcs2000, gcj02 or bd09 was expected.");
        return null;
    }

    private static char? SeparatorOf(YamlBlock file)
    {
        switch (file.Text("separator"))
        {
            case null:
                return null;
            case "tab":
                return '\t';
            case [var single] when char.IsAscii(single) && !char.IsLetterOrDigit(single) && single != '"':
                return single;
            case var other:
                file.Fault(file.Line, $"'{other}' is not a separator; one character or the word tab was expected.");
                return null;
        }
    }

    private static Encoding? EncodingOf(YamlBlock file)
    {
        if (file.Text("encoding") is not { } name)
        {
            return null;
        }
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return Encoding.GetEncoding(name) is { CodePage: not 65001 } other ? other : null;
        }
        catch (ArgumentException)
        {
            file.Fault(file.Line, $"'{name}' is not an encoding; one such as utf-8 or gb18030 was expected.");
            return null;
        }
    }
}
