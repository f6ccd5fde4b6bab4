using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace GridCity.Simulation.Formats;

/// <summary>YAML as a tree whose nodes know their lines.</summary>
internal static class YamlText
{
    private const long SizeLimit = 16_000_000;
    private const int DepthLimit = 16;

    /// <summary>The root of the only document of a file, or nothing when <paramref name="faults"/> say why.</summary>
    public static YamlNode? Read(InputFile file, FaultList faults)
    {
        var ours = faults.In(file.Name);
        file.WarnWhenCutOff(ours);
        if (file.Bytes.Length > SizeLimit)
        {
            ours.Error(
                0, string.Empty, $"holds more than {SizeLimit:N0} bytes. Check that it is what it claims to be.");
            return null;
        }
        try
        {
            var text = file.Text;
            if (!IsPlain(text, ours))
            {
                return null;
            }
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1)
            {
                return stream.Documents[0].RootNode;
            }
            ours.Error(1, string.Empty, $"holds {stream.Documents.Count} YAML documents; one was expected. Write one.");
        }
        catch (YamlException fault)
        {
            ours.Error((int)fault.Start.Line, string.Empty, $"the YAML is broken: {Sentence(fault)} Correct the line.");
        }
        catch (InvalidOperationException)
        {
            // What the scanner throws, without a place, where a plain text begins with a letter that cannot begin one.
            ours.Error(0, string.Empty, "the YAML is broken. Put texts with signs such as ? , [ ] { } into quotes.");
        }
        return null;
    }

    private static string Sentence(YamlException fault)
    {
        var message = (fault.InnerException ?? fault).Message;
        return message.EndsWith('.') ? message : message + ".";
    }

    /// <summary>
    /// The tree is built by recursion, so what is nested without sense would end the process; and aliases can make a
    /// small file endless.
    /// </summary>
    private static bool IsPlain(string text, FileFaults faults)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var line = (int)parser.Current!.Start.Line;
            depth += parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            if (depth > DepthLimit)
            {
                faults.Error(line, string.Empty, $"is nested deeper than {DepthLimit}. Write it flatter.");
                return false;
            }
            if (parser.Current is AnchorAlias alias)
            {
                faults.Error(
                    line, string.Empty, $"has the alias *{alias.Value}; aliases are not read. Write the value out.");
                return false;
            }
        }
        return true;
    }
}
