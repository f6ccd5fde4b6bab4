using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GridCity.Journal.Codec;

/// <summary>
/// The sum of an entry: the first eight bytes of the SHA-256 over all its other fields. The layout is written down in
/// <c>docs/journal-format.md</c>. Used by one thread at a time.
/// </summary>
internal sealed class EntrySum : IDisposable
{
    private const int FixedLength = 8 + 8 + 8 + 16 + (4 * 4);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _bytes = new byte[1024];

    /// <summary>
    /// The sum over the fields as they stand in the file; <paramref name="command"/> has 16 bytes.
    /// </summary>
    public long Of(
        long position,
        long seq,
        long at,
        ReadOnlySpan<byte> command,
        ReadOnlySpan<byte> cell,
        ReadOnlySpan<byte> kind,
        ReadOnlySpan<byte> subject,
        ReadOnlySpan<byte> body)
    {
        var length = FixedLength + cell.Length + kind.Length + subject.Length + body.Length;
        if (_bytes.Length < length)
        {
            _bytes = new byte[length * 2];
        }
        var bytes = _bytes.AsSpan(0, length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, position);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], seq);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], at);
        command.CopyTo(bytes[24..40]);
        var end = Append(bytes, 40, cell);
        end = Append(bytes, end, kind);
        end = Append(bytes, end, subject);
        Append(bytes, end, body);
        _hash.AppendData(bytes);
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(sum);
        return BinaryPrimitives.ReadInt64BigEndian(sum);
    }

    public void Dispose() => _hash.Dispose();

    // Lengths stand before the texts, so that no two different entries give the same bytes.
    private static int Append(Span<byte> bytes, int start, ReadOnlySpan<byte> text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes[start..], text.Length);
        text.CopyTo(bytes[(start + 4)..]);
        return start + 4 + text.Length;
    }
}
