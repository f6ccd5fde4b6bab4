using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace GridCity.Simulation.EventLogs;

/// <summary>Text as UTF-8 in memory, made anew again and again in the same place.</summary>
internal sealed class ByteText
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 12);

    public int Length => _bytes.WrittenCount;

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.WrittenMemory;

    public void Clear() => _bytes.ResetWrittenCount();

    public ByteText Put(ReadOnlySpan<byte> text)
    {
        _bytes.Write(text);
        return this;
    }

    public ByteText Put(ReadOnlySpan<char> text)
    {
        Encoding.UTF8.GetBytes(text, _bytes);
        return this;
    }

    public ByteText Put(double number)
    {
        Utf8Formatter.TryFormat(number, _bytes.GetSpan(32), out var length);
        _bytes.Advance(length);
        return this;
    }

    /// <summary>Gives room for some bytes, of which so many were then written.</summary>
    public Span<byte> Room(int length) => _bytes.GetSpan(length);

    public void Took(int length) => _bytes.Advance(length);
}
