using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace GridCity.Simulation.Formats;

/// <summary>
/// A text file in memory: UTF-8 without its byte order mark, unpacked when it was gzip. Reading refuses what is longer
/// unpacked than a limit, so that a small file cannot fill the machine, and what is not UTF-8.
/// </summary>
public sealed class InputFile
{
    /// <summary>
    /// The most that a file may hold unpacked unless its reader says otherwise: 2,000 MB, near what one array can.
    /// </summary>
    public const long DefaultLimit = 2_000_000_000;

    private readonly Lazy<Task<byte[]>> _digest;

    /// <summary>Takes text that is already in memory, for instance a resource.</summary>
    public InputFile(string name, ReadOnlyMemory<byte> bytes)
        : this(name, bytes, bytes)
    {
    }

    private InputFile(string name, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> stored)
    {
        Name = name;
        Bytes = bytes;
        _digest = new Lazy<Task<byte[]>>(() => Task.Run(() => SHA256.HashData(stored.Span)));
    }

    /// <summary>The name by which faults call it.</summary>
    public string Name { get; }

    /// <summary>The text, as UTF-8.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>
    /// The SHA-256 of the file as it is stored. The first call begins to work it out, on another thread because
    /// hundreds of megabytes take a while.
    /// </summary>
    public Task<byte[]> Digest => _digest.Value;

    /// <summary>The text as a string.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Reads a file, or says in <paramref name="faults"/> why not and returns nothing.</summary>
    public static InputFile? TryRead(string path, string name, FaultList faults, long limit = DefaultLimit)
    {
        var ours = faults.In(name);
        try
        {
            var stored = ReadStored(path, limit);
            var bytes = IsGzip(stored) ? Unpack(stored, limit) : stored;
            if (bytes is null)
            {
                ours.Error(
                    0,
                    string.Empty,
                    $"holds more than {limit:N0} bytes. Split it, or check that it is what it claims to be.");
                return null;
            }
            var text = bytes.AsMemory();
            text = text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;
            return IsText(text.Span, ours) ? new InputFile(name, text, stored) : null;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            ours.Error(0, string.Empty, "is missing. Add the file, or check its name.");
        }
        catch (InvalidDataException)
        {
            ours.Error(
                0,
                string.Empty,
                "is not one whole gzip member: it cannot be unpacked to its end. Copy or pack the file again.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            ours.Error(0, string.Empty, $"cannot be read: {fault.Message} Check the file and its permissions.");
        }
        return null;
    }

    /// <summary>
    /// Says so when the last line has no end, which is how a file looks that was cut off while being copied.
    /// </summary>
    public void WarnWhenCutOff(FileFaults faults)
    {
        if (Bytes.Length > 0 && Bytes.Span[^1] != (byte)'\n')
        {
            var line = Bytes.Span.Count((byte)'\n') + 1;
            faults.Warning(
                line,
                string.Empty,
                "the last line has no line end. Check that the file was not cut off, and end the line.");
        }
    }

    private static byte[]? ReadAtMost(Stream stream, long limit, int expected)
    {
        var bytes = new byte[Math.Max(expected, 256)];
        var length = 0;
        while (true)
        {
            var read = stream.Read(bytes, length, bytes.Length - length);
            length += read;
            if (length > limit)
            {
                return null;
            }
            if (read == 0)
            {
                Array.Resize(ref bytes, length);
                return bytes;
            }
            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(Math.Min(2L * length, limit + 1), Array.MaxLength));
            }
        }
    }

    private static byte[] ReadStored(string path, long limit)
    {
        using var stream = File.OpenRead(path);
        return stream.Length > limit
            ? throw new IOException($"it has more than {limit:N0} bytes.")
            : File.ReadAllBytes(path);
    }

    private static bool IsGzip(byte[] bytes) => bytes is [0x1f, 0x8b, ..];

    private static byte[]? Unpack(byte[] stored, long limit)
    {
        if (stored.Length < 18)
        {
            throw new InvalidDataException("The head and tail of gzip alone take 18 bytes.");
        }

        // The last four bytes say how long the text is, modulo 2^32; a liar gains nothing by it.
        var hint = BitConverter.ToUInt32(stored, stored.Length - 4);
        var expected = (int)Math.Min(Math.Min(hint + 1L, limit), 1_100L * stored.Length);
        using var packed = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
        var bytes = ReadAtMost(packed, limit, expected);

        // The runtime takes a stream that ends early for a whole one, so the stated length has to agree.
        return bytes is not null && (uint)bytes.Length != hint
            ? throw new InvalidDataException("The length that the file states is not the length that it has.")
            : bytes;
    }

    private static bool IsText(ReadOnlySpan<byte> bytes, FileFaults faults)
    {
        if (Utf8.IsValid(bytes))
        {
            return true;
        }
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }
        var line = bytes[..offset].Count((byte)'\n') + 1;
        faults.Error(line, string.Empty, $"byte 0x{bytes[offset]:X2} is not UTF-8. Save the file as UTF-8.");
        return false;
    }
}
