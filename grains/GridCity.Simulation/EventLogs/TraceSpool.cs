using System.Buffers.Binary;

namespace GridCity.Simulation.EventLogs;

/// <summary>
/// Pieces of traces that come in the order of time and leave trace by trace: they wait in a temporary file, each with the place
/// of the piece before it.
/// </summary>
internal sealed class TraceSpool : IAsyncDisposable
{
    private const int HeadBytes = 12;
    private const int BufferBytes = 1 << 18;
    private const long None = -1;

    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        BufferBytes,
        FileOptions.DeleteOnClose);

    private readonly List<long> _last = [];
    private readonly Stack<(long At, int Length)> _pieces = new();
    private long _length;

    /// <summary>Adds a piece to a trace; traces are numbered from 0 on in the order of their first pieces.</summary>
    public void Add(int trace, ReadOnlySpan<byte> piece)
    {
        if (trace == _last.Count)
        {
            _last.Add(None);
        }
        Span<byte> head = stackalloc byte[HeadBytes];
        BinaryPrimitives.WriteInt64LittleEndian(head, _last[trace]);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], piece.Length);
        _last[trace] = _length;
        _file.Write(head);
        _file.Write(piece);
        _length += HeadBytes + piece.Length;
    }

    /// <summary>No more pieces come.</summary>
    public void Seal() => _file.Flush();

    /// <summary>Writes the pieces of a trace in their order.</summary>
    public void CopyTo(int trace, ByteText to)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        for (var at = _last[trace]; at != None; at = BinaryPrimitives.ReadInt64LittleEndian(head))
        {
            Read(head, at);
            _pieces.Push((at + HeadBytes, BinaryPrimitives.ReadInt32LittleEndian(head[8..])));
        }
        while (_pieces.TryPop(out var piece))
        {
            Read(to.Room(piece.Length)[..piece.Length], piece.At);
            to.Took(piece.Length);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private void Read(Span<byte> to, long at)
    {
        for (var read = 0; read < to.Length;)
        {
            var count = RandomAccess.Read(_file.SafeFileHandle, to[read..], at + read);
            read += count > 0 ? count : throw new IOException("The temporary file of an event log was cut short.");
        }
    }
}
