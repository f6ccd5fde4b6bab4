using System.IO.Compression;

namespace GridCity.Simulation.Replay;

/// <summary>
/// A file to import, plain or gzip (told by its first bytes, not its name), opened so that it cannot unpack into more
/// than it may.
/// </summary>
internal sealed class SourceFile : IDisposable
{
    /// <summary>How many unpacked bytes a file may have if nobody says otherwise.</summary>
    public const long DefaultBytesMax = 4L << 30;

    private const int ReadBytes = 1 << 16;

    private readonly FileStream _file;

    private SourceFile(FileStream file, Stream content, bool isPacked)
    {
        _file = file;
        Content = content;
        IsPacked = isPacked;
        Length = file.Length;
    }

    /// <summary>The unpacked content.</summary>
    public Stream Content { get; }

    /// <summary>Whether the file is gzip.</summary>
    public bool IsPacked { get; }

    /// <summary>The size of the file as it lies on the disk, in bytes.</summary>
    public long Length { get; }

    /// <summary>How much of it has been read, in bytes.</summary>
    public long Position => _file.SafeFileHandle.IsClosed ? Length : _file.Position;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">There is no such file, or a directory, or nothing in it.</exception>
    public static SourceFile Open(string path, long bytesMax)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"'{path}' is a directory; a CSV file was expected.");
        }
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, ReadBytes);
            if (file.Length == 0)
            {
                file.Dispose();
                throw new InputException($"'{path}' is empty.");
            }
            var isPacked = IsGzip(file);
            Stream plain = isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
            var content = new BoundedStream(plain, bytesMax, isPacked ? () => file.Position : null);
            return new SourceFile(file, content, isPacked);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file '{path}'.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' may not be read.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Content.Dispose();

    private static bool IsGzip(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var count = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return count == magic.Length && magic[0] == 0x1F && magic[1] == 0x8B;
    }
}
