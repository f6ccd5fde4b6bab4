using System.Buffers;
using System.Text;
using System.Text.Json;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Keeps what has been ended of a long piece of work in a file, so that the work can be stopped and gone on with: a first line
/// that says of what it is, then a line of JSON for each part. A line that was cut off when the power failed is left out. Parts
/// may be added from any thread.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private const int Format = 1;

    private readonly Dictionary<string, JsonElement> _parts;
    private readonly FileStream _file;
    private readonly Lock _gate = new();
    private readonly string _prefix;

    private Checkpoint(Dictionary<string, JsonElement> parts, FileStream file, string prefix) =>
        (_parts, _file, _prefix) = (parts, file, prefix);

    /// <summary>How many parts there were when it was opened.</summary>
    public int Found { get; private init; }

    /// <summary>Opens a file, or begins one that is not there; the key says of which work the parts are.</summary>
    /// <exception cref="Replay.InputException">The file is of other work, or no checkpoint at all.</exception>
    public static Checkpoint Open(string path, string key)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var parts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            var sound = Read(file, path, key, parts);
            file.SetLength(sound);
            file.Position = sound;
            if (sound == 0)
            {
                var head = new Dictionary<string, string> { ["gridcity-checkpoint"] = $"{Format}", ["of"] = key };
                file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(head) + "\n"));
                file.Flush();
            }
            return new Checkpoint(parts, file, string.Empty) { Found = parts.Count };
        }
        catch (Exception)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The same file for a part of the work that has parts of its own.</summary>
    public Checkpoint In(string name) => new(_parts, _file, _prefix + name + "/");

    /// <summary>A part that has been ended before, or null.</summary>
    internal JsonElement? Find(string name) => _parts.TryGetValue(_prefix + name, out var part) ? part : null;

    /// <summary>Keeps a part.</summary>
    internal void Add(string name, Action<Utf8JsonWriter> write)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("part", _prefix + name);
            json.WritePropertyName("result");
            write(json);
            json.WriteEndObject();
        }
        line.Write("\n"u8);
        lock (_gate)
        {
            _file.Write(line.WrittenSpan);
            _file.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // Returns up to where the file is whole.
    private static long Read(FileStream file, string path, string key, Dictionary<string, JsonElement> parts)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var sound = 0;
        for (var end = Array.IndexOf(bytes, (byte)'\n'); end >= 0; end = Array.IndexOf(bytes, (byte)'\n', sound))
        {
            if (ReadLine(bytes.AsMemory(sound, end - sound)) is not { } line)
            {
                throw new Replay.InputException($"'{path}' is no checkpoint of GridCity; name a file of its own with --resume.");
            }
            if (sound == 0)
            {
                CheckHead(line, path, key);
            }
            else
            {
                parts[line.GetProperty("part").GetString()!] = line.GetProperty("result");
            }
            sound = end + 1;
        }
        return sound > 0 || bytes.Length == 0
            ? sound
            : throw new Replay.InputException($"'{path}' is no checkpoint of GridCity; name a file of its own with --resume.");
    }

    private static JsonElement? ReadLine(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void CheckHead(JsonElement head, string path, string key)
    {
        if (!head.TryGetProperty("of", out var of) || !head.TryGetProperty("gridcity-checkpoint", out _))
        {
            throw new Replay.InputException($"'{path}' is no checkpoint of GridCity; name a file of its own with --resume.");
        }
        if (of.GetString() != key)
        {
            throw new Replay.InputException(
                $"'{path}' holds runs of something else: {of.GetString()}. This is {key}. Name another file with --resume, or delete it to begin anew.");
        }
    }
}
