using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace GridCity.Simulation.Replay;

/// <summary>
/// Command ids of imported rows. They follow from the channel and the row's key alone, whatever the file is called and
/// wherever the row stands in it, so that a row imported twice is one report.
/// </summary>
internal static class CommandIds
{
    // No channel and no key holds it, so no two pairs run together into one text.
    private const char Joint = '\u001F';

    // To make a hash ready takes longer than to work out so short a one: each thread keeps its own.
    [ThreadStatic]
    private static IncrementalHash? _hash;

    /// <summary>
    /// The first 16 bytes of the SHA-256 of channel, U+001F and key in UTF-8, as a UUID of version 8 (RFC 9562, 5.8).
    /// </summary>
    public static Guid Of(string channel, string key)
    {
        var length = Encoding.UTF8.GetMaxByteCount(channel.Length + key.Length + 1);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var written = Encoding.UTF8.GetBytes(channel, rented);
        rented[written++] = (byte)Joint;
        written += Encoding.UTF8.GetBytes(key, rented.AsSpan(written));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(rented.AsSpan(0, written));
        _hash.GetHashAndReset(hash);
        ArrayPool<byte>.Shared.Return(rented);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
