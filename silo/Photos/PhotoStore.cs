using System.Security.Cryptography;

namespace GridCity.Silo.Photos;

/// <summary>How keeping a photo went. Zero is never used.</summary>
internal enum PhotoOutcome
{
    /// <summary>It is kept, or was before.</summary>
    Kept = 1,

    /// <summary>The command has as many photos as it can have.</summary>
    TooMany = 2,

    /// <summary>Somebody else's command.</summary>
    NotYours = 3,
}

/// <summary>
/// Photos as files beside the data, named by the hash of what is in them, so that the same one twice is one file and a changed
/// one is noticed. A photo belongs to a command, by the id that its caller made: it is sent before the command, arrives once
/// however often it is sent, and the journal's entries lead to it by their command's id without holding it.
/// </summary>
internal sealed class PhotoStore(string folder)
{
    /// <summary>The most photos of one command.</summary>
    public const int OfCommandMax = 6;

    private readonly Lock _gate = new();

    /// <summary>Keeps a photo for a command; whoever sends the first is the only one who may add more.</summary>
    public (PhotoOutcome Outcome, string Name) Keep(CleanPhoto photo, Guid command, string owner)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(photo.Bytes)) + "." + photo.Extension;
        lock (_gate)
        {
            var lines = LinesOf(command);
            if (lines.Any(line => line.Owner != owner))
            {
                return (PhotoOutcome.NotYours, name);
            }
            if (lines.Any(line => line.Name == name))
            {
                return (PhotoOutcome.Kept, name);
            }
            if (lines.Count >= OfCommandMax)
            {
                return (PhotoOutcome.TooMany, name);
            }
            Write(PathOf(name), photo.Bytes);
            Append(PathOf(command), $"{name} {owner}\n");
            return (PhotoOutcome.Kept, name);
        }
    }

    /// <summary>The names of the photos of a command, in the order in which they came.</summary>
    public IReadOnlyList<string> Of(Guid command) => [.. LinesOf(command).Select(line => line.Name)];

    /// <summary>The file and the type of a photo, or null when there is none of that name.</summary>
    public (string Path, string Type)? Find(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot != 64 || !name[..dot].All(char.IsAsciiHexDigitLower) || TypeOf(name[(dot + 1)..]) is not { } type)
        {
            return null;
        }
        var path = PathOf(name);
        return File.Exists(path) ? (path, type) : null;
    }

    private static string? TypeOf(string extension) => extension switch
    {
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        _ => null,
    };

    private List<(string Name, string Owner)> LinesOf(Guid command)
    {
        var path = PathOf(command);
        return File.Exists(path)
            ? [.. File.ReadLines(path).Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))]
            : [];
    }

    private string PathOf(string name) => Path.Combine(folder, name[..2], name);

    // The last digits of a version 7 UUID are random, its first ones are the time.
    private string PathOf(Guid command)
    {
        var text = command.ToString("N");
        return Path.Combine(folder, "of", text[^2..], text);
    }

    private static void Write(string path, byte[] bytes)
    {
        if (File.Exists(path))
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = path + ".half";
        using (var file = new FileStream(half, FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        // Whoever reads sees the whole photo or none.
        File.Move(half, path, overwrite: true);
    }

    private static void Append(string path, string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write);
        file.Write(System.Text.Encoding.UTF8.GetBytes(line));
        file.Flush(flushToDisk: true);
    }
}
